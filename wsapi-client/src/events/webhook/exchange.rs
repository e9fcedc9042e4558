//! One request and its response.

use std::{
    ops::Deref,
    sync::{Arc, OnceLock},
};

use tokio::sync::Notify;

use super::{ledger::Ledger, reason::RejectionReason, response::Verdict};
use crate::events::BoxError;

/// A request that ends once: the first verdict counts, whether it comes from the request, which has a deadline, or from
/// the handler or the queue.
pub(super) struct Exchange {
    ledger: Arc<Ledger>,
    verdict: OnceLock<Verdict>,
    ended: Notify,
}

impl Exchange {
    pub(super) fn begin(ledger: Arc<Ledger>) -> Open {
        Open(Arc::new(Self { ledger, verdict: OnceLock::new(), ended: Notify::new() }))
    }

    /// Ends the request, unless it has already ended. Returns how it ended.
    pub(super) fn end(&self, verdict: Verdict) -> Verdict {
        self.end_with(verdict, None)
    }

    /// Ends the request because of an error of the durable queue.
    pub(super) fn fail(&self, error: BoxError) {
        _ = self.end_with(Err(RejectionReason::NotStored), Some(error));
    }

    /// Ends the request of an event that the durable queue has stored.
    pub(super) fn stored(&self) {
        self.ledger.count_stored();
        _ = self.end(Ok(()));
    }

    /// Waits for the verdict of the handler or of the queue.
    pub(super) async fn ended(&self) -> Verdict {
        loop {
            if let Some(verdict) = self.verdict.get() {
                return *verdict;
            }
            self.ended.notified().await;
        }
    }

    fn end_with(&self, verdict: Verdict, error: Option<BoxError>) -> Verdict {
        let mut is_first = false;
        let ended = *self.verdict.get_or_init(|| {
            is_first = true;
            self.ledger.count(verdict);
            verdict
        });
        if is_first {
            if let Err(reason) = verdict {
                self.ledger.report(reason, error);
            }
            self.ended.notify_one();
        }
        ended
    }
}

/// The sender's side of the request. If it is dropped before the request has ended, the sender has disconnected.
pub(super) struct Open(Arc<Exchange>);

impl Deref for Open {
    type Target = Arc<Exchange>;

    fn deref(&self) -> &Arc<Exchange> {
        &self.0
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        _ = self.0.end(Err(RejectionReason::Disconnected));
    }
}

#[cfg(test)]
mod tests {
    use std::{sync::Arc, thread};

    use super::{Exchange, Ledger, RejectionReason};

    #[test]
    fn only_the_first_verdict_is_counted() {
        let ledger = Arc::new(Ledger::new(None));
        for _ in 0..500 {
            let open = Exchange::begin(ledger.clone());
            let verdicts = [Ok(()), Err(RejectionReason::HandlerTimeout), Err(RejectionReason::HandlerFailed)];
            let ends = thread::scope(|scope| {
                let ends = verdicts.map(|verdict| {
                    let open = &open;
                    scope.spawn(move || open.end(verdict))
                });
                ends.map(|end| end.join().expect("no panic"))
            });
            assert!(ends.iter().all(|end| *end == ends[0]), "{ends:?}");
        }
        let stats = ledger.stats();
        assert_eq!(stats.accepted + stats.total_rejected(), 500);
        assert_eq!(stats.rejected(RejectionReason::Disconnected), 0);
    }

    #[test]
    fn dropped_request_is_counted_as_disconnected() {
        let ledger = Arc::new(Ledger::new(None));
        let open = Exchange::begin(ledger.clone());
        let exchange = open.clone();
        drop(open);
        assert_eq!(exchange.end(Ok(())), Err(RejectionReason::Disconnected));
        let stats = ledger.stats();
        assert_eq!((stats.accepted, stats.rejected(RejectionReason::Disconnected)), (0, 1));
    }

    #[tokio::test]
    async fn verdict_before_or_during_the_wait_ends_the_wait() {
        let open = Exchange::begin(Arc::new(Ledger::new(None)));
        let exchange = open.clone();
        let (verdict, _) = tokio::join!(open.ended(), async move { exchange.end(Ok(())) });
        assert_eq!((verdict, open.ended().await), (Ok(()), Ok(())));
    }
}
