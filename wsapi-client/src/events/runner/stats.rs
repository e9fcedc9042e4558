//! The statistics of handling events.

use std::{
    fmt,
    sync::{Mutex, PoisonError},
};

/// What happened to the events of a receiver since it was built. Each event that was received is in flight until it is
/// handled, a duplicate, failed or released.
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
    /// Events that were handled before. The handler did not see them again.
    pub duplicates: u64,
    /// Events that were given up. `on_failed` was called for each.
    pub failed: u64,
    /// Events that were left to another worker, or to the next run. Only Redis delivers an event again.
    pub released: u64,
    /// Events that wait for a handler, for its end or for another attempt.
    pub in_flight: u64,
    /// Attempts to handle an event that failed.
    pub failed_attempts: u64,
}

impl fmt::Display for EventStats {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { received, handled, duplicates, failed, released, in_flight, failed_attempts } = self;
        write!(f, "received {received}, handled {handled}, duplicates {duplicates}, failed {failed}, ")?;
        write!(f, "released {released}, in flight {in_flight}, failed attempts {failed_attempts}")
    }
}

/// The statistics while they change.
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
