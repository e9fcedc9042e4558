//! How long to wait before the next attempt.

use std::time::Duration;

use super::settings::Settings;

/// What is waited for at most because the service asks for it, so that a slip of its does not end the stream.
const LONGEST_ASKED: Duration = Duration::from_secs(3600);

/// Failures in a row.
#[derive(Debug, Default)]
pub(super) struct Backoff {
    pub(super) failures: u32,
}

impl Backoff {
    /// The stream was well.
    pub(super) fn reset(&mut self) {
        self.failures = 0;
    }

    /// Counts a failure, and draws a time between zero and a limit that doubles with each in a row. It comes on top
    /// of what the service asks for, to spread those who all wait for the same time.
    pub(super) fn next(&mut self, settings: &Settings, asked: Duration) -> Duration {
        let doubled = 2_u32.saturating_pow(self.failures);
        self.failures = self.failures.saturating_add(1);
        let longest = settings.base_delay.saturating_mul(doubled).min(settings.max_delay);
        asked.min(LONGEST_ASKED).saturating_add(longest.mul_f64(fastrand::f64()))
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Backoff, LONGEST_ASKED, Settings};

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn the_limit_doubles_up_to_the_longest_and_begins_anew() {
        let settings = Settings { base_delay: SECOND, max_delay: 5 * SECOND, ..Settings::default() };
        let mut longest = [Duration::ZERO; 6];
        for _ in 0..2_000 {
            let mut backoff = Backoff::default();
            for longest in &mut longest {
                *longest = backoff.next(&settings, Duration::ZERO).max(*longest);
            }
            backoff.reset();
            assert!(backoff.next(&settings, Duration::ZERO) <= SECOND);
        }
        for (longest, limit) in longest.into_iter().zip([1, 2, 4, 5, 5, 5]) {
            let limit = limit * SECOND;
            // That none of 2000 is in the upper quarter has a chance of one in 10^249.
            assert!(limit * 3 / 4 < longest && longest <= limit, "{longest:?} of {limit:?}");
        }
    }

    #[test]
    fn what_the_service_asks_for_is_waited_for_within_reason() {
        let settings = Settings { base_delay: SECOND, ..Settings::default() };
        let wait = |asked| Backoff::default().next(&settings, asked);
        assert!((7 * SECOND..=8 * SECOND).contains(&wait(7 * SECOND)));
        assert!((LONGEST_ASKED..=LONGEST_ASKED + SECOND).contains(&wait(Duration::MAX)));
        let mut tried_for_years = Backoff { failures: u32::MAX };
        assert!(tried_for_years.next(&settings, Duration::ZERO) <= settings.max_delay);
    }
}
