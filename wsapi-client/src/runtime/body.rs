//! What a request or a response carries.

use std::fmt;

use bytes::Bytes;

use super::{BoxFuture, TransportError};

/// The body of a request or a response.
///
/// It is opaque, so that what is bytes today can be a stream tomorrow.
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
    /// Still to be read from the connection.
    Later(BoxFuture<'static, Result<Bytes, TransportError>>),
}

impl Body {
    /// A body without content.
    ///
    /// ```
    /// assert!(wsapi_client::Body::empty().is_empty());
    /// ```
    pub fn empty() -> Self {
        Self::default()
    }

    /// A body that is still to come, for a [`Transport`](super::Transport) whose answer has arrived up to
    /// its headers.
    ///
    /// ```
    /// use wsapi_client::Body;
    ///
    /// let body = Body::later(async { Ok("{}".into()) });
    /// ```
    pub fn later(bytes: impl Future<Output = Result<Bytes, TransportError>> + Send + 'static) -> Self {
        Self { content: Content::Later(Box::pin(bytes)) }
    }

    /// Whether it is known to be empty.
    ///
    /// ```
    /// assert!(!wsapi_client::Body::from("{}").is_empty());
    /// ```
    pub fn is_empty(&self) -> bool {
        matches!(&self.content, Content::Bytes(bytes) if bytes.is_empty())
    }

    /// All of its bytes.
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
    pub async fn bytes(self) -> Result<Bytes, TransportError> {
        match self.content {
            Content::Bytes(bytes) => Ok(bytes),
            Content::Later(bytes) => bytes.await,
        }
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
        match &self.content {
            Content::Bytes(bytes) => write!(f, "Body({} bytes)", bytes.len()),
            Content::Later(_) => f.write_str("Body(…)"),
        }
    }
}
