//! A queue that outlives the process.

use std::fmt;

use bytes::Bytes;

use super::super::{HandlerError, SignatureError, UnreadableEvent, Verifier};
use crate::{BoxFuture, Event};

/// Keeps events outside of the process until somebody handles them: in a file, a database, a stream. The service
/// learns that an event has arrived only after this has it.
///
/// The same event may be put in twice. Who takes events out hands them to a [`Dispatcher`](crate::events::Dispatcher),
/// which knows them again.
///
/// ```
/// use std::{fs::File, io::Write, sync::Mutex};
/// use wsapi_client::events::{HandlerError, webhook::{DurableQueue, SignedEvent}};
///
/// /// One line for each event: the service's JSON has no line breaks.
/// struct Journal(Mutex<File>);
///
/// impl DurableQueue for Journal {
///     async fn append(&self, event: SignedEvent) -> Result<(), HandlerError> {
///         let mut file = self.0.lock().map_err(|_| "a writer panicked")?;
///         file.write_all(&event.body)?;
///         file.write_all(b"\n")?;
///         // Without this it is in the memory of the system only.
///         file.sync_data()?;
///         Ok(())
///     }
/// }
/// ```
pub trait DurableQueue: Send + Sync + 'static {
    /// Puts an event in. `Ok` says that it is safe, whatever happens to this process from now on.
    ///
    /// It is called for events beside each other, and in the order of their arrival as far as there is one. The
    /// signature was checked; the JSON was not read.
    ///
    /// # Errors
    ///
    /// The event is not safe. The service is told so, and does not send it again.
    fn append(&self, event: SignedEvent) -> impl Future<Output = Result<(), HandlerError>> + Send;
}

/// An event as it came, with its signature, so that it can be checked again wherever it is read.
///
/// ```
/// use wsapi_client::events::webhook::SignedEvent;
///
/// let event = SignedEvent::new("{}", Some("sha256=00"));
/// assert_eq!(&event.body[..], b"{}");
/// ```
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct SignedEvent {
    /// The body of the request: JSON, to the byte.
    pub body: Bytes,
    /// The header `X-Webhook-Signature`. Only where unsigned events are accepted there may be none.
    pub signature: Option<String>,
}

impl SignedEvent {
    /// An event that was kept somewhere.
    ///
    /// ```
    /// # use wsapi_client::events::webhook::SignedEvent;
    /// let event = SignedEvent::new(r#"{"eventId":"evt_1"}"#, None);
    /// ```
    pub fn new(body: impl Into<Bytes>, signature: Option<&str>) -> Self {
        Self { body: body.into(), signature: signature.map(str::to_owned) }
    }

    /// Checks the signature, and reads the event.
    ///
    /// ```
    /// use wsapi_client::{Event, events::{HandlerError, Verifier, webhook::SignedEvent}};
    ///
    /// fn take_out(verifier: &Verifier, event: &SignedEvent) -> Result<Event, HandlerError> {
    ///     Ok(event.read(verifier)??)
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// Those of [`Verifier::read`]. A verifier with [`max_age`](Verifier::max_age) refuses what has waited for long.
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

/// A queue whose type is forgotten.
pub(super) trait AnyQueue: Send + Sync {
    fn append(&self, event: SignedEvent) -> BoxFuture<'_, Result<(), HandlerError>>;
}

impl<Q: DurableQueue> AnyQueue for Q {
    fn append(&self, event: SignedEvent) -> BoxFuture<'_, Result<(), HandlerError>> {
        // The queue is not called before the future is polled, so that a panic of it concerns this event only.
        Box::pin(async move { DurableQueue::append(self, event).await })
    }
}
