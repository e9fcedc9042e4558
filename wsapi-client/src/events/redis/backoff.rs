//! Waits that grow, with a random part.

use std::time::Duration;

/// Nobody waits longer, and no sum of such times is too large.
pub(super) const LONGEST: Duration = Duration::from_secs(30 * 24 * 3600);

/// How long to wait after a failure, and after the next.
#[derive(Clone, Copy, Debug)]
pub(super) struct Backoff {
    pub(super) first: Duration,
    pub(super) longest: Duration,
}

impl Backoff {
    /// Between two attempts to reach the server.
    pub(super) const SERVER: Self = Self { first: Duration::from_millis(50), longest: Duration::from_secs(5) };

    /// The wait after so many failures: at least half of what it could be, so that it grows, and at random beyond, so
    /// that not all come back at once.
    pub(super) fn after(self, failures: u32) -> Duration {
        let doubled = self.first.saturating_mul(1 << failures.saturating_sub(1).min(20));
        doubled.min(self.longest).min(LONGEST).mul_f64(0.5 + fastrand::f64() / 2.0)
    }
}
