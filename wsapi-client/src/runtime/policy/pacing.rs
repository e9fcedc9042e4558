//! Keeps an instance from sending too fast.

use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use http::HeaderValue;

use crate::runtime::clock::Clock;

/// A call that misses its turn by more than this waits for another turn, so that it is not sent right before the next
/// call.
const LATE: Duration = Duration::from_millis(250);

/// The pace at which an instance may send, for accounts that must not look automated.
///
/// Each instance has its own pace, and it applies only to effectful calls, such as sending messages. A call that is too
/// early waits for its turn. Turns are assigned in the order of the calls. If a waiting call is dropped, a later call
/// gets its turn. If the wait would leave no time for an attempt, the call fails at once, and nothing is sent. Retries
/// do not need a turn: their delays depend on the [`RetryPolicy`](crate::RetryPolicy) and on the service.
///
/// ```
/// use wsapi_client::{Client, Pacing};
///
/// # fn main() -> Result<(), wsapi_client::Error> {
/// // Five calls at once, and then one every three seconds.
/// let pacing = Pacing::per_minute(20).burst(5);
/// let client = Client::builder().api_key("the API key").pacing(pacing).build()?;
/// # Ok(())
/// # }
/// ```
#[doc(alias("rate limit", "throttle"))]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use = "pacing has no effect until it is set on a client"]
pub struct Pacing {
    interval: Duration,
    burst: u32,
}

impl Pacing {
    /// Allows one call in each interval.
    pub const fn every(interval: Duration) -> Self {
        Self { interval, burst: 1 }
    }

    /// Allows this many calls a minute, evenly spread; 0 counts as 1.
    pub const fn per_minute(calls: u32) -> Self {
        let calls = if calls == 0 { 1 } else { calls };
        Self::every(Duration::from_nanos(60_000_000_000 / calls as u64))
    }

    /// Sets how many calls may be sent at once after a pause, 1 by default; 0 counts as 1.
    pub const fn burst(mut self, calls: u32) -> Self {
        self.burst = if calls == 0 { 1 } else { calls };
        self
    }
}

/// The turns of all instances of a client.
pub(crate) struct Pace {
    pacing: Pacing,
    /// Sorted by instance.
    lanes: Mutex<Vec<(Option<HeaderValue>, Lane)>>,
}

/// The turns of an instance: the generic cell rate algorithm. Turns are spread evenly. The calls of a burst are sent
/// before their turns.
struct Lane {
    /// The first turn that was never reserved.
    next: Instant,
    /// Earlier turns that were given back, in order.
    returned: Vec<Instant>,
}

impl Pace {
    pub(crate) fn new(pacing: Pacing) -> Self {
        Self { pacing, lanes: Mutex::default() }
    }

    /// Waits for the next turn of the instance. Returns `false` at once if that would take longer than the limit.
    ///
    /// Nothing is locked while a call waits, because it may never be polled again.
    pub(crate) async fn wait_for_turn(
        &self,
        instance: Option<&HeaderValue>,
        clock: &dyn Clock,
        limit: Duration,
    ) -> bool {
        let start = clock.now();
        loop {
            let now = clock.now();
            let mut turn = Turn { at: self.reserve(instance, now), instance, pace: self, is_taken: false };
            let early = self.pacing.interval.saturating_mul(self.pacing.burst - 1);
            let wait = turn.at.saturating_duration_since(now).saturating_sub(early);
            if !wait.is_zero() {
                if wait > limit.saturating_sub(now.saturating_duration_since(start)) {
                    return false;
                }
                clock.sleep(wait).await;
                if clock.now().saturating_duration_since(now) > wait + LATE {
                    continue;
                }
            }
            turn.is_taken = true;
            return true;
        }
    }

    fn reserve(&self, instance: Option<&HeaderValue>, now: Instant) -> Instant {
        let mut lanes = self.lanes();
        if lanes.len() == lanes.capacity() {
            // An idle instance needs no entry.
            lanes.retain(|(_, lane)| lane.next > now);
        }
        let index = position(&lanes, instance).unwrap_or_else(|index| {
            lanes.insert(index, (instance.cloned(), Lane { next: now, returned: Vec::new() }));
            index
        });
        lanes[index].1.reserve(now, self.pacing.interval)
    }

    fn lanes(&self) -> MutexGuard<'_, Vec<(Option<HeaderValue>, Lane)>> {
        self.lanes.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn position(lanes: &[(Option<HeaderValue>, Lane)], instance: Option<&HeaderValue>) -> Result<usize, usize> {
    lanes.binary_search_by(|(other, _)| other.as_ref().cmp(&instance))
}

impl Lane {
    fn reserve(&mut self, now: Instant, interval: Duration) -> Instant {
        // These turns have passed.
        self.returned.retain(|turn| *turn > now);
        if !self.returned.is_empty() {
            return self.returned.remove(0);
        }
        let turn = self.next.max(now);
        self.next = after(turn, interval);
        turn
    }

    fn give_back(&mut self, turn: Instant, interval: Duration) {
        let index = self.returned.partition_point(|other| *other < turn);
        self.returned.insert(index, turn);
        while let Some(last) = self.returned.pop_if(|last| after(*last, interval) == self.next) {
            self.next = last;
        }
    }
}

/// Adds the interval. If the sum overflows `Instant`, the interval is ignored.
fn after(turn: Instant, interval: Duration) -> Instant {
    turn.checked_add(interval).unwrap_or(turn)
}

/// A reserved turn, which is given back if the call is dropped before it is taken.
struct Turn<'a> {
    at: Instant,
    instance: Option<&'a HeaderValue>,
    pace: &'a Pace,
    is_taken: bool,
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        if !self.is_taken {
            let mut lanes = self.pace.lanes();
            if let Ok(index) = position(&lanes, self.instance) {
                lanes[index].1.give_back(self.at, self.pace.pacing.interval);
            }
        }
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
        assert_eq!(start.elapsed(), Duration::ZERO, "it is rejected at once");
        assert!(pace.wait_for_turn(None, &TokioClock, HOUR).await);
        assert_eq!(start.elapsed().as_secs_f64().round(), 60.0, "the rejected call took no turn");
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

    #[tokio::test(start_paused = true)]
    async fn call_that_nobody_polls_holds_up_no_other() {
        let pace = Pace::new(Pacing::every(Duration::from_secs(60)));
        let start = Instant::now();
        assert!(pace.wait_for_turn(None, &TokioClock, HOUR).await);
        let mut unpolled = Box::pin(pace.wait_for_turn(None, &TokioClock, HOUR));
        assert!(tokio::time::timeout(Duration::from_secs(1), &mut unpolled).await.is_err());
        assert!(pace.wait_for_turn(None, &TokioClock, HOUR).await);
        assert_eq!(start.elapsed().as_secs(), 120, "the turn at 60 s is reserved");
        assert!(unpolled.await);
        assert_eq!(start.elapsed().as_secs(), 180, "its turn has passed, so it gets another");
    }

    #[tokio::test(start_paused = true)]
    async fn turns_that_are_given_back_go_to_the_next_calls() {
        let pace = Pace::new(Pacing::every(Duration::from_secs(60)));
        let start = Instant::now();
        assert!(pace.wait_for_turn(None, &TokioClock, HOUR).await);
        let [mut first, mut second, mut third] =
            [(); 3].map(|()| Box::pin(pace.wait_for_turn(None, &TokioClock, HOUR)));
        for call in [&mut first, &mut second, &mut third] {
            assert!(tokio::time::timeout(Duration::from_millis(1), call).await.is_err());
        }
        drop((first, second));
        let (first, second) = tokio::join!(
            pace.wait_for_turn(None, &TokioClock, Duration::from_secs(60)),
            pace.wait_for_turn(None, &TokioClock, Duration::from_secs(120)),
        );
        assert_eq!((first, second, start.elapsed().as_secs()), (true, true, 120));
        drop(third);
        assert!(pace.wait_for_turn(None, &TokioClock, HOUR).await);
        assert_eq!(start.elapsed().as_secs(), 180);
    }

    #[tokio::test(start_paused = true)]
    async fn limit_holds_behind_a_burst() {
        let pace = Pace::new(Pacing::every(Duration::from_secs(60)).burst(5));
        let start = Instant::now();
        for _ in 0..5 {
            assert!(pace.wait_for_turn(None, &TokioClock, HOUR).await);
        }
        let mut waiting = [(); 5].map(|()| Box::pin(pace.wait_for_turn(None, &TokioClock, HOUR)));
        for call in &mut waiting {
            assert!(tokio::time::timeout(Duration::from_millis(1), call).await.is_err());
        }
        assert!(!pace.wait_for_turn(None, &TokioClock, Duration::from_secs(70)).await);
        assert_eq!(start.elapsed().as_secs(), 0, "it is rejected at once");
    }
}
