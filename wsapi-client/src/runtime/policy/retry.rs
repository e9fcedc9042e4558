//! Decides whether a call is retried, and after what delay.

use std::time::Duration;

use super::Backoff;
use crate::runtime::{error::Error, operation::Class};

/// The number of attempts of a call, and the delays between them.
///
/// The policy does not decide whether a failed call may be retried at all: that depends on the [`Class`] of the
/// operation and on the failure. A safe or idempotent call is retried if the connection failed or broke, if an attempt
/// timed out, and on 429, 502, 503 and 504. An effectful call is retried only if it provably had no effect: it was not
/// sent, or the service rejected it with 429 or with its own 503.
///
/// A client also has a budget for the retries of all its calls and instances, so that retries do not keep a failing
/// service from recovering. The budget starts at its maximum of 50 retries, and every ten calls that succeed on the
/// first attempt add one. A retry that succeeds costs nothing.
///
/// ```
/// use std::time::Duration;
/// use wsapi_client::{Backoff, Client, RetryPolicy};
///
/// # fn main() -> Result<(), wsapi_client::Error> {
/// let policy = RetryPolicy::new().attempts(5).backoff(Backoff::new(Duration::from_millis(100)));
/// let client = Client::builder().api_key("the key of the instance").retry(policy).build()?;
/// # Ok(())
/// # }
/// ```
#[doc(alias("retries", "resend"))]
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "a policy has no effect until it is set on a client or a call"]
pub struct RetryPolicy {
    attempts: u32,
    backoff: Backoff,
    max_retry_after: Duration,
}

impl RetryPolicy {
    /// Creates a policy that allows three attempts. The delay before the second attempt is at most 500 ms. This limit
    /// doubles with each further attempt, up to 20 s. If the service asks for a delay, the two are added.
    pub fn new() -> Self {
        Self {
            attempts: 3,
            backoff: Backoff::new(Duration::from_millis(500)).max_delay(Duration::from_secs(20)),
            max_retry_after: Duration::from_secs(60),
        }
    }

    /// Creates a policy that allows a single attempt.
    pub fn never() -> Self {
        Self::new().attempts(1)
    }

    /// Sets the number of attempts, including the first one; 0 counts as 1.
    #[doc(alias("max_retries"))]
    pub fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts.max(1);
        self
    }

    /// Sets the delays between attempts. By default, the delay is at most 500 ms before the second attempt, and at most
    /// 20 s before any. If the service asks for a delay, the two are added.
    pub fn backoff(mut self, backoff: Backoff) -> Self {
        self.backoff = backoff;
        self
    }

    /// Sets the longest `Retry-After` delay for which a call waits, 60 s by default. If the service asks for more, the
    /// call fails at once, and [`Error::retry_after`] returns how long to wait.
    pub fn max_retry_after(mut self, delay: Duration) -> Self {
        self.max_retry_after = delay;
        self
    }

    /// Returns the delay after the failed attempt with this number, counted from 1, or `None` to give up.
    pub(crate) fn delay(&self, attempt: u32, class: Class, error: &Error) -> Option<Duration> {
        if attempt >= self.attempts || !may_be_retried(class, error) {
            return None;
        }
        let delay = self.backoff.delay(attempt);
        match error.retry_after() {
            Some(asked) if asked > self.max_retry_after => None,
            // Never retries earlier than the service asks. The jitter spreads out the clients that wait for the same
            // time.
            Some(asked) => Some(asked.saturating_add(delay)),
            None => Some(delay),
        }
    }
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self::new()
    }
}

/// Returns whether another attempt is harmless and may succeed.
fn may_be_retried(class: Class, error: &Error) -> bool {
    let is_passing = match error.status() {
        Some(429 | 502..=504) => true,
        // There is no response, or it is truncated.
        _ => error.is_transport(),
    };
    match class {
        Class::Safe | Class::Idempotent => is_passing,
        Class::Effectful => is_passing && error.had_no_effect(),
    }
}
