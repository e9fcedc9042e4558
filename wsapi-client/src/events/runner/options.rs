//! The options that all transports share.

use std::{fmt, sync::Arc, time::Duration};

use super::FailedEvent;
use crate::{Backoff, Error};

/// The longest timeout. Adding a longer one to a point in time could overflow.
const LONGEST: Duration = Duration::from_secs(365 * 24 * 3600);

#[derive(Clone)]
pub(in crate::events) struct Options {
    pub(in crate::events) concurrency: usize,
    pub(in crate::events) max_in_flight: usize,
    pub(in crate::events) max_attempts: u32,
    pub(in crate::events) backoff: Backoff,
    pub(in crate::events) shutdown_timeout: Duration,
    pub(in crate::events) on_failed: Option<Arc<dyn Fn(FailedEvent) + Send + Sync>>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            concurrency: 16,
            max_in_flight: 1_000,
            max_attempts: 5,
            backoff: Backoff::new(Duration::from_millis(500)),
            shutdown_timeout: Duration::from_secs(20),
            on_failed: None,
        }
    }
}

impl Options {
    /// Returns the options if they are valid.
    pub(in crate::events) fn checked(mut self) -> Result<Self, Error> {
        let zero = match () {
            () if self.concurrency == 0 => "concurrency",
            () if self.max_in_flight == 0 => "max_in_flight",
            () if self.max_attempts == 0 => "max_attempts",
            () => {
                self.shutdown_timeout = self.shutdown_timeout.min(LONGEST);
                return Ok(self);
            }
        };
        Err(Error::invalid_text(&format!("`{zero}` must be at least 1")))
    }
}

impl fmt::Debug for Options {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Options")
            .field("concurrency", &self.concurrency)
            .field("max_in_flight", &self.max_in_flight)
            .field("max_attempts", &self.max_attempts)
            .field("backoff", &self.backoff)
            .field("shutdown_timeout", &self.shutdown_timeout)
            .finish_non_exhaustive()
    }
}

/// The setters of the options, for a builder with a field `options`.
macro_rules! shared_options {
    ($builder:ident) => {
        /// Options that all transports share.
        impl $builder {
            /// Sets how many handlers may run at the same time, 16 by default. They handle events of different chats:
            /// events of one chat are handled one at a time.
            pub fn concurrency(mut self, handlers: usize) -> Self {
                self.options.concurrency = handlers;
                self
            }

            /// Sets how many events may be in flight, which means received but not yet handled and acknowledged, 1,000
            /// by default. They are kept in memory. When the limit is reached, no more events are received, except one
            /// for each Redis stream that has none in flight.
            pub fn max_in_flight(mut self, events: usize) -> Self {
                self.options.max_in_flight = events;
                self
            }

            /// Sets the maximum number of attempts to handle an event, 5 by default. If the last attempt fails, so does
            /// the event, and [`on_failed`](Self::on_failed) is called.
            ///
            /// With the default backoff, the delays between five attempts add up to about four to eight seconds.
            pub fn max_attempts(mut self, attempts: u32) -> Self {
                self.options.max_attempts = attempts;
                self
            }

            /// Sets the delays between the attempts to handle an event. By default, the delay is at most 500 ms before
            /// the second attempt, and doubles up to a minute. During a delay, the other events of the chat wait; other
            /// chats do not.
            pub fn backoff(mut self, backoff: $crate::Backoff) -> Self {
                self.options.backoff = backoff;
                self
            }

            /// Sets how long a shutdown waits for events in flight, 20 s by default. Handlers that are still running
            /// after that are cancelled at their next `await`.
            pub fn shutdown_timeout(mut self, timeout: std::time::Duration) -> Self {
                self.options.shutdown_timeout = timeout;
                self
            }

            /// Sets a callback that is called with each failed event: its JSON as received, the error, the number of
            /// attempts, whether it may be partly handled, and the origin.
            ///
            /// The callback must be quick and must not block, because the next event of the chat waits for it. For
            /// example, send the event to a channel. A panic in it is logged.
            pub fn on_failed(mut self, callback: impl Fn($crate::events::FailedEvent) + Send + Sync + 'static) -> Self {
                self.options.on_failed = Some(std::sync::Arc::new(callback));
                self
            }
        }
    };
}

pub(in crate::events) use shared_options;
