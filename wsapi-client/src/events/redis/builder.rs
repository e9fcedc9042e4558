//! The builder of a consumer.

use std::{fmt, sync::Arc, time::Duration};

use super::{
    consumer::Consumer,
    settings::{LATEST, Settings},
    streams::Streams,
};
use crate::{
    Error,
    events::{
        Dispatcher, Handler, Verifier,
        runner::{Options, Runner, shared_options},
        server::{RedisConfig, RedisError},
    },
};

/// A shorter lease could expire before Redis responds.
const SHORTEST: Duration = Duration::from_secs(1);
const LONGEST: Duration = Duration::from_secs(30 * 24 * 3600);

/// Configures a [`Consumer`]. A group, streams and a handler are required. See [the module](super) for an example.
/// Requires the feature `redis`.
#[must_use = "a builder does nothing until it is built"]
pub struct ConsumerBuilder {
    config: RedisConfig,
    verifier: Verifier,
    settings: Settings,
    dispatcher: Option<Dispatcher>,
    options: Options,
}

shared_options!(ConsumerBuilder);

impl ConsumerBuilder {
    pub(super) fn new(config: RedisConfig, verifier: Verifier) -> Self {
        Self { config, verifier, settings: Settings::default(), dispatcher: None, options: Options::default() }
    }

    /// Sets the consumer group, which is required. Each group receives every event; all workers of a program use the
    /// same group. Even if groups share a deduplication store, each of them handles every event.
    pub fn group(mut self, name: impl Into<String>) -> Self {
        self.settings.group = name.into();
        self
    }

    /// Sets the streams to read, which are required.
    pub fn streams(mut self, streams: Streams) -> Self {
        self.settings.streams = streams;
        self
    }

    /// Sets the handler. A handler or a dispatcher is required. Handled events are remembered in a
    /// [`MemoryStore`](crate::events::MemoryStore), which other workers do not see.
    pub fn handler(self, handler: impl Handler) -> Self {
        self.dispatcher(Dispatcher::new(handler))
    }

    /// Sets a dispatcher, which can have another deduplication store. With a [`RedisStore`](super::RedisStore), each
    /// worker knows which events the others have handled. See the [module](super) for an example.
    pub fn dispatcher(mut self, dispatcher: Dispatcher) -> Self {
        self.dispatcher = Some(dispatcher);
        self
    }

    /// Makes a new consumer group start with the entries that are added after the group is created, instead of with the
    /// oldest entry. Streams that are found while the consumer runs are read from the start.
    pub fn start_at_latest(mut self) -> Self {
        self.settings.start = LATEST;
        self
    }

    /// Sets how long a worker owns a stream without renewing its lease, 10 seconds by default. It must be between 1
    /// second and 30 days. If a worker dies, the events of its streams wait for this long.
    pub fn lease_duration(mut self, duration: Duration) -> Self {
        self.settings.lease = duration;
        self
    }

    /// Sets how long an entry of a [shared stream](Streams::shared) must be idle before another worker claims it, 60
    /// seconds by default. It must be between 1 second and 30 days. A worker resets the idle time of its entries three
    /// times within this time, so a handler may take longer.
    pub fn min_idle(mut self, time: Duration) -> Self {
        self.settings.min_idle = time;
        self
    }

    /// Sets the prefix of dead-letter streams, `dead:` by default. It is followed by the name of the stream. The
    /// [`streams`](Self::streams) must not include any of them.
    pub fn dead_letter_prefix(mut self, prefix: impl Into<String>) -> Self {
        self.settings.dead_letter_prefix = prefix.into();
        self
    }

    /// Removes the entries that every consumer group has read and acknowledged. By default, nothing removes them, and a
    /// stream grows forever. A program that reads the stream without a group can miss removed entries.
    pub fn trim_acknowledged(mut self) -> Self {
        self.settings.is_trimming = true;
        self
    }

    /// Sets a callback for each command that Redis rejects or does not respond to, with the address and the cause. Each
    /// stream retries independently, so an outage causes many calls. The callback must not block. A panic in it is
    /// logged.
    pub fn on_server_error(mut self, callback: impl Fn(&RedisError) + Send + Sync + 'static) -> Self {
        self.settings.on_server_error = Some(Arc::new(callback));
        self
    }

    /// Creates the consumer. It connects when it runs.
    ///
    /// # Errors
    ///
    /// Fails if the group, the streams or the handler is missing, if the URL is invalid, if the consumer would read its
    /// own dead-letter streams, if a time is outside its limits, or if `concurrency`, `max_in_flight` or
    /// `max_attempts` is 0.
    pub fn build(self) -> Result<Consumer, Error> {
        let Self { config, verifier, settings, dispatcher, options } = self;
        if settings.group.is_empty() {
            return Err(Error::invalid_text("missing consumer group: set it with `group`"));
        }
        let Some(dispatcher) = dispatcher else {
            return Err(Error::invalid_text("missing handler: set it with `handler` or `dispatcher`"));
        };
        settings.streams.validate(&settings.dead_letter_prefix)?;
        for (name, time) in [("lease_duration", settings.lease), ("min_idle", settings.min_idle)] {
            if !(SHORTEST..=LONGEST).contains(&time) {
                return Err(Error::invalid_text(&format!(
                    "`{name}` must be between 1 second and 30 days, found {time:?}"
                )));
            }
        }
        // Each group handles every event, even if another group has handled it.
        let runner = Runner::new(dispatcher.within(&settings.group), options.checked()?);
        Consumer::new(&config, verifier, settings, runner)
    }
}

impl fmt::Debug for ConsumerBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { settings, options, .. } = self;
        f.debug_struct("ConsumerBuilder").field("settings", settings).field("options", options).finish_non_exhaustive()
    }
}
