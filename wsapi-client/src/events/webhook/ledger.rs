//! Counts how requests end, and reports those that are rejected.

use std::sync::{Mutex, MutexGuard, PoisonError};

use super::{reason::RejectionReason, rejection::Rejection, response::Verdict, stats::ReceiverStats};
use crate::events::{BoxError, panics::contained};

pub(super) type OnRejected = Box<dyn Fn(Rejection) + Send + Sync>;

/// The current statistics of a receiver, without those of its events.
pub(super) struct Ledger {
    stats: Mutex<ReceiverStats>,
    on_rejected: Option<OnRejected>,
}

impl Ledger {
    pub(super) fn new(on_rejected: Option<OnRejected>) -> Self {
        Self { stats: Mutex::default(), on_rejected }
    }

    pub(super) fn stats(&self) -> ReceiverStats {
        *self.lock()
    }

    /// Counts a request that has ended.
    pub(super) fn count(&self, verdict: Verdict) {
        match verdict {
            Ok(()) => self.lock().accepted += 1,
            Err(reason) => self.lock().rejected[reason as usize] += 1,
        }
    }

    /// Counts an event that the durable queue has stored.
    pub(super) fn count_stored(&self) {
        self.lock().stored += 1;
    }

    pub(super) fn report(&self, reason: RejectionReason, error: Option<BoxError>) {
        tracing::debug!(%reason, "a request was rejected");
        if let Some(on_rejected) = &self.on_rejected {
            contained("on_rejected", || on_rejected(Rejection::new(reason, error)));
        }
    }

    fn lock(&self) -> MutexGuard<'_, ReceiverStats> {
        self.stats.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
