//! Requests that the service refuses.

use wsapi_client::Error;

/// Asserts that a request is refused with a status and the service's explanation.
#[track_caller]
pub(crate) fn assert_refused<T>(result: Result<T, Error>, status: u16, detail: &str) {
    let error = result.err().expect("the request is refused");
    assert_eq!((error.status(), error.detail()), (Some(status), Some(detail)));
}
