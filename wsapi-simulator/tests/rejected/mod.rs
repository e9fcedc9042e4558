//! Requests that the service rejects.

use wsapi_client::Error;

/// Asserts that a request is rejected with a status and the service's explanation.
#[track_caller]
pub(crate) fn assert_rejected<T>(result: Result<T, Error>, status: u16, detail: &str) {
    let error = result.err().expect("the request is rejected");
    assert_eq!((error.status(), error.detail()), (Some(status), Some(detail)));
}
