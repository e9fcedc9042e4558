//! For a test kit: the server's side of an operation. It is not part of the public API.

use bytes::Bytes;

use super::{call::Operation, media::Media};

/// Reads the body of a request.
///
/// # Errors
///
/// Fails if the body is not what the operation takes.
pub fn read_body<O: Operation>(body: &[u8]) -> serde_json::Result<O::Body> {
    O::parse_body(body)
}

/// Writes the response that a client reads as this output.
///
/// # Errors
///
/// Fails if the output cannot be written as JSON.
pub fn write_output<O: Operation>(output: O::Output) -> serde_json::Result<http::Response<Bytes>> {
    O::print_output(output)
}

/// The content of a file in a request body that [`read_body`] has read; `None` if the body names an address instead.
pub fn media_content(media: &Media) -> Option<Bytes> {
    media.content()
}
