//! A clock that the test drives.

use std::{
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use tokio::sync::Notify;
use wsapi_client::BoxFuture;

/// An idle limit that runs out when the test says so.
pub(super) const IDLE: Duration = Duration::from_secs(7_777);

/// Delays between attempts are shorter than this unless the server asks for more; the limits of calls are longer.
const LONGEST_DELAY: Duration = Duration::from_secs(90);

/// Limits never run out, and delays pass at once. It notes them.
#[derive(Clone, Debug, Default)]
pub(super) struct Clock {
    waits: Arc<Mutex<Vec<Duration>>>,
    idle_limits: Arc<Mutex<usize>>,
    idle: Arc<Notify>,
}

impl Clock {
    pub(super) fn new() -> Self {
        Self::default()
    }

    /// The delays between attempts.
    pub(super) fn waits(&self) -> Vec<Duration> {
        self.waits.lock().expect("no panic").clone()
    }

    /// How often the idle limit has begun to run.
    pub(super) fn idle_limits(&self) -> usize {
        *self.idle_limits.lock().expect("no panic")
    }

    /// Lets the idle limit that runs, or else the next, run out.
    pub(super) fn run_out(&self) {
        self.idle.notify_one();
    }
}

impl wsapi_client::Clock for Clock {
    fn now(&self) -> Instant {
        Instant::now()
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
        self.waits.lock().expect("no panic").push(duration);
        Box::pin(std::future::ready(()))
    }
}
