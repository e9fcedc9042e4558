//! A clock that a test controls.

use std::{
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use tokio::sync::Notify;
use wsapi_client::BoxFuture;

/// An idle timeout that passes when the test triggers it.
pub(super) const IDLE: Duration = Duration::from_secs(7_777);

/// Delays between attempts are shorter than this, unless the server asks for more. The limits of calls are longer.
const LONGEST_DELAY: Duration = Duration::from_secs(90);

/// A clock on which limits never pass and delays pass at once. It records the delays.
#[derive(Clone, Debug, Default)]
pub(super) struct Clock {
    delays: Arc<Mutex<Vec<Duration>>>,
    idle_limits: Arc<Mutex<usize>>,
    idle: Arc<Notify>,
    advanced: Arc<Mutex<Duration>>,
}

impl Clock {
    pub(super) fn new() -> Self {
        Self::default()
    }

    /// The delays between attempts.
    pub(super) fn delays(&self) -> Vec<Duration> {
        self.delays.lock().expect("no panic").clone()
    }

    /// The number of times that the idle timeout has started.
    pub(super) fn idle_limits(&self) -> usize {
        *self.idle_limits.lock().expect("no panic")
    }

    /// Lets the current idle timeout pass, or else the next one.
    pub(super) fn pass_idle_timeout(&self) {
        self.idle.notify_one();
    }

    /// Moves the time forward.
    pub(super) fn advance(&self, time: Duration) {
        *self.advanced.lock().expect("no panic") += time;
    }
}

impl wsapi_client::Clock for Clock {
    fn now(&self) -> Instant {
        Instant::now() + *self.advanced.lock().expect("no panic")
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        if duration == IDLE {
            *self.idle_limits.lock().expect("no panic") += 1;
            let idle = Arc::clone(&self.idle);
            return Box::pin(async move { idle.notified().await });
        }
        if duration >= LONGEST_DELAY {
            return Box::pin(std::future::pending());
        }
        self.delays.lock().expect("no panic").push(duration);
        Box::pin(std::future::ready(()))
    }
}
