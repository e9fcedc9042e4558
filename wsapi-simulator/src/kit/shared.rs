//! The state that all handles of a simulator share.

use std::{
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError, atomic::AtomicU64},
    time::Instant,
};

use tokio::sync::watch;

use super::{
    attempt::{Outcome, Record},
    changes::Changes,
    delivery::{self, Alarm, Delivery, EventFaults, EventStreams, Receivers, Settling},
    expectations::Expectations,
    fault::{Exchange, Fault},
    journal::Journal,
    stubs::Stubs,
};
use crate::{
    clock::WorldClock,
    server::{self, Mode, Request, Response},
    world::World,
};

/// The status of the response to an unexpected call. The SDK does not retry it, and knows that the call had no effect.
const UNEXPECTED: u16 = 405;

/// The world, and everything around it.
pub(crate) struct Shared {
    world: Mutex<World>,
    pub(crate) clock: WorldClock,
    pub(crate) mode: Mode,
    pub(crate) stubs: Mutex<Stubs<Fault>>,
    pub(super) expectations: Expectations,
    pub(crate) event_faults: Mutex<EventFaults>,
    pub(crate) journal: Mutex<Journal<Record>>,
    pub(crate) deliveries: Mutex<Journal<Delivery>>,
    pub(crate) receivers: Receivers,
    /// The open event streams of the hosted service.
    pub(crate) streams: Arc<EventStreams>,
    pub(crate) settling: watch::Sender<Settling>,
    /// Publishes events that become due as time passes.
    pub(super) alarm: Alarm,
    /// Ends the deliveries when the simulator is restored or dropped.
    pub(super) restored: watch::Sender<()>,
    /// The number of times that the simulator was restored. It grows when nothing of the earlier state is left.
    pub(crate) epoch: AtomicU64,
    /// Wakes the tasks that wait for a condition.
    pub(crate) changed: Changes,
}

impl Shared {
    pub(super) fn new(world: World, expectations: Expectations) -> Self {
        let (receivers, changed) = (Receivers::default(), Changes::default());
        let streams = Arc::new(EventStreams::new(changed.clone()));
        if world.settings.mode == Mode::Hosted {
            receivers.add(streams.clone());
        }
        Self {
            clock: world.clock.clone(),
            mode: world.settings.mode,
            world: Mutex::new(world),
            stubs: Mutex::new(Stubs::new(expectations.seed())),
            event_faults: Mutex::new(EventFaults::new(expectations.seed())),
            expectations,
            journal: Mutex::default(),
            deliveries: Mutex::default(),
            receivers,
            streams,
            settling: watch::Sender::default(),
            alarm: Alarm::default(),
            restored: watch::Sender::default(),
            epoch: AtomicU64::default(),
            changed,
        }
    }

    /// Locks the world. It is usable even after a panic of another thread, because no change to it takes two steps.
    pub(crate) fn world(&self) -> MutexGuard<'_, World> {
        self.world.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Passes a request to the server and returns its response, unless a fault applies.
    pub(crate) async fn exchange(self: &Arc<Self>, request: Request) -> Exchange {
        let operation = server::operation(&request, self.mode);
        let decided = lock(&self.stubs).next(operation);
        let mut record = Record::new(&request, operation, self.clock.now());
        record.fault = decided.as_ref().and_then(|(number, fault)| fault.applied(*number));
        let fault = decided.map(|(_, fault)| fault).or_else(|| self.unexpected(operation));
        let mut recording = Recording { shared: self, number: self.record(record), is_ended: false };
        let start = Instant::now();
        let exchange = match fault {
            Some(fault) => fault.apply(&self.clock, || self.respond(&request)).await,
            None => Exchange::Response(self.respond(&request)),
        };
        recording.end(|record| record.end(&exchange, start.elapsed()));
        exchange
    }

    /// Records a request, and returns its number.
    pub(crate) fn record(&self, record: Record) -> u64 {
        let number = lock(&self.journal).add(record);
        self.changed.notify();
        number
    }

    /// Rejects an unexpected call if the simulator is strict.
    fn unexpected(&self, operation: Option<&str>) -> Option<Fault> {
        let problem = self.expectations.unexpected(operation, &lock(&self.stubs))?;
        Some(Fault::rejection(UNEXPECTED, Some(&problem), None))
    }

    /// Responds to a request as the server does, and delivers the events that this caused even if the response is lost.
    fn respond(self: &Arc<Self>, request: &Request) -> Response {
        let response = server::respond(&mut self.world(), request);
        delivery::start(self);
        self.changed.notify();
        response
    }
}

/// The record of a request in flight. If it is dropped first, the client no longer waits for the response.
struct Recording<'a> {
    shared: &'a Shared,
    number: u64,
    is_ended: bool,
}

impl Recording<'_> {
    fn end(&mut self, change: impl FnOnce(&mut Record)) {
        self.is_ended = true;
        lock(&self.shared.journal).change(self.number, change);
        self.shared.changed.notify();
    }
}

impl Drop for Recording<'_> {
    fn drop(&mut self) {
        if !self.is_ended {
            self.end(|record| record.outcome = Outcome::ResponseLost);
        }
    }
}

/// Locks a value that no panic can leave half changed.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl fmt::Debug for Shared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Shared").field("mode", &self.mode).finish_non_exhaustive()
    }
}
