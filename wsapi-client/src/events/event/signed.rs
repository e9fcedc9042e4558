//! An event with its signature.

use std::fmt;

use bytes::Bytes;

use super::{SignatureError, UnreadableEvent, Verifier};
use crate::Event;

/// An event as received, with its signature, so that it can be verified wherever it is read. Requires the feature
/// `events`.
///
/// ```
/// use wsapi_client::events::SignedEvent;
///
/// let event = SignedEvent::new("{}", Some("sha256=00"));
/// assert_eq!(&event.body[..], b"{}");
/// ```
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct SignedEvent {
    /// The body of the request: the JSON as received.
    pub body: Bytes,
    /// The header `X-Webhook-Signature`. It is missing only if unsigned events are accepted.
    pub signature: Option<String>,
}

impl SignedEvent {
    /// Creates a signed event from its parts.
    pub fn new(body: impl Into<Bytes>, signature: Option<&str>) -> Self {
        Self { body: body.into(), signature: signature.map(str::to_owned) }
    }

    /// Verifies the signature and reads the event.
    ///
    /// ```
    /// use wsapi_client::{Event, events::{BoxError, SignedEvent, Verifier}};
    ///
    /// fn take_out(verifier: &Verifier, event: &SignedEvent) -> Result<Event, BoxError> {
    ///     Ok(event.read(verifier)??)
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// Fails as [`Verifier::read`] does. A verifier with a [`max_age`](Verifier::max_age) rejects an event that has
    /// waited for longer than that.
    pub fn read(&self, verifier: &Verifier) -> Result<Result<Event, UnreadableEvent>, SignatureError> {
        verifier.read(&self.body, self.signature.as_deref())
    }
}

/// Hides the event.
impl fmt::Debug for SignedEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (length, is_signed) = (self.body.len(), self.signature.is_some());
        f.debug_struct("SignedEvent").field("length", &length).field("is_signed", &is_signed).finish_non_exhaustive()
    }
}
