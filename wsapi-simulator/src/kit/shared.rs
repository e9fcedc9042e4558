//! What all handles of a simulator share.

use std::{
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tokio::sync::{Notify, watch};

use super::{
    attempt::Record,
    delivery::{self, DeliveryAttempt, EventFaults, Receivers, Settling},
    expectations::Expectations,
    fault::{Exchange, Fault, Stubs},
    journal::Journal,
};
use crate::{
    clock::WorldClock,
    server::{self, Mode, Request, Response},
    world::World,
};

/// The world, and everything around it.
pub(crate) struct Shared {
    world: Mutex<World>,
    pub(crate) clock: WorldClock,
    pub(crate) mode: Mode,
    pub(crate) stubs: Mutex<Stubs>,
    pub(super) expectations: Expectations,
    pub(crate) event_faults: Mutex<EventFaults>,
    pub(crate) journal: Mutex<Journal<Record>>,
    pub(crate) deliveries: Mutex<Journal<DeliveryAttempt>>,
    pub(crate) receivers: Receivers,
    pub(super) settling: watch::Sender<Settling>,
    /// Wakes what waits for a condition.
    pub(super) changed: Notify,
}

impl Shared {
    pub(super) fn new(world: World, expectations: Expectations) -> Self {
        Self {
            clock: world.clock.clone(),
            mode: world.settings.mode,
            world: Mutex::new(world),
            stubs: Mutex::new(Stubs::new(expectations.seed())),
            expectations,
            event_faults: Mutex::default(),
            journal: Mutex::default(),
            deliveries: Mutex::default(),
            receivers: Receivers::default(),
            settling: watch::Sender::default(),
            changed: Notify::new(),
        }
    }

    /// The world, for as long as the guard lives. A panic of another thread left it in a usable state, because nothing
    /// in it is changed in two steps.
    pub(crate) fn world(&self) -> MutexGuard<'_, World> {
        self.world.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Carries one request to the server and its response back, unless a fault decides otherwise.
    pub(crate) async fn exchange(self: &Arc<Self>, request: Request) -> Exchange {
        let operation = server::operation(&request, self.mode);
        let decided = lock(&self.stubs).next(operation);
        let fault = decided.or_else(|| self.unexpected(operation));
        let number = lock(&self.journal).add(Record::new(&request, operation, self.clock.now()));
        let exchange = match fault {
            Some(fault) => fault.apply(&self.clock, || self.answer(&request)).await,
            None => Exchange::Response(self.answer(&request)),
        };
        lock(&self.journal).change(number, |record| record.outcome = exchange.outcome());
        self.changed.notify_waiters();
        exchange
    }

    /// Refuses a call that the test did not announce, if it must.
    fn unexpected(&self, operation: Option<&str>) -> Option<Fault> {
        let problem = self.expectations.unexpected(operation.unwrap_or("an unknown path"), &lock(&self.stubs))?;
        Some(Fault::refusal(501, Some(&problem), None))
    }

    /// Wakes what waits for a condition.
    #[cfg(feature = "server")]
    pub(crate) fn changed(&self) {
        self.changed.notify_waiters();
    }

    /// Lets the server respond, and delivers the events that this caused, whatever becomes of the response.
    fn answer(self: &Arc<Self>, request: &Request) -> Response {
        let response = server::answer(&mut self.world(), request);
        delivery::start(self);
        self.changed.notify_waiters();
        response
    }
}

/// Locks what no code can leave half changed.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl fmt::Debug for Shared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Shared").field("mode", &self.mode).finish_non_exhaustive()
    }
}
