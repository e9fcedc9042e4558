//! A request that was rejected.

use std::{error::Error as StdError, fmt};

use http::StatusCode;

use super::reason::RejectionReason;
use crate::events::BoxError;

/// A request that was not acknowledged. It contains no part of the body, because anyone could have written that.
/// Requires the feature `webhook`.
///
/// ```
/// use wsapi_client::events::webhook::{Rejection, RejectionReason};
///
/// fn report(rejection: &Rejection) {
///     match rejection.reason() {
///         RejectionReason::QueueFull | RejectionReason::NotStored => eprintln!("an event was lost: {rejection}"),
///         RejectionReason::WrongSignature => eprintln!("is the signing secret right? {rejection}"),
///         _ => {}
///     }
/// }
/// ```
pub struct Rejection {
    reason: RejectionReason,
    error: Option<BoxError>,
}

impl Rejection {
    pub(super) fn new(reason: RejectionReason, error: Option<BoxError>) -> Self {
        Self { reason, error }
    }

    /// Returns the reason for the rejection.
    pub fn reason(&self) -> RejectionReason {
        self.reason
    }

    /// Returns the status of the response, or `None` if there was no one to respond to.
    pub fn status(&self) -> Option<StatusCode> {
        self.reason.status()
    }
}

/// Hides the error, which can contain anything.
impl fmt::Debug for Rejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rejection").field("reason", &self.reason).finish_non_exhaustive()
    }
}

impl fmt::Display for Rejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the request was rejected: {}", self.reason)
    }
}

/// The source is the error of the durable queue, if it failed.
impl StdError for Rejection {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.error.as_deref().map(|error| error as &(dyn StdError + 'static))
    }
}
