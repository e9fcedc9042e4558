//! What is done with an event.

use std::error::Error as StdError;

use super::UnreadableEvent;
use crate::Event;

/// Why an event was not handled. Whatever implements [`Error`](StdError) becomes one with `?`.
///
/// ```
/// let error: wsapi_client::events::HandlerError = "the database is away".into();
/// ```
pub type HandlerError = Box<dyn StdError + Send + Sync>;

/// Does something with each event. An `async fn` that takes an [`Event`] is one.
///
/// `Ok` means that the event is done and need not come again. After an error, and after a panic, it may come again,
/// so that what was begun has to be found or undone by the handler.
///
/// ```
/// use wsapi_client::{Event, EventData, events::{Handler, HandlerError}};
///
/// async fn print(event: Event) -> Result<(), HandlerError> {
///     if let EventData::Message(message) = &event.data {
///         println!("a message in {}", message.chat_id);
///     }
///     Ok(())
/// }
///
/// fn takes_handlers(_: impl Handler) {}
/// takes_handlers(print);
/// ```
pub trait Handler: Send + Sync + 'static {
    /// Handles an event.
    ///
    /// # Errors
    ///
    /// The event was not handled.
    fn handle(&self, event: Event) -> impl Future<Output = Result<(), HandlerError>> + Send;

    /// Handles an event that cannot be read. Unless it is implemented, that is a failure, and the transport does with
    /// the event what it does with any that fails.
    ///
    /// ```
    /// use wsapi_client::{Event, events::{Handler, HandlerError, UnreadableEvent}};
    ///
    /// struct Archive;
    ///
    /// impl Handler for Archive {
    ///     async fn handle(&self, _: Event) -> Result<(), HandlerError> {
    ///         Ok(())
    ///     }
    ///
    ///     async fn handle_unreadable(&self, event: UnreadableEvent) -> Result<(), HandlerError> {
    ///         std::fs::write("unreadable.json", event.json())?;
    ///         Ok(())
    ///     }
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// The event was not handled.
    fn handle_unreadable(&self, event: UnreadableEvent) -> impl Future<Output = Result<(), HandlerError>> + Send {
        async { Err(event.into()) }
    }
}

impl<F, T, E> Handler for F
where
    F: Fn(Event) -> T + Send + Sync + 'static,
    T: Future<Output = Result<(), E>> + Send,
    E: Into<HandlerError>,
{
    async fn handle(&self, event: Event) -> Result<(), HandlerError> {
        self(event).await.map_err(Into::into)
    }
}
