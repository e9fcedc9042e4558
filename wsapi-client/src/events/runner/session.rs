//! The events of one source: a webhook receiver, the event stream, or one Redis stream.

use std::{pin::pin, sync::Arc};

use tokio::{sync::watch, task::JoinSet};

use super::{
    Delivery, Permit, Runner,
    lanes::{Lanes, Turn},
    process::{Tracked, process},
    room::Seat,
};
use crate::events::race::{Winner, ended, race};

/// The events of one source, handled in order within each chat.
pub(in crate::events) struct Session<D: Delivery> {
    runner: Arc<Runner>,
    lanes: Arc<Lanes<Tracked<D>>>,
    in_flight: Seat,
    running: Arc<Seat>,
    closed: watch::Sender<bool>,
}

impl<D: Delivery> Session<D> {
    pub(in crate::events) fn new(runner: Arc<Runner>) -> Self {
        let (in_flight, running) = (runner.in_flight.seat(), Arc::new(runner.running.seat()));
        Self { runner, lanes: Lanes::new(), in_flight, running, closed: watch::Sender::new(false) }
    }

    pub(in crate::events) fn runner(&self) -> &Arc<Runner> {
        &self.runner
    }

    /// Waits for room for one event. Returns `None` once the session is closed.
    pub(in crate::events) async fn room(&self) -> Option<Permit> {
        match race(pin!(self.closed()), pin!(self.in_flight.take())).await {
            Winner::First(()) => None,
            Winner::Second(permit) => Some(permit),
        }
    }

    /// Returns room for one more event, if there is any.
    #[cfg(feature = "redis")]
    pub(in crate::events) fn try_room(&self) -> Option<Permit> {
        self.in_flight.try_take()
    }

    /// Adds an event at the end of its lane.
    ///
    /// # Errors
    ///
    /// Returns the delivery if the session is closed.
    pub(in crate::events) fn push(&self, permit: Permit, delivery: D) -> Result<(), D> {
        let lane = delivery.lane();
        self.lanes.push(lane, delivery, |delivery| Tracked::new(delivery, permit, self.runner.clone()))
    }

    /// Gives up an event for which there was no room before the session ended.
    #[cfg(feature = "sse")]
    pub(in crate::events) fn interrupt(&self, delivery: D) {
        drop(Tracked::new(delivery, None, self.runner.clone()));
    }

    /// Stops accepting events. Events in flight are still handled.
    pub(in crate::events) fn close(&self) {
        self.lanes.close();
        self.closed.send_replace(true);
    }

    /// Returns whether the session is closed.
    #[cfg(feature = "webhook")]
    pub(in crate::events) fn is_closed(&self) -> bool {
        *self.closed.borrow()
    }

    /// Stops accepting events. Events that are waiting for a handler are interrupted.
    pub(in crate::events) fn abandon(&self) {
        self.close();
        self.lanes.clear();
    }

    /// Waits until the session is closed.
    pub(in crate::events) async fn closed(&self) {
        // The sender is in `self`, so this cannot fail.
        _ = self.closed.subscribe().wait_for(|closed| *closed).await;
    }

    /// Handles events until the session is closed and empty, or until `give_up` is ready. When this returns, no handler
    /// is running, and events that are not settled are interrupted.
    pub(in crate::events) async fn run(&self, give_up: impl Future<Output = ()>) {
        let mut handlers = JoinSet::new();
        race(pin!(give_up), pin!(self.hand_out(&mut handlers))).await;
        self.close();
        handlers.shutdown().await;
        self.lanes.clear();
    }

    async fn hand_out(&self, handlers: &mut JoinSet<()>) {
        loop {
            let next = race(pin!(self.lanes.next()), pin!(ended(handlers))).await;
            match next {
                Winner::First(Some(turn)) => self.spawn(handlers, turn),
                Winner::First(None) => break,
                Winner::Second(_) => {}
            }
        }
        while handlers.join_next().await.is_some() {}
    }

    fn spawn(&self, handlers: &mut JoinSet<()>, turn: Turn<Tracked<D>>) {
        let closed = self.closed.subscribe();
        handlers.spawn(process(self.runner.clone(), self.running.clone(), turn, closed));
    }
}

impl<D: Delivery> Drop for Session<D> {
    fn drop(&mut self) {
        self.abandon();
    }
}
