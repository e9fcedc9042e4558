//! A medium as the service sends it.

use std::fmt;

use bytes::Bytes;

/// A downloaded file.
///
/// ```
/// fn save(download: &wsapi_client::Download) -> std::io::Result<()> {
///     std::fs::write("picture.jpg", &download.bytes)
/// }
/// ```
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Download {
    /// The MIME type, where the service knows it.
    pub content_type: Option<String>,
    /// The content.
    pub bytes: Bytes,
}

impl fmt::Debug for Download {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Download")
            .field("content_type", &self.content_type)
            .field("bytes", &format_args!("{} bytes", self.bytes.len()))
            .finish()
    }
}
