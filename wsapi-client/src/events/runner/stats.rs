//! The statistics of handling events.

use std::{
    fmt,
    sync::{Mutex, PoisonError},
};

/// The statistics of the events of a receiver since it was built. Each received event is in flight until it is handled,
/// failed, released or found to be a duplicate. Requires the feature `webhook`, `sse` or `redis`.
///
/// ```
/// use wsapi_client::events::EventStats;
///
/// let stats = EventStats::default();
/// assert_eq!(stats.to_string(), "received 0, handled 0, duplicates 0, failed 0, released 0, in flight 0, failed attempts 0");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct EventStats {
    /// Events that were received.
    pub received: u64,
    /// Events for which the handler returned `Ok`.
    pub handled: u64,
    /// Duplicates of handled events. The handler was not called for them.
    pub duplicates: u64,
    /// Events that failed. `on_failed` was called for each.
    pub failed: u64,
    /// Events that were left to another worker or to the next run. This happens only with Redis, which redelivers
    /// events.
    pub released: u64,
    /// Events that are waiting for a handler or for another attempt, or are being handled.
    pub in_flight: u64,
    /// Failed attempts to handle an event.
    pub failed_attempts: u64,
}

impl fmt::Display for EventStats {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { received, handled, duplicates, failed, released, in_flight, failed_attempts } = self;
        write!(f, "received {received}, handled {handled}, duplicates {duplicates}, failed {failed}, ")?;
        write!(f, "released {released}, in flight {in_flight}, failed attempts {failed_attempts}")
    }
}

/// The current statistics.
#[derive(Default)]
pub(super) struct Stats(Mutex<EventStats>);

impl Stats {
    pub(super) fn read(&self) -> EventStats {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn update<T>(&self, change: impl FnOnce(&mut EventStats) -> T) -> T {
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
