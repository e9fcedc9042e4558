//! Responses that are errors.

use bytes::Bytes;
use http::StatusCode;
use serde::Serialize;

use super::Response;
use crate::{events::escaped, network::Refused};

/// A status with the service's explanation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refusal {
    pub(crate) status: u16,
    pub(crate) detail: String,
}

#[derive(Serialize)]
struct Body<'a> {
    status: u16,
    detail: &'a str,
}

impl Refusal {
    pub(crate) fn new(status: u16, detail: impl Into<String>) -> Self {
        Self { status, detail: detail.into() }
    }

    pub(crate) fn bad_request(detail: impl Into<String>) -> Self {
        Self::new(400, detail)
    }

    pub(crate) fn not_found(detail: impl Into<String>) -> Self {
        Self::new(404, format!("not found: {}", detail.into()))
    }

    /// The operation is in the documents, but the simulator does not have it yet.
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

/// A refusal of WhatsApp, which the server forwards.
impl From<Refused> for Refusal {
    fn from(refused: Refused) -> Self {
        Self::bad_request(refused.0)
    }
}
