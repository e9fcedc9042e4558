//! Errors of the control API.

use serde_json::{Value, json};
use serde_path_to_error::Segment;

use crate::{network::Rejected, server::Response};

/// A status with a detail, in the format of the service's errors.
#[derive(Debug)]
pub(crate) struct Problem {
    status: u16,
    detail: String,
    /// The member of the body that is invalid.
    member: Option<String>,
}

impl Problem {
    pub(super) fn new(status: u16, detail: impl Into<String>) -> Self {
        Self { status, detail: detail.into(), member: None }
    }

    /// Creates the problem of a body that cannot be read. A position in a body of one line is of no use to a person.
    pub(super) fn of_body(body: &[u8], error: serde_path_to_error::Error<serde_json::Error>) -> Self {
        let member = error.path().iter().find_map(|segment| match segment {
            Segment::Map { key } => Some(key.clone()),
            _ => None,
        });
        let error = error.into_inner();
        let text = error.to_string();
        let position = format!(" at line {} column {}", error.line(), error.column());
        let text = text.strip_suffix(&*position).filter(|_| !body.contains(&b'\n')).unwrap_or(&text);
        Self { member, ..Self::new(400, format!("invalid body: {text}")) }
    }

    pub(crate) fn into_response(self) -> Response {
        super::printed(self.into_parts())
    }

    pub(super) fn into_parts(self) -> (u16, Value) {
        let mut body = json!({ "status": self.status, "detail": self.detail });
        if let Some(member) = self.member {
            body["member"] = json!(member);
        }
        (self.status, body)
    }
}

/// The errors that make an in-process test panic.
impl From<Rejected> for Problem {
    fn from(rejected: Rejected) -> Self {
        Self::new(409, rejected.0)
    }
}
