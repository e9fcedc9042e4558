//! Responses.

/// A response with its whole body.
pub(crate) type Response = http::Response<bytes::Bytes>;
