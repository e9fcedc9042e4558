//! Panics of functions that are not awaited.

use std::fmt;

/// Returns the value, or panics at the location of the caller.
#[track_caller]
pub(super) fn possible<T, E: fmt::Display>(result: Result<T, E>) -> T {
    match result {
        Ok(value) => value,
        // A closure would have its own location.
        Err(error) => panic!("{error}"),
    }
}
