//! The seam between the SDK and the network.
//!
//! Above it a request is complete: its key, its headers, its body. Below it nothing is known of the
//! service. So a test can stand here, and a proxy, and a stack of middleware.

use std::{error::Error as StdError, fmt, pin::Pin, time::Duration};

use super::{Body, media::Unreadable};

/// A future that can be sent to another thread, as [`Transport`] returns it.
///
/// ```
/// let ready: wsapi_client::BoxFuture<'static, u8> = Box::pin(async { 7 });
/// ```
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Carries one request to the service and brings one answer back.
///
/// It must send a request once, and must not follow a redirect: the request holds a key, and repeating
/// is decided by what the operation does. The answer is returned whatever its status.
///
/// ```
/// use wsapi_client::{Body, BoxFuture, Client, Transport, TransportError, http};
///
/// /// Answers every call with an id, for a test without a network.
/// #[derive(Debug)]
/// struct Canned;
///
/// impl Transport for Canned {
///     fn send(&self, _: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
///         Box::pin(async { Ok(http::Response::new(Body::from(r#"{"id":"3EB0C431"}"#))) })
///     }
/// }
///
/// # fn main() -> Result<(), wsapi_client::Error> {
/// let client = Client::builder().transport(Canned).build()?;
/// # Ok(())
/// # }
/// ```
pub trait Transport: fmt::Debug + Send + Sync + 'static {
    /// Sends the request.
    ///
    /// # Errors
    ///
    /// No answer came; the error says whether the request can have left.
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>>;

    /// Waits for as long. Time limits and the waits between two attempts are made of it; `None` if the
    /// transport has no clock, and then nothing is limited and nothing is tried again.
    ///
    /// Unless it is implemented, it is tokio's clock, or none outside of a tokio runtime.
    ///
    /// ```
    /// use std::time::Duration;
    /// use wsapi_client::{BoxFuture, Transport};
    ///
    /// fn nap(transport: &dyn Transport) -> Option<BoxFuture<'_, ()>> {
    ///     transport.sleep(Duration::from_millis(10))
    /// }
    /// ```
    fn sleep(&self, duration: Duration) -> Option<BoxFuture<'_, ()>> {
        tokio::runtime::Handle::try_current().ok()?;
        Some(Box::pin(tokio::time::sleep(duration)))
    }
}

/// Why a request got no answer.
///
/// ```
/// use wsapi_client::TransportError;
///
/// assert!(!TransportError::connect("no route to host").may_have_left());
/// assert!(TransportError::broken("connection reset").may_have_left());
/// ```
pub struct TransportError {
    inner: Box<Inner>,
}

struct Inner {
    kind: Kind,
    source: Box<dyn StdError + Send + Sync>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    NotSent,
    NoTimeLeft,
    Connect,
    ConnectTimeout,
    Timeout,
    Broken,
}

impl TransportError {
    /// The request was given up before a connection was tried, so it provably never left.
    ///
    /// ```
    /// assert!(!wsapi_client::TransportError::not_sent("queue is full").may_have_left());
    /// ```
    pub fn not_sent(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self::new(Kind::NotSent, source.into())
    }

    /// No connection came about (DNS, TCP or TLS), so the request provably never left.
    ///
    /// ```
    /// assert!(wsapi_client::TransportError::connect("connection refused").is_connect());
    /// ```
    pub fn connect(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self::new(Kind::Connect, source.into())
    }

    /// No connection came about in time, so the request provably never left.
    ///
    /// ```
    /// let error = wsapi_client::TransportError::connect_timeout("10 s");
    /// assert!(error.is_connect() && error.is_timeout() && !error.may_have_left());
    /// ```
    pub fn connect_timeout(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self::new(Kind::ConnectTimeout, source.into())
    }

    /// No answer came in time.
    ///
    /// ```
    /// assert!(wsapi_client::TransportError::timeout("120 s").may_have_left());
    /// ```
    pub fn timeout(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self::new(Kind::Timeout, source.into())
    }

    /// The connection broke, or anything else went wrong after it stood.
    ///
    /// ```
    /// assert!(wsapi_client::TransportError::broken("connection reset").may_have_left());
    /// ```
    pub fn broken(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self::new(Kind::Broken, source.into())
    }

    /// Time ran out before the request was sent.
    pub(super) fn no_time_left(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self::new(Kind::NoTimeLeft, source.into())
    }

    pub(super) fn is_no_time_left(&self) -> bool {
        matches!(self.inner.kind, Kind::NoTimeLeft)
    }

    /// Whether the request can have reached the service: `false` only when it provably has not.
    ///
    /// ```
    /// assert!(!wsapi_client::TransportError::connect("connection refused").may_have_left());
    /// ```
    pub fn may_have_left(&self) -> bool {
        matches!(self.inner.kind, Kind::Timeout | Kind::Broken)
    }

    /// Whether time ran out, be it for connecting or for the whole.
    ///
    /// ```
    /// assert!(wsapi_client::TransportError::timeout("120 s").is_timeout());
    /// ```
    pub fn is_timeout(&self) -> bool {
        matches!(self.inner.kind, Kind::Timeout | Kind::ConnectTimeout | Kind::NoTimeLeft)
    }

    /// Whether no connection came about.
    ///
    /// ```
    /// assert!(wsapi_client::TransportError::connect("connection refused").is_connect());
    /// ```
    pub fn is_connect(&self) -> bool {
        matches!(self.inner.kind, Kind::Connect | Kind::ConnectTimeout)
    }

    /// The error of a layer that stands above the network, whose own errors pass through it unchanged. Of any
    /// other it is not known whether the request has left.
    pub(super) fn from_layer(error: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        error.into().downcast::<Self>().map_or_else(Self::broken, |error| *error)
    }

    fn new(kind: Kind, source: Box<dyn StdError + Send + Sync>) -> Self {
        Self { inner: Box::new(Inner { kind, source }) }
    }

    /// The causes, from the nearest to the first.
    pub(super) fn causes(&self) -> impl Iterator<Item = &(dyn StdError + 'static)> {
        std::iter::successors(self.source(), |&error| error.source())
    }

    /// What happened, without the cause.
    pub(super) fn summary(&self) -> &'static str {
        match self.inner.kind {
            Kind::Broken if self.causes().any(|cause| cause.is::<Unreadable>()) => {
                "the medium cannot be read to its end"
            }
            Kind::NotSent => "the request was not sent",
            Kind::NoTimeLeft => "there was no time left to send the request",
            Kind::Connect => "no connection to the service",
            Kind::ConnectTimeout => "no connection to the service in time",
            Kind::Timeout => "no answer in time",
            Kind::Broken => "the connection broke",
        }
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.summary())
    }
}

impl fmt::Debug for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TransportError")
            .field("message", &self.summary())
            .field("may_have_left", &self.may_have_left())
            .field("source", &self.inner.source)
            .finish()
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&*self.inner.source)
    }
}
