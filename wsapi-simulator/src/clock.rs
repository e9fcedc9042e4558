//! The time of the simulated world, and the clock of the clients in it.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

use tokio::{runtime::Handle, sync::watch};
use wsapi_client::{BoxFuture, Clock, TokioClock};

/// The start of every world that does not follow the time of the machine: 2026-01-01, 12:00 UTC.
const START: Duration = Duration::from_secs(1_767_268_800);

/// A clock that all parts of a simulator share.
#[derive(Clone, Debug)]
pub(crate) struct WorldClock(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    source: Source,
    /// The time by which the clock was advanced.
    advanced: watch::Sender<Duration>,
    /// The last time that was read, so that time never goes back.
    last: Mutex<SystemTime>,
}

/// What moves the clock, besides being advanced.
#[derive(Debug)]
enum Source {
    /// Nothing: the same test reads the same times in each run.
    Nothing,
    /// The paused time of a tokio runtime, since this instant.
    Paused(tokio::time::Instant),
    /// The time of the machine.
    Machine,
}

impl WorldClock {
    /// A clock for tests, which follows the time of the current tokio runtime if that is paused.
    pub(crate) fn for_tests() -> Self {
        Self::new(if time_is_paused() { Source::Paused(tokio::time::Instant::now()) } else { Source::Nothing })
    }

    /// A clock that shows the time of the machine.
    pub(crate) fn of_machine() -> Self {
        Self::new(Source::Machine)
    }

    fn new(source: Source) -> Self {
        Self(Arc::new(Shared { source, advanced: watch::Sender::default(), last: Mutex::new(UNIX_EPOCH) }))
    }

    /// The time in the simulated world.
    pub(crate) fn now(&self) -> SystemTime {
        let passed = match self.0.source {
            Source::Nothing => START,
            Source::Paused(start) => START + start.elapsed(),
            Source::Machine => SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default(),
        };
        let now = UNIX_EPOCH + passed + *self.0.advanced.borrow();
        let mut last = self.0.last.lock().unwrap_or_else(PoisonError::into_inner);
        *last = now.max(*last);
        *last
    }

    /// Moves the time forward, and wakes what waits for the times in between.
    pub(crate) fn advance(&self, duration: Duration) {
        self.0.advanced.send_modify(|advanced| *advanced = advanced.saturating_add(duration));
    }
}

/// A wait ends when its time has passed on the clock of the runtime, when the clock has been advanced that far, or when
/// both together have.
impl Clock for WorldClock {
    fn now(&self) -> Instant {
        TokioClock.now() + *self.0.advanced.borrow()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        let deadline = Clock::now(self).checked_add(duration);
        let (clock, mut advanced) = (self.clone(), self.0.advanced.subscribe());
        Box::pin(async move {
            loop {
                let left = match deadline {
                    Some(deadline) => deadline.saturating_duration_since(Clock::now(&clock)),
                    None => Duration::MAX,
                };
                if left.is_zero() {
                    return;
                }
                tokio::select! {
                    () = TokioClock.sleep(left) => {}
                    _ = advanced.changed() => {}
                }
            }
        })
    }
}

/// Whether this thread runs a tokio runtime whose time is paused. tokio has no function that says so, but the machine's
/// own clock never shows the same instant for a whole microsecond.
fn time_is_paused() -> bool {
    if Handle::try_current().is_err() {
        return false;
    }
    let (before, start) = (tokio::time::Instant::now(), Instant::now());
    while start.elapsed() < Duration::from_micros(1) {
        std::hint::spin_loop();
    }
    tokio::time::Instant::now() == before
}
