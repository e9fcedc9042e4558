//! The contract between the runner and a transport.

use bytes::Bytes;

use super::{FailedEvent, Origin, Permit};
use crate::events::{Attempt, EventError, UnreadableEvent, dispatcher::Received};

/// An event that a transport received and that the runner handles. It ends in exactly one way: it is settled,
/// interrupted or dropped.
pub(in crate::events) trait Delivery: Send + 'static {
    /// `true` if the transport redelivers events that are not settled.
    const IS_REDELIVERED: bool;

    /// Returns the lane. Events of one lane are handled one at a time, in the order in which they were pushed.
    fn lane(&self) -> String;

    /// Reads the event. Called once for each attempt.
    fn read(&mut self) -> Result<Received, EventError>;

    /// Returns the JSON as received.
    fn raw(&self) -> Bytes;

    fn origin(&self) -> Origin;

    /// Prepares the next attempt, after this many attempts failed.
    fn prepare(&mut self, failed: u32) -> impl Future<Output = Prepared> + Send {
        let attempt = Attempt { number: failed.saturating_add(1), is_redelivery: false };
        std::future::ready(Prepared::Attempt(attempt))
    }

    /// Records that the attempt failed. Not called if the deduplication store failed before the handler was called.
    fn failed(&mut self) {}

    /// Waits until another receiver takes over the event. The handler is then cancelled.
    fn lost(&self) -> impl Future<Output = ()> + Send {
        std::future::pending()
    }

    /// Reports the result to the transport. The permit counts the event as in flight, and is dropped when the transport
    /// no longer keeps the event. Returns `false` if the result does not count, because another receiver has taken over
    /// the event.
    fn settle(self, end: End<'_>, permit: Permit) -> impl Future<Output = bool> + Send;

    /// Reports that the event was given up before it was settled. Called only if it is not redelivered.
    fn interrupted(self, failed: &FailedEvent)
    where
        Self: Sized,
    {
        let _ = failed;
    }
}

/// The result of [`Delivery::prepare`].
pub(in crate::events) enum Prepared {
    Attempt(Attempt),
    /// No attempt is left: receivers that died have made this many.
    Exhausted(u32),
    /// Another receiver has taken over the event.
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
    /// Another receiver has taken over the event.
    Lost,
}

/// Returns the lane of an event. Each chat of an instance has a lane, and so do the events of the instance without a
/// chat.
pub(in crate::events) fn lane(event: &Received) -> String {
    let (instance, chat) = match event {
        Ok(event) => (event.instance_id.as_str(), event.chat_id().map(|chat| chat.as_str()).unwrap_or_default()),
        Err(event) => (UnreadableEvent::instance_id(event).unwrap_or_default(), ""),
    };
    format!("{}:{instance}:{chat}", instance.len())
}
