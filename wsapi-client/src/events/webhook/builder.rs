//! How a receiver is put together.

use std::{fmt, sync::Arc, time::Duration};

use tokio::sync::Semaphore;

use super::{
    DurableQueue, Receiver, Refusal,
    check::{BODY_LIMIT, BODY_TIMEOUT},
    core::{Acknowledge, Core, Limits, Work},
    door::Door,
    ledger::Ledger,
};
use crate::events::{Dispatcher, Failure, Handler, Verifier, lanes::Lanes, retries::Retries};

/// How many events may wait or be in work, unless another number is set.
const QUEUE: usize = 1_000;
/// How many events may be in work at once, unless another number is set.
const CONCURRENCY: usize = 16;
/// The service waits 10 seconds, of which the network needs some.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(8);

/// More than a year is as good as for ever, and can be added to a time.
const LONGEST: Duration = Duration::from_secs(365 * 24 * 3600);

/// A receiver that does not know yet what is done with events: made by [`Receiver::builder`].
///
/// ```
/// use wsapi_client::{Event, events::{HandlerError, webhook::{Receiver, ReceiverBuilder, ReceiverSetup}}};
///
/// fn builder(setup: ReceiverSetup) -> ReceiverBuilder {
///     setup.handler(|event: Event| async move {
///         println!("{}", event.event_id);
///         Ok::<_, HandlerError>(())
///     })
/// }
/// ```
#[must_use]
pub struct ReceiverSetup {
    verifier: Verifier,
}

impl ReceiverSetup {
    pub(super) fn new(verifier: Verifier) -> Self {
        Self { verifier }
    }

    /// Hands events to a handler, those that come twice only once: a [`MemoryStore`](crate::events::MemoryStore)
    /// remembers them.
    ///
    /// ```
    /// use wsapi_client::events::{Handler, webhook::{ReceiverBuilder, ReceiverSetup}};
    ///
    /// fn builder(setup: ReceiverSetup, handler: impl Handler) -> ReceiverBuilder {
    ///     setup.handler(handler)
    /// }
    /// ```
    pub fn handler(self, handler: impl Handler) -> ReceiverBuilder {
        self.dispatcher(Dispatcher::new(handler))
    }

    /// Hands events to a dispatcher, which may have another store for repeats and may stand behind other transports as
    /// well: what this and the event stream both bring is handled once.
    ///
    /// ```
    /// use wsapi_client::events::{Dispatcher, webhook::{ReceiverBuilder, ReceiverSetup}};
    ///
    /// fn builder(setup: ReceiverSetup, dispatcher: &Dispatcher) -> ReceiverBuilder {
    ///     setup.dispatcher(dispatcher.clone())
    /// }
    /// ```
    pub fn dispatcher(self, dispatcher: Dispatcher) -> ReceiverBuilder {
        ReceiverBuilder::new(self.verifier, Work::Handle(dispatcher, Acknowledge::WhenQueued))
    }

    /// Puts events into a queue that outlives the process, and acknowledges them when they are in it. Somebody else
    /// handles them. It is given up to [`concurrency`](ReceiverBuilder::concurrency) events at once, and each of them
    /// once.
    ///
    /// ```
    /// use wsapi_client::events::webhook::{DurableQueue, ReceiverBuilder, ReceiverSetup};
    ///
    /// fn builder(setup: ReceiverSetup, queue: impl DurableQueue) -> ReceiverBuilder {
    ///     setup.durable_queue(queue)
    /// }
    /// ```
    pub fn durable_queue(self, queue: impl DurableQueue) -> ReceiverBuilder {
        ReceiverBuilder::new(self.verifier, Work::Store(Box::new(queue)))
    }
}

impl fmt::Debug for ReceiverSetup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReceiverSetup").field("verifier", &self.verifier).finish()
    }
}

/// How a receiver works. What is not set has a default that fits a bot.
///
/// ```
/// use std::time::Duration;
/// use wsapi_client::events::webhook::{Receiver, ReceiverBuilder};
///
/// fn receiver(builder: ReceiverBuilder) -> Receiver {
///     builder.queue(10_000).concurrency(64).attempts(5).backoff(Duration::from_secs(1)).build()
/// }
/// ```
#[must_use]
pub struct ReceiverBuilder {
    verifier: Verifier,
    work: Work,
    queue: usize,
    concurrency: usize,
    retries: Retries,
    limits: Limits,
    ledger: Ledger,
}

impl ReceiverBuilder {
    fn new(verifier: Verifier, work: Work) -> Self {
        let limits = Limits { body: BODY_LIMIT, body_timeout: BODY_TIMEOUT, answer_timeout: ANSWER_TIMEOUT };
        let retries = Retries::default();
        Self { verifier, work, queue: QUEUE, concurrency: CONCURRENCY, retries, limits, ledger: Ledger::default() }
    }

    /// Acknowledges an event only after it was handled, instead of as soon as it is in the queue. All else stays as it
    /// is. With a durable queue it changes nothing.
    ///
    /// ```
    /// # use wsapi_client::events::webhook::ReceiverBuilder;
    /// # fn builder(builder: ReceiverBuilder) -> ReceiverBuilder {
    /// builder.acknowledge_after_handler().attempts(1)
    /// # }
    /// ```
    pub fn acknowledge_after_handler(mut self) -> Self {
        if let Work::Handle(_, acknowledge) = &mut self.work {
            *acknowledge = Acknowledge::WhenHandled;
        }
        self
    }

    /// How many events may wait, be in work or be about to be tried again: 1,000, unless it is set; at least one. Each
    /// is in memory, with up to [`body_limit`](Self::body_limit) bytes and what is read from them.
    ///
    /// ```
    /// # use wsapi_client::events::webhook::ReceiverBuilder;
    /// # fn builder(builder: ReceiverBuilder) -> ReceiverBuilder {
    /// builder.queue(10_000)
    /// # }
    /// ```
    pub fn queue(mut self, events: usize) -> Self {
        self.queue = events;
        self
    }

    /// How many events may be in work at once: 16, unless it is set; at least one. They are of different chats, for
    /// those of one chat come one after the other.
    ///
    /// ```
    /// # use wsapi_client::events::webhook::ReceiverBuilder;
    /// # fn builder(builder: ReceiverBuilder) -> ReceiverBuilder {
    /// builder.concurrency(64)
    /// # }
    /// ```
    pub fn concurrency(mut self, events: usize) -> Self {
        self.concurrency = events;
        self
    }

    /// How often an event is handed to the handler until it succeeds: 3 times, unless it is set; at least once. With
    /// the waits between them as they are, three attempts last a second and a half, and eight a minute: what a handler
    /// needs should not be away for longer.
    ///
    /// ```
    /// # use wsapi_client::events::webhook::ReceiverBuilder;
    /// # fn builder(builder: ReceiverBuilder) -> ReceiverBuilder {
    /// builder.attempts(1)
    /// # }
    /// ```
    pub fn attempts(mut self, attempts: u32) -> Self {
        self.retries.attempts = attempts.max(1);
        self
    }

    /// How long to wait before the second attempt: half a second, unless it is set. The wait doubles before each
    /// further one, up to a minute. The chat waits as well; other chats do not.
    ///
    /// ```
    /// # use wsapi_client::events::webhook::ReceiverBuilder;
    /// # fn builder(builder: ReceiverBuilder) -> ReceiverBuilder {
    /// builder.backoff(std::time::Duration::from_secs(2))
    /// # }
    /// ```
    pub fn backoff(mut self, wait: Duration) -> Self {
        self.retries.backoff = wait;
        self
    }

    /// How long a request may take until it is answered, all waiting included: 8 seconds, unless it is set. The service
    /// hangs up after 10.
    ///
    /// ```
    /// # use wsapi_client::events::webhook::ReceiverBuilder;
    /// # fn builder(builder: ReceiverBuilder) -> ReceiverBuilder {
    /// builder.answer_timeout(std::time::Duration::from_secs(9))
    /// # }
    /// ```
    pub fn answer_timeout(mut self, limit: Duration) -> Self {
        self.limits.answer_timeout = limit.min(LONGEST);
        self
    }

    /// How many bytes a body may have: 5 MiB, unless it is set. A history sync can be large.
    ///
    /// ```
    /// # use wsapi_client::events::webhook::ReceiverBuilder;
    /// # fn builder(builder: ReceiverBuilder) -> ReceiverBuilder {
    /// builder.body_limit(20 * 1024 * 1024)
    /// # }
    /// ```
    pub fn body_limit(mut self, bytes: usize) -> Self {
        self.limits.body = bytes;
        self
    }

    /// How long a body may take to arrive: 5 seconds, unless it is set.
    ///
    /// ```
    /// # use wsapi_client::events::webhook::ReceiverBuilder;
    /// # fn builder(builder: ReceiverBuilder) -> ReceiverBuilder {
    /// builder.body_timeout(std::time::Duration::from_secs(3))
    /// # }
    /// ```
    pub fn body_timeout(mut self, limit: Duration) -> Self {
        self.limits.body_timeout = limit.min(LONGEST);
        self
    }

    /// Tells of each request that is not answered with success. It is called while the request waits for its answer,
    /// so it must be quick and must not block. If it panics, that is logged.
    ///
    /// ```
    /// # use wsapi_client::events::webhook::ReceiverBuilder;
    /// # fn builder(builder: ReceiverBuilder) -> ReceiverBuilder {
    /// builder.on_refused(|refusal| eprintln!("{refusal}"))
    /// # }
    /// ```
    pub fn on_refused(mut self, tell: impl Fn(Refusal) + Send + Sync + 'static) -> Self {
        self.ledger.on_refused = Some(Box::new(tell));
        self
    }

    /// Tells of each event that was taken in and not handled. What is not kept here is gone. It is called between two
    /// events of a chat, so it must be quick and must not block: send the event over a channel, or append it to a file.
    /// If it panics, that is logged.
    ///
    /// ```
    /// use wsapi_client::events::{Failure, webhook::ReceiverBuilder};
    ///
    /// fn builder(builder: ReceiverBuilder, failed: std::sync::mpsc::Sender<Failure>) -> ReceiverBuilder {
    ///     builder.on_failed(move |failure| _ = failed.send(failure))
    /// }
    /// ```
    pub fn on_failed(mut self, tell: impl Fn(Failure) + Send + Sync + 'static) -> Self {
        self.ledger.on_failed = Some(Box::new(tell));
        self
    }

    /// Starts the receiver's workers on the current tokio runtime. If there is none, the first request starts them
    /// where it runs.
    ///
    /// ```
    /// # use wsapi_client::events::webhook::{Receiver, ReceiverBuilder};
    /// fn receiver(builder: ReceiverBuilder) -> Receiver {
    ///     builder.build()
    /// }
    /// ```
    #[must_use]
    pub fn build(self) -> Receiver {
        let core = Core {
            verifier: self.verifier,
            work: self.work,
            limits: self.limits,
            retries: self.retries,
            lanes: Lanes::new(self.queue),
            slots: Arc::new(Semaphore::new(self.concurrency.clamp(1, Semaphore::MAX_PERMITS))),
            ledger: Arc::new(self.ledger),
        };
        Receiver::new(Door::new(core))
    }
}

impl fmt::Debug for ReceiverBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReceiverBuilder")
            .field("verifier", &self.verifier)
            .field("queue", &self.queue)
            .field("concurrency", &self.concurrency)
            .field("retries", &self.retries)
            .field("limits", &self.limits)
            .finish_non_exhaustive()
    }
}
