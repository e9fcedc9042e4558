//! The time of the simulated world, and the clock of the clients in it.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

use tokio::{runtime::Handle, sync::watch};
use wsapi_client::{BoxFuture, Clock, TokioClock};

/// The initial time of every world that does not use the system clock: 2026-01-01, 12:00 UTC.
const START: Duration = Duration::from_secs(1_767_268_800);

/// A clock that all parts of a simulator share.
#[derive(Clone, Debug)]
pub(crate) struct WorldClock(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    source: Source,
    /// The time by which the clock was advanced.
    advanced: watch::Sender<Duration>,
    /// The last time that was returned, so that the time never goes back.
    last: Mutex<SystemTime>,
}

/// The source of the passing time, in addition to [`WorldClock::advance`].
#[derive(Debug)]
enum Source {
    /// None: a test sees the same times in every run.
    Nothing,
    /// The paused time of a tokio runtime, relative to this instant.
    Paused(tokio::time::Instant),
    /// The system clock.
    Machine,
}

impl WorldClock {
    /// Creates a clock for tests. It follows the current tokio runtime if its time is paused.
    pub(crate) fn for_tests() -> Self {
        Self::new(if time_is_paused() { Source::Paused(tokio::time::Instant::now()) } else { Source::Nothing })
    }

    /// Creates a clock that follows the system clock.
    pub(crate) fn of_machine() -> Self {
        Self::new(Source::Machine)
    }

    fn new(source: Source) -> Self {
        Self(Arc::new(Shared { source, advanced: watch::Sender::default(), last: Mutex::new(UNIX_EPOCH) }))
    }

    /// Returns the time in the simulated world.
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

    /// Returns `true` if the time also passes without [`advance`](Self::advance).
    pub(crate) fn passes(&self) -> bool {
        !matches!(self.0.source, Source::Nothing)
    }

    /// Moves the time forward, and wakes the tasks whose deadline has passed.
    pub(crate) fn advance(&self, duration: Duration) {
        self.0.advanced.send_modify(|advanced| *advanced = advanced.saturating_add(duration));
    }
}

/// A sleep ends when the time that passed on the runtime's clock and the time by which this clock was advanced add up
/// to its duration.
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

/// Returns `true` if this thread runs a tokio runtime whose time is paused. tokio has no function for this, but time
/// that is not paused always advances within a microsecond.
pub(crate) fn time_is_paused() -> bool {
    if Handle::try_current().is_err() {
        return false;
    }
    let (before, start) = (tokio::time::Instant::now(), Instant::now());
    while start.elapsed() < Duration::from_micros(1) {
        std::hint::spin_loop();
    }
    tokio::time::Instant::now() == before
}
