//! The delivery of a request, which describes whether the service carried it out.

use http::StatusCode;

/// Describes whether the service carried out a call that failed.
///
/// For an operation that has an effect each time, such as sending a message, this determines whether it may be sent
/// again. [`Error::had_no_effect`](crate::Error::had_no_effect) covers the first two variants. The guide lists
/// [the delivery of each status](crate::guide::errors#was-it-sent).
///
/// ```
/// use wsapi_client::{Delivery, Error};
///
/// fn advice(error: &Error) -> &'static str {
///     match error.delivery() {
///         Delivery::NotSent | Delivery::Rejected if error.is_transient() => "send it again later",
///         Delivery::NotSent | Delivery::Rejected => "nothing was done; correct the cause first",
///         Delivery::Accepted => "do not send it again: it was sent, but its id is unknown",
///         Delivery::Unknown => "look at the chat before sending it again",
///     }
/// }
/// ```
#[doc(alias("sent", "at-most-once"))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Delivery {
    /// No attempt sent the request, so it provably had no effect.
    NotSent,
    /// The service, or a gateway in front of it, rejected the request before doing anything.
    Rejected,
    /// The service reported success, but its response could not be read, or a downloaded file could not be stored.
    Accepted,
    /// The service may or may not have carried out the request.
    Unknown,
}

impl Delivery {
    /// Returns what the status of an error response proves by itself.
    pub(crate) fn of_status(status: StatusCode) -> Self {
        match status.as_u16() {
            401 | 403 | 404 | 405 | 409 | 413 | 429 => Self::Rejected,
            _ => Self::Unknown,
        }
    }

    /// Combines the delivery of the earlier attempts of a call with that of this attempt.
    pub(crate) fn after(self, earlier: Self) -> Self {
        match (earlier, self) {
            (Self::Rejected, Self::NotSent) => Self::Rejected,
            (Self::NotSent | Self::Rejected, later) => later,
            (Self::Accepted, _) | (_, Self::Accepted) => Self::Accepted,
            (Self::Unknown, _) => Self::Unknown,
        }
    }
}
