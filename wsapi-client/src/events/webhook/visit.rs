//! A request, from its beginning to its one answer.

use std::sync::Arc;

use tokio::{
    sync::oneshot,
    time::{Instant, timeout_at},
};

use super::{
    Reason,
    ledger::{Ledger, Verdict},
};

/// A request that is not yet answered. If it is dropped like that, its sender has gone away.
pub(super) struct Visit {
    /// None once the request is counted.
    ledger: Option<Arc<Ledger>>,
    /// Where the worker tells what became of the event.
    end: Option<oneshot::Receiver<Verdict>>,
}

impl Visit {
    pub(super) fn new(ledger: Arc<Ledger>) -> Self {
        Self { ledger: Some(ledger), end: None }
    }

    pub(super) fn refuse(mut self, reason: Reason) -> Verdict {
        if let Some(ledger) = self.ledger.take() {
            ledger.refuse(reason);
        }
        Err(reason)
    }

    /// The event was counted as accepted when it was taken in.
    pub(super) fn accepted(mut self) -> Verdict {
        self.ledger = None;
        Ok(())
    }

    /// Waits for the end of the event, which goes on if it is not there in time.
    pub(super) async fn wait(mut self, end: oneshot::Receiver<Verdict>, deadline: Instant, late: Reason) -> Verdict {
        let end = self.end.insert(end);
        // Whether there was a verdict is asked below, for here it may come just after the deadline.
        if let Ok(Ok(verdict)) = timeout_at(deadline, &mut *end).await {
            // The worker has counted it.
            self.ledger = None;
            return verdict;
        }
        match self.last_word() {
            Some(verdict) => verdict,
            None => self.refuse(late),
        }
    }

    /// The verdict, if the worker has told and counted one; from now on it cannot.
    fn last_word(&mut self) -> Option<Verdict> {
        let mut end = self.end.take()?;
        end.close();
        let verdict = end.try_recv().ok()?;
        self.ledger = None;
        Some(verdict)
    }
}

impl Drop for Visit {
    fn drop(&mut self) {
        if self.ledger.is_some()
            && self.last_word().is_none()
            && let Some(ledger) = self.ledger.take()
        {
            ledger.refuse(Reason::Disconnected);
        }
    }
}
