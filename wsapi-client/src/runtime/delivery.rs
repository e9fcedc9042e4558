//! Did it go out?

use http::StatusCode;

/// What is known of a call that failed: whether the service has done what it was asked for.
///
/// For an operation that has an effect each time, such as sending a message, this is what decides whether
/// to try again.
///
/// ```
/// use wsapi_client::{Delivery, Error};
///
/// fn advice(error: &Error) -> &'static str {
///     match error.delivery() {
///         Delivery::NotSent | Delivery::Rejected => "try again once the cause is mended",
///         Delivery::Accepted => "do not send it again: it went out, only its id is not known",
///         Delivery::Unknown => "look at the chat before sending it again",
///     }
/// }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Delivery {
    /// The request provably never left.
    NotSent,
    /// The service, or the gateway before it, refused the request before doing anything.
    Rejected,
    /// The service answered with success; only its answer could not be read.
    Accepted,
    /// It may or may not have been done.
    Unknown,
}

impl Delivery {
    /// What an answer tells, from its status and from what the service says where it says it in its own form.
    pub(super) fn told_by(status: StatusCode, detail: Option<&str>) -> Self {
        match status.as_u16() {
            200..=299 => Self::Accepted,
            401 | 403 | 404 | 405 | 409 | 413 | 429 => Self::Rejected,
            // A proxy's own 503 says nothing of what stands behind it.
            503 if detail.is_some() => Self::Rejected,
            // 400 is the service's fallback for every other failure; these two beginnings are its validation.
            400 if detail.is_some_and(is_validation) => Self::Rejected,
            _ => Self::Unknown,
        }
    }

    /// What is known after an earlier attempt of the same call, and this one.
    pub(super) fn after(self, earlier: Self) -> Self {
        match (earlier, self) {
            (Self::NotSent | Self::Rejected, later) => later,
            (Self::Accepted, _) | (_, Self::Accepted) => Self::Accepted,
            (Self::Unknown, _) => Self::Unknown,
        }
    }
}

fn is_validation(detail: &str) -> bool {
    detail.starts_with("validation error") || detail.starts_with("invalid ")
}
