//! For a test kit: the server's side of an operation. It is not part of the public API.

use bytes::Bytes;

use super::{call::Operation, error::Error, media::Media, response::Download};

/// Reads the body of a request.
///
/// # Errors
///
/// Fails if the body is not what the operation takes.
pub fn read_body<O: Operation>(body: &[u8]) -> serde_json::Result<O::Body> {
    O::parse_body(body)
}

/// Writes the response that a client reads as this output. Of a download, only the part that is in memory is written:
/// see [`into_memory`].
///
/// # Errors
///
/// Fails if the output cannot be written as JSON.
pub fn write_output<O: Operation>(output: O::Output) -> serde_json::Result<http::Response<Bytes>> {
    O::print_output(output)
}

/// Reads a download into memory, so that [`write_output`] has its bytes. Its type and its name are preserved.
///
/// # Errors
///
/// Fails as [`Download::bytes`] does.
pub async fn into_memory(download: Download) -> Result<Download, Error> {
    download.into_memory().await
}

/// Returns the content of a file in a request body that [`read_body`] has read, or `None` if the body contains a URL
/// instead.
pub fn media_content(media: &Media) -> Option<Bytes> {
    media.content()
}
