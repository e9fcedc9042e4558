//! How a stream is kept.

use std::time::Duration;

#[derive(Clone, Debug)]
pub(super) struct Settings {
    pub(super) idle_timeout: Duration,
    pub(super) base_delay: Duration,
    pub(super) max_delay: Duration,
    pub(super) max_event_size: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            // Whether the service sends anything while nothing happens is not known. A shorter limit would cut the
            // stream of a quiet instance again and again, each time with a gap; that the other side is dead is known
            // to TCP after a minute, and this is only for what TCP does not see.
            idle_timeout: Duration::from_secs(300),
            base_delay: Duration::from_millis(500),
            max_delay: Duration::from_secs(30),
            // A part of the history has up to 500 messages, with a small picture each.
            max_event_size: 16 << 20,
        }
    }
}
