//! Hands each event to the handler, once.

use std::{
    error::Error as StdError,
    fmt,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
    task::Poll,
};

use super::{DedupStore, Handler, HandlerError, MemoryStore, UnreadableEvent, claims::Claims, key};
use crate::{BoxFuture, Event};

/// Hands events to a [`Handler`], and those that arrive twice only once. All transports have one beneath them; with
/// one of its own a program can receive events by any other.
///
/// ```
/// use wsapi_client::{Event, events::{Dispatcher, HandlerError, Outcome}};
///
/// async fn handle(event: Event) -> Result<(), HandlerError> {
///     println!("{}", event.data.event_type());
///     Ok(())
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let dispatcher = Dispatcher::new(handle);
/// let json = r#"{"eventId":"evt_1","instanceId":"sales","receivedAt":"2026-03-09T08:07:06Z",
///     "eventType":"initial_sync_finished","eventData":{}}"#;
/// assert_eq!(dispatcher.dispatch(Event::from_json(json)).await?, Outcome::Handled);
/// assert_eq!(dispatcher.dispatch(Event::from_json(json)).await?, Outcome::Duplicate);
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Dispatcher {
    handler: Arc<dyn AnyHandler>,
    store: Arc<dyn DedupStore>,
    /// What the keys begin with.
    scope: Arc<str>,
}

/// What became of an event.
///
/// ```
/// use wsapi_client::events::Outcome;
///
/// fn count(outcome: Outcome, repeats: &mut u64) {
///     if outcome == Outcome::Duplicate {
///         *repeats += 1;
///     }
/// }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Outcome {
    /// The handler returned `Ok`.
    Handled,
    /// It was handled before, and the handler did not see it.
    Duplicate,
}

impl Dispatcher {
    /// With a [`MemoryStore`] against repeats.
    ///
    /// ```
    /// use wsapi_client::{Event, events::{Dispatcher, HandlerError}};
    ///
    /// let dispatcher = Dispatcher::new(|event: Event| async move {
    ///     println!("{}", event.event_id);
    ///     Ok::<_, HandlerError>(())
    /// });
    /// ```
    pub fn new(handler: impl Handler) -> Self {
        Self { handler: Arc::new(handler), store: Arc::new(MemoryStore::default()), scope: "".into() }
    }

    /// Remembers in another store what was handled.
    ///
    /// ```
    /// use wsapi_client::events::{Dispatcher, Handler, MemoryStore};
    ///
    /// fn dispatcher(handler: impl Handler) -> Dispatcher {
    ///     Dispatcher::new(handler).store(MemoryStore::new(1_000))
    /// }
    /// ```
    #[must_use]
    pub fn store(mut self, store: impl DedupStore) -> Self {
        self.store = Arc::new(store);
        self
    }

    /// Remembers what is handled for some of those who share the store, and not for all.
    #[cfg(feature = "redis")]
    pub(super) fn within(mut self, scope: &str) -> Self {
        self.scope = format!("{}:{scope}:", scope.len()).into();
        self
    }

    /// Handles an event, unless it was handled before. While somebody else handles it, this waits for what comes of it.
    ///
    /// If the future is dropped, so is the handler's, and the event counts as not handled.
    ///
    /// # Errors
    ///
    /// The handler failed or panicked, or the store does not answer.
    pub async fn dispatch(&self, event: Result<Event, UnreadableEvent>) -> Result<Outcome, DispatchError> {
        // What panics here is the store: the handler's panics are caught where they come up.
        let panicked = || Err(DispatchError::store("the store for repeats panicked".into()));
        caught(Box::pin(self.dispatch_once(event))).await.unwrap_or_else(panicked)
    }

    async fn dispatch_once(&self, event: Result<Event, UnreadableEvent>) -> Result<Outcome, DispatchError> {
        let mut claims = Claims::new(&*self.store);
        for key in key::keys(&event) {
            let key = format!("{}{key}", self.scope);
            if !claims.take(key).await.map_err(DispatchError::store)? {
                // The message is known; the id of this event is not, and need not be looked at again.
                claims.complete().await;
                return Ok(Outcome::Duplicate);
            }
        }
        match claims.keep_while(without_panic(self.handler.handle(event), "the handler panicked")).await {
            Ok(()) => {
                claims.complete().await;
                Ok(Outcome::Handled)
            }
            Err(error) => {
                claims.release().await;
                Err(DispatchError { error, is_handler: true })
            }
        }
    }
}

impl fmt::Debug for Dispatcher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Dispatcher").field("store", &self.store).finish_non_exhaustive()
    }
}

/// Why an event was not handled.
///
/// ```
/// use wsapi_client::events::DispatchError;
///
/// fn report(error: &DispatchError) {
///     if error.is_store() {
///         eprintln!("the store for repeats is away: {error}");
///     }
/// }
/// ```
pub struct DispatchError {
    error: HandlerError,
    is_handler: bool,
}

impl DispatchError {
    fn store(error: HandlerError) -> Self {
        Self { error, is_handler: false }
    }

    /// Whether the handler failed or panicked.
    ///
    /// ```
    /// # use wsapi_client::events::DispatchError;
    /// fn is_worth_another_try(error: &DispatchError) -> bool {
    ///     error.is_handler()
    /// }
    /// ```
    pub fn is_handler(&self) -> bool {
        self.is_handler
    }

    /// Whether the store for repeats did not answer, so that the handler has not seen the event.
    ///
    /// ```
    /// # use wsapi_client::events::DispatchError;
    /// fn is_worth_waiting(error: &DispatchError) -> bool {
    ///     error.is_store()
    /// }
    /// ```
    pub fn is_store(&self) -> bool {
        !self.is_handler
    }
}

/// Hides what the handler says, which may hold anything.
impl fmt::Debug for DispatchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DispatchError").field("message", &format_args!("{self}")).finish_non_exhaustive()
    }
}

impl fmt::Display for DispatchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.is_handler { "the handler failed" } else { "the store for repeats failed" })
    }
}

impl StdError for DispatchError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&*self.error)
    }
}

/// A handler whose type is forgotten.
trait AnyHandler: Send + Sync {
    fn handle(&self, event: Result<Event, UnreadableEvent>) -> BoxFuture<'_, Result<(), HandlerError>>;
}

impl<H: Handler> AnyHandler for H {
    fn handle(&self, event: Result<Event, UnreadableEvent>) -> BoxFuture<'_, Result<(), HandlerError>> {
        // The handler is not called before the future is polled, so that no panic of it gets past `without_panic`.
        Box::pin(async move {
            match event {
                Ok(event) => Handler::handle(self, event).await,
                Err(event) => self.handle_unreadable(event).await,
            }
        })
    }
}

/// A panic concerns the event that caused it, and no other.
pub(super) async fn without_panic(
    handling: BoxFuture<'_, Result<(), HandlerError>>,
    panicked: &'static str,
) -> Result<(), HandlerError> {
    caught(handling).await.unwrap_or_else(|| Err(panicked.into()))
}

/// What comes of the future; nothing if it panics.
async fn caught<T>(mut future: BoxFuture<'_, T>) -> Option<T> {
    std::future::poll_fn(|context| match catch_unwind(AssertUnwindSafe(|| future.as_mut().poll(context))) {
        Ok(poll) => poll.map(Some),
        Err(_) => Poll::Ready(None),
    })
    .await
}
