//! Keeps an instance from sending too fast.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use http::HeaderValue;

/// How fast an instance may send, for those whose account must not be taken for a robot's.
///
/// It holds for each instance by itself, and for effectful calls only, such as messages. A call that comes too
/// early waits for its turn, in the order in which they came. What is tried again has had its turn, and waits as its
/// [`RetryPolicy`](crate::RetryPolicy) and the service say.
///
/// ```
/// use wsapi_client::{Client, Pacing};
///
/// # fn main() -> Result<(), wsapi_client::Error> {
/// // Five at once, and then one every three seconds.
/// let pacing = Pacing::per_minute(20).burst(5);
/// let client = Client::builder().api_key("the key of the instance").pacing(pacing).build()?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use = "a pace does nothing until a client has it"]
pub struct Pacing {
    interval: Duration,
    burst: u32,
}

impl Pacing {
    /// One call for each interval.
    ///
    /// ```
    /// let pacing = wsapi_client::Pacing::every(std::time::Duration::from_secs(3));
    /// ```
    pub const fn every(interval: Duration) -> Self {
        Self { interval, burst: 1 }
    }

    /// As many calls a minute, evenly spread; 0 counts as 1.
    ///
    /// ```
    /// let pacing = wsapi_client::Pacing::per_minute(20);
    /// ```
    pub const fn per_minute(calls: u32) -> Self {
        let calls = if calls == 0 { 1 } else { calls };
        Self::every(Duration::from_nanos(60_000_000_000 / calls as u64))
    }

    /// How many calls may go out at once after a pause, 1 unless set; 0 counts as 1.
    ///
    /// ```
    /// let pacing = wsapi_client::Pacing::per_minute(20).burst(5);
    /// ```
    pub const fn burst(mut self, calls: u32) -> Self {
        self.burst = if calls == 0 { 1 } else { calls };
        self
    }
}

/// The turns of all instances of a client: the generic cell rate algorithm.
pub(super) struct Pace {
    pacing: Pacing,
    /// When the last call of an instance would go out if all were spread evenly.
    last: Mutex<HashMap<Option<HeaderValue>, Instant>>,
}

impl Pace {
    pub(super) fn new(pacing: Pacing) -> Self {
        Self { pacing, last: Mutex::new(HashMap::new()) }
    }

    /// Takes the next turn of the instance and says how long it is until then; `None`, and no turn taken, if
    /// that is longer than the caller can wait.
    pub(super) fn take_turn(&self, instance: Option<&HeaderValue>, longest: Duration) -> Option<Duration> {
        let Pacing { interval, burst } = self.pacing;
        let now = Instant::now();
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if last.len() == last.capacity() {
            // Nothing has to be remembered of an instance that has been quiet.
            last.retain(|_, turn| turn.checked_add(interval).is_none_or(|next| next > now));
        }
        let even = match last.get(&instance.cloned()) {
            Some(turn) => turn.checked_add(interval)?.max(now),
            None => now,
        };
        let ahead = interval.saturating_mul(burst - 1);
        let wait = even.saturating_duration_since(now).saturating_sub(ahead);
        if wait > longest {
            return None;
        }
        last.insert(instance.cloned(), even);
        Some(wait)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Pace, Pacing};

    const LONG: Duration = Duration::from_secs(3600);

    #[test]
    fn a_burst_goes_out_at_once_and_the_rest_is_spread() {
        let pace = Pace::new(Pacing::every(Duration::from_secs(60)).burst(3));
        let mut waits = Vec::new();
        for _ in 0..5 {
            waits.push(pace.take_turn(None, LONG).expect("within an hour").as_secs_f64().round());
        }
        assert_eq!(waits, [0.0, 0.0, 0.0, 60.0, 120.0]);
        let other = http::HeaderValue::from_static("other");
        assert_eq!(pace.take_turn(Some(&other), LONG), Some(Duration::ZERO), "each instance has its own turns");
    }

    #[test]
    fn who_cannot_wait_takes_no_turn() {
        let pace = Pace::new(Pacing::per_minute(1));
        assert_eq!(pace.take_turn(None, LONG), Some(Duration::ZERO));
        assert_eq!(pace.take_turn(None, Duration::from_secs(10)), None);
        let wait = pace.take_turn(None, LONG).expect("within an hour");
        assert_eq!(wait.as_secs_f64().round(), 60.0, "the refused call took nobody's turn");
    }
}
