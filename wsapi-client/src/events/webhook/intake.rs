//! Receives requests.

use std::{sync::Arc, time::Duration};

use http::{Request, Response};
use http_body::Body;
use tokio::time::{Instant, timeout_at};

use super::{
    check::{BODY_TIMEOUT, check},
    exchange::Exchange,
    ledger::Ledger,
    reason::RejectionReason,
    response::{Verdict, response},
    stats::ReceiverStats,
    target::Target,
};
use crate::events::Verifier;

/// The state that a receiver, its services and their requests share.
pub(super) struct Intake {
    pub(super) verifier: Verifier,
    pub(super) target: Target,
    pub(super) body_limit: usize,
    pub(super) response_timeout: Duration,
    pub(super) shutdown_timeout: Duration,
    pub(super) ledger: Arc<Ledger>,
}

impl Intake {
    pub(super) async fn respond<B: Body>(&self, request: Request<B>) -> Response<String> {
        let exchange = Exchange::begin(self.ledger.clone());
        let verdict = self.take_in(request, &exchange).await;
        response(exchange.end(verdict))
    }

    /// Receives the event, and waits until it is acknowledged, within one deadline.
    async fn take_in<B: Body>(&self, request: Request<B>, exchange: &Arc<Exchange>) -> Verdict {
        if self.target.is_closed() {
            return Err(RejectionReason::ShuttingDown);
        }
        let now = Instant::now();
        let deadline = now + self.response_timeout;
        let event = check(&self.verifier, request, self.body_limit, deadline.min(now + BODY_TIMEOUT)).await?;
        let pushed = timeout_at(deadline, self.target.push(event, exchange)).await;
        pushed.unwrap_or(Err(RejectionReason::QueueFull))?;
        timeout_at(deadline, exchange.ended()).await.unwrap_or_else(|_| Err(self.target.timeout()))
    }

    pub(super) fn stats(&self) -> ReceiverStats {
        ReceiverStats { events: self.target.stats(), ..self.ledger.stats() }
    }

    pub(super) async fn shutdown(&self) -> ReceiverStats {
        self.target.shutdown(self.shutdown_timeout).await;
        self.stats()
    }
}
