//! The error of a transport.

use std::{error::Error as StdError, fmt};

type Source = Box<dyn StdError + Send + Sync>;

/// The reason why a request got no response.
///
/// ```
/// use wsapi_client::TransportError;
///
/// assert!(!TransportError::connect("no route to host").may_have_been_sent());
/// assert!(TransportError::interrupted("connection reset").may_have_been_sent());
/// ```
pub struct TransportError {
    inner: Box<Inner>,
}

struct Inner {
    kind: Kind,
    source: Source,
    /// A layer above the network made the source, so its text can be anything.
    is_from_layer: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    NotSent,
    NoTimeLeft,
    Connect,
    ConnectTimeout,
    Timeout,
    UnreadableBody,
    Interrupted,
}

impl TransportError {
    /// Creates the error for a request that was abandoned before connecting. It was provably not sent.
    ///
    /// ```
    /// assert!(!wsapi_client::TransportError::not_sent("queue is full").may_have_been_sent());
    /// ```
    pub fn not_sent(source: impl Into<Source>) -> Self {
        Self::new(Kind::NotSent, source.into())
    }

    /// Creates the error for a request that could not connect (DNS, TCP or TLS failed). It was provably not sent.
    ///
    /// ```
    /// assert!(wsapi_client::TransportError::connect("connection refused").is_connect());
    /// ```
    pub fn connect(source: impl Into<Source>) -> Self {
        Self::new(Kind::Connect, source.into())
    }

    /// Creates the error for a request that could not connect within the time limit. It was provably not sent.
    ///
    /// ```
    /// let error = wsapi_client::TransportError::connect_timeout("10 s");
    /// assert!(error.is_connect() && error.is_timeout() && !error.may_have_been_sent());
    /// ```
    pub fn connect_timeout(source: impl Into<Source>) -> Self {
        Self::new(Kind::ConnectTimeout, source.into())
    }

    /// Creates the error for a request that got no response within the time limit. It may have been sent.
    ///
    /// ```
    /// assert!(wsapi_client::TransportError::timeout("120 s").may_have_been_sent());
    /// ```
    pub fn timeout(source: impl Into<Source>) -> Self {
        Self::new(Kind::Timeout, source.into())
    }

    /// Creates the error for a connection that broke, or for any other failure after it was established. The request
    /// may have been sent.
    ///
    /// ```
    /// assert!(wsapi_client::TransportError::interrupted("connection reset").may_have_been_sent());
    /// ```
    pub fn interrupted(source: impl Into<Source>) -> Self {
        Self::new(Kind::Interrupted, source.into())
    }

    /// Creates the error for a time limit that passed before the request was sent.
    pub(crate) fn no_time_left(source: impl Into<Source>) -> Self {
        Self::new(Kind::NoTimeLeft, source.into())
    }

    /// Creates the error for a request body that could not be read completely. The connection works, but part of the
    /// request has been sent.
    pub(crate) fn unreadable_body(source: impl Into<Source>) -> Self {
        Self::new(Kind::UnreadableBody, source.into())
    }

    pub(crate) fn is_no_time_left(&self) -> bool {
        self.inner.kind == Kind::NoTimeLeft
    }

    /// Returns whether the request may have reached the service. It is `false` only if it provably did not.
    ///
    /// ```
    /// assert!(!wsapi_client::TransportError::connect("connection refused").may_have_been_sent());
    /// ```
    pub fn may_have_been_sent(&self) -> bool {
        matches!(self.inner.kind, Kind::Timeout | Kind::Interrupted | Kind::UnreadableBody)
    }

    /// Returns whether a time limit passed, for connecting or for the whole attempt.
    ///
    /// ```
    /// assert!(wsapi_client::TransportError::timeout("120 s").is_timeout());
    /// ```
    pub fn is_timeout(&self) -> bool {
        matches!(self.inner.kind, Kind::Timeout | Kind::ConnectTimeout | Kind::NoTimeLeft)
    }

    /// Returns whether the request could not connect.
    ///
    /// ```
    /// assert!(wsapi_client::TransportError::connect("connection refused").is_connect());
    /// ```
    pub fn is_connect(&self) -> bool {
        matches!(self.inner.kind, Kind::Connect | Kind::ConnectTimeout)
    }

    /// Returns whether the body of the request could not be read.
    pub(crate) fn is_unreadable_body(&self) -> bool {
        self.inner.kind == Kind::UnreadableBody
    }

    /// Creates the error of a layer above the network. Errors of the network are passed on unchanged. For any other, it
    /// is unknown whether the request was sent.
    pub(crate) fn from_layer(error: impl Into<Source>, make: fn(Source) -> Self) -> Self {
        match error.into().downcast::<Self>() {
            Ok(error) => *error,
            Err(source) => {
                let mut error = make(source);
                error.inner.is_from_layer = true;
                error
            }
        }
    }

    fn new(kind: Kind, source: Source) -> Self {
        // reqwest wraps the error of a request body, which says more than a broken connection.
        let inner = std::iter::successors(Some(&*source as &(dyn StdError + 'static)), |&error| error.source());
        let is_unreadable = inner.filter_map(|cause| cause.downcast_ref::<Self>()).any(Self::is_unreadable_body);
        let kind = if is_unreadable { Kind::UnreadableBody } else { kind };
        Self { inner: Box::new(Inner { kind, source, is_from_layer: false }) }
    }

    /// Returns the text of the root cause, which is the message of the system or the peer. The text of a layer is not
    /// shown, because it may contain anything.
    pub(crate) fn root_cause(&self) -> Option<String> {
        if self.inner.is_from_layer {
            return None;
        }
        let mut cause: &(dyn StdError + 'static) = &*self.inner.source;
        while let Some(source) = cause.source() {
            cause = source;
        }
        Some(cause.to_string())
    }

    /// Describes what happened, without the cause.
    fn summary(&self) -> &'static str {
        match self.inner.kind {
            Kind::NotSent => "the request was not sent",
            Kind::NoTimeLeft => "there was no time left to send the request",
            Kind::Connect => "cannot connect",
            Kind::ConnectTimeout => "timed out while connecting",
            Kind::Timeout => "timed out waiting for a response",
            Kind::UnreadableBody => "the file could not be read completely",
            Kind::Interrupted => "the connection broke",
        }
    }

    /// Describes the failure, with the server's name if it matters. The response may already have begun.
    pub(crate) fn summary_for(&self, server: &str, has_begun: bool) -> String {
        match self.inner.kind {
            Kind::Connect => format!("cannot connect to {server}"),
            Kind::ConnectTimeout => format!("timed out connecting to {server}"),
            Kind::Timeout if has_begun => format!("timed out reading the response from {server}"),
            Kind::Timeout => format!("timed out waiting for a response from {server}"),
            Kind::Interrupted => format!("the connection to {server} broke"),
            Kind::NotSent | Kind::NoTimeLeft | Kind::UnreadableBody => self.summary().to_owned(),
        }
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.summary())
    }
}

/// Hides the source, whose text may contain anything.
impl fmt::Debug for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TransportError")
            .field("message", &self.summary())
            .field("may_have_been_sent", &self.may_have_been_sent())
            .finish_non_exhaustive()
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&*self.inner.source)
    }
}
