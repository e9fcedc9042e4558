//! What a request or a response carries.

use std::{
    error::Error as StdError,
    fmt,
    pin::Pin,
    sync::{Mutex, PoisonError},
    task::{Context, Poll, ready},
};

use bytes::Bytes;
use http_body::{Body as _, Frame, SizeHint};

use super::TransportError;

/// The body of a request or a response: bytes, or a stream of them.
///
/// It is an [`http_body::Body`], as hyper, tower and their middleware know it.
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
    /// The lock makes a stream `Sync` that is not. It is never waited for, since all who read have the body for
    /// themselves.
    Stream(Mutex<Stream>),
}

type Stream = Pin<Box<dyn http_body::Body<Data = Bytes, Error = TransportError> + Send>>;

impl Body {
    /// A body without content.
    ///
    /// ```
    /// assert!(wsapi_client::Body::empty().is_empty());
    /// ```
    pub fn empty() -> Self {
        Self::default()
    }

    /// A body that is read as it comes, such as one that middleware has put its own around. An error that is
    /// no [`TransportError`] counts as a broken connection.
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
        Self::translated(body, TransportError::from_layer)
    }

    /// Like [`Body::wrap`], where the errors have a meaning that is known.
    pub(super) fn translated<B>(body: B, error: fn(B::Error) -> TransportError) -> Self
    where
        B: http_body::Body<Data = Bytes> + Send + 'static,
    {
        let translated = Translated { body: Box::pin(body), error };
        Self { content: Content::Stream(Mutex::new(Box::pin(translated))) }
    }

    /// Whether it is known to be empty.
    ///
    /// ```
    /// assert!(!wsapi_client::Body::from("{}").is_empty());
    /// ```
    pub fn is_empty(&self) -> bool {
        self.size_hint().exact() == Some(0)
    }

    /// All of its bytes, however many they are.
    ///
    /// ```
    /// # async fn f(body: wsapi_client::Body) -> Result<(), wsapi_client::TransportError> {
    /// println!("{} bytes", body.bytes().await?.len());
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// The connection breaks before the end of the body.
    pub async fn bytes(mut self) -> Result<Bytes, TransportError> {
        let mut bytes = Vec::new();
        while let Some(chunk) = self.chunk().await? {
            if self.is_end_stream() && bytes.is_empty() {
                return Ok(chunk);
            }
            bytes.extend_from_slice(&chunk);
        }
        Ok(bytes.into())
    }

    pub(super) fn is_streamed(&self) -> bool {
        matches!(self.content, Content::Stream(_))
    }

    /// The next bytes, or `None` after the last.
    pub(super) async fn chunk(&mut self) -> Result<Option<Bytes>, TransportError> {
        loop {
            match std::future::poll_fn(|context| Pin::new(&mut *self).poll_frame(context)).await {
                None => return Ok(None),
                // What is no data is a trailer, and the service has none.
                Some(frame) => {
                    if let Ok(data) = frame?.into_data() {
                        return Ok(Some(data));
                    }
                }
            }
        }
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

/// A stream whose errors are told in our own words.
struct Translated<B: http_body::Body> {
    body: Pin<Box<B>>,
    error: fn(B::Error) -> TransportError,
}

impl<B: http_body::Body<Data = Bytes>> http_body::Body for Translated<B> {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        let frame = ready!(self.body.as_mut().poll_frame(context));
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
