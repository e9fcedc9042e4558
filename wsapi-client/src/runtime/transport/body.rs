//! The body of a request or a response.

use std::{
    error::Error as StdError,
    fmt,
    future::poll_fn,
    pin::Pin,
    sync::{Mutex, PoisonError},
    task::{Context, Poll, ready},
};

use bytes::Bytes;
use http_body::{Body as _, Frame, SizeHint};

use super::error::TransportError;

/// The body of a request or a response: bytes, or a stream of them.
///
/// It implements [`http_body::Body`], which hyper, tower and their middleware use.
///
/// [`http_body::Body`]: https://docs.rs/http-body/1/http_body/trait.Body.html
///
/// ```
/// # async fn f() -> Result<(), wsapi_client::TransportError> {
/// use wsapi_client::Body;
///
/// let body = Body::from(r#"{"id":"3EB0C431"}"#);
/// assert_eq!(body.bytes().await?, r#"{"id":"3EB0C431"}"#);
/// # Ok(())
/// # }
/// ```
#[derive(Default)]
pub struct Body {
    content: Content,
}

enum Content {
    Bytes(Bytes),
    /// The lock makes the stream `Sync`. It is never contended, because reading takes `&mut self`.
    Stream(Mutex<Stream>),
}

type Stream = Pin<Box<dyn http_body::Body<Data = Bytes, Error = TransportError> + Send>>;

impl Body {
    /// Creates a body without content.
    pub fn empty() -> Self {
        Self::default()
    }

    /// Creates a body that is read as it arrives, such as one that middleware has wrapped. Any error that is not a
    /// [`TransportError`] counts as a broken connection.
    ///
    /// ```
    /// use wsapi_client::Body;
    ///
    /// let body = Body::wrap(Body::from("{}"));
    /// assert!(!body.is_empty());
    /// ```
    pub fn wrap<B>(body: B) -> Self
    where
        B: http_body::Body<Data = Bytes> + Send + 'static,
        B::Error: Into<Box<dyn StdError + Send + Sync>>,
    {
        Self::translated(Box::pin(body), |error| TransportError::from_layer(error, TransportError::interrupted))
    }

    /// Like [`Body::wrap`], for errors that can be translated.
    pub(crate) fn translated<B>(body: B, error: fn(B::Error) -> TransportError) -> Self
    where
        B: http_body::Body<Data = Bytes> + Send + Unpin + 'static,
    {
        Self { content: Content::Stream(Mutex::new(Box::pin(Translated { body, error }))) }
    }

    /// Returns whether the body is known to be empty.
    pub fn is_empty(&self) -> bool {
        self.size_hint().exact() == Some(0)
    }

    /// Reads all bytes, without a limit.
    ///
    /// # Errors
    ///
    /// Fails if the connection breaks before the end of the body.
    pub async fn bytes(mut self) -> Result<Bytes, TransportError> {
        Ok(self.bytes_up_to(u64::MAX).await?.unwrap_or_default())
    }

    /// Reads all bytes, or returns `None` if there are more than the limit.
    pub(crate) async fn bytes_up_to(&mut self, limit: u64) -> Result<Option<Bytes>, TransportError> {
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let mut bytes = Vec::new();
        while let Some(chunk) = self.chunk().await? {
            if chunk.len() > limit - bytes.len() {
                return Ok(None);
            }
            // Most bodies arrive in one piece, which needs no copy.
            if bytes.is_empty() && self.is_end_stream() {
                return Ok(Some(chunk));
            }
            bytes.extend_from_slice(&chunk);
        }
        Ok(Some(bytes.into()))
    }

    /// Returns its bytes, or itself if it is a stream.
    pub(crate) fn into_bytes(self) -> Result<Bytes, Self> {
        match self.content {
            Content::Bytes(bytes) => Ok(bytes),
            Content::Stream(_) => Err(self),
        }
    }

    /// Returns the next bytes, or `None` after the last.
    pub(crate) fn chunk(&mut self) -> impl Future<Output = Result<Option<Bytes>, TransportError>> {
        poll_fn(move |context| {
            while let Some(frame) = ready!(Pin::new(&mut *self).poll_frame(context)?) {
                // A frame without data holds trailers, which are not used.
                if let Ok(data) = frame.into_data() {
                    return Poll::Ready(Ok(Some(data)));
                }
            }
            Poll::Ready(Ok(None))
        })
    }
}

impl http_body::Body for Body {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        match &mut self.content {
            Content::Bytes(bytes) if bytes.is_empty() => Poll::Ready(None),
            Content::Bytes(bytes) => Poll::Ready(Some(Ok(Frame::data(std::mem::take(bytes))))),
            Content::Stream(stream) => stream_mut(stream).poll_frame(context),
        }
    }

    fn is_end_stream(&self) -> bool {
        match &self.content {
            Content::Bytes(bytes) => bytes.is_empty(),
            Content::Stream(stream) => stream.lock().unwrap_or_else(PoisonError::into_inner).is_end_stream(),
        }
    }

    fn size_hint(&self) -> SizeHint {
        match &self.content {
            Content::Bytes(bytes) => SizeHint::with_exact(bytes.len() as u64),
            Content::Stream(stream) => stream.lock().unwrap_or_else(PoisonError::into_inner).size_hint(),
        }
    }
}

fn stream_mut(
    stream: &mut Mutex<Stream>,
) -> Pin<&mut (dyn http_body::Body<Data = Bytes, Error = TransportError> + Send)> {
    stream.get_mut().unwrap_or_else(PoisonError::into_inner).as_mut()
}

/// A stream whose errors are translated.
struct Translated<B: http_body::Body> {
    body: B,
    error: fn(B::Error) -> TransportError,
}

impl<B: http_body::Body<Data = Bytes> + Unpin> http_body::Body for Translated<B> {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        let frame = ready!(Pin::new(&mut self.body).poll_frame(context));
        Poll::Ready(frame.map(|frame| frame.map_err(self.error)))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

impl Default for Content {
    fn default() -> Self {
        Self::Bytes(Bytes::new())
    }
}

impl<T: Into<Bytes>> From<T> for Body {
    fn from(bytes: T) -> Self {
        Self { content: Content::Bytes(bytes.into()) }
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.size_hint().exact() {
            Some(length) => write!(f, "Body({length} bytes)"),
            None => f.write_str("Body(…)"),
        }
    }
}
