//! What the fields of generated structs have in common: whether they can be missing, and what of them a log
//! may show.

use std::{collections::BTreeMap, fmt};

use serde_json::Value;

use super::{Jid, JsonObject, MessageId, Nullable, Secret, Time, inspection::Inspection};

/// A value that can stand in a field. It is out of reach for others, like all of this module.
pub trait Field: Sized {
    /// What the field holds where the object does not have it; `None` if the object must.
    fn missing() -> Option<Self> {
        None
    }

    /// Whether the object is written without it.
    fn is_missing(&self) -> bool {
        false
    }

    /// Shows what is fit for a log.
    fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result;

    /// Shows itself before it is sent. Only addresses, media and what holds them has anything to show.
    fn inspect(&mut self, inspection: &mut Inspection) {
        _ = inspection;
    }
}

/// The value as `Debug` may show it.
pub(crate) struct Shown<'a, T>(pub(crate) &'a T);

impl<T: Field> fmt::Debug for Shown<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.show(f)
    }
}

impl<T: Field> Field for Option<T> {
    fn missing() -> Option<Self> {
        Some(None)
    }

    fn is_missing(&self) -> bool {
        self.as_ref().is_none_or(T::is_missing)
    }

    fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.as_ref().map(Shown), f)
    }

    fn inspect(&mut self, inspection: &mut Inspection) {
        if let Some(value) = self {
            value.inspect(inspection);
        }
    }
}

impl<T: Field> Field for Nullable<T> {
    fn missing() -> Option<Self> {
        Some(Self::Unset)
    }

    fn is_missing(&self) -> bool {
        self.is_unset()
    }

    fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = match self {
            Self::Unset => Nullable::Unset,
            Self::Null => Nullable::Null,
            Self::Value(value) => Nullable::Value(Shown(value)),
        };
        fmt::Debug::fmt(&shown, f)
    }

    fn inspect(&mut self, inspection: &mut Inspection) {
        if let Self::Value(value) = self {
            value.inspect(inspection);
        }
    }
}

impl<T: Field> Field for Box<T> {
    fn missing() -> Option<Self> {
        T::missing().map(Self::new)
    }

    fn is_missing(&self) -> bool {
        T::is_missing(self)
    }

    fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        T::show(self, f)
    }

    fn inspect(&mut self, inspection: &mut Inspection) {
        T::inspect(self, inspection);
    }
}

impl<T: Field> Field for Vec<T> {
    fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter().map(Shown)).finish()
    }

    fn inspect(&mut self, inspection: &mut Inspection) {
        for (index, item) in self.iter_mut().enumerate() {
            inspection.item(index, item);
        }
    }
}

/// The keys of a map are data too, and hidden like it.
impl<T> Field for BTreeMap<String, T> {
    fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

impl Field for Jid {
    fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }

    fn inspect(&mut self, inspection: &mut Inspection) {
        inspection.found_jid(self.as_str());
    }
}

impl Field for Secret {
    fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }

    fn inspect(&mut self, inspection: &mut Inspection) {
        inspection.found_secret(self);
    }
}

/// Texts may hold names, numbers and messages.
macro_rules! hidden {
    ($($type:ty)*) => {
        $(impl Field for $type {
            fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("…")
            }
        })*
    };
}

/// The others hide for themselves what they must.
macro_rules! shown {
    ($($type:ty)*) => {
        $(impl Field for $type {
            fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(self, f)
            }
        })*
    };
}

hidden!(String JsonObject Value);
shown!(MessageId Time bool i32 i64 u32 u64);

/// JSON has no number for what is none or has no end, and the service would read null as zero.
macro_rules! finite {
    ($($type:ty)*) => {
        $(impl Field for $type {
            fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(self, f)
            }

            fn inspect(&mut self, inspection: &mut Inspection) {
                inspection.found_number(self.is_finite());
            }
        })*
    };
}

finite!(f32 f64);
