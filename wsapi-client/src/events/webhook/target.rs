//! The destination of events.

use std::{sync::Arc, time::Duration};

use super::{exchange::Exchange, handling::Handling, reason::RejectionReason, response::Verdict, storing::Storing};
use crate::events::{EventStats, SignedEvent};

/// The destination of events: a handler in this process, or a queue that outlives it.
pub(super) enum Target {
    Handler(Handling),
    Queue(Storing),
}

impl Target {
    /// Returns the statistics of the events that are handled in this process.
    pub(super) fn stats(&self) -> EventStats {
        match self {
            Self::Handler(handling) => handling.stats(),
            Self::Queue(_) => EventStats::default(),
        }
    }

    pub(super) fn is_closed(&self) -> bool {
        match self {
            Self::Handler(handling) => handling.is_closed(),
            Self::Queue(storing) => storing.is_closed(),
        }
    }

    /// Waits for room for the event, and takes it. The exchange ends when the event can be acknowledged or has failed.
    pub(super) async fn push(&self, event: SignedEvent, exchange: &Arc<Exchange>) -> Verdict {
        match self {
            Self::Handler(handling) => handling.push(event, exchange).await,
            Self::Queue(storing) => storing.push(event, exchange).await,
        }
    }

    /// Returns the reason for rejecting a request whose event was taken but whose exchange did not end in time.
    pub(super) fn timeout(&self) -> RejectionReason {
        match self {
            Self::Handler(_) => RejectionReason::HandlerTimeout,
            Self::Queue(_) => RejectionReason::NotStored,
        }
    }

    pub(super) async fn shutdown(&self, limit: Duration) {
        match self {
            Self::Handler(handling) => handling.shutdown(limit).await,
            Self::Queue(storing) => storing.shutdown(limit).await,
        }
    }
}
