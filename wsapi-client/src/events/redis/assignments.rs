//! The streams of a worker: each stream has one owner, and all workers own about the same number of streams.

use std::{
    collections::{BTreeSet, HashMap},
    pin::pin,
    sync::Arc,
    time::Duration,
};

use tokio::{
    sync::watch,
    task::{AbortHandle, JoinSet},
    time::{sleep, timeout},
};

use super::{
    access::Owned,
    group_stream::GroupStream,
    lease::Lease,
    leases::{CHUNK, Leases, tick},
    settings::{LATEST, OLDEST},
    stream_worker::serve,
    worker::Worker,
};
use crate::events::{
    race::{Winner, ended, join, race},
    server::RedisError,
};

/// The delay between the end of serving a stream and acquiring it again.
const RESCAN_DELAY: Duration = Duration::from_millis(50);

/// The time for cancelling handlers after the shutdown timeout.
const ABORT_GRACE: Duration = Duration::from_secs(1);

/// The streams that a worker serves.
pub(super) struct Assignments {
    worker: Arc<Worker>,
    /// All streams; `None` until they are known.
    known: watch::Receiver<Option<BTreeSet<String>>>,
    pub(super) leases: Leases,
    served: HashMap<String, Serving>,
    tasks: JoinSet<()>,
    /// If groups start at the latest entry: the streams that existed at startup and have not been served since.
    existed: Option<BTreeSet<String>>,
}

struct Serving {
    draining: watch::Sender<bool>,
    task: AbortHandle,
}

impl Serving {
    fn is_kept(&self) -> bool {
        !*self.draining.borrow()
    }
}

impl Assignments {
    pub(super) fn new(worker: Arc<Worker>, known: watch::Receiver<Option<BTreeSet<String>>>) -> Self {
        let leases = Leases::new(worker.clone());
        Self { worker, known, leases, served: HashMap::new(), tasks: JoinSet::new(), existed: None }
    }

    /// Acquires and releases streams. The future can be dropped at any await point, before [`drain`](Self::drain).
    pub(super) async fn run(&mut self) {
        loop {
            if let Err(error) = self.balance().await {
                self.worker.reporter.report(&error);
            }
            self.wait().await;
        }
    }

    /// Finishes the events in flight within the shutdown timeout, and releases the streams.
    pub(super) async fn drain(mut self) {
        self.drain_where(|_| true, usize::MAX);
        let limit = self.worker.runner.options.shutdown_timeout + ABORT_GRACE;
        let leaving = async {
            // Lets other workers take over at once. If this fails, they do so when the heartbeat expires.
            _ = self.leases.retire().await;
        };
        let finishing = async { while self.tasks.join_next().await.is_some() {} };
        _ = timeout(limit, join(pin!(leaving), pin!(finishing))).await;
    }

    /// Acquires or releases streams until this worker has its share.
    async fn balance(&mut self) -> Result<(), RedisError> {
        let workers = self.leases.beat().await?;
        let Some(known) = self.known.borrow().clone() else { return Ok(()) };
        if self.worker.settings.start == LATEST && self.existed.is_none() {
            self.existed = Some(known.clone());
        }
        // Streams that no longer exist are released first, so that they do not count.
        self.drain_where(|stream| !known.contains(stream), usize::MAX);
        let share = share(known.len(), &workers, &self.worker.id);
        let kept = self.served.values().filter(|serving| serving.is_kept()).count();
        self.drain_where(|_| true, kept.saturating_sub(share));
        let mut free: Vec<_> = known.into_iter().filter(|stream| !self.served.contains_key(stream)).collect();
        // Workers that acquire streams at the same time try different ones.
        fastrand::shuffle(&mut free);
        let mut wanted = share.saturating_sub(kept);
        for streams in free.chunks(CHUNK) {
            if wanted == 0 {
                break;
            }
            for (stream, lease) in self.leases.take(streams, wanted).await? {
                wanted = wanted.saturating_sub(1);
                self.start(stream, lease);
            }
        }
        Ok(())
    }

    /// Starts to release the matching streams, up to this number.
    fn drain_where(&self, is_meant: impl Fn(&String) -> bool, number: usize) {
        let kept = self.served.iter().filter(|(stream, serving)| serving.is_kept() && is_meant(stream));
        for (_, serving) in kept.take(number) {
            serving.draining.send_replace(true);
        }
    }

    fn start(&mut self, stream: String, lease: Arc<Lease>) {
        self.worker.reporter.count(|stats| stats.leases_acquired += 1);
        tracing::info!(stream, "acquired the lease of a stream");
        let existed = self.existed.as_mut().is_some_and(|existed| existed.remove(&stream));
        let start = if existed { LATEST } else { OLDEST };
        let access = Owned { lease, creates_stream: !self.worker.settings.streams.is_discovering() };
        let (draining, receiver) = watch::channel(false);
        let group_stream = GroupStream { worker: self.worker.clone(), name: stream.clone(), access };
        let task = self.tasks.spawn(serve(group_stream, start, receiver));
        self.served.insert(stream, Serving { draining, task });
    }

    /// Waits for a tick, for a change of the known streams, or until serving a stream ends.
    async fn wait(&mut self) {
        let known = &mut self.known;
        let changed = async {
            if known.changed().await.is_err() {
                std::future::pending().await
            }
        };
        let tick = sleep(tick(&self.worker));
        let change = race(pin!(ended(&mut self.tasks)), pin!(race(pin!(changed), pin!(tick)))).await;
        if let Winner::First(end) = change {
            if let Err(error) = end {
                tracing::error!(%error, "the task that serves a stream panicked");
            }
            self.served.retain(|_, serving| !serving.task.is_finished());
            // A removed stream is known until the next refresh. It is not acquired again without a pause.
            sleep(RESCAN_DELAY).await;
        }
    }
}

/// Returns the share of a worker. All shares add up to the number of streams, and differ by at most one.
fn share(streams: usize, workers: &[String], id: &str) -> usize {
    let rank = workers.iter().filter(|worker| worker.as_str() < id).count();
    let number = workers.len().max(1);
    streams / number + usize::from(rank < streams % number)
}
