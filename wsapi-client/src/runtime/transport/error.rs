//! The error of a transport.

use std::{error::Error as StdError, fmt};

type Source = Box<dyn StdError + Send + Sync>;

/// The reason why a request got no response.
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
    source: Source,
    /// A layer above the network made the source, so its text can be anything.
    is_foreign: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    NotSent,
    NoTimeLeft,
    Connect,
    ConnectTimeout,
    Timeout,
    UnreadableBody,
    Broken,
}

impl TransportError {
    /// Creates the error of a request that was given up before connecting. It was provably not sent.
    ///
    /// ```
    /// assert!(!wsapi_client::TransportError::not_sent("queue is full").may_have_left());
    /// ```
    pub fn not_sent(source: impl Into<Source>) -> Self {
        Self::new(Kind::NotSent, source.into())
    }

    /// Creates the error of a request without a connection (DNS, TCP or TLS failed). It was provably not sent.
    ///
    /// ```
    /// assert!(wsapi_client::TransportError::connect("connection refused").is_connect());
    /// ```
    pub fn connect(source: impl Into<Source>) -> Self {
        Self::new(Kind::Connect, source.into())
    }

    /// Creates the error of a request without a connection within the time limit. It was provably not sent.
    ///
    /// ```
    /// let error = wsapi_client::TransportError::connect_timeout("10 s");
    /// assert!(error.is_connect() && error.is_timeout() && !error.may_have_left());
    /// ```
    pub fn connect_timeout(source: impl Into<Source>) -> Self {
        Self::new(Kind::ConnectTimeout, source.into())
    }

    /// Creates the error of a request without a response within the time limit.
    ///
    /// ```
    /// assert!(wsapi_client::TransportError::timeout("120 s").may_have_left());
    /// ```
    pub fn timeout(source: impl Into<Source>) -> Self {
        Self::new(Kind::Timeout, source.into())
    }

    /// Creates the error of a connection that broke, or of any other failure after it was established.
    ///
    /// ```
    /// assert!(wsapi_client::TransportError::broken("connection reset").may_have_left());
    /// ```
    pub fn broken(source: impl Into<Source>) -> Self {
        Self::new(Kind::Broken, source.into())
    }

    /// The time limit passed before the request was sent.
    pub(crate) fn no_time_left(source: impl Into<Source>) -> Self {
        Self::new(Kind::NoTimeLeft, source.into())
    }

    /// The body of the request could not be read to its end. The connection is fine, but part of the request has been
    /// sent.
    pub(crate) fn unreadable_body(source: impl Into<Source>) -> Self {
        Self::new(Kind::UnreadableBody, source.into())
    }

    pub(crate) fn is_no_time_left(&self) -> bool {
        self.inner.kind == Kind::NoTimeLeft
    }

    /// Returns whether the request may have reached the service. It is `false` only if it provably did not.
    ///
    /// ```
    /// assert!(!wsapi_client::TransportError::connect("connection refused").may_have_left());
    /// ```
    pub fn may_have_left(&self) -> bool {
        matches!(self.inner.kind, Kind::Timeout | Kind::Broken | Kind::UnreadableBody)
    }

    /// Returns whether a time limit passed, for connecting or for the whole attempt.
    ///
    /// ```
    /// assert!(wsapi_client::TransportError::timeout("120 s").is_timeout());
    /// ```
    pub fn is_timeout(&self) -> bool {
        matches!(self.inner.kind, Kind::Timeout | Kind::ConnectTimeout | Kind::NoTimeLeft)
    }

    /// Returns whether there was no connection.
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

    /// The error of a layer above the network. Errors of the network pass through it unchanged. For any other it is not
    /// known whether the request was sent.
    pub(crate) fn from_layer(error: impl Into<Source>, make: fn(Source) -> Self) -> Self {
        match error.into().downcast::<Self>() {
            Ok(error) => *error,
            Err(source) => {
                let mut error = make(source);
                error.inner.is_foreign = true;
                error
            }
        }
    }

    fn new(kind: Kind, source: Source) -> Self {
        // reqwest wraps what the body of a request fails with; that says more than a broken connection.
        let inner = std::iter::successors(Some(&*source as &(dyn StdError + 'static)), |&error| error.source());
        let is_unreadable = inner.filter_map(|cause| cause.downcast_ref::<Self>()).any(Self::is_unreadable_body);
        let kind = if is_unreadable { Kind::UnreadableBody } else { kind };
        Self { inner: Box::new(Inner { kind, source, is_foreign: false }) }
    }

    /// The text of the first cause, which is the message of the system or the peer. The text of a layer is not shown,
    /// because it may contain anything.
    pub(crate) fn root_cause(&self) -> Option<String> {
        if self.inner.is_foreign {
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
            Kind::ConnectTimeout => "no connection in time",
            Kind::Timeout => "no response in time",
            Kind::UnreadableBody => "the file cannot be read to its end",
            Kind::Broken => "the connection broke",
        }
    }

    /// Describes the failure, with the server's name where it matters. The response may already have begun.
    pub(crate) fn summary_for(&self, server: &str, has_begun: bool) -> String {
        match self.inner.kind {
            Kind::Connect => format!("cannot connect to {server}"),
            Kind::ConnectTimeout => format!("no connection to {server} in time"),
            Kind::Timeout if has_begun => format!("the response from {server} did not end in time"),
            Kind::Timeout => format!("no response from {server} in time"),
            Kind::Broken => format!("the connection to {server} broke"),
            Kind::NotSent | Kind::NoTimeLeft | Kind::UnreadableBody => self.summary().to_owned(),
        }
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.summary())
    }
}

/// Without the source, whose text may contain anything.
impl fmt::Debug for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TransportError")
            .field("message", &self.summary())
            .field("may_have_left", &self.may_have_left())
            .finish_non_exhaustive()
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&*self.inner.source)
    }
}
