//! What happens to events that were taken in.

use std::{error::Error as _, sync::Arc, time::Duration};

use tokio::{
    sync::{OwnedSemaphorePermit, watch},
    task::JoinSet,
    time::sleep,
};

use super::{
    core::{Core, Work},
    delivery::Delivery,
    durable::AnyQueue,
    ledger::End,
};
use crate::events::{Dispatcher, Outcome, UnreadableEvent, dispatcher::without_panic, lanes::Turn};

/// The longest wait between two attempts.
const LONGEST_BACKOFF: Duration = Duration::from_secs(60);

/// Works until the lanes are closed and empty, and all work is done.
pub(super) async fn run(worker: Worker, is_done: watch::Sender<bool>) {
    let core = &worker.0;
    let mut tasks = JoinSet::new();
    // First the turn and then the slot: one slot is no slot if it waits here for a turn while a repetition wants it.
    while let Some(turn) = core.lanes.next().await {
        let Some(slot) = slot(core).await else { break };
        tasks.spawn(work(core.clone(), turn, slot));
        while tasks.try_join_next().is_some() {}
    }
    while tasks.join_next().await.is_some() {}
    is_done.send_replace(true);
}

/// Held by the workers, and before they have begun. If they end before their time, because their runtime does, nobody
/// comes for what waits, and nothing more may be accepted.
pub(super) struct Worker(pub(super) Arc<Core>);

impl Drop for Worker {
    fn drop(&mut self) {
        self.0.lanes.abandon();
    }
}

/// The turn lasts until the event has come to its end, so that nothing of its lane gets past it.
async fn work(core: Arc<Core>, mut turn: Turn<Box<Delivery>>, slot: OwnedSemaphorePermit) {
    match &core.work {
        Work::Handle(dispatcher, _) => handle(&core, dispatcher, &mut turn.item, slot).await,
        Work::Store(queue) => store(&**queue, &mut turn.item).await,
    }
}

async fn handle(core: &Core, dispatcher: &Dispatcher, delivery: &mut Delivery, slot_at_first: OwnedSemaphorePermit) {
    let mut held = Some(slot_at_first);
    let mut backoff = core.retries.backoff;
    loop {
        let error = match dispatcher.dispatch(delivery.event()).await {
            Ok(Outcome::Handled) => return delivery.end(End::Handled),
            Ok(Outcome::Duplicate) => return delivery.end(End::Duplicate),
            Err(error) => error,
        };
        // What cannot be read, and is wanted by nobody, is no better the next time.
        let is_hopeless = error.source().is_some_and(|source| source.is::<UnreadableEvent>());
        if delivery.failed_again() >= core.retries.attempts || is_hopeless {
            return delivery.give_up(Some(error));
        }
        // Whoever waits to try again takes no slot from those who work.
        drop(held.take());
        sleep(backoff).await;
        backoff = backoff.saturating_mul(2).min(LONGEST_BACKOFF.max(core.retries.backoff));
        held = slot(core).await;
    }
}

async fn store(queue: &dyn AnyQueue, delivery: &mut Delivery) {
    let end = match without_panic(queue.append(delivery.signed()), "the durable queue panicked").await {
        Ok(()) => End::Stored,
        Err(error) => End::NotStored(Some(error)),
    };
    delivery.end(end);
}

/// None never comes: nobody closes the semaphore.
async fn slot(core: &Core) -> Option<OwnedSemaphorePermit> {
    core.slots.clone().acquire_owned().await.ok()
}
