//! Streams that are shared out among workers, so that one at a time owns a stream.

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
    time::Duration,
};

use tokio::{
    sync::watch,
    task::{AbortHandle, JoinSet},
    time::{Instant, sleep, sleep_until, timeout},
};

use super::{
    RedisError,
    lease::Lease,
    leases::{self, Asked},
    race::{Winner, race},
    renewer::{Renewer, tick},
    serving::{Serving, Stage, Start},
    source::Source,
    worker::{GIVING_UP, Worker},
};

/// How long to wait after a stream ended.
const BREATH: Duration = Duration::from_millis(50);

/// The one consumer of a group that reads a stream which has an owner. Owners change, and their names would pile up.
const OWNER: &str = "owner";

/// The streams of one worker.
pub(super) struct Fleet {
    worker: Arc<Worker>,
    /// What discovery found; none until it has.
    known: watch::Receiver<Option<BTreeSet<String>>>,
    owned: HashMap<String, Owned>,
    /// What may have been taken, since no answer came.
    asked: Asked,
    renewer: Renewer,
    tasks: JoinSet<()>,
    /// The streams that were there at the beginning and have not been taken since, if their groups begin with what comes
    /// from then on.
    first: Option<BTreeSet<String>>,
}

struct Owned {
    stage: watch::Sender<Stage>,
    task: AbortHandle,
}

impl Owned {
    /// Whether it is to be kept.
    fn is_served(&self) -> bool {
        *self.stage.borrow() == Stage::Serve
    }
}

impl Fleet {
    pub(super) fn new(worker: Arc<Worker>, known: watch::Receiver<Option<BTreeSet<String>>>) -> Self {
        let renewer = Renewer::new(worker.clone());
        Self { worker, known, renewer, owned: HashMap::new(), asked: Asked::new(), tasks: JoinSet::new(), first: None }
    }

    /// Takes and gives streams. It can be dropped between any two steps, and then be drained.
    pub(super) async fn run(&mut self) {
        loop {
            if let Err(error) = self.tick().await {
                self.worker.server_failed(&error);
            }
            self.rest().await;
        }
    }

    /// Finishes what is in hand, for so long as that may take, and gives the streams back.
    pub(super) async fn drain(mut self) {
        let deadline = Instant::now() + self.worker.settings.drain;
        for owned in self.owned.values() {
            owned.stage.send_replace(Stage::Drain);
        }
        // Others take over at once, and not only when this worker is missed.
        let leaving = async {
            let _ = leases::retire(&self.worker).await;
            let _ = leases::release(&self.worker, &mut self.asked).await;
        };
        race(leaving, sleep_until(deadline)).await;
        let finishing = async { while self.tasks.join_next().await.is_some() {} };
        race(finishing, sleep_until(deadline)).await;
        for owned in self.owned.values() {
            owned.stage.send_replace(Stage::GiveUp);
        }
        let _ = timeout(GIVING_UP, async { while self.tasks.join_next().await.is_some() {} }).await;
    }

    async fn tick(&mut self) -> Result<(), RedisError> {
        let workers = leases::beat(&self.worker).await?;
        let Some(known) = self.known.borrow().clone() else { return Ok(()) };
        if self.worker.settings.is_from_now && self.first.is_none() {
            self.first = Some(known.clone());
        }
        // Streams that are gone are given back first, so that they count for nobody.
        self.drain_where(|stream| !known.contains(stream), usize::MAX);
        let share = share(known.len(), &workers, &self.worker.id);
        let served = self.owned.values().filter(|owned| owned.is_served()).count();
        self.drain_where(|_| true, served.saturating_sub(share));
        leases::release(&self.worker, &mut self.asked).await?;
        if served < share {
            self.take(&known, share - served).await?;
        }
        Ok(())
    }

    /// Begins to give so many streams back, of those that are meant.
    fn drain_where(&self, is_meant: impl Fn(&String) -> bool, number: usize) {
        let served = self.owned.iter().filter(|(stream, owned)| owned.is_served() && is_meant(stream));
        for (_, owned) in served.take(number) {
            owned.stage.send_replace(Stage::Drain);
        }
    }

    async fn take(&mut self, known: &BTreeSet<String>, wanted: usize) -> Result<(), RedisError> {
        let mut free: Vec<_> = known.iter().filter(|stream| !self.owned.contains_key(*stream)).cloned().collect();
        // Workers that look at the same time look at different ones.
        fastrand::shuffle(&mut free);
        let aim = self.owned.len() + wanted;
        for streams in free.chunks(leases::CHUNK) {
            let wanted = aim.saturating_sub(self.owned.len());
            if wanted == 0 {
                break;
            }
            for (stream, lease) in leases::take(&self.worker, streams, wanted, &mut self.asked).await? {
                self.begin(stream, lease);
            }
        }
        Ok(())
    }

    fn begin(&mut self, stream: String, lease: Lease) {
        self.worker.counters.streams_taken.one();
        tracing::info!(stream, "a stream was taken");
        let lease = Arc::new(lease);
        self.renewer.add(&lease);
        let source = Source {
            link: self.worker.link.clone(),
            reading: self.worker.reading.clone(),
            settings: self.worker.settings.clone(),
            stream: stream.clone(),
            consumer: OWNER.to_owned(),
            lease: Some(lease),
        };
        let is_first = self.first.as_mut().is_some_and(|first| first.remove(&stream));
        let start = if is_first { Start::Now } else { Start::Oldest };
        let (stage, reached) = watch::channel(Stage::Serve);
        let serving = Serving::new(self.worker.clone(), source, start, reached);
        let task = self.tasks.spawn(serving.serve());
        self.owned.insert(stream, Owned { stage, task });
    }

    /// Waits for the next step: for some time, until streams were looked for, or until one is not served any more.
    async fn rest(&mut self) {
        let ended = async {
            if self.tasks.join_next().await.is_none() {
                std::future::pending().await
            }
        };
        let known = &mut self.known;
        let looked = async {
            if known.changed().await.is_err() {
                std::future::pending().await
            }
        };
        if let Winner::First(()) = race(ended, race(looked, sleep(tick(&self.worker)))).await {
            self.owned.retain(|_, owned| !owned.task.is_finished());
            // A stream that is gone is known until the next look. It is not taken again without end.
            sleep(BREATH).await;
        }
    }
}

/// How many streams a worker may own. The shares of all add up to all, and differ by one at most.
fn share(streams: usize, workers: &[String], id: &str) -> usize {
    let rank = workers.iter().filter(|worker| worker.as_str() < id).count();
    let number = workers.len().max(1);
    streams / number + usize::from(rank < streams % number)
}
