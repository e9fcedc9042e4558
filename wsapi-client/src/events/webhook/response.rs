//! The response to a request.

use http::{HeaderValue, Response, StatusCode, header::ALLOW};

use super::reason::RejectionReason;

/// The result of a request: acknowledged, or rejected.
pub(super) type Verdict = Result<(), RejectionReason>;

/// Creates the response, which has a status and an empty body.
pub(super) fn response(verdict: Verdict) -> Response<String> {
    let mut response = Response::new(String::new());
    if let Err(reason) = verdict {
        *response.status_mut() = reason.status().unwrap_or(StatusCode::SERVICE_UNAVAILABLE);
        if reason == RejectionReason::Method {
            response.headers_mut().insert(ALLOW, HeaderValue::from_static("POST"));
        }
    }
    response
}
