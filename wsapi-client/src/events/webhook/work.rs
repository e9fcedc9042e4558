//! What happens to events that were taken in.

use std::sync::Arc;

use tokio::{
    sync::{OwnedSemaphorePermit, watch},
    task::JoinSet,
};

use super::{
    core::{Core, Work},
    delivery::Delivery,
    durable::AnyQueue,
    ledger::End,
};
use crate::events::{Dispatcher, Outcome, dispatcher::without_panic, lanes::Turn, retries::slot};

/// Works until the lanes are closed and empty, and all work is done.
pub(super) async fn run(worker: Worker, is_done: watch::Sender<bool>) {
    let core = &worker.0;
    let mut tasks = JoinSet::new();
    // First the turn and then the slot: one slot is no slot if it waits here for a turn while a repetition wants it.
    while let Some(turn) = core.lanes.next().await {
        let Some(slot) = slot(&core.slots).await else { break };
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

async fn handle(core: &Core, dispatcher: &Dispatcher, delivery: &mut Delivery, slot: OwnedSemaphorePermit) {
    let attempt = |failed| {
        delivery.has_failed(failed);
        delivery.event()
    };
    match core.retries.dispatch(dispatcher, &core.slots, slot, attempt).await {
        Ok(Outcome::Handled) => delivery.end(End::Handled),
        Ok(Outcome::Duplicate) => delivery.end(End::Duplicate),
        Err(error) => delivery.give_up(Some(error)),
    }
}

async fn store(queue: &dyn AnyQueue, delivery: &mut Delivery) {
    let end = match without_panic(queue.append(delivery.signed()), "the durable queue panicked").await {
        Ok(()) => End::Stored,
        Err(error) => End::NotStored(Some(error)),
    };
    delivery.end(end);
}
