//! The contract between the runner and a transport.

use bytes::Bytes;

use super::{FailedEvent, Origin, Permit};
use crate::events::{Attempt, EventError, UnreadableEvent, dispatcher::Received};

/// An event that a transport received and the runner handles. It ends in exactly one of three ways: it is settled, it is
/// interrupted, or it is dropped.
pub(in crate::events) trait Delivery: Send + 'static {
    /// Whether the transport delivers the event again if it is not settled.
    const IS_REDELIVERED: bool;

    /// Events of the same lane are handled one after the other, in the order in which they were pushed.
    fn lane(&self) -> String;

    /// Reads the event, once for each attempt.
    fn read(&mut self) -> Result<Received, EventError>;

    /// The JSON as received.
    fn raw(&self) -> Bytes;

    fn origin(&self) -> Origin;

    /// Prepares the next attempt, after this many attempts failed.
    fn prepare(&mut self, failed: u32) -> impl Future<Output = Prepared> + Send {
        let attempt = Attempt { number: failed.saturating_add(1), is_redelivery: false };
        std::future::ready(Prepared::Attempt(attempt))
    }

    /// The attempt did not take place: the deduplication store failed before the handler was called.
    fn skipped(&mut self) {}

    /// Waits until another receiver has the event. The handler is then cancelled.
    fn lost(&self) -> impl Future<Output = ()> + Send {
        std::future::pending()
    }

    /// Reports the result to the transport. The permit is the event's room among those in flight: it is dropped when
    /// the transport no longer remembers the event. Returns whether the result stands: an event that another receiver
    /// has by now did not fail here.
    fn settle(self, end: End<'_>, permit: Permit) -> impl Future<Output = bool> + Send;

    /// Reports that the event was given up before it was settled. Only called if it is not delivered again.
    fn interrupted(self, failed: &FailedEvent)
    where
        Self: Sized,
    {
        let _ = failed;
    }
}

/// The answer of a transport before an attempt.
pub(in crate::events) enum Prepared {
    Attempt(Attempt),
    /// All attempts were made before, by receivers that died.
    Exhausted(u32),
    /// Another receiver has the event.
    Lost,
    /// The transport may no longer handle events of this session.
    Stop,
}

/// The result of handling an event.
#[derive(Clone, Copy)]
pub(in crate::events) enum End<'a> {
    Handled,
    Duplicate,
    Failed(&'a FailedEvent),
    /// Another receiver has the event.
    Lost,
}

/// One lane for each chat of each instance, and one for the instance itself.
pub(in crate::events) fn lane(event: &Received) -> String {
    let (instance, chat) = match event {
        Ok(event) => (event.instance_id.as_str(), event.chat_id().map(|chat| chat.as_str()).unwrap_or_default()),
        Err(event) => (UnreadableEvent::instance_id(event).unwrap_or_default(), ""),
    };
    format!("{}:{instance}:{chat}", instance.len())
}
