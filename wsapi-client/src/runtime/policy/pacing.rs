//! Keeps an instance from sending too fast.

use std::{
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU32, Ordering::SeqCst},
    },
    time::{Duration, Instant},
};

use http::HeaderValue;

use crate::runtime::clock::Clock;

/// The pace at which an instance may send, for accounts that must not look automated.
///
/// Each instance has its own pace, and only effectful calls count, such as messages. A call that is too early waits
/// for its turn, first come, first served. A call that is dropped while it waits gives its turn back. Retries do not
/// take a turn; they wait as the [`RetryPolicy`](crate::RetryPolicy) and the service say.
///
/// ```
/// use wsapi_client::{Client, Pacing};
///
/// # fn main() -> Result<(), wsapi_client::Error> {
/// // Five at once, and then one every three seconds.
/// let pacing = Pacing::per_minute(20).burst(5);
/// let client = Client::builder().api_key("the API key").pacing(pacing).build()?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use = "pacing has no effect until it is set on a client"]
pub struct Pacing {
    interval: Duration,
    burst: u32,
}

impl Pacing {
    /// Allows one call in each interval.
    ///
    /// ```
    /// let pacing = wsapi_client::Pacing::every(std::time::Duration::from_secs(3));
    /// ```
    pub const fn every(interval: Duration) -> Self {
        Self { interval, burst: 1 }
    }

    /// Allows this many calls a minute, evenly spread; 0 counts as 1.
    ///
    /// ```
    /// let pacing = wsapi_client::Pacing::per_minute(20);
    /// ```
    pub const fn per_minute(calls: u32) -> Self {
        let calls = if calls == 0 { 1 } else { calls };
        Self::every(Duration::from_nanos(60_000_000_000 / calls as u64))
    }

    /// Sets how many calls may go out at once after a pause, 1 by default; 0 counts as 1.
    ///
    /// ```
    /// let pacing = wsapi_client::Pacing::per_minute(20).burst(5);
    /// ```
    pub const fn burst(mut self, calls: u32) -> Self {
        self.burst = if calls == 0 { 1 } else { calls };
        self
    }
}

/// The turns of all instances of a client.
pub(crate) struct Pace {
    pacing: Pacing,
    /// Sorted by instance.
    lanes: Mutex<Vec<(Option<HeaderValue>, Arc<Lane>)>>,
}

/// The turns of an instance: the generic cell rate algorithm, behind a fair lock.
#[derive(Default)]
struct Lane {
    /// The time at which the last call would have gone out if all were spread evenly. The call that holds the lock is
    /// the next to go.
    last: tokio::sync::Mutex<Option<Instant>>,
    /// The number of calls that wait.
    waiting: AtomicU32,
}

impl Pace {
    pub(crate) fn new(pacing: Pacing) -> Self {
        Self { pacing, lanes: Mutex::default() }
    }

    /// Waits for the next turn of the instance. Returns `false` at once if that would take longer than the limit.
    pub(crate) async fn wait_for_turn(
        &self,
        instance: Option<&HeaderValue>,
        clock: &dyn Clock,
        limit: Duration,
    ) -> bool {
        let lane = self.lane(instance, clock.now());
        let Pacing { interval, burst } = self.pacing;
        let ahead = Waiting::join(&lane);
        // Each waiting call takes one interval. The wait is shorter if one of them is dropped.
        if ahead.0 > 0 && interval.saturating_mul(ahead.0.saturating_sub(burst - 1)) > limit {
            return false;
        }
        let start = clock.now();
        let mut last = lane.last.lock().await;
        let now = clock.now();
        let even = match *last {
            Some(turn) => turn.checked_add(interval).map_or(now, |next| next.max(now)),
            None => now,
        };
        let wait = even.saturating_duration_since(now).saturating_sub(interval.saturating_mul(burst - 1));
        if wait > limit.saturating_sub(now.saturating_duration_since(start)) {
            return false;
        }
        if !wait.is_zero() {
            clock.sleep(wait).await;
        }
        *last = Some(even);
        true
    }

    fn lane(&self, instance: Option<&HeaderValue>, now: Instant) -> Arc<Lane> {
        let mut lanes = self.lanes.lock().unwrap_or_else(PoisonError::into_inner);
        if lanes.len() == lanes.capacity() {
            // An idle instance needs no entry.
            lanes.retain(|(_, lane)| !lane.is_idle(now, self.pacing.interval));
        }
        match lanes.binary_search_by(|(other, _)| other.as_ref().cmp(&instance)) {
            Ok(index) => Arc::clone(&lanes[index].1),
            Err(index) => {
                let lane = Arc::<Lane>::default();
                lanes.insert(index, (instance.cloned(), Arc::clone(&lane)));
                lane
            }
        }
    }
}

impl Lane {
    fn is_idle(&self, now: Instant, interval: Duration) -> bool {
        let last = self.last.try_lock();
        let is_over = |turn: Instant| turn.checked_add(interval).is_some_and(|next| next <= now);
        self.waiting.load(SeqCst) == 0 && last.is_ok_and(|last| last.is_none_or(is_over))
    }
}

/// A call that waits: how many were there before it.
struct Waiting<'a>(u32, &'a Lane);

impl<'a> Waiting<'a> {
    fn join(lane: &'a Lane) -> Self {
        Self(lane.waiting.fetch_add(1, SeqCst), lane)
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.1.waiting.fetch_sub(1, SeqCst);
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio::time::Instant;

    use super::{Pace, Pacing};
    use crate::runtime::clock::TokioClock;

    const HOUR: Duration = Duration::from_secs(3600);

    #[tokio::test(start_paused = true)]
    async fn burst_goes_out_at_once_and_the_rest_is_spread() {
        let pace = Pace::new(Pacing::every(Duration::from_secs(60)).burst(3));
        let (start, mut seconds) = (Instant::now(), Vec::new());
        for _ in 0..5 {
            assert!(pace.wait_for_turn(None, &TokioClock, HOUR).await);
            seconds.push(start.elapsed().as_secs_f64().round());
        }
        assert_eq!(seconds, [0.0, 0.0, 0.0, 60.0, 120.0]);
        let other = http::HeaderValue::from_static("other");
        assert!(pace.wait_for_turn(Some(&other), &TokioClock, Duration::ZERO).await, "each instance has its own turns");
    }

    #[tokio::test(start_paused = true)]
    async fn call_that_cannot_wait_takes_no_turn() {
        let pace = Pace::new(Pacing::per_minute(1));
        let start = Instant::now();
        assert!(pace.wait_for_turn(None, &TokioClock, HOUR).await);
        assert!(!pace.wait_for_turn(None, &TokioClock, Duration::from_secs(10)).await);
        assert_eq!(start.elapsed(), Duration::ZERO, "it is refused at once");
        assert!(pace.wait_for_turn(None, &TokioClock, HOUR).await);
        assert_eq!(start.elapsed().as_secs_f64().round(), 60.0, "the refused call took no turn");
    }

    #[tokio::test(start_paused = true)]
    async fn dropped_calls_give_their_turns_back() {
        let pace = Pace::new(Pacing::every(Duration::from_secs(1)));
        let start = Instant::now();
        assert!(pace.wait_for_turn(None, &TokioClock, HOUR).await);
        for _ in 0..20 {
            let waiting = pace.wait_for_turn(None, &TokioClock, HOUR);
            assert!(tokio::time::timeout(Duration::from_millis(10), waiting).await.is_err());
        }
        assert!(pace.wait_for_turn(None, &TokioClock, HOUR).await);
        assert_eq!(start.elapsed().as_secs_f64().round(), 1.0);
    }
}
