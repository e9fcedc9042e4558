//! Passes events to the handler.

use std::{
    sync::{Arc, OnceLock},
    time::Duration,
};

use tokio::runtime::Handle;

use super::{
    exchange::Exchange,
    posted::Posted,
    reason::RejectionReason,
    response::Verdict,
    tasks::{Task, Tasks},
};
use crate::events::{
    Dispatcher, EventStats, SignedEvent,
    runner::{Options, Runner, Session},
};

/// The events of a receiver that has a handler, and the worker that handles them.
pub(super) struct Handling {
    session: Arc<Session<Posted>>,
    acknowledges_after_handler: bool,
    tasks: Tasks,
    is_started: OnceLock<()>,
}

impl Handling {
    /// Starts the worker on the current runtime. If there is none, the first request starts it.
    pub(super) fn new(dispatcher: Dispatcher, options: Options, acknowledges_after_handler: bool) -> Self {
        let session = Arc::new(Session::new(Runner::new(dispatcher, options)));
        let handling = Self { session, acknowledges_after_handler, tasks: Tasks::new(), is_started: OnceLock::new() };
        if Handle::try_current().is_ok() {
            handling.start();
        }
        handling
    }

    fn start(&self) {
        self.is_started.get_or_init(|| {
            let worker = Worker { session: self.session.clone(), task: self.tasks.begin() };
            tokio::spawn(worker.run());
        });
    }

    pub(super) fn stats(&self) -> EventStats {
        self.session.runner().stats()
    }

    pub(super) fn is_closed(&self) -> bool {
        self.session.is_closed()
    }

    /// Waits for room, and then adds the event to the lane of its chat. Ends the request, unless the response waits for
    /// the handler.
    pub(super) async fn push(&self, event: SignedEvent, exchange: &Arc<Exchange>) -> Verdict {
        self.start();
        let permit = self.session.room().await.ok_or(RejectionReason::ShuttingDown)?;
        let waiting = self.acknowledges_after_handler.then(|| exchange.clone());
        let pushed = self.session.push(permit, Posted::new(event.body, waiting));
        pushed.map_err(|_| RejectionReason::ShuttingDown)?;
        if self.acknowledges_after_handler { Ok(()) } else { exchange.end(Ok(())) }
    }

    /// Stops accepting events, and waits for those in flight. Handlers that take longer than the time limit are
    /// cancelled.
    pub(super) async fn shutdown(&self, limit: Duration) {
        self.session.close();
        self.tasks.finish(limit).await;
    }
}

impl Drop for Handling {
    fn drop(&mut self) {
        // No more events can arrive. The worker handles those in flight, and ends.
        self.session.close();
    }
}

/// Handles events until the session is closed and empty. If it is dropped earlier, because its runtime is stopped, the
/// waiting events fail.
struct Worker {
    session: Arc<Session<Posted>>,
    task: Task,
}

impl Worker {
    async fn run(self) {
        self.session.run(self.task.cancelled()).await;
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.session.abandon();
    }
}
