//! What a consumer is to do.

use std::{fmt, sync::Arc, time::Duration};

use tokio::sync::Semaphore;

use super::{
    Consumer, DeadLetter, Server,
    backoff::{Backoff, LONGEST},
    settings::{Settings, Streams},
};
use crate::{
    Error,
    events::{Dispatcher, Handler, Verifier},
};

/// What is shorter would be over before the server has answered.
const SHORTEST: Duration = Duration::from_millis(100);

/// Settings of a [`Consumer`]. A group and a handler have to be said.
///
/// ```
/// use std::time::Duration;
/// use wsapi_client::events::{Handler, Verifier, redis::{Consumer, RedisError}};
///
/// fn consumer(handler: impl Handler) -> Result<Consumer, wsapi_client::Error> {
///     Consumer::builder("redis://127.0.0.1/", Verifier::new("whsec_example")?)
///         .group("bot")
///         .handler(handler)
///         .concurrency(64)
///         .tries(10)
///         .backoff(Duration::from_secs(1), Duration::from_secs(300))
///         .build()
/// }
/// ```
#[must_use]
pub struct ConsumerBuilder {
    server: Server,
    verifier: Verifier,
    settings: Settings,
    dispatcher: Option<Dispatcher>,
}

impl ConsumerBuilder {
    pub(super) fn new(server: Server, verifier: Verifier) -> Self {
        Self { server, verifier, settings: Settings::default(), dispatcher: None }
    }

    /// The name of the group that reads the streams. Each group receives every event; what belongs to the same program
    /// has the same group. So what one group has handled, another handles too, also where they share a store for repeats.
    ///
    /// ```
    /// # use wsapi_client::events::redis::ConsumerBuilder;
    /// # fn set(builder: ConsumerBuilder) -> ConsumerBuilder {
    /// builder.group("bot")
    /// # }
    /// ```
    pub fn group(mut self, name: impl Into<String>) -> Self {
        self.settings.group = name.into();
        self
    }

    /// What is done with each event, by way of a [`Dispatcher`] that remembers in memory what was handled.
    ///
    /// ```
    /// # use wsapi_client::events::{Handler, redis::ConsumerBuilder};
    /// # fn set(builder: ConsumerBuilder, handler: impl Handler) -> ConsumerBuilder {
    /// builder.handler(handler)
    /// # }
    /// ```
    pub fn handler(self, handler: impl Handler) -> Self {
        self.dispatcher(Dispatcher::new(handler))
    }

    /// What each event is handed to. With a [`RedisStore`](super::RedisStore) a fleet knows what any of its workers has
    /// handled. What the group has handled is remembered for the group only: where the same dispatcher stands behind another
    /// transport as well, an event that both bring is handled twice.
    ///
    /// ```
    /// # use wsapi_client::{Error, events::{Dispatcher, Handler, redis::{ConsumerBuilder, RedisStore}}};
    /// # fn set(builder: ConsumerBuilder, handler: impl Handler) -> Result<ConsumerBuilder, Error> {
    /// let store = RedisStore::new("redis://127.0.0.1/")?;
    /// # Ok(
    /// builder.dispatcher(Dispatcher::new(handler).store(store))
    /// # )
    /// # }
    /// ```
    pub fn dispatcher(mut self, dispatcher: Dispatcher) -> Self {
        self.dispatcher = Some(dispatcher);
        self
    }

    /// What the names of the streams begin with where each instance has one; `stream:` unless it is set.
    ///
    /// ```
    /// # use wsapi_client::events::redis::ConsumerBuilder;
    /// # fn set(builder: ConsumerBuilder) -> ConsumerBuilder {
    /// builder.stream_prefix("wsapi:events:")
    /// # }
    /// ```
    pub fn stream_prefix(mut self, prefix: impl Into<String>) -> Self {
        self.settings.streams = Streams::Each { prefix: prefix.into() };
        self
    }

    /// Reads one stream that holds the events of all instances. The workers of a group read it side by side, so that the
    /// events of a chat are in order only where a single worker reads, and one that is started anew before long may see
    /// new events before those that were pending.
    ///
    /// ```
    /// # use wsapi_client::events::redis::ConsumerBuilder;
    /// # fn set(builder: ConsumerBuilder) -> ConsumerBuilder {
    /// builder.shared_stream("events")
    /// # }
    /// ```
    pub fn shared_stream(mut self, name: impl Into<String>) -> Self {
        self.settings.streams = Streams::Shared { name: name.into() };
        self
    }

    /// Where a group does not exist yet, it begins with what comes from now on, and not with the oldest event. Streams
    /// that are found later, while the consumer runs, are read from their beginning all the same.
    ///
    /// ```
    /// # use wsapi_client::events::redis::ConsumerBuilder;
    /// # fn set(builder: ConsumerBuilder) -> ConsumerBuilder {
    /// builder.from_now()
    /// # }
    /// ```
    pub fn from_now(mut self) -> Self {
        self.settings.is_from_now = true;
        self
    }

    /// How many handlers may run at once; 16 unless it is set.
    ///
    /// ```
    /// # use wsapi_client::events::redis::ConsumerBuilder;
    /// # fn set(builder: ConsumerBuilder) -> ConsumerBuilder {
    /// builder.concurrency(64)
    /// # }
    /// ```
    pub fn concurrency(mut self, handlers: usize) -> Self {
        self.settings.concurrency = handlers;
        self
    }

    /// How many entries of each stream may have been read and not be handled yet; 256 unless it is set. A chat whose
    /// events fail holds up its stream once so many of its events wait.
    ///
    /// ```
    /// # use wsapi_client::events::redis::ConsumerBuilder;
    /// # fn set(builder: ConsumerBuilder) -> ConsumerBuilder {
    /// builder.in_hand(1_000)
    /// # }
    /// ```
    pub fn in_hand(mut self, entries: usize) -> Self {
        self.settings.in_hand = entries;
        self
    }

    /// For how long a worker owns a stream without being heard of; 10 seconds unless it is set. So long events wait
    /// after a worker died, and so long a worker may be paused without another taking over.
    ///
    /// ```
    /// # use std::time::Duration;
    /// # use wsapi_client::events::redis::ConsumerBuilder;
    /// # fn set(builder: ConsumerBuilder) -> ConsumerBuilder {
    /// builder.lease(Duration::from_secs(30))
    /// # }
    /// ```
    pub fn lease(mut self, lease: Duration) -> Self {
        self.settings.lease = lease;
        self
    }

    /// How often to look for new streams, and to trim; every 5 seconds unless it is set. The server goes through all
    /// keys of its database for it, so that one with very many should be looked at less often.
    ///
    /// ```
    /// # use std::time::Duration;
    /// # use wsapi_client::events::redis::ConsumerBuilder;
    /// # fn set(builder: ConsumerBuilder) -> ConsumerBuilder {
    /// builder.discovery(Duration::from_secs(60))
    /// # }
    /// ```
    pub fn discovery(mut self, interval: Duration) -> Self {
        self.settings.discovery = interval;
        self
    }

    /// With a [shared stream](Self::shared_stream), after how long without a sign of life from who read it an event
    /// goes to another worker; 60 seconds unless it is set. Workers give a sign of life three times within it for all
    /// that they have in hand, so that a handler may take longer.
    ///
    /// ```
    /// # use std::time::Duration;
    /// # use wsapi_client::events::redis::ConsumerBuilder;
    /// # fn set(builder: ConsumerBuilder) -> ConsumerBuilder {
    /// builder.min_idle(Duration::from_secs(300))
    /// # }
    /// ```
    pub fn min_idle(mut self, time: Duration) -> Self {
        self.settings.min_idle = time;
        self
    }

    /// How often an event is tried before it is moved to the dead letters; 5 times unless it is set. A try that kills its
    /// worker counts. With more than one, what a worker that died had read and may have begun counts as one.
    ///
    /// ```
    /// # use wsapi_client::events::redis::ConsumerBuilder;
    /// # fn set(builder: ConsumerBuilder) -> ConsumerBuilder {
    /// builder.tries(10)
    /// # }
    /// ```
    pub fn tries(mut self, tries: u32) -> Self {
        self.settings.tries = tries;
        self
    }

    /// How long to wait before the second try, and at most before any; 1 second and 1 minute unless it is set. In
    /// between the wait doubles, and part of it is left to chance.
    ///
    /// ```
    /// # use std::time::Duration;
    /// # use wsapi_client::events::redis::ConsumerBuilder;
    /// # fn set(builder: ConsumerBuilder) -> ConsumerBuilder {
    /// builder.backoff(Duration::from_secs(5), Duration::from_secs(600))
    /// # }
    /// ```
    pub fn backoff(mut self, first: Duration, longest: Duration) -> Self {
        self.settings.backoff = Backoff { first, longest };
        self
    }

    /// How long to finish what is in hand when the consumer is stopped, or when a stream goes to another worker; 20 seconds
    /// unless it is set.
    ///
    /// ```
    /// # use std::time::Duration;
    /// # use wsapi_client::events::redis::ConsumerBuilder;
    /// # fn set(builder: ConsumerBuilder) -> ConsumerBuilder {
    /// builder.drain(Duration::from_secs(5))
    /// # }
    /// ```
    pub fn drain(mut self, limit: Duration) -> Self {
        self.settings.drain = limit;
        self
    }

    /// What stands before the name of a stream in the name of the stream of its dead letters; `dead:` unless it is set.
    ///
    /// ```
    /// # use wsapi_client::events::redis::ConsumerBuilder;
    /// # fn set(builder: ConsumerBuilder) -> ConsumerBuilder {
    /// builder.dead_letter_prefix("bot:dead:")
    /// # }
    /// ```
    pub fn dead_letter_prefix(mut self, prefix: impl Into<String>) -> Self {
        self.settings.dead_prefix = prefix.into();
        self
    }

    /// Is told of each event that is moved to the dead letters, after it was.
    ///
    /// ```
    /// # use wsapi_client::events::redis::ConsumerBuilder;
    /// # fn set(builder: ConsumerBuilder) -> ConsumerBuilder {
    /// builder.on_dead_letter(|letter| eprintln!("{} {}", letter.dead_stream, letter.reason))
    /// # }
    /// ```
    pub fn on_dead_letter(mut self, tell: impl Fn(&DeadLetter) + Send + Sync + 'static) -> Self {
        self.settings.on_dead_letter = Some(Arc::new(tell));
        self
    }

    /// Removes from the streams what every group has read and acknowledged. Nobody else does, so without it a stream
    /// grows for ever; with it, a program that reads without a group may miss what is removed.
    ///
    /// ```
    /// # use wsapi_client::events::redis::ConsumerBuilder;
    /// # fn set(builder: ConsumerBuilder) -> ConsumerBuilder {
    /// builder.trim()
    /// # }
    /// ```
    pub fn trim(mut self) -> Self {
        self.settings.is_trimming = true;
        self
    }

    /// Makes the consumer. Nothing is connected yet.
    ///
    /// ```
    /// use wsapi_client::events::{Verifier, redis::Consumer};
    ///
    /// let error = Consumer::builder("redis://127.0.0.1/", Verifier::accept_unsigned()).build().unwrap_err();
    /// assert!(error.is_invalid_input(), "neither a group nor a handler");
    /// ```
    ///
    /// # Errors
    ///
    /// Group or handler are missing, the address is none, or a setting cannot work.
    pub fn build(self) -> Result<Consumer, Error> {
        if let Some(problem) = self.problem() {
            return Err(Error::invalid_text(problem));
        }
        let Some(dispatcher) = self.dispatcher else {
            return Err(Error::invalid_text("a consumer needs a handler"));
        };
        // Each group receives every event, whatever another group has handled.
        let dispatcher = dispatcher.within(&self.settings.group);
        Consumer::new(self.server, self.settings, self.verifier, dispatcher)
    }

    fn problem(&self) -> Option<&'static str> {
        let settings = &self.settings;
        let is_dead_found = match &settings.streams {
            Streams::Each { prefix } => {
                settings.dead_prefix.starts_with(prefix) || prefix.starts_with(&settings.dead_prefix)
            }
            Streams::Shared { .. } => settings.dead_prefix.is_empty(),
        };
        let sizes = [settings.concurrency, settings.in_hand];
        let times = [settings.lease, settings.discovery, settings.min_idle];
        let is_time = |time: &Duration| (SHORTEST..=LONGEST).contains(time);
        if settings.group.is_empty() {
            Some("a consumer needs the name of a group")
        } else if is_dead_found {
            Some("the dead letters would be taken for events: give them another prefix")
        } else if sizes.iter().any(|size| !(1..=Semaphore::MAX_PERMITS).contains(size)) || settings.tries == 0 {
            Some("there must be room for at least one handler, one entry in hand and one try")
        } else if !times.iter().all(is_time) || settings.drain > LONGEST {
            Some("lease, discovery and idle time must be 100 milliseconds at least, and no limit more than 30 days")
        } else {
            None
        }
    }
}

impl fmt::Debug for ConsumerBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ConsumerBuilder")
            .field("server", &self.server)
            .field("settings", &self.settings)
            .field("dispatcher", &self.dispatcher)
            .finish_non_exhaustive()
    }
}
