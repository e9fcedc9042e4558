//! The settings of an event stream.

use std::time::Duration;

use crate::Backoff;

#[derive(Clone, Debug)]
pub(super) struct Settings {
    pub(super) idle_timeout: Duration,
    pub(super) reconnect_backoff: Backoff,
    pub(super) max_event_size: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            // It is not known whether the service sends anything while there are no events. A shorter timeout would end
            // the connection of a quiet instance repeatedly, each time with a gap. TCP notices most dead connections
            // earlier, so this timeout is only for the others.
            idle_timeout: Duration::from_secs(300),
            reconnect_backoff: Backoff::new(Duration::from_millis(500)).max_delay(Duration::from_secs(30)),
            // A part of the history has up to 500 messages, each with a small picture.
            max_event_size: 16 << 20,
        }
    }
}
