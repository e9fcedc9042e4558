//! `Debug` with the simulated numbers, which the types of the SDK hide because theirs are real.

use std::{fmt, time::SystemTime};

use wsapi_client::{
    Jid, MessageId, Time,
    types::{ChatState, Expiry},
};

use super::{ChatContact, ChatFile, ChatLocation, ChatMessage, ChatPoll, ChatPreview, ChatQuote, Received, Ticks};

/// Implements `Debug` for a type, with these fields. Empty fields are omitted.
macro_rules! debug_in_full {
    ($type:ident { $($field:ident),+ $(,)? }) => {
        impl std::fmt::Debug for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                $crate::kit::in_full::write(f, stringify!($type), &[$((stringify!($field), &self.$field)),+])
            }
        }
    };
}

pub(super) use debug_in_full;

/// A value that can be shown in full.
pub(super) trait InFull {
    fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result;

    fn is_empty(&self) -> bool {
        false
    }
}

struct Shown<'a>(&'a dyn InFull);

impl fmt::Debug for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.show(f)
    }
}

/// Writes the fields of a type.
pub(super) fn write(f: &mut fmt::Formatter<'_>, name: &str, fields: &[(&str, &dyn InFull)]) -> fmt::Result {
    let mut text = f.debug_struct(name);
    for (name, value) in fields.iter().filter(|(_, value)| !value.is_empty()) {
        text.field(name, &Shown(*value));
    }
    text.finish()
}

macro_rules! shown_by_display {
    ($($type:ty),+) => {$(
        impl InFull for $type {
            fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{self}")
            }
        }
    )+};
}

macro_rules! shown_by_debug {
    ($($type:ty),+) => {$(
        impl InFull for $type {
            fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(self, f)
            }
        }
    )+};
}

shown_by_display!(Jid, MessageId, Time);
shown_by_debug!(String, usize, ChatState, Expiry, Ticks);
shown_by_debug!(ChatContact, ChatFile, ChatLocation, ChatMessage, ChatPoll, ChatPreview, ChatQuote, Received);

impl InFull for SystemTime {
    fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Time::from(*self).show(f)
    }
}

impl InFull for bool {
    fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }

    fn is_empty(&self) -> bool {
        !self
    }
}

impl<T: InFull> InFull for Option<T> {
    fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Some(value) => value.show(f),
            None => f.write_str("None"),
        }
    }

    fn is_empty(&self) -> bool {
        self.is_none()
    }
}

impl<T: InFull> InFull for Vec<T> {
    fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter().map(|value| Shown(value))).finish()
    }

    fn is_empty(&self) -> bool {
        self.is_empty()
    }
}

impl<A: InFull, B: InFull> InFull for (A, B) {
    fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("").field(&Shown(&self.0)).field(&Shown(&self.1)).finish()
    }
}
