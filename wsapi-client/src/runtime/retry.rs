//! When a call is repeated, and after how long.

use std::time::Duration;

use super::{Class, Delivery, Error};

/// How often a call is tried, and how long it waits between two tries.
///
/// Whether a failed call may be tried again at all is not a setting: it follows from the [`Class`] of its
/// operation and from what is known of the failure. A safe or an idempotent call is repeated when no
/// connection came about or it broke, when time ran out for one attempt, and on 429, 502, 503 and 504. An
/// effectful call is repeated only when it provably had no effect: it was not sent, or the service said so
/// with 429, or with a 503 in its own form.
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
#[must_use = "a policy does nothing until a client or a call has it"]
pub struct RetryPolicy {
    attempts: u32,
    base_delay: Duration,
    max_delay: Duration,
    max_retry_after: Duration,
}

impl RetryPolicy {
    /// Three attempts in all; before the second a random time up to half a second, before each further one
    /// twice that, and never more than 20 s unless the service asks for more.
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

    /// One attempt, and no more.
    ///
    /// ```
    /// let policy = wsapi_client::RetryPolicy::never();
    /// ```
    pub fn never() -> Self {
        Self::new().attempts(1)
    }

    /// How often the call is tried in all, the first time included; 0 counts as 1.
    ///
    /// ```
    /// let policy = wsapi_client::RetryPolicy::new().attempts(5);
    /// ```
    pub fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts.max(1);
        self
    }

    /// The longest time before the second attempt. It doubles with each further one. The time itself is
    /// drawn at random between zero and this, so that many clients do not come back all at once.
    ///
    /// ```
    /// # use std::time::Duration;
    /// let policy = wsapi_client::RetryPolicy::new().base_delay(Duration::from_millis(100));
    /// ```
    pub fn base_delay(mut self, delay: Duration) -> Self {
        self.base_delay = delay;
        self
    }

    /// The longest time before any attempt, unless the service asks for more.
    ///
    /// ```
    /// # use std::time::Duration;
    /// let policy = wsapi_client::RetryPolicy::new().max_delay(Duration::from_secs(5));
    /// ```
    pub fn max_delay(mut self, delay: Duration) -> Self {
        self.max_delay = delay;
        self
    }

    /// The longest time that a `Retry-After` of the service is waited for, 60 s unless set. When the service
    /// asks for more, the call fails at once, and [`Error::retry_after`] says for how much.
    ///
    /// ```
    /// # use std::time::Duration;
    /// let policy = wsapi_client::RetryPolicy::new().max_retry_after(Duration::from_secs(300));
    /// ```
    pub fn max_retry_after(mut self, delay: Duration) -> Self {
        self.max_retry_after = delay;
        self
    }

    /// How long to wait after the failed attempt of this number, counted from 1; `None` to give up.
    pub(super) fn delay(&self, attempt: u32, class: Class, error: &Error) -> Option<Duration> {
        if attempt >= self.attempts || !may_be_repeated(class, error) {
            return None;
        }
        let longest = self.base_delay.saturating_mul(2_u32.saturating_pow(attempt - 1)).min(self.max_delay);
        let jitter = longest.mul_f64(fastrand::f64());
        match error.retry_after() {
            Some(asked) if asked > self.max_retry_after => None,
            // Never before the time that the service names; the jitter spreads those who all wait for it.
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

/// Whether repeating the call can do no harm, and may help.
fn may_be_repeated(class: Class, error: &Error) -> bool {
    let is_passing = match error.status() {
        Some(429 | 502..=504) => true,
        // The answer broke off, or never came.
        _ => error.is_transport(),
    };
    match class {
        Class::Safe | Class::Idempotent => is_passing,
        Class::Effectful => is_passing && matches!(error.delivery(), Delivery::NotSent | Delivery::Rejected),
    }
}
