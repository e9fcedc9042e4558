//! The builder of a subscriber.

use std::fmt;

use super::{
    item::StreamItem,
    stream::EventStream,
    subscriber::{OnNotice, Subscriber},
};
use crate::{
    Error,
    events::{
        Dispatcher, Handler,
        runner::{Options, Runner, shared_options},
    },
};

/// Builds a [`Subscriber`]. A handler is required. Requires the feature `sse`.
#[must_use]
pub struct SubscriberBuilder {
    events: EventStream,
    dispatcher: Option<Dispatcher>,
    on_notice: Option<OnNotice>,
    options: Options,
}

impl Subscriber {
    /// Creates a builder for a subscriber of the stream.
    pub fn builder(events: EventStream) -> SubscriberBuilder {
        SubscriberBuilder { events, dispatcher: None, on_notice: None, options: Options::default() }
    }
}

impl SubscriberBuilder {
    /// Sets the handler of the events. Handled events are remembered in memory.
    pub fn handler(self, handler: impl Handler) -> Self {
        self.dispatcher(Dispatcher::new(handler))
    }

    /// Sets the dispatcher of the events, to use another deduplication store or to share one dispatcher with a webhook
    /// receiver.
    pub fn dispatcher(mut self, dispatcher: Dispatcher) -> Self {
        self.dispatcher = Some(dispatcher);
        self
    }

    /// Sets a callback that is called for each item that is not an event: connections, gaps and oversized events.
    ///
    /// The callback must be quick and must not block, because nothing is read until it returns. A panic in it is
    /// logged.
    ///
    /// ```
    /// use wsapi_client::events::sse::{StreamItem, SubscriberBuilder};
    ///
    /// fn report_gaps(builder: SubscriberBuilder) -> SubscriberBuilder {
    ///     builder.on_notice(|notice| {
    ///         if let StreamItem::Gap(gap) = notice {
    ///             eprintln!("events between {:?} and {:?} are lost", gap.since, gap.until);
    ///         }
    ///     })
    /// }
    /// ```
    pub fn on_notice(mut self, callback: impl Fn(StreamItem) + Send + Sync + 'static) -> Self {
        self.on_notice = Some(Box::new(callback));
        self
    }

    /// Builds the subscriber. Nothing is sent before it runs.
    ///
    /// # Errors
    ///
    /// Fails if there is no handler, or if `concurrency`, `max_in_flight` or `max_attempts` is 0.
    pub fn build(self) -> Result<Subscriber, Error> {
        let missing = || Error::invalid_text("missing handler: set it with `SubscriberBuilder::handler`");
        let dispatcher = self.dispatcher.ok_or_else(missing)?;
        let runner = Runner::new(dispatcher, self.options.checked()?);
        Ok(Subscriber::new(self.events, runner, self.on_notice))
    }
}

shared_options!(SubscriberBuilder);

impl fmt::Debug for SubscriberBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SubscriberBuilder")
            .field("events", &self.events)
            .field("dispatcher", &self.dispatcher)
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}
