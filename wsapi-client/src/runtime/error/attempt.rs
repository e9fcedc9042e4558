//! Identifies an attempt of a call, for its response and its errors.

use http::response::Parts;
use tracing::Span;

use crate::runtime::{delivery::Delivery, service::Service};

/// One attempt of a call.
#[derive(Clone, Debug)]
pub(crate) struct Attempt {
    pub(crate) operation: &'static str,
    /// The documented statuses of success, as in [`OperationInfo`](crate::OperationInfo).
    pub(crate) success: &'static [u16],
    /// Counted from 1.
    pub(crate) number: u32,
    /// The delivery after the earlier attempts.
    pub(crate) earlier: Delivery,
    /// Host and port, for errors.
    pub(crate) server: std::sync::Arc<str>,
    pub(crate) service: &'static Service,
    /// The span of the call, which ends when the response has been read.
    pub(crate) span: Span,
}

/// The part of a response that arrived before a call failed.
#[derive(Debug)]
pub(crate) struct Received {
    pub(crate) status: http::StatusCode,
    pub(crate) headers: http::HeaderMap,
    pub(crate) body: Option<bytes::Bytes>,
}

impl Received {
    pub(crate) fn new(head: Parts, body: Option<bytes::Bytes>) -> Self {
        Self { status: head.status, headers: head.headers, body }
    }
}

/// The media type of `Content-Type` without parameters; empty if there is none.
pub(crate) fn media_type(headers: &http::HeaderMap) -> &str {
    let value = headers.get(http::header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    value.split(';').next().unwrap_or_default().trim()
}

/// Returns whether the body is an HTML page.
pub(crate) fn is_html(headers: &http::HeaderMap) -> bool {
    media_type(headers).eq_ignore_ascii_case("text/html")
}
