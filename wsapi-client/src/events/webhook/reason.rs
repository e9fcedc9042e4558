//! The reasons for rejecting a request.

use std::fmt;

use http::StatusCode;

use crate::events::SignatureError;

/// The reason for not acknowledging a request. Requires the feature `webhook`.
///
/// ```
/// use wsapi_client::events::webhook::RejectionReason;
///
/// assert_eq!(RejectionReason::QueueFull.status().map(|status| status.as_u16()), Some(503));
/// assert_eq!(RejectionReason::QueueFull.to_string(), "queue full");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RejectionReason {
    /// The method is not POST: 405.
    Method,
    /// The event is not signed: 401.
    MissingSignature,
    /// The signature is malformed: 401.
    MalformedSignature,
    /// The signature was created for another body or with another secret: 401.
    WrongSignature,
    /// The signature matches, but the event is older or newer than the verifier allows: 401.
    StaleEvent,
    /// The body is larger than [`body_limit`](super::ReceiverBuilder::body_limit): 413.
    TooLarge,
    /// The body did not arrive in time: 408.
    BodyTimeout,
    /// The body ended too early: 400.
    BodyIncomplete,
    /// There were [`max_in_flight`](super::ReceiverBuilder::max_in_flight) events in flight, and none of them ended in
    /// time: 503.
    QueueFull,
    /// The receiver is shutting down or has shut down, or its runtime was stopped: 503.
    ShuttingDown,
    /// The durable queue failed, or did not store the event in time: 503. If it only took too long, the event is still
    /// appended.
    NotStored,
    /// With [`acknowledge_after_handler`](super::ReceiverBuilder::acknowledge_after_handler): the handler failed, 500.
    HandlerFailed,
    /// With [`acknowledge_after_handler`](super::ReceiverBuilder::acknowledge_after_handler): the deduplication store
    /// failed, 503.
    StoreFailed,
    /// With [`acknowledge_after_handler`](super::ReceiverBuilder::acknowledge_after_handler): the event was not handled
    /// in time, 504. It is still handled.
    HandlerTimeout,
    /// The sender disconnected before there was a response.
    Disconnected,
}

impl RejectionReason {
    /// All reasons, for labels of metrics.
    pub const ALL: &'static [Self] = &[
        Self::Method,
        Self::MissingSignature,
        Self::MalformedSignature,
        Self::WrongSignature,
        Self::StaleEvent,
        Self::TooLarge,
        Self::BodyTimeout,
        Self::BodyIncomplete,
        Self::QueueFull,
        Self::ShuttingDown,
        Self::NotStored,
        Self::HandlerFailed,
        Self::StoreFailed,
        Self::HandlerTimeout,
        Self::Disconnected,
    ];

    /// The number of reasons. `Disconnected` is the last one.
    pub(super) const COUNT: usize = Self::Disconnected as usize + 1;

    /// Returns the status of the response, or `None` if there was no one to respond to.
    pub fn status(self) -> Option<StatusCode> {
        Some(match self {
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::MissingSignature | Self::MalformedSignature | Self::WrongSignature | Self::StaleEvent => {
                StatusCode::UNAUTHORIZED
            }
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::BodyTimeout => StatusCode::REQUEST_TIMEOUT,
            Self::BodyIncomplete => StatusCode::BAD_REQUEST,
            Self::QueueFull | Self::ShuttingDown | Self::NotStored | Self::StoreFailed => {
                StatusCode::SERVICE_UNAVAILABLE
            }
            Self::HandlerFailed => StatusCode::INTERNAL_SERVER_ERROR,
            Self::HandlerTimeout => StatusCode::GATEWAY_TIMEOUT,
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
            Self::BodyTimeout => "body timeout",
            Self::BodyIncomplete => "body incomplete",
            Self::QueueFull => "queue full",
            Self::ShuttingDown => "shutting down",
            Self::NotStored => "not stored",
            Self::HandlerFailed => "handler failed",
            Self::StoreFailed => "store failed",
            Self::HandlerTimeout => "handler timeout",
            Self::Disconnected => "disconnected",
        }
    }
}

/// Each reason is counted at its index in [`RejectionReason::ALL`].
const _: () = {
    assert!(RejectionReason::ALL.len() == RejectionReason::COUNT);
    let mut place = 0;
    while place < RejectionReason::COUNT {
        assert!(RejectionReason::ALL[place] as usize == place);
        place += 1;
    }
};

/// One or two words, for logs and for labels of metrics.
impl fmt::Display for RejectionReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text())
    }
}

impl From<SignatureError> for RejectionReason {
    fn from(error: SignatureError) -> Self {
        match error {
            SignatureError::Missing => Self::MissingSignature,
            SignatureError::Malformed => Self::MalformedSignature,
            SignatureError::Mismatch => Self::WrongSignature,
            SignatureError::Stale => Self::StaleEvent,
        }
    }
}
