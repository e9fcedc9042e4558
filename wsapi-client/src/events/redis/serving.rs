//! A stream in the care of a worker: it is read, its events are handled, its entries acknowledged.

use std::sync::Arc;

use tokio::{sync::watch, task::JoinSet, time::sleep};

use super::{
    RedisError,
    backoff::Backoff,
    hand::Hand,
    item::Item,
    race::{Winner, race},
    source::{Refusal, Source},
    worker::Worker,
};
use crate::events::lanes::Lanes;

/// What a worker wants of its streams.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Stage {
    Serve,
    /// Nothing more is read, and what is in hand is finished.
    Drain,
    /// What is not finished is given up, as it is some time after the stream began to be drained.
    GiveUp,
}

/// From when on a group reads a stream.
#[derive(Clone, Copy, Debug)]
pub(super) enum Start {
    Oldest,
    Now,
}

pub(super) struct Serving {
    pub(super) worker: Arc<Worker>,
    pub(super) source: Source,
    pub(super) hand: Hand,
    pub(super) lanes: Arc<Lanes<Item>>,
    pub(super) start: Start,
    stage: watch::Receiver<Stage>,
}

impl Serving {
    pub(super) fn new(worker: Arc<Worker>, source: Source, start: Start, stage: watch::Receiver<Stage>) -> Arc<Self> {
        let lanes = Lanes::new(worker.settings.in_hand);
        Arc::new(Self { worker, source, hand: Hand::default(), lanes, start, stage })
    }

    /// Serves the stream until it is drained or given up, until the lease is lost, or until there is no such stream. If
    /// the lease is still held then, it is released.
    pub(super) async fn serve(self: Arc<Self>) {
        let mut helpers = JoinSet::new();
        let serving = self.clone();
        helpers.spawn(async move { serving.read_until_drained().await });
        let serving = self.clone();
        helpers.spawn(async move { serving.acknowledge().await });
        let (mut chores, mut handlers) = (JoinSet::new(), JoinSet::new());
        self.clone().begin_chores(&mut chores);
        let finishing = async {
            self.clone().hand_out(&mut handlers).await;
            self.hand.close();
            while helpers.join_next().await.is_some() {}
        };
        let winner = race(self.lost(), race(self.given_up(), finishing)).await;
        // What is aborted stays pending, and nobody else's handlers run before ours have ended.
        handlers.shutdown().await;
        helpers.shutdown().await;
        chores.shutdown().await;
        let mut unreached = self.hand.unreached();
        if matches!(winner, Winner::First(())) {
            // The others may be over by now, and what is noted of them would stay.
            unreached.others.clear();
        }
        self.source.give_back(&unreached).await;
        match winner {
            Winner::First(()) => {
                self.worker.counters.leases_lost.one();
                tracing::warn!(stream = self.source.stream, "a stream's lease was lost; what was in hand comes again");
            }
            Winner::Second(_) if self.source.lease.is_some() => self.source.release().await,
            Winner::Second(_) => drop(self.source.leave().await),
        }
    }

    async fn lost(&self) {
        match &self.source.lease {
            Some(lease) => lease.lost().await,
            None => std::future::pending().await,
        }
    }

    /// Waits for a stage.
    pub(super) async fn reached(&self, stage: Stage) {
        // Without a sender there is nobody left to serve for.
        let _ = self.stage.clone().wait_for(|reached| *reached >= stage).await;
    }

    /// Waits until what is in hand has had its time. Others wait for the stream, in a hand-over as at the end.
    async fn given_up(&self) {
        let overdue = async {
            self.reached(Stage::Drain).await;
            sleep(self.worker.settings.drain).await;
        };
        race(self.reached(Stage::GiveUp), overdue).await;
    }

    async fn read_until_drained(&self) {
        race(self.reached(Stage::Drain), self.read()).await;
        self.lanes.close();
    }

    async fn hand_out(self: Arc<Self>, handlers: &mut JoinSet<()>) {
        loop {
            match race(self.lanes.next(), ended(handlers)).await {
                Winner::First(Some(turn)) => drop(handlers.spawn(self.clone().take_turn(turn))),
                Winner::First(None) => break,
                Winner::Second(()) => {}
            }
        }
        while handlers.join_next().await.is_some() {}
    }

    async fn acknowledge(&self) {
        while let Some(ids) = self.hand.due().await {
            if self.persist(|| self.source.acknowledge(&ids)).await.is_none() {
                return;
            }
            self.hand.forget(&ids);
        }
    }

    fn begin_chores(self: Arc<Self>, chores: &mut JoinSet<()>) {
        let settings = self.worker.settings.clone();
        if self.source.lease.is_none() {
            let serving = self.clone();
            chores.spawn(async move {
                loop {
                    sleep(settings.min_idle / 3).await;
                    match serving.source.keep(&serving.hand.held()).await {
                        Ok(lost) => serving.hand.lose(&lost),
                        Err(Refusal::Server(error)) => serving.worker.server_failed(&error),
                        Err(Refusal::Lost) => {}
                    }
                    // Who lives is heard of more often: it looks for what others left.
                    let _ = serving.source.sweep(settings.min_idle.as_millis() * 10).await;
                }
            });
        }
        if self.worker.settings.is_trimming {
            chores.spawn(async move {
                loop {
                    sleep(self.worker.settings.discovery).await;
                    self.worker.counters.trimmed.add(self.source.trim().await.unwrap_or(0));
                }
            });
        }
    }

    /// Asks the server until it answers. `None` once the lease is lost.
    pub(super) async fn persist<T, F>(&self, mut ask: impl FnMut() -> F) -> Option<T>
    where
        F: Future<Output = Result<T, Refusal>>,
    {
        let mut failures = 0;
        loop {
            match ask().await {
                Ok(answer) => return Some(answer),
                Err(Refusal::Lost) => return None,
                Err(Refusal::Server(error)) => self.wait_after(&error, &mut failures).await,
            }
        }
    }

    pub(super) async fn wait_after(&self, error: &RedisError, failures: &mut u32) {
        self.worker.server_failed(error);
        *failures += 1;
        sleep(Backoff::SERVER.after(*failures)).await;
    }
}

/// Waits until one of them has ended, and for ever while there is none.
async fn ended(handlers: &mut JoinSet<()>) {
    if handlers.join_next().await.is_none() {
        std::future::pending().await
    }
}
