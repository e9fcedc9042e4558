//! A medium that is sent: a file, bytes, a reader, or an address where the server finds it.
//!
//! On the wire a medium is base64 within the JSON body. It is read and encoded while it is sent, so that a
//! large one needs no more memory than a small one.

mod encoder;
pub(crate) mod mime;
mod source;
mod upload;

use std::{fmt, path::PathBuf, sync::Arc};

use bytes::Bytes;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use tokio::io::AsyncRead;

use self::source::Source;
pub(crate) use self::upload::{Attachment, Upload};
use super::json::{Field, SetText, Slot, View};

/// A picture, a video, a document: what a request sends along.
///
/// ```
/// use wsapi_client::{Jid, Media, types::SendMediaRequest};
///
/// # fn example(to: Jid) {
/// let photo = SendMediaRequest::new(&to, Media::path("cat.jpg")).caption("Look");
/// let logo = SendMediaRequest::new(&to, Media::url("https://www.example.com/logo.png"));
/// # }
/// ```
///
/// The MIME type is found from the name or the first bytes where the request does not name it, since the
/// service does not look.
#[derive(Clone, PartialEq)]
pub struct Media {
    source: Source,
    name: Option<String>,
    progress: Option<Progress>,
}

/// Told how many bytes of the medium have been read, and how many there are.
#[derive(Clone)]
struct Progress(Arc<dyn Fn(u64, u64) + Send + Sync>);

impl Media {
    /// A file. It is opened when the request is sent, and again for each attempt.
    ///
    /// ```
    /// let photo = wsapi_client::Media::path("pictures/cat.jpg");
    /// ```
    pub fn path(path: impl Into<PathBuf>) -> Self {
        Self::new(Source::Path(path.into()))
    }

    /// Bytes in memory.
    ///
    /// ```
    /// let photo = wsapi_client::Media::bytes(vec![0xff, 0xd8, 0xff]);
    /// ```
    pub fn bytes(bytes: impl Into<Bytes>) -> Self {
        Self::new(Source::Bytes(bytes.into()))
    }

    /// An address from which the server fetches the medium itself: within 30 s, and 50 MB at most.
    ///
    /// ```
    /// let logo = wsapi_client::Media::url("https://www.example.com/logo.png");
    /// ```
    pub fn url(url: impl Into<String>) -> Self {
        Self::new(Source::Url(url.into()))
    }

    /// A reader that gives as many bytes. It can be read once, so the call is not tried again once the reading
    /// has begun. If it gives fewer or more, the call fails; where more may come, cut it with `AsyncReadExt::take`.
    ///
    /// ```
    /// let photo = wsapi_client::Media::reader(std::io::Cursor::new(vec![0xff, 0xd8, 0xff]), 3);
    /// ```
    pub fn reader(reader: impl AsyncRead + Send + 'static, length: u64) -> Self {
        Self::new(Source::reader(reader, length))
    }

    /// What is base64 already, padded and in the standard alphabet, as the service takes it.
    ///
    /// ```
    /// let photo = wsapi_client::Media::base64("/9j/");
    /// ```
    pub fn base64(text: impl Into<String>) -> Self {
        Self::new(Source::Base64(text.into()))
    }

    /// The name that the MIME type is found from, where there is none yet or another.
    ///
    /// ```
    /// let photo = wsapi_client::Media::bytes(vec![0xff, 0xd8, 0xff]).named("cat.jpg");
    /// ```
    pub fn named(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Calls this while the medium is sent, with the bytes that have been read so far and those that there are.
    /// A further attempt begins at zero again. It is called on the way of the bytes, so it should be quick.
    ///
    /// ```
    /// use wsapi_client::Media;
    ///
    /// let film = Media::path("film.mp4").on_progress(|done, of| eprintln!("{done} of {of} bytes"));
    /// ```
    pub fn on_progress(mut self, tell: impl Fn(u64, u64) + Send + Sync + 'static) -> Self {
        self.progress = Some(Progress(Arc::new(tell)));
        self
    }

    fn new(source: Source) -> Self {
        Self { source, name: None, progress: None }
    }

    /// What stands in a body that has none: the field is left out.
    pub(crate) fn none() -> Self {
        Self::base64("")
    }

    pub(crate) fn is_none(&self) -> bool {
        matches!(&self.source, Source::Base64(text) if text.is_empty())
    }

    /// The bytes, if they are in memory.
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

/// Base64 already, as the service takes it.
impl From<String> for Media {
    fn from(text: String) -> Self {
        Self::base64(text)
    }
}

impl From<&str> for Media {
    fn from(text: &str) -> Self {
        Self::base64(text)
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

/// Only what is in memory can be written as JSON. The rest is written while it is sent.
impl Serialize for Media {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        super::json::serialize(self, serializer)
    }
}

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
            _ => View::Unwritable("a file of this kind can be sent, but not written as JSON"),
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
