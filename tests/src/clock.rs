//! A clock on which short delays end at once.

use std::{
    future::{pending, ready},
    sync::{Arc, Mutex, MutexGuard},
    time::{Duration, Instant},
};

use wsapi_client::{BoxFuture, Clock};

/// The limits of calls are longer than this, and the delays between them are shorter.
const LIMIT: Duration = Duration::from_secs(90);

/// A sleep shorter than 90 s ends at once and moves the time forward. A longer one never ends.
#[derive(Clone, Debug)]
pub struct SkippingClock(Arc<Mutex<State>>);

#[derive(Debug)]
struct State {
    now: Instant,
    sleeps: Vec<Duration>,
}

impl Default for SkippingClock {
    fn default() -> Self {
        Self(Arc::new(Mutex::new(State { now: Instant::now(), sleeps: Vec::new() })))
    }
}

impl SkippingClock {
    /// The sleeps that ended.
    pub fn sleeps(&self) -> Vec<Duration> {
        self.state().sleeps.clone()
    }

    /// Moves the time forward.
    pub fn advance(&self, duration: Duration) {
        self.state().now += duration;
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().expect("no panic")
    }
}

impl Clock for SkippingClock {
    fn now(&self) -> Instant {
        self.state().now
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        if duration >= LIMIT {
            return Box::pin(pending());
        }
        let mut state = self.state();
        state.now += duration;
        state.sleeps.push(duration);
        Box::pin(ready(()))
    }
}
