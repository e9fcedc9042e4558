//! A request that was not answered with success.

use std::{error::Error as StdError, fmt};

use http::StatusCode;

use super::Reason;
use crate::events::HandlerError;

/// A request that was not answered with success. It has nothing of the body, which may be anybody's.
///
/// ```
/// use wsapi_client::events::webhook::{Reason, Refusal};
///
/// fn report(refusal: &Refusal) {
///     match refusal.reason() {
///         Reason::QueueFull | Reason::NotStored => eprintln!("an event is lost: {refusal}"),
///         reason => eprintln!("not an event of ours: {reason}"),
///     }
/// }
/// ```
pub struct Refusal {
    reason: Reason,
    error: Option<HandlerError>,
}

impl Refusal {
    pub(super) fn new(reason: Reason, error: Option<HandlerError>) -> Self {
        Self { reason, error }
    }

    /// Why.
    ///
    /// ```
    /// use wsapi_client::events::webhook::{Reason, Refusal};
    ///
    /// fn is_attack(refusal: &Refusal) -> bool {
    ///     refusal.reason() == Reason::WrongSignature
    /// }
    /// ```
    pub fn reason(&self) -> Reason {
        self.reason
    }

    /// The status of the answer, if there was anybody to answer.
    ///
    /// ```
    /// # use wsapi_client::events::webhook::Refusal;
    /// fn is_our_fault(refusal: &Refusal) -> bool {
    ///     refusal.status().is_some_and(|status| status.is_server_error())
    /// }
    /// ```
    pub fn status(&self) -> Option<StatusCode> {
        self.reason.status()
    }
}

impl From<Reason> for Refusal {
    fn from(reason: Reason) -> Self {
        Self::new(reason, None)
    }
}

/// Hides the error, which is somebody else's and may have anything in it.
impl fmt::Debug for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Refusal").field("reason", &self.reason).finish_non_exhaustive()
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the request was refused: {}", self.reason)
    }
}

/// Its source is what the durable queue said, if that is the reason.
impl StdError for Refusal {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.error.as_ref().map(|error| &**error as &(dyn StdError + 'static))
    }
}
