//! A value that `Debug` must not show, only whether it is there.

use std::fmt;

/// Stands in for the value in the output of `Debug`.
pub(crate) fn hidden<T>(value: &Option<T>) -> impl fmt::Debug + use<T> {
    value.as_ref().map(|_| format_args!("…"))
}
