//! Why a request was not answered with success.

use std::fmt;

use http::StatusCode;

use crate::events::SignatureError;

/// Why the sender of an event was not told that it arrived.
///
/// ```
/// use wsapi_client::events::webhook::Reason;
///
/// assert_eq!(Reason::QueueFull.status().map(|status| status.as_u16()), Some(503));
/// assert_eq!(Reason::QueueFull.to_string(), "queue full");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Reason {
    /// It was no POST: 405.
    Method,
    /// It was not signed: 401.
    MissingSignature,
    /// Its signature was none: 401.
    MalformedSignature,
    /// Its signature belongs to another body or secret: 401.
    WrongSignature,
    /// Its signature was right, and the event older or newer than it may be: 401.
    StaleEvent,
    /// Its body was larger than it may be: 413.
    TooLarge,
    /// Its body did not arrive in time: 408.
    TooSlow,
    /// Its body broke off: 400.
    BrokenOff,
    /// The queue was full, and had no room in time: 503.
    QueueFull,
    /// The receiver is shutting down, or was shut down: 503.
    ShuttingDown,
    /// The durable queue failed, or did not answer in time: 503.
    NotStored,
    /// The event was to be acknowledged after the handler, and the handler failed: 500.
    HandlerFailed,
    /// The event was to be acknowledged after the handler, and the store for repeats failed: 503.
    StoreFailed,
    /// The event was to be acknowledged after the handler, which was not done in time: 504. The event is still handled.
    Overtime,
    /// The sender went away before it had an answer.
    Disconnected,
}

impl Reason {
    /// All of them.
    ///
    /// ```
    /// use wsapi_client::events::webhook::Reason;
    ///
    /// assert!(Reason::ALL.contains(&Reason::TooLarge));
    /// ```
    pub const ALL: &'static [Self] = &[
        Self::Method,
        Self::MissingSignature,
        Self::MalformedSignature,
        Self::WrongSignature,
        Self::StaleEvent,
        Self::TooLarge,
        Self::TooSlow,
        Self::BrokenOff,
        Self::QueueFull,
        Self::ShuttingDown,
        Self::NotStored,
        Self::HandlerFailed,
        Self::StoreFailed,
        Self::Overtime,
        Self::Disconnected,
    ];

    /// How many there are. `Disconnected` is the last one.
    pub(super) const COUNT: usize = Self::Disconnected as usize + 1;

    /// The status of the answer, if there was anybody to answer.
    ///
    /// ```
    /// use wsapi_client::events::webhook::Reason;
    ///
    /// assert_eq!(Reason::Disconnected.status(), None);
    /// ```
    pub fn status(self) -> Option<StatusCode> {
        Some(match self {
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::MissingSignature | Self::MalformedSignature | Self::WrongSignature | Self::StaleEvent => {
                StatusCode::UNAUTHORIZED
            }
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::BrokenOff => StatusCode::BAD_REQUEST,
            Self::QueueFull | Self::ShuttingDown | Self::NotStored | Self::StoreFailed => {
                StatusCode::SERVICE_UNAVAILABLE
            }
            Self::HandlerFailed => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Overtime => StatusCode::GATEWAY_TIMEOUT,
            Self::Disconnected => return None,
        })
    }

    fn text(self) -> &'static str {
        match self {
            Self::Method => "method",
            Self::MissingSignature => "missing signature",
            Self::MalformedSignature => "malformed signature",
            Self::WrongSignature => "wrong signature",
            Self::StaleEvent => "stale event",
            Self::TooLarge => "too large",
            Self::TooSlow => "too slow",
            Self::BrokenOff => "broken off",
            Self::QueueFull => "queue full",
            Self::ShuttingDown => "shutting down",
            Self::NotStored => "not stored",
            Self::HandlerFailed => "handler failed",
            Self::StoreFailed => "store failed",
            Self::Overtime => "overtime",
            Self::Disconnected => "disconnected",
        }
    }
}

/// Each has a counter at its place in the list.
const _: () = {
    assert!(Reason::ALL.len() == Reason::COUNT);
    let mut place = 0;
    while place < Reason::COUNT {
        assert!(Reason::ALL[place] as usize == place);
        place += 1;
    }
};

/// One to two words, for logs and for the labels of metrics.
impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text())
    }
}

impl From<SignatureError> for Reason {
    fn from(error: SignatureError) -> Self {
        match error {
            SignatureError::Missing => Self::MissingSignature,
            SignatureError::Malformed => Self::MalformedSignature,
            SignatureError::Mismatch => Self::WrongSignature,
            SignatureError::Stale => Self::StaleEvent,
        }
    }
}
