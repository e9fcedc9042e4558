//! Values that `Debug` must not show, only that they are there.

use std::fmt;

use serde_json::Value;

use super::{Jid, JsonObject, MessageId, Nullable, Secret, Time};

/// Stands in for the value in the output of `Debug`: `…`, and `None` or `Some(…)` for an option.
pub(crate) fn hidden<T: Hidden + ?Sized>(value: &T) -> impl fmt::Debug + use<T> {
    Shown(value.shown())
}

/// A value whose presence can be told without telling the value.
pub(crate) trait Hidden {
    fn shown(&self) -> &'static str {
        "…"
    }
}

impl<T> Hidden for Option<T> {
    fn shown(&self) -> &'static str {
        if self.is_some() { "Some(…)" } else { "None" }
    }
}

impl<T> Hidden for Nullable<T> {
    fn shown(&self) -> &'static str {
        match self {
            Self::Unset => "Unset",
            Self::Null => "Null",
            Self::Value(_) => "Value(…)",
        }
    }
}

macro_rules! present {
    ($($type:ty)*) => { $(impl Hidden for $type {})* };
}

present!(str String Jid MessageId Secret Time JsonObject Value bool i32 i64 u32 u64 f32 f64);

impl<T> Hidden for Vec<T> {}
impl<T> Hidden for Box<T> {}
impl<K, V> Hidden for std::collections::BTreeMap<K, V> {}
impl<K, V, S> Hidden for std::collections::HashMap<K, V, S> {}

struct Shown(&'static str);

impl fmt::Debug for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}
