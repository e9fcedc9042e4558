//! A point in time on two clocks.

use std::time::{Instant, SystemTime};

use super::item::Gap;
use crate::Clock;

/// A point in time. The wall clock can be set back; the steady clock may not count time while the machine sleeps.
#[derive(Clone, Copy, Debug)]
pub(super) struct Moment {
    wall: SystemTime,
    steady: Instant,
}

impl Moment {
    pub(super) fn now(clock: &dyn Clock) -> Self {
        Self { wall: SystemTime::now(), steady: clock.now() }
    }

    /// Returns the gap from `last` to this moment, by the clock that counted more time.
    pub(super) fn gap_since(self, last: Self) -> Gap {
        let elapsed = self.steady.saturating_duration_since(last.steady);
        let since = self.wall.checked_sub(elapsed).unwrap_or(SystemTime::UNIX_EPOCH);
        Gap { since: since.min(last.wall).min(self.wall), until: self.wall }
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant, SystemTime};

    use super::Moment;

    const MINUTE: Duration = Duration::from_secs(60);

    #[test]
    fn gap_is_as_long_as_either_clock_says() {
        let (wall, steady) = (SystemTime::now(), Instant::now());
        let last = Moment { wall, steady };
        for (wall_now, steady_now, since) in [
            (wall + 5 * MINUTE, steady + 5 * MINUTE, wall),
            // The wall clock was set back.
            (wall - 60 * MINUTE, steady + 5 * MINUTE, wall - 65 * MINUTE),
            (wall + MINUTE, steady + 5 * MINUTE, wall - 4 * MINUTE),
            // The machine was asleep.
            (wall + 60 * MINUTE, steady + 5 * MINUTE, wall),
            (wall, steady, wall),
            (SystemTime::UNIX_EPOCH, steady, SystemTime::UNIX_EPOCH),
        ] {
            let gap = Moment { wall: wall_now, steady: steady_now }.gap_since(last);
            assert_eq!((gap.since, gap.until), (since, wall_now));
        }
    }
}
