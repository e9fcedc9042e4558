//! The statistics of a subscriber.

use std::fmt;

use super::item::StreamItem;
use crate::events::EventStats;

/// The statistics of a [`Subscriber`](super::Subscriber) and its events since it was built. Requires the feature `sse`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct SubscriberStats {
    /// The statistics of the events.
    pub events: EventStats,
    /// Connections that were established.
    pub connections: u64,
    /// Connections that were lost, and attempts to connect that failed.
    pub disconnections: u64,
    /// Periods without a connection. Their events are lost.
    pub gaps: u64,
    /// Events that were too large and were skipped.
    pub oversized: u64,
}

impl SubscriberStats {
    pub(super) fn count(&mut self, item: &StreamItem) {
        match item {
            StreamItem::Event(_) => {}
            StreamItem::Connected => self.connections += 1,
            StreamItem::Disconnected(_) => self.disconnections += 1,
            StreamItem::Gap(_) => self.gaps += 1,
            StreamItem::Oversized(_) => self.oversized += 1,
        }
    }
}

impl fmt::Display for SubscriberStats {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { events, connections, disconnections, gaps, oversized } = self;
        write!(f, "{events}, connections {connections}, disconnections {disconnections}, ")?;
        write!(f, "gaps {gaps}, oversized {oversized}")
    }
}
