//! Appends events to the durable queue.

use std::{pin::pin, sync::Arc, time::Duration};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::{
    durable::AnyQueue,
    exchange::Exchange,
    reason::RejectionReason,
    response::Verdict,
    tasks::{Task, Tasks},
};
use crate::events::{
    BoxError, SignedEvent,
    error::Chain,
    panics::caught,
    race::{Winner, race},
    runner::Options,
};

/// The events of a receiver that are appended to its queue, each in a task of its own, so that an append continues even
/// if its sender disconnects.
pub(super) struct Storing {
    queue: Arc<dyn AnyQueue>,
    /// One permit for each event that may wait or be appended.
    room: Arc<Semaphore>,
    /// One permit for each append that may run.
    slots: Arc<Semaphore>,
    tasks: Tasks,
}

impl Storing {
    pub(super) fn new(queue: Arc<dyn AnyQueue>, options: &Options) -> Self {
        let semaphore = |permits: usize| Arc::new(Semaphore::new(permits.min(Semaphore::MAX_PERMITS)));
        let (room, slots) = (semaphore(options.max_in_flight), semaphore(options.concurrency));
        Self { queue, room, slots, tasks: Tasks::new() }
    }

    pub(super) fn is_closed(&self) -> bool {
        self.room.is_closed()
    }

    /// Waits for room, and then starts to append the event, which ends the request.
    pub(super) async fn push(&self, event: SignedEvent, exchange: &Arc<Exchange>) -> Verdict {
        // The task begins before there is room, so that a shutdown waits for it.
        let task = self.tasks.begin();
        let room = self.room.clone().acquire_owned().await.map_err(|_| RejectionReason::ShuttingDown)?;
        let append = Append { event, exchange: exchange.clone(), task, _room: room };
        tokio::spawn(append.run(self.queue.clone(), self.slots.clone()));
        Ok(())
    }

    /// Stops accepting events, and waits for those in flight. Appends that take longer than the time limit are
    /// cancelled.
    pub(super) async fn shutdown(&self, limit: Duration) {
        self.room.close();
        self.tasks.finish(limit).await;
    }
}

/// An event that is waiting or being appended.
struct Append {
    event: SignedEvent,
    exchange: Arc<Exchange>,
    task: Task,
    _room: OwnedSemaphorePermit,
}

impl Append {
    async fn run(self, queue: Arc<dyn AnyQueue>, slots: Arc<Semaphore>) {
        let append = async {
            // This semaphore is never closed.
            let _slot = slots.acquire().await;
            caught(queue.append(self.event.clone())).await
        };
        let stored = match race(pin!(append), pin!(self.task.cancelled())).await {
            Winner::First(Some(stored)) => stored,
            Winner::First(None) => Err("the durable queue panicked".into()),
            Winner::Second(()) => Err("the append was interrupted".into()),
        };
        match stored {
            Ok(()) => self.exchange.stored(),
            Err(error) => self.fail(error),
        }
    }

    fn fail(&self, error: BoxError) {
        tracing::warn!(error = %Chain(&*error), "cannot store an event");
        self.exchange.fail(error);
    }
}
