//! Time: the clock that a client reads and waits on.

mod deadline;
mod thread_sleep;
mod timer;

pub(crate) use self::{deadline::Deadline, timer::Timer};

use std::{
    cell::Cell,
    fmt,
    panic::catch_unwind,
    time::{Duration, Instant},
};

use tokio::runtime::{Handle, Id};

use self::thread_sleep::ThreadSleep;
use super::future::BoxFuture;

/// The clock of a client: time limits, the delays between attempts, pacing and pairing all use it.
///
/// The default is [`TokioClock`]. A test can supply its own clock, in which a minute passes instantly:
///
/// ```
/// use std::{
///     sync::{Arc, Mutex},
///     time::{Duration, Instant},
/// };
/// use wsapi_client::{BoxFuture, Client, Clock};
///
/// /// Every sleep ends when it is first polled, and moves the time forward.
/// #[derive(Debug)]
/// struct Skipping(Arc<Mutex<Instant>>);
///
/// impl Clock for Skipping {
///     fn now(&self) -> Instant {
///         *self.0.lock().unwrap()
///     }
///
///     fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
///         let time = self.0.clone();
///         Box::pin(async move { *time.lock().unwrap() += duration })
///     }
/// }
///
/// # fn main() -> Result<(), wsapi_client::Error> {
/// let clock = Skipping(Arc::new(Mutex::new(Instant::now())));
/// let client = Client::builder().api_key("test").clock(clock).build()?;
/// # Ok(())
/// # }
/// ```
///
/// With this clock, the time limit of an attempt also passes at once. If a call waits for a response, its clock must
/// keep a sleep pending until the time has come.
#[doc(alias("time", "mock", "sleep"))]
pub trait Clock: fmt::Debug + Send + Sync + 'static {
    /// Returns the current time, which must never go backwards.
    fn now(&self) -> Instant;

    /// Waits for the duration. The future must not borrow from the clock.
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()>;
}

/// tokio's clock. It follows `tokio::time::pause` and `advance`.
///
/// Outside of a tokio runtime, or in one that was built without timers, each sleep uses its own thread, so that time
/// limits also apply there.
///
/// ```
/// use std::time::Duration;
/// use wsapi_client::{Clock, TokioClock};
///
/// # async fn example() {
/// let start = TokioClock.now();
/// TokioClock.sleep(Duration::from_millis(10)).await;
/// assert!(TokioClock.now() - start >= Duration::from_millis(10));
/// # }
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct TokioClock;

impl Clock for TokioClock {
    fn now(&self) -> Instant {
        tokio::time::Instant::now().into_std()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        match tokio_sleep(duration) {
            Some(sleep) => Box::pin(sleep),
            None => Box::pin(ThreadSleep::new(duration)),
        }
    }
}

/// Returns whether the current thread is inside a tokio runtime with timers.
pub(crate) fn has_tokio_timers() -> bool {
    tokio_sleep(Duration::ZERO).is_some()
}

/// Returns a sleep of the current tokio runtime, if there is one and it has timers.
fn tokio_sleep(duration: Duration) -> Option<tokio::time::Sleep> {
    thread_local! {
        /// The runtime that turned out to have no timers. A second panic would be printed too.
        static WITHOUT_TIMERS: Cell<Option<Id>> = const { Cell::new(None) };
    }
    let runtime = Handle::try_current().ok()?.id();
    if WITHOUT_TIMERS.get() == Some(runtime) {
        return None;
    }
    // tokio panics if the runtime was built without timers, and has no function to check for them.
    catch_unwind(|| tokio::time::sleep(duration)).inspect_err(|_| WITHOUT_TIMERS.set(Some(runtime))).ok()
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::{Clock, TokioClock, has_tokio_timers};

    #[tokio::test(start_paused = true)]
    async fn paused_time_moves_both_the_time_and_the_sleeps() {
        let (start, real) = (TokioClock.now(), Instant::now());
        TokioClock.sleep(Duration::from_secs(3600)).await;
        assert!(TokioClock.now() - start >= Duration::from_secs(3600));
        assert!(real.elapsed() < Duration::from_secs(3600));
    }

    #[test]
    fn sleep_ends_without_timers_and_without_a_runtime() {
        let bare = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
        bare.block_on(async {
            assert!(!has_tokio_timers());
            TokioClock.sleep(Duration::from_millis(1)).await;
        });
        assert!(!has_tokio_timers());
        let mut sleep = TokioClock.sleep(Duration::from_secs(3600));
        let mut context = std::task::Context::from_waker(std::task::Waker::noop());
        assert!(sleep.as_mut().poll(&mut context).is_pending(), "an hour is not over");
    }
}
