//! Error responses.

use bytes::Bytes;
use http::StatusCode;
use serde::Serialize;

use super::Response;
use crate::{events::escaped, network::Rejected};

/// A status with the service's error detail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Rejection {
    pub(crate) status: u16,
    pub(crate) detail: String,
}

#[derive(Serialize)]
struct Body<'a> {
    status: u16,
    detail: &'a str,
}

impl Rejection {
    pub(crate) fn new(status: u16, detail: impl Into<String>) -> Self {
        Self { status, detail: detail.into() }
    }

    pub(crate) fn bad_request(detail: impl Into<String>) -> Self {
        Self::new(400, detail)
    }

    pub(crate) fn not_found(detail: impl Into<String>) -> Self {
        Self::new(404, format!("not found: {}", detail.into()))
    }

    /// Converts a rejection of WhatsApp in a read operation.
    pub(crate) fn unreadable(rejected: Rejected) -> Self {
        Self::not_found(rejected.0)
    }

    /// Creates a rejection whose detail begins with the failed action.
    pub(crate) fn failed(what: &str, why: &str) -> Self {
        Self::bad_request(format!("failed to {what}: {why}"))
    }

    /// Creates a rejection of an operation that is in the documents but not simulated yet.
    pub(crate) fn not_simulated(id: &str) -> Self {
        Self::new(501, format!("the simulator does not have the operation {id}"))
    }

    pub(crate) fn into_response(self) -> Response {
        let body = Body { status: self.status, detail: &self.detail };
        let json = serde_json::to_vec(&body).expect("a number and a text can be printed");
        let mut response = Response::new(Bytes::from(escaped(&json)));
        *response.status_mut() = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        response.headers_mut().insert(http::header::CONTENT_TYPE, http::HeaderValue::from_static("application/json"));
        response
    }
}

/// Forwards a rejection of WhatsApp.
impl From<Rejected> for Rejection {
    fn from(rejected: Rejected) -> Self {
        Self::bad_request(rejected.0)
    }
}
