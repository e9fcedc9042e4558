//! Passes each event to the handler once.

use std::{fmt, sync::Arc};

use super::{
    Attempt, BoxError, DedupStore, EventError, Handler, MemoryStore, UnreadableEvent,
    dedup::{Claims, keys},
    panics::caught,
};
use crate::{BoxFuture, Event};

/// An event as it was received: readable or not.
pub(super) type Received = Result<Event, UnreadableEvent>;

/// Passes events to a [`Handler`] and skips duplicates of handled events. Requires the feature `events`.
///
/// Each transport contains a dispatcher. A program that receives events by other means creates its own.
///
/// ```
/// use wsapi_client::{Event, events::{Attempt, BoxError, DispatchOutcome, Dispatcher}};
///
/// async fn handle(event: Event) -> Result<(), BoxError> {
///     println!("{}", event.data.event_type());
///     Ok(())
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let dispatcher = Dispatcher::new(handle);
/// let json = r#"{"eventId":"evt_1","instanceId":"sales","receivedAt":"2026-03-09T08:07:06Z",
///     "eventType":"initial_sync_finished","eventData":{}}"#;
/// let first = dispatcher.dispatch(Event::from_json(json), Attempt::first()).await?;
/// assert_eq!(first, DispatchOutcome::Handled);
/// let second = dispatcher.dispatch(Event::from_json(json), Attempt::first()).await?;
/// assert_eq!(second, DispatchOutcome::Duplicate);
/// # Ok(())
/// # }
/// ```
#[doc(alias("deduplication"))]
#[derive(Clone)]
pub struct Dispatcher {
    handler: Arc<dyn AnyHandler>,
    store: Arc<dyn DedupStore>,
    /// The prefix of the deduplication keys.
    scope: Arc<str>,
}

/// The result of dispatching an event. Requires the feature `events`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DispatchOutcome {
    /// The handler returned `Ok`.
    Handled,
    /// The event was already handled, so the handler was not called.
    Duplicate,
}

impl Dispatcher {
    /// Creates a dispatcher that remembers handled events in a [`MemoryStore`].
    pub fn new(handler: impl Handler) -> Self {
        Self { handler: Arc::new(handler), store: Arc::new(MemoryStore::default()), scope: "".into() }
    }

    /// Sets the store that remembers handled events.
    ///
    /// ```
    /// use wsapi_client::{Event, events::{BoxError, Dispatcher, MemoryStore}};
    ///
    /// async fn handle(event: Event) -> Result<(), BoxError> {
    ///     println!("{}", event.data.event_type());
    ///     Ok(())
    /// }
    ///
    /// let dispatcher = Dispatcher::new(handle).dedup_store(MemoryStore::new(1_000));
    /// ```
    #[must_use]
    pub fn dedup_store(mut self, store: impl DedupStore) -> Self {
        self.store = Arc::new(store);
        self
    }

    /// Separates the keys of this dispatcher from those of other dispatchers that share the store.
    #[cfg(feature = "redis")]
    pub(super) fn within(mut self, scope: &str) -> Self {
        self.scope = format!("{}:{scope}:", scope.len()).into();
        self
    }

    /// Handles an event, unless it was already handled. While another task or process handles the same event, this
    /// waits for the result.
    ///
    /// If the future is dropped, the handler's future is dropped too, and the event counts as not handled.
    ///
    /// # Errors
    ///
    /// Fails if the handler fails or panics, or if the store fails.
    pub async fn dispatch(
        &self,
        event: Result<Event, UnreadableEvent>,
        attempt: Attempt,
    ) -> Result<DispatchOutcome, EventError> {
        // Only the store can panic here: a panic of the handler is caught below.
        let panicked = || Err(EventError::store("the store panicked".into()));
        caught(Box::pin(self.dispatch_once(event, attempt))).await.unwrap_or_else(panicked)
    }

    async fn dispatch_once(&self, event: Received, attempt: Attempt) -> Result<DispatchOutcome, EventError> {
        let mut claims = Claims::new(&*self.store);
        for key in keys(&event) {
            let key = format!("{}{key}", self.scope);
            if !claims.take(key).await.map_err(EventError::store)? {
                // The message was already handled in an event with another id. Marks this id as done too.
                complete(claims).await;
                return Ok(DispatchOutcome::Duplicate);
            }
        }
        match claims.keep_while(self.handle(event, attempt)).await {
            Ok(()) => {
                complete(claims).await;
                Ok(DispatchOutcome::Handled)
            }
            Err(error) => {
                // The error of the handler counts, even if the store fails now.
                if caught(Box::pin(claims.release())).await.is_none() {
                    tracing::warn!(
                        "the deduplication store panicked; the event may have to wait for its claim to expire"
                    );
                }
                Err(error)
            }
        }
    }

    async fn handle(&self, event: Received, attempt: Attempt) -> Result<(), EventError> {
        let is_readable = event.is_ok();
        match caught(self.handler.handle(event, attempt)).await {
            None => Err(EventError::panicked()),
            Some(Ok(())) => Ok(()),
            // A handler that returns the unreadable event itself does not handle such events.
            Some(Err(error)) if !is_readable => {
                Err(error.downcast().map_or_else(EventError::handler, |event| EventError::unreadable(*event)))
            }
            Some(Err(error)) => Err(EventError::handler(error)),
        }
    }
}

/// Marks the keys as done. The event is handled, even if the store fails now.
async fn complete(claims: Claims<'_>) {
    if caught(Box::pin(claims.complete())).await.is_none() {
        tracing::warn!("the deduplication store panicked; a duplicate of the event will be handled again");
    }
}

impl fmt::Debug for Dispatcher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Dispatcher").field("store", &self.store).finish_non_exhaustive()
    }
}

/// Handles each event once, for test kits and transports that call a handler directly.
///
/// The error is an [`EventError`], whose source is the error of the handler.
impl Handler for Dispatcher {
    async fn handle(&self, event: Event, attempt: Attempt) -> Result<(), BoxError> {
        Ok(self.dispatch(Ok(event), attempt).await.map(drop)?)
    }

    async fn handle_unreadable(&self, event: UnreadableEvent, attempt: Attempt) -> Result<(), BoxError> {
        Ok(self.dispatch(Err(event), attempt).await.map(drop)?)
    }
}

/// A type-erased [`Handler`].
trait AnyHandler: Send + Sync {
    fn handle(&self, event: Received, attempt: Attempt) -> BoxFuture<'_, Result<(), BoxError>>;
}

impl<H: Handler> AnyHandler for H {
    fn handle(&self, event: Received, attempt: Attempt) -> BoxFuture<'_, Result<(), BoxError>> {
        // The handler is called when the future is polled, so that a panic in its synchronous part is caught too.
        Box::pin(async move {
            match event {
                Ok(event) => Handler::handle(self, event, attempt).await,
                Err(event) => self.handle_unreadable(event, attempt).await,
            }
        })
    }
}
