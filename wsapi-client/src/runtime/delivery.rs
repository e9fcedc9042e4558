//! The delivery of a request, which describes whether the service carried it out.

use http::StatusCode;

/// Describes whether the service carried out a call that failed.
///
/// For an operation that has an effect each time, such as sending a message, this decides whether it may be sent again.
///
/// ```
/// use wsapi_client::{Delivery, Error};
///
/// fn advice(error: &Error) -> &'static str {
///     match error.delivery() {
///         Delivery::NotSent | Delivery::Rejected if error.is_transient() => "send it again later",
///         Delivery::NotSent | Delivery::Rejected => "nothing was done; correct the cause first",
///         Delivery::Accepted => "do not send it again: it went out, only its id is not known",
///         Delivery::Unknown => "look at the chat before sending it again",
///     }
/// }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Delivery {
    /// The request was provably never sent, by no attempt.
    NotSent,
    /// The service, or a gateway in front of it, refused the request before doing anything.
    Rejected,
    /// The service reported success, but its response could not be read.
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

    /// Combines the delivery of the earlier attempts of a call with that of this one.
    pub(crate) fn after(self, earlier: Self) -> Self {
        match (earlier, self) {
            (Self::Rejected, Self::NotSent) => Self::Rejected,
            (Self::NotSent | Self::Rejected, later) => later,
            (Self::Accepted, _) | (_, Self::Accepted) => Self::Accepted,
            (Self::Unknown, _) => Self::Unknown,
        }
    }
}
