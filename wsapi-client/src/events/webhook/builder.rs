//! The builder of a receiver.

use std::{fmt, sync::Arc, time::Duration};

use super::{
    check::BODY_LIMIT,
    durable::{AnyQueue, DurableQueue},
    handling::Handling,
    intake::Intake,
    ledger::{Ledger, OnRejected},
    receiver::Receiver,
    rejection::Rejection,
    storing::Storing,
    target::Target,
};
use crate::{
    Error,
    events::{
        Dispatcher, Handler, Verifier,
        runner::{Options, shared_options},
    },
};

/// The service waits 10 seconds for a response, and the network needs part of that time.
const RESPONSE_TIMEOUT: Duration = Duration::from_secs(8);

/// The longest timeout. Adding a longer one to a point in time could overflow.
const LONGEST: Duration = Duration::from_secs(365 * 24 * 3600);

const MISSING_HANDLER: &str =
    "missing handler: set one with `ReceiverBuilder::handler` or `dispatcher`, or set a `durable_queue`";

/// Builds a [`Receiver`]. A [`handler`](Self::handler), a [`dispatcher`](Self::dispatcher) or a
/// [`durable_queue`](Self::durable_queue) is required; everything else has a default. Requires the feature `webhook`.
///
/// ```
/// use std::time::Duration;
/// use wsapi_client::{Error, events::{FailedEvent, Handler, Verifier, webhook::Receiver}};
///
/// fn receiver(handler: impl Handler, failed: std::sync::mpsc::Sender<FailedEvent>) -> Result<Receiver, Error> {
///     Receiver::builder(Verifier::new("whsec_example")?)
///         .handler(handler)
///         .concurrency(64)
///         .shutdown_timeout(Duration::from_secs(60))
///         .on_rejected(|rejection| eprintln!("{rejection}"))
///         .on_failed(move |event| _ = failed.send(event))
///         .build()
/// }
/// ```
#[must_use = "a builder does nothing until `build` is called"]
pub struct ReceiverBuilder {
    verifier: Verifier,
    destination: Option<Destination>,
    acknowledges_after_handler: bool,
    body_limit: usize,
    response_timeout: Duration,
    on_rejected: Option<OnRejected>,
    options: Options,
}

enum Destination {
    Handler(Dispatcher),
    Queue(Arc<dyn AnyQueue>),
}

impl Receiver {
    /// Creates a builder for a receiver, which accepts the events that the verifier accepts.
    pub fn builder(verifier: Verifier) -> ReceiverBuilder {
        ReceiverBuilder {
            verifier,
            destination: None,
            acknowledges_after_handler: false,
            body_limit: BODY_LIMIT,
            response_timeout: RESPONSE_TIMEOUT,
            on_rejected: None,
            options: Options::default(),
        }
    }
}

/// If several of [`handler`](Self::handler), [`dispatcher`](Self::dispatcher) and
/// [`durable_queue`](Self::durable_queue) are set, the last one counts.
impl ReceiverBuilder {
    /// Sets the handler of events. Handled events are remembered in a [`MemoryStore`](crate::events::MemoryStore).
    pub fn handler(self, handler: impl Handler) -> Self {
        self.dispatcher(Dispatcher::new(handler))
    }

    /// Sets the dispatcher of events, which can have another deduplication store. It can be shared with the event
    /// stream, so that an event that arrives over both is handled once. A Redis consumer group has its own keys in
    /// every store, so it handles such an event again.
    pub fn dispatcher(mut self, dispatcher: Dispatcher) -> Self {
        self.destination = Some(Destination::Handler(dispatcher));
        self
    }

    /// Sets a queue that outlives the process. Events are appended to it and then acknowledged, and no handler runs.
    ///
    /// Up to [`concurrency`](Self::concurrency) events are appended at the same time, and up to
    /// [`max_in_flight`](Self::max_in_flight) events may be waiting or being appended. The receiver appends each event
    /// once. An append continues even if its sender disconnects. If it fails, the error is logged and is the source of
    /// the [`Rejection`].
    pub fn durable_queue(mut self, queue: impl DurableQueue) -> Self {
        self.destination = Some(Destination::Queue(Arc::new(queue)));
        self
    }

    /// Acknowledges an event after it is handled, instead of before. Has no effect with a durable queue.
    ///
    /// If the handler takes longer than the [`response_timeout`](Self::response_timeout), the request is rejected and
    /// the handler continues.
    pub fn acknowledge_after_handler(mut self) -> Self {
        self.acknowledges_after_handler = true;
        self
    }

    /// Sets the deadline of the response to a request, 8 seconds by default. The service disconnects after 10.
    pub fn response_timeout(mut self, timeout: Duration) -> Self {
        self.response_timeout = timeout.min(LONGEST);
        self
    }

    /// Sets the size limit of a body in bytes, 5 MiB by default. An event with the history of a chat can be large.
    pub fn body_limit(mut self, bytes: usize) -> Self {
        self.body_limit = bytes;
        self
    }

    /// Sets a callback that is called for each rejected request.
    ///
    /// The callback must be quick and must not block, because the response waits for it. A panic in it is logged.
    pub fn on_rejected(mut self, callback: impl Fn(Rejection) + Send + Sync + 'static) -> Self {
        self.on_rejected = Some(Box::new(callback));
        self
    }

    /// Builds the receiver. Handlers run on the current tokio runtime, or, if there is none, on that of the first
    /// request.
    ///
    /// # Errors
    ///
    /// Fails if there is no handler, dispatcher or queue, or if `concurrency`, `max_in_flight`, `max_attempts`,
    /// [`body_limit`](Self::body_limit) or [`response_timeout`](Self::response_timeout) is zero.
    pub fn build(self) -> Result<Receiver, Error> {
        let options = self.options.checked()?;
        if self.body_limit == 0 {
            return Err(Error::invalid_text("`body_limit` must be at least 1"));
        }
        if self.response_timeout.is_zero() {
            return Err(Error::invalid_text("`response_timeout` must be greater than zero"));
        }
        let shutdown_timeout = options.shutdown_timeout;
        let target = match self.destination {
            Some(Destination::Handler(dispatcher)) => {
                Target::Handler(Handling::new(dispatcher, options, self.acknowledges_after_handler))
            }
            Some(Destination::Queue(queue)) => Target::Queue(Storing::new(queue, &options)),
            None => return Err(Error::invalid_text(MISSING_HANDLER)),
        };
        Ok(Receiver::new(Intake {
            verifier: self.verifier,
            target,
            body_limit: self.body_limit,
            response_timeout: self.response_timeout,
            shutdown_timeout,
            ledger: Arc::new(Ledger::new(self.on_rejected)),
        }))
    }
}

shared_options!(ReceiverBuilder);

impl fmt::Debug for ReceiverBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReceiverBuilder")
            .field("verifier", &self.verifier)
            .field("acknowledges_after_handler", &self.acknowledges_after_handler)
            .field("body_limit", &self.body_limit)
            .field("response_timeout", &self.response_timeout)
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}
