//! Errors of the control API.

use serde_json::{Value, json};

/// A status with an explanation.
#[derive(Debug)]
pub(super) struct Problem {
    status: u16,
    error: String,
}

impl Problem {
    pub(super) fn new(status: u16, error: impl Into<String>) -> Self {
        Self { status, error: error.into() }
    }

    pub(super) fn into_parts(self) -> (u16, Value) {
        (self.status, json!({ "error": self.error }))
    }
}
