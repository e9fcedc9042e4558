//! Passes the events of a stream to a handler.

use std::{
    fmt,
    future::pending,
    pin::pin,
    sync::{Arc, Mutex, PoisonError},
};

use tokio::time::sleep;

use super::{
    delivery::StreamDelivery, item::StreamItem, operation::StreamEvents, queue::Item, stats::SubscriberStats,
    stream::EventStream,
};
use crate::{
    Error, Operation, TransportError,
    events::{
        panics::contained,
        race::{Winner, race},
        runner::{Runner, Session},
    },
    runtime::clock::has_tokio_timers,
};

pub(super) type OnNotice = Box<dyn Fn(StreamItem) + Send + Sync>;

/// Passes the events of an [`EventStream`] to a handler. See [the module](super) for an example and for the events that
/// can be lost. Requires the feature `sse`.
///
/// Events of one chat are handled one at a time, in the order in which they arrive. Events of different chats are
/// handled concurrently. While [`max_in_flight`](super::SubscriberBuilder::max_in_flight) events are in flight, nothing
/// is read from the connection.
#[doc(alias("server-sent events", "sse"))]
pub struct Subscriber {
    runner: Arc<Runner>,
    on_notice: Option<OnNotice>,
    /// The stream, until a run takes it.
    events: Mutex<Option<EventStream>>,
    /// The statistics, without those of the runner.
    stats: Mutex<SubscriberStats>,
}

impl Subscriber {
    pub(super) fn new(events: EventStream, runner: Arc<Runner>, on_notice: Option<OnNotice>) -> Self {
        Self { runner, on_notice, events: Mutex::new(Some(events)), stats: Mutex::default() }
    }

    /// Returns the statistics so far. This can be called from any task while the subscriber runs.
    pub fn stats(&self) -> SubscriberStats {
        let stats = *self.stats.lock().unwrap_or_else(PoisonError::into_inner);
        SubscriberStats { events: self.runner.stats(), ..stats }
    }

    /// Receives and handles events until `shutdown` is ready, or the stream ends with an error.
    ///
    /// Then it closes the connection and waits for the events in flight, up to the
    /// [`shutdown_timeout`](super::SubscriberBuilder::shutdown_timeout). After that, handlers that are still running
    /// are cancelled, and each remaining event fails: `on_failed` is called with an error for which
    /// [`EventError::is_interrupted`](crate::events::EventError::is_interrupted) returns `true`.
    ///
    /// If this future is dropped, handlers are cancelled at once. `on_failed` is called for the events in flight, but
    /// not for events that have arrived in excess of `max_in_flight`.
    ///
    /// A subscriber can run only once.
    ///
    /// # Errors
    ///
    /// Fails as [`EventStream::next`] does, after the events in flight are done. Also fails outside of a tokio runtime
    /// with timers, and if the subscriber has already run.
    pub async fn run_until(&self, shutdown: impl Future<Output = ()>) -> Result<SubscriberStats, Error> {
        let mut events = self.start()?;
        let session = Session::new(self.runner.clone());
        let mut result = Ok(());
        let receiving = async {
            if let Winner::Second(end) = race(pin!(shutdown), pin!(self.receive(&mut events, &session))).await {
                result = end;
            }
            events.close();
            self.finish(events, &session).await;
        };
        session.run(receiving).await;
        result.map(|()| self.stats())
    }

    fn start(&self) -> Result<EventStream, Error> {
        if !has_tokio_timers() {
            let error = TransportError::not_sent("handlers require a running tokio runtime with timers");
            return Err(Error::unsendable(StreamEvents::INFO.id, error));
        }
        let events = self.events.lock().unwrap_or_else(PoisonError::into_inner).take();
        events.ok_or_else(|| Error::invalid_input(StreamEvents::INFO.id, "the subscriber can run only once".to_owned()))
    }

    /// Adds the events of the stream to the session, until the stream ends.
    async fn receive(&self, events: &mut EventStream, session: &Session<StreamDelivery>) -> Result<(), Error> {
        while let Some(permit) = session.room().await {
            let Some(delivery) = self.next_event(events).await? else { break };
            if session.push(permit, delivery).is_err() {
                break;
            }
        }
        Ok(())
    }

    /// Waits for the next event, and reports the notices that precede it.
    async fn next_event(&self, events: &mut EventStream) -> Result<Option<StreamDelivery>, Error> {
        while let Some(item) = events.next_item().await {
            match item? {
                Item::Event { json, event } => return Ok(Some(StreamDelivery::new(json, event))),
                Item::Notice(notice) => self.report(notice),
            }
        }
        Ok(None)
    }

    fn report(&self, notice: StreamItem) {
        self.stats.lock().unwrap_or_else(PoisonError::into_inner).count(&notice);
        if let StreamItem::Oversized(event) = &notice {
            tracing::warn!(size = event.size, "an event is larger than `max_event_size` and was skipped");
        }
        if let Some(on_notice) = &self.on_notice {
            contained("on_notice", || on_notice(notice));
        }
    }

    /// Handles the events that have arrived, up to the shutdown timeout.
    async fn finish(&self, mut events: EventStream, session: &Session<StreamDelivery>) {
        let remaining = async {
            // A closed stream returns no errors.
            _ = self.receive(&mut events, session).await;
            session.close();
            pending::<()>().await;
        };
        race(pin!(sleep(self.runner.options.shutdown_timeout)), pin!(remaining)).await;
        while let Ok(Some(delivery)) = self.next_event(&mut events).await {
            session.interrupt(delivery);
        }
    }
}

impl fmt::Debug for Subscriber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Subscriber")
            .field("options", &self.runner.options)
            .field("stats", &self.stats())
            .finish_non_exhaustive()
    }
}
