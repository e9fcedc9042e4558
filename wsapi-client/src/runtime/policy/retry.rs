//! Decides when a call is retried, and after which delay.

use std::time::Duration;

use crate::runtime::{delivery::Delivery, error::Error, operation::Class};

/// The number of attempts of a call, and the delays between them.
///
/// The policy does not decide whether a failed call may be retried at all: that depends on the [`Class`] of the
/// operation and on the failure. A safe or idempotent call is retried if the connection failed or broke, if an attempt
/// timed out, and on 429, 502, 503 and 504. An effectful call is retried only if it provably had no effect: it was not
/// sent, or the service refused it with 429 or with a 503 of its own.
///
/// A client also limits its retries as a whole, over all calls and instances, so that it does not keep a failing
/// service from recovering: 50 at first, and then as many as the calls that succeed allow, one for each ten. A retry
/// that succeeds costs nothing.
///
/// ```
/// use std::time::Duration;
/// use wsapi_client::{Client, RetryPolicy};
///
/// # fn main() -> Result<(), wsapi_client::Error> {
/// let policy = RetryPolicy::new().attempts(5).max_delay(Duration::from_secs(10));
/// let client = Client::builder().api_key("the key of the instance").retry(policy).build()?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "a policy has no effect until it is set on a client or a call"]
pub struct RetryPolicy {
    attempts: u32,
    base_delay: Duration,
    max_delay: Duration,
    max_retry_after: Duration,
}

impl RetryPolicy {
    /// Allows three attempts. The delay before the second is random, up to half a second; it doubles with each further
    /// attempt, up to 20 s unless the service asks for more.
    ///
    /// ```
    /// let policy = wsapi_client::RetryPolicy::new();
    /// ```
    pub fn new() -> Self {
        Self {
            attempts: 3,
            base_delay: Duration::from_millis(500),
            max_delay: Duration::from_secs(20),
            max_retry_after: Duration::from_secs(60),
        }
    }

    /// Allows a single attempt.
    ///
    /// ```
    /// let policy = wsapi_client::RetryPolicy::never();
    /// ```
    pub fn never() -> Self {
        Self::new().attempts(1)
    }

    /// Sets the number of attempts, the first one included; 0 counts as 1.
    ///
    /// ```
    /// let policy = wsapi_client::RetryPolicy::new().attempts(5);
    /// ```
    pub fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts.max(1);
        self
    }

    /// Sets the longest delay before the second attempt, 500 ms by default. It doubles with each further attempt. The
    /// delay itself is random between zero and this, so that many clients do not retry at the same moment.
    ///
    /// ```
    /// # use std::time::Duration;
    /// let policy = wsapi_client::RetryPolicy::new().base_delay(Duration::from_millis(100));
    /// ```
    pub fn base_delay(mut self, delay: Duration) -> Self {
        self.base_delay = delay;
        self
    }

    /// Sets the longest delay before any attempt, 20 s by default, unless the service asks for more.
    ///
    /// ```
    /// # use std::time::Duration;
    /// let policy = wsapi_client::RetryPolicy::new().max_delay(Duration::from_secs(5));
    /// ```
    pub fn max_delay(mut self, delay: Duration) -> Self {
        self.max_delay = delay;
        self
    }

    /// Sets the longest `Retry-After` that is waited for, 60 s by default. If the service asks for more, the call fails
    /// at once, and [`Error::retry_after`] returns how long to wait.
    ///
    /// ```
    /// # use std::time::Duration;
    /// let policy = wsapi_client::RetryPolicy::new().max_retry_after(Duration::from_secs(300));
    /// ```
    pub fn max_retry_after(mut self, delay: Duration) -> Self {
        self.max_retry_after = delay;
        self
    }

    /// The delay after the failed attempt of this number, counted from 1; `None` to give up.
    pub(crate) fn delay(&self, attempt: u32, class: Class, error: &Error) -> Option<Duration> {
        if attempt >= self.attempts || !may_be_retried(class, error) {
            return None;
        }
        let longest = self.base_delay.saturating_mul(2_u32.saturating_pow(attempt - 1)).min(self.max_delay);
        let jitter = longest.mul_f64(fastrand::f64());
        match error.retry_after() {
            Some(asked) if asked > self.max_retry_after => None,
            // Never before the time that the service names. The jitter spreads the clients that wait for it.
            Some(asked) => Some(asked.saturating_add(jitter)),
            None => Some(jitter),
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
        // There is no response, or it ended early.
        _ => error.is_transport(),
    };
    match class {
        Class::Safe | Class::Idempotent => is_passing,
        Class::Effectful => is_passing && matches!(error.delivery(), Delivery::NotSent | Delivery::Rejected),
    }
}
