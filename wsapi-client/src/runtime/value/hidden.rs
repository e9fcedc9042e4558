//! Shows in `Debug` that a value is set, without the value.

use std::fmt;

/// Replaces the value in the output of `Debug`.
pub(crate) fn hidden<T>(value: &Option<T>) -> impl fmt::Debug + use<T> {
    value.as_ref().map(|_| format_args!("…"))
}
