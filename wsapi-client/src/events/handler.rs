//! The handler of events, which is the program's own code.

use std::{error::Error as StdError, sync::Arc};

use super::UnreadableEvent;
use crate::Event;

/// The error of a handler, a deduplication store or a durable queue. The `?` operator converts any [`Error`](StdError)
/// into it. Requires the feature `events`.
pub type BoxError = Box<dyn StdError + Send + Sync>;

/// Handles events from any transport. Requires the feature `events`.
///
/// `Ok` means that the event is done. After an error or a panic, the handler is called again, up to the `max_attempts`
/// of the transport. So it must tolerate seeing an event more than once.
///
/// ```
/// use std::sync::atomic::{AtomicU64, Ordering};
/// use wsapi_client::{Event, events::{Attempt, BoxError, Handler}};
///
/// /// Counts the messages that other people wrote.
/// struct Counter {
///     messages: AtomicU64,
/// }
///
/// impl Handler for Counter {
///     async fn handle(&self, event: Event, _: Attempt) -> Result<(), BoxError> {
///         if event.as_message().is_some_and(|message| !message.is_mine()) {
///             self.messages.fetch_add(1, Ordering::Relaxed);
///         }
///         Ok(())
///     }
/// }
/// ```
///
/// An `Arc` of a handler is also a handler, so the program can keep a clone of it. An async function or closure that
/// takes an [`Event`] is a handler too:
///
/// ```
/// use wsapi_client::{Event, events::{BoxError, Dispatcher}};
///
/// async fn print(event: Event) -> Result<(), BoxError> {
///     println!("{}", event.data.event_type());
///     Ok(())
/// }
///
/// let dispatcher = Dispatcher::new(print);
/// ```
#[doc(alias("callback", "bot", "listener", "at-least-once"))]
pub trait Handler: Send + Sync + 'static {
    /// Handles an event.
    ///
    /// # Errors
    ///
    /// An error means that the event was not handled.
    fn handle(&self, event: Event, attempt: Attempt) -> impl Future<Output = Result<(), BoxError>> + Send;

    /// Handles an event that cannot be read. By default, this returns the event as the error. Then there is no further
    /// attempt, and the transport reports the event as failed at once.
    ///
    /// ```
    /// use wsapi_client::{Event, events::{Attempt, BoxError, Handler, UnreadableEvent}};
    ///
    /// struct Archive;
    ///
    /// impl Handler for Archive {
    ///     async fn handle(&self, _: Event, _: Attempt) -> Result<(), BoxError> {
    ///         Ok(())
    ///     }
    ///
    ///     async fn handle_unreadable(&self, event: UnreadableEvent, _: Attempt) -> Result<(), BoxError> {
    ///         std::fs::write("unreadable.json", event.json())?;
    ///         Ok(())
    ///     }
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// An error means that the event was not handled.
    fn handle_unreadable(
        &self,
        event: UnreadableEvent,
        attempt: Attempt,
    ) -> impl Future<Output = Result<(), BoxError>> + Send {
        let _ = attempt;
        async { Err(event.into()) }
    }
}

impl<F, T, E> Handler for F
where
    F: Fn(Event) -> T + Send + Sync + 'static,
    T: Future<Output = Result<(), E>> + Send,
    E: Into<BoxError>,
{
    async fn handle(&self, event: Event, _: Attempt) -> Result<(), BoxError> {
        self(event).await.map_err(Into::into)
    }
}

impl<H: Handler> Handler for Arc<H> {
    async fn handle(&self, event: Event, attempt: Attempt) -> Result<(), BoxError> {
        H::handle(self, event, attempt).await
    }

    async fn handle_unreadable(&self, event: UnreadableEvent, attempt: Attempt) -> Result<(), BoxError> {
        H::handle_unreadable(self, event, attempt).await
    }
}

/// One attempt to handle an event. Requires the feature `events`.
///
/// ```
/// use wsapi_client::{Event, events::{Attempt, BoxError, Handler}};
///
/// struct Bot;
///
/// impl Handler for Bot {
///     async fn handle(&self, event: Event, attempt: Attempt) -> Result<(), BoxError> {
///         if attempt.number > 1 || attempt.is_redelivery {
///             println!("{} may have been handled in part before", event.event_id);
///         }
///         Ok(())
///     }
/// }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Attempt {
    /// The number of the attempt, counted from 1. On Redis, the attempts of earlier workers count too.
    pub number: u32,
    /// `true` if an earlier process or another worker may already have started to handle the event. Only Redis
    /// redelivers events.
    pub is_redelivery: bool,
}

impl Attempt {
    /// Creates the first attempt at an event that was just received.
    pub fn first() -> Self {
        Self { number: 1, is_redelivery: false }
    }
}

impl Default for Attempt {
    fn default() -> Self {
        Self::first()
    }
}
