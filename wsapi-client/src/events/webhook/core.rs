//! What requests and workers of one receiver share.

use std::{sync::Arc, time::Duration};

use tokio::sync::Semaphore;

use super::{delivery::Delivery, durable::AnyQueue, ledger::Ledger};
use crate::events::{Dispatcher, Verifier, lanes::Lanes, retries::Retries};

/// What requests and workers of one receiver share.
pub(super) struct Core {
    pub(super) verifier: Verifier,
    pub(super) work: Work,
    pub(super) limits: Limits,
    pub(super) retries: Retries,
    pub(super) lanes: Arc<Lanes<Box<Delivery>>>,
    /// One for each event that may be in work at once.
    pub(super) slots: Arc<Semaphore>,
    pub(super) ledger: Arc<Ledger>,
}

/// What is done with an event, and when its sender is told that it has arrived.
pub(super) enum Work {
    /// It is handled; the sender is told before or after.
    Handle(Dispatcher, Acknowledge),
    /// It is put into a durable queue; the sender is told after.
    Store(Box<dyn AnyQueue>),
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Acknowledge {
    WhenQueued,
    WhenHandled,
}

/// What a request may take.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    pub(super) body: usize,
    pub(super) body_timeout: Duration,
    pub(super) answer_timeout: Duration,
}
