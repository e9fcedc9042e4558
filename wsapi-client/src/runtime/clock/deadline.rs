//! Deadlines.

use std::time::{Duration, Instant};

/// The deadline of a call, or of anything else that is limited. There may be no limit.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Deadline(Option<Instant>);

impl Deadline {
    /// A limit that overflows `Instant` counts as no limit.
    pub(crate) fn after(start: Instant, limit: Duration) -> Self {
        Self(start.checked_add(limit))
    }

    pub(crate) fn earlier(self, other: Option<Self>) -> Self {
        match (self.0, other.and_then(|other| other.0)) {
            (Some(one), Some(other)) => Self(Some(one.min(other))),
            (one, other) => Self(one.or(other)),
        }
    }

    /// Returns the time that is left: `Duration::MAX` without a limit.
    pub(crate) fn left(self, now: Instant) -> Duration {
        self.0.map_or(Duration::MAX, |end| end.saturating_duration_since(now))
    }

    pub(crate) fn is_over(self, now: Instant) -> bool {
        self.left(now).is_zero()
    }
}
