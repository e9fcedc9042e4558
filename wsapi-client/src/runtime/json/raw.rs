//! Unparsed JSON.

use std::fmt;

use serde::Serialize;
use serde_json::value::RawValue;

use super::{
    read::from_slice,
    reflection::{Field, Slot, View},
    write::Written,
};

/// A piece of JSON, exactly as received.
#[derive(Clone)]
pub(crate) struct RawData(Box<RawValue>);

#[allow(dead_code, reason = "the documents may have no event")]
impl RawData {
    /// Returns the field as JSON.
    pub(crate) fn of(field: &dyn Field) -> serde_json::Result<Self> {
        Self::of_value(&Written(field))
    }

    pub(crate) fn of_value(value: &impl Serialize) -> serde_json::Result<Self> {
        serde_json::value::to_raw_value(value).map(Self)
    }

    pub(crate) fn json(&self) -> &str {
        self.0.get()
    }
}

/// JSON that is not parsed yet.
#[allow(dead_code, reason = "the documents may have no event")]
pub(crate) trait Unparsed {
    /// Parses it into a new value.
    fn read<T: Field>(&self) -> serde_json::Result<Box<T>>;

    /// Returns it unchanged, if it is valid JSON.
    fn into_raw(self) -> serde_json::Result<RawData>;
}

impl Unparsed for &str {
    fn read<T: Field>(&self) -> serde_json::Result<Box<T>> {
        let mut value = Box::new(T::empty());
        from_slice(self.as_bytes(), &mut *value)?;
        Ok(value)
    }

    fn into_raw(self) -> serde_json::Result<RawData> {
        serde_json::from_str(self).map(RawData)
    }
}

impl Unparsed for RawData {
    fn read<T: Field>(&self) -> serde_json::Result<Box<T>> {
        self.json().read()
    }

    fn into_raw(self) -> serde_json::Result<RawData> {
        Ok(self)
    }
}

/// Null.
impl Default for RawData {
    fn default() -> Self {
        Self(RawValue::NULL.to_owned())
    }
}

impl PartialEq for RawData {
    fn eq(&self, other: &Self) -> bool {
        self.json() == other.json()
    }
}

/// If it is missing, it is null, which fails later for events that need data.
impl Field for RawData {
    fn empty() -> Self {
        Self::default()
    }

    fn view(&self) -> View<'_> {
        View::Raw(&self.0)
    }

    fn slot(&mut self) -> Slot<'_> {
        Slot::Raw(&mut self.0)
    }

    fn is_optional(&self) -> bool {
        true
    }

    fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}
