//! Pictures in requests.

use bytes::Bytes;
use wsapi_client::{Media, testkit};

use super::Rejection;

/// Returns the bytes of a picture that is base64 in the body.
pub(crate) fn decoded(member: &str, picture: &Media) -> Result<Bytes, Rejection> {
    testkit::media_content(picture).ok_or_else(|| Rejection::bad_request(format!("invalid base64 {member}")))
}

/// Rejects bytes that do not begin as JPEG, PNG, GIF or WebP.
pub(crate) fn check(picture: &Bytes) -> Result<(), Rejection> {
    let is_webp = || picture.starts_with(b"RIFF") && picture.get(8..12) == Some(b"WEBP");
    let starts: [&[u8]; 4] = [b"\xff\xd8", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a"];
    if starts.iter().any(|start| picture.starts_with(start)) || is_webp() {
        return Ok(());
    }
    Err(Rejection::bad_request("failed to resize image: failed to decode image: image: unknown format"))
}
