//! Delays that grow with each failure.

use std::time::Duration;

/// The longest delay. Adding a longer one to a point in time could overflow.
const LONGEST: Duration = Duration::from_secs(30 * 24 * 3600);

/// An exponential backoff with jitter: the delays between attempts.
///
/// After the first failure, the limit of the delay is the base. It doubles with each further failure, up to
/// [`max_delay`](Self::max_delay). The delay itself is random, between half the limit and the limit, so that many
/// clients do not retry at the same moment.
///
/// ```
/// use std::time::Duration;
/// use wsapi_client::{Backoff, RetryPolicy};
///
/// let backoff = Backoff::new(Duration::from_millis(200)).max_delay(Duration::from_secs(5));
/// let policy = RetryPolicy::new().backoff(backoff);
/// ```
#[doc(alias("retry", "delay", "jitter"))]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use = "a backoff has no effect until it is set"]
pub struct Backoff {
    base: Duration,
    max_delay: Duration,
}

impl Backoff {
    /// Creates a backoff with this base, the longest delay after the first failure. The default of
    /// [`max_delay`](Self::max_delay) is a minute, or the base if that is longer.
    pub fn new(base: Duration) -> Self {
        Self { base, max_delay: Duration::from_secs(60).max(base) }
    }

    /// Sets the longest delay after any failure.
    pub fn max_delay(mut self, delay: Duration) -> Self {
        self.max_delay = delay;
        self
    }

    /// Returns the delay after this many failures in a row, counted from 1.
    pub(crate) fn delay(self, failures: u32) -> Duration {
        let limit = self.base.saturating_mul(2_u32.saturating_pow(failures.saturating_sub(1)));
        limit.min(self.max_delay).min(LONGEST).mul_f64(0.5 + fastrand::f64() / 2.0)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Backoff, LONGEST};

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn limit_doubles_up_to_the_longest_delay() {
        let backoff = Backoff::new(SECOND).max_delay(5 * SECOND);
        for (failures, limit) in [(1, 1), (2, 2), (3, 4), (4, 5), (5, 5), (u32::MAX, 5)] {
            let limit = limit * SECOND;
            for _ in 0..1_000 {
                let delay = backoff.delay(failures);
                assert!((limit / 2..=limit).contains(&delay), "{delay:?} after {failures} failures");
            }
        }
    }

    #[test]
    fn no_delay_overflows() {
        let backoff = Backoff::new(Duration::MAX).max_delay(Duration::MAX);
        assert!(backoff.delay(1) <= LONGEST && backoff.delay(u32::MAX) <= LONGEST);
    }
}
