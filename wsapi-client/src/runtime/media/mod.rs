//! Media that a request sends: a file, bytes, a reader, or a URL from which the server fetches it.
//!
//! On the wire, media is base64 within the JSON body. It is read and encoded while it is sent, so a large file needs
//! no more memory than a small one.

mod encoder;
pub(crate) mod mime;
mod source;
mod upload;

use std::{
    fmt,
    path::{Path, PathBuf},
    sync::Arc,
};

use bytes::Bytes;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use tokio::io::AsyncRead;

use self::source::Source;
pub(crate) use self::upload::{Attachment, Spliced, Upload};
use super::json::{Field, SetText, Slot, View};

/// The media that a request sends, such as a picture, a video or a document.
///
/// ```
/// use wsapi_client::{Jid, Media, types::SendMediaRequest};
///
/// # fn example(to: Jid) {
/// let photo = SendMediaRequest::new(&to, Media::path("cat.jpg")).caption("Look");
/// let logo = SendMediaRequest::new(&to, Media::url("https://www.example.com/logo.png"));
/// let scan = SendMediaRequest::new(&to, Media::bytes(vec![0xff, 0xd8, 0xff]).file_name("scan.jpg"));
/// # }
/// ```
///
/// Paths and bytes convert into it: `SendMediaRequest::new(&to, Path::new("cat.jpg"))`. Strings do not, because a
/// string could be a path, a URL or base64.
///
/// The service does not detect the MIME type. If the request does not set it, it is inferred from the file name or,
/// failing that, from the first bytes.
#[doc(alias("attachment", "file", "upload", "image"))]
#[derive(Clone, PartialEq)]
pub struct Media {
    source: Source,
    name: Option<String>,
    progress: Option<Progress>,
}

/// Receives the number of bytes read so far, and the total.
#[derive(Clone)]
struct Progress(Arc<dyn Fn(u64, u64) + Send + Sync>);

impl Media {
    /// Creates media from a file, which is opened when the request is sent, and again for each retry. Sending it
    /// requires a tokio runtime.
    pub fn path(path: impl Into<PathBuf>) -> Self {
        Self::new(Source::Path(path.into()))
    }

    /// Creates media from bytes in memory.
    pub fn bytes(bytes: impl Into<Bytes>) -> Self {
        Self::new(Source::Bytes(bytes.into()))
    }

    /// Creates media from a URL, from which the server fetches the file. Fetching must take at most 30 s, and the file
    /// must have at most 50 MB.
    pub fn url(url: impl Into<String>) -> Self {
        Self::new(Source::Url(url.into()))
    }

    /// Creates media from a reader that returns exactly `length` bytes.
    ///
    /// The call fails if the reader returns fewer or more bytes. If there may be more, limit it with
    /// `AsyncReadExt::take`. A reader can be read only once, so the call is not retried once reading has begun.
    ///
    /// ```
    /// let photo = wsapi_client::Media::reader(std::io::Cursor::new(vec![0xff, 0xd8, 0xff]), 3);
    /// ```
    pub fn reader(reader: impl AsyncRead + Send + 'static, length: u64) -> Self {
        Self::new(Source::reader(reader, length))
    }

    /// Creates media from text that is base64 already, in the standard alphabet and with padding. Line breaks are
    /// removed.
    ///
    /// For any other text, the call fails before anything is sent. That includes the URL-safe alphabet, missing
    /// padding, and `data:` URIs, of which only the part after the comma is base64.
    pub fn base64(text: impl Into<String>) -> Self {
        let mut text = text.into();
        text.retain(|char| !matches!(char, '\r' | '\n'));
        Self::new(Source::Base64(text))
    }

    /// Sets the file name from which the MIME type is inferred. It replaces the name in a path or a URL.
    ///
    /// The name itself is not sent.
    pub fn file_name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Calls `progress` with the number of bytes read so far and the total, while the media is sent.
    ///
    /// Both count the bytes of the file itself, not of its base64. `progress` is called each time a piece of up to 96
    /// KiB has been read and encoded; for the last piece, both numbers are equal. At that point, this piece may not
    /// have been sent yet, and the service has not responded. A retry starts again with the first piece. `progress` is
    /// not called for [`url`](Self::url) and [`base64`](Self::base64), where nothing is read.
    ///
    /// It runs on the task that sends the request, so it must return quickly.
    ///
    /// ```
    /// use wsapi_client::Media;
    ///
    /// let film = Media::path("film.mp4").on_progress(|sent, total| eprintln!("{} %", sent * 100 / total));
    /// ```
    #[doc(alias("upload"))]
    pub fn on_progress(mut self, progress: impl Fn(u64, u64) + Send + Sync + 'static) -> Self {
        self.progress = Some(Progress(Arc::new(progress)));
        self
    }

    fn new(source: Source) -> Self {
        Self { source, name: None, progress: None }
    }

    /// Returns the value of a field that is not set and is left out of the body.
    pub(crate) fn none() -> Self {
        Self::base64("")
    }

    pub(crate) fn is_none(&self) -> bool {
        matches!(&self.source, Source::Base64(text) if text.is_empty())
    }

    /// Returns the bytes, if they are in memory.
    pub(crate) fn content(&self) -> Option<Bytes> {
        match &self.source {
            Source::Bytes(bytes) => Some(bytes.clone()),
            Source::Base64(text) if !text.is_empty() => encoder::decoded(text).map(Bytes::from),
            _ => None,
        }
    }

    pub(crate) fn as_url(&self) -> Option<&str> {
        match &self.source {
            Source::Url(url) => Some(url),
            _ => None,
        }
    }
}

/// The same as [`Media::path`].
impl From<PathBuf> for Media {
    fn from(path: PathBuf) -> Self {
        Self::path(path)
    }
}

/// The same as [`Media::path`].
impl From<&Path> for Media {
    fn from(path: &Path) -> Self {
        Self::path(path)
    }
}

/// The same as [`Media::bytes`].
impl From<Bytes> for Media {
    fn from(bytes: Bytes) -> Self {
        Self::bytes(bytes)
    }
}

/// The same as [`Media::bytes`].
impl From<Vec<u8>> for Media {
    fn from(bytes: Vec<u8>) -> Self {
        Self::bytes(bytes)
    }
}

impl From<&Media> for Media {
    fn from(media: &Media) -> Self {
        media.clone()
    }
}

impl PartialEq for Progress {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl fmt::Debug for Media {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Media({})", self.source.kind())
    }
}

/// Serializes bytes and base64 as base64. Fails for the other sources, which are read only when they are sent.
impl Serialize for Media {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        super::json::serialize(self, serializer)
    }
}

/// Reads base64.
impl<'de> Deserialize<'de> for Media {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::base64)
    }
}

impl Field for Media {
    fn empty() -> Self {
        Self::none()
    }

    fn view(&self) -> View<'_> {
        match &self.source {
            Source::Base64(text) => View::Text(text.into()),
            Source::Bytes(bytes) => View::Text(encoder::encoded(bytes).into()),
            _ => View::Unwritable("only media from bytes or base64 can be serialized"),
        }
    }

    fn slot(&mut self) -> Slot<'_> {
        Slot::Text(self)
    }

    fn is_optional(&self) -> bool {
        true
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }

    fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

impl SetText for Media {
    fn set_text(&mut self, text: &str) {
        *self = Self::base64(text);
    }
}
