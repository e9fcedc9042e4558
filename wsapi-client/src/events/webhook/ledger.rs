//! Where everything that becomes of a request or an event is counted and told.

use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::oneshot;

use super::{Counts, Reason, Refusal};
use crate::events::{Failure, HandlerError, callback::tell};

/// The counts of a receiver, and whom it tells.
#[derive(Default)]
pub(super) struct Ledger {
    counts: Mutex<Counts>,
    pub(super) on_refused: Option<Box<dyn Fn(Refusal) + Send + Sync>>,
    pub(super) on_failed: Option<Box<dyn Fn(Failure) + Send + Sync>>,
}

/// What a request is answered.
pub(super) type Verdict = Result<(), Reason>;

/// What became of an event.
pub(super) enum End {
    Handled,
    Duplicate,
    Failed(Failure),
    Stored,
    NotStored(Option<HandlerError>),
}

impl Ledger {
    pub(super) fn counts(&self) -> Counts {
        *self.lock()
    }

    /// Counts an event as taken in if `push` succeeds, so that nobody sees its end counted before its beginning.
    pub(super) fn take_in<T>(&self, is_accepted: bool, push: impl FnOnce() -> Result<(), T>) -> Result<(), T> {
        let mut counts = self.lock();
        push()?;
        counts.pending += 1;
        counts.accepted += u64::from(is_accepted);
        Ok(())
    }

    /// Counts a request as refused, and tells so.
    pub(super) fn refuse(&self, reason: Reason) {
        self.lock().refused[reason as usize] += 1;
        self.tell_refused(Refusal::from(reason));
    }

    /// Counts what became of an event, and the answer of its request if that still waits.
    pub(super) fn settle(&self, end: End, waiter: Option<oneshot::Sender<Verdict>>) {
        let verdict = end.verdict();
        let mut counts = self.lock();
        counts.pending -= 1;
        match &end {
            End::Handled => counts.handled += 1,
            End::Duplicate => counts.duplicates += 1,
            End::Failed(_) => counts.failed += 1,
            End::Stored => counts.stored += 1,
            End::NotStored(_) => {}
        }
        // Whose waiter is gone was counted as overtime or disconnected before.
        let is_answered = waiter.is_some_and(|waiter| waiter.send(verdict).is_ok());
        match verdict {
            Ok(()) => counts.accepted += u64::from(is_answered),
            Err(reason) => counts.refused[reason as usize] += u64::from(is_answered),
        }
        drop(counts);
        self.tell(end, verdict.err().filter(|_| is_answered));
    }

    fn tell(&self, end: End, refused: Option<Reason>) {
        let error = match end {
            End::Failed(failure) => {
                self.tell_failed(failure);
                None
            }
            End::NotStored(error) => error,
            End::Handled | End::Duplicate | End::Stored => None,
        };
        if let Some(reason) = refused {
            self.tell_refused(Refusal::new(reason, error));
        }
    }

    fn tell_refused(&self, refusal: Refusal) {
        tracing::debug!(reason = %refusal.reason(), "a request to the webhook was refused");
        if let Some(callback) = &self.on_refused {
            tell("on_refused", || callback(refusal));
        }
    }

    fn tell_failed(&self, failure: Failure) {
        tracing::warn!(attempts = failure.attempts(), "an event was accepted and could not be handled");
        if let Some(callback) = &self.on_failed {
            tell("on_failed", || callback(failure));
        }
    }

    fn lock(&self) -> MutexGuard<'_, Counts> {
        self.counts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl End {
    fn verdict(&self) -> Verdict {
        match self {
            Self::Handled | Self::Duplicate | Self::Stored => Ok(()),
            Self::Failed(failure) if failure.error().is_some_and(|error| error.is_store()) => Err(Reason::StoreFailed),
            Self::Failed(_) => Err(Reason::HandlerFailed),
            Self::NotStored(_) => Err(Reason::NotStored),
        }
    }
}
