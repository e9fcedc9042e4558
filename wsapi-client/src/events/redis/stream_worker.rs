//! Serves one stream: reads entries, has their events handled, and acknowledges them.

use std::{pin::pin, sync::Arc, time::Duration};

use tokio::{sync::watch, time::sleep};

use super::{
    access::Access,
    entries::{Attempts, Entries},
    group_stream::{GroupStream, Rejection},
    reader::read,
};
use crate::events::{
    race::{join, race},
    runner::Session,
};

/// The time between two trims of a stream.
const TRIM_INTERVAL: Duration = Duration::from_secs(5);

/// A consumer without pending entries is removed once it has been idle for `min_idle` times this factor.
const KEPT_IDLE_TIMES: u128 = 10;

/// A stream that is being served, and its entries in flight.
pub(super) struct Served<A> {
    pub(super) stream: GroupStream<A>,
    pub(super) entries: Entries,
}

impl<A: Access> Served<A> {
    /// Retries a command until it succeeds. Returns `None` once the lease is lost.
    pub(super) async fn persist<T, F>(&self, mut command: impl FnMut() -> F) -> Option<T>
    where
        F: Future<Output = Result<T, Rejection>>,
    {
        let mut failures = 0;
        loop {
            match command().await {
                Ok(reply) => return Some(reply),
                Err(Rejection::Lost) => return None,
                Err(Rejection::Server(error)) => self.stream.worker.reporter.wait_after(&error, &mut failures).await,
            }
        }
    }

    pub(super) fn max_attempts(&self) -> u32 {
        self.stream.worker.runner.options.max_attempts
    }

    /// Returns the delivery counter for a number of attempts. Redis counts the delivery itself, which represents the
    /// first attempt, so there is no need to count that. If only one attempt is allowed, it is counted in addition.
    pub(super) fn counter(&self, attempts: u32) -> u32 {
        attempts.saturating_add(u32::from(self.max_attempts() == 1))
    }

    /// Returns the attempts that a delivery counter represents.
    pub(super) fn attempts(&self, deliveries: u32, is_new: bool) -> Attempts {
        let counted = deliveries.saturating_sub(u32::from(self.max_attempts() == 1));
        Attempts { made: if is_new { 0 } else { counted }, counted }
    }
}

/// Serves a stream until it is drained, the lease is lost, or the stream does not exist. Once `draining` is true, it
/// stops reading, and events in flight must finish within the shutdown timeout.
pub(super) async fn serve<A: Access>(stream: GroupStream<A>, start: &'static str, draining: watch::Receiver<bool>) {
    let session = Session::new(stream.worker.runner.clone());
    let served = Arc::new(Served { stream, entries: Entries::default() });
    let reading = async {
        race(pin!(read(&served, &session, start)), pin!(over(&served, &draining))).await;
        session.close();
    };
    // A read that has begun is not cancelled, since Redis may have delivered its entries.
    let closing = async {
        is_draining(&draining).await;
        session.close();
    };
    let handling = session.run(over(&served, &draining));
    let working = async {
        join(pin!(reading), pin!(handling)).await;
    };
    race(pin!(working), pin!(join(pin!(closing), pin!(chores(&served))))).await;
    leave(&served).await;
}

async fn is_draining(draining: &watch::Receiver<bool>) {
    // If the sender is dropped, there is no one left to serve.
    _ = draining.clone().wait_for(|draining| *draining).await;
}

/// Waits until the lease is lost, or until draining takes too long.
async fn over<A: Access>(served: &Served<A>, draining: &watch::Receiver<bool>) {
    let overdue = async {
        is_draining(draining).await;
        sleep(served.stream.worker.runner.options.shutdown_timeout).await;
    };
    race(pin!(served.stream.access.lost()), pin!(overdue)).await;
}

/// Resets the idle time of shared entries, and trims the stream, until the future is dropped.
async fn chores<A: Access>(served: &Served<A>) {
    join(pin!(keep(served)), pin!(trim(served))).await;
    std::future::pending().await
}

async fn keep<A: Access>(served: &Served<A>) {
    while let Some(min_idle) = served.stream.access.min_idle() {
        sleep(min_idle / 3).await;
        let ids = served.entries.ids();
        let entries: Vec<_> = ids.iter().map(|id| (*id, None)).collect();
        let result = match served.stream.touch(&entries).await {
            Ok(taken) => {
                served.entries.lose(taken);
                served.stream.remove_consumers(min_idle.as_millis() * KEPT_IDLE_TIMES).await
            }
            Err(rejection) => Err(rejection),
        };
        if let Err(Rejection::Server(error)) = result {
            served.stream.worker.reporter.report(&error);
        }
    }
}

async fn trim<A: Access>(served: &Served<A>) {
    if !served.stream.worker.settings.is_trimming {
        return;
    }
    loop {
        sleep(TRIM_INTERVAL).await;
        match served.stream.trim().await {
            Ok(number) => served.stream.worker.reporter.count(|stats| stats.trimmed += number),
            Err(Rejection::Server(error)) => served.stream.worker.reporter.report(&error),
            Err(Rejection::Lost) => return,
        }
    }
}

/// Releases the stream to other workers. Entries in flight stay pending.
async fn leave<A: Access>(served: &Served<A>) {
    let stream = &served.stream;
    if !stream.is_held() {
        stream.worker.reporter.count(|stats| stats.leases_lost += 1);
        tracing::warn!(stream = stream.name, "lost the lease of a stream; its pending entries will be redelivered");
        return;
    }
    // Attempts that were counted but not made are given back. If this fails, fewer attempts are left.
    let counters = served.entries.miscounted().into_iter();
    let counters: Vec<_> = counters.map(|(id, attempts)| (id, Some(served.counter(attempts.made)))).collect();
    let given_back = stream.touch(&counters).await.map(drop);
    if let Err(Rejection::Server(error)) = given_back.and(stream.leave().await) {
        stream.worker.reporter.report(&error);
    }
}
