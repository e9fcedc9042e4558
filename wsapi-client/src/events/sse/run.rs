//! A dispatcher over the stream.

use std::{pin::pin, sync::Arc, task::Poll};

use tokio::{runtime::Handle, sync::Semaphore, task::JoinSet};

use super::{EventStream, Incoming, operation::StreamEvents};
use crate::{
    Error, Event, Operation, TransportError,
    events::{
        DispatchError, Dispatcher, Failure, UnreadableEvent, callback,
        lanes::Lanes,
        retries::{Retries, slot},
    },
};

/// How many events may wait for each that is handled, so that a chat that takes its time does not hold up the others.
const QUEUE: usize = 16;

type Received = Result<Event, UnreadableEvent>;

impl EventStream {
    /// Hands every event to the handler, until the stream ends: those of different chats beside each other, up to
    /// [`concurrency`](Self::concurrency), and those of one chat in the order in which they came. While too many wait,
    /// nothing is read, and the service has to keep what it sends.
    ///
    /// A handler that returns an error or panics is called again, after a wait, while its chat waits with it and others do
    /// not. After the last of the [`attempts`](Self::attempts) the event is handed to [`on_failed`](Self::on_failed), and
    /// is gone unless that keeps it: the service does not know of it, and does not send it again. What else the stream
    /// tells is logged; who has to know of a gap calls [`run_with`](Self::run_with).
    ///
    /// If the future is dropped, so are the handlers, and what was read and not handled is lost. To end in order, say
    /// [`stop_when`](Self::stop_when).
    ///
    /// ```no_run
    /// use wsapi_client::{Client, Error, Event, events::{Dispatcher, HandlerError}};
    ///
    /// async fn handle(event: Event) -> Result<(), HandlerError> {
    ///     println!("{}", event.data.event_type());
    ///     Ok(())
    /// }
    ///
    /// # async fn example(client: Client) -> Result<(), Error> {
    /// client.events().run(Dispatcher::new(handle)).await
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// Those of [`next`](Self::next), after the handlers at work have ended; and outside of a tokio runtime.
    pub async fn run(self, dispatcher: Dispatcher) -> Result<(), Error> {
        self.run_with(dispatcher, |_| {}).await
    }

    /// Like [`run`](Self::run), and tells all that is no event: connections that come and go, gaps, events that were
    /// too large.
    ///
    /// ```no_run
    /// # use wsapi_client::{Client, Error, events::{Dispatcher, Incoming}};
    /// # async fn example(client: Client, dispatcher: Dispatcher) -> Result<(), Error> {
    /// let told = |item| {
    ///     if let Incoming::Gap(gap) = item {
    ///         eprintln!("nothing is known from {:?} to {:?}", gap.since, gap.until);
    ///     }
    /// };
    /// client.events().run_with(dispatcher, told).await
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// Those of [`run`](Self::run).
    pub async fn run_with(mut self, dispatcher: Dispatcher, tell: impl FnMut(Incoming) + Send) -> Result<(), Error> {
        if Handle::try_current().is_err() {
            let error = TransportError::not_sent("handlers need a running tokio runtime, and there is none here");
            return Err(Error::unsendable(StreamEvents::INFO.id, error));
        }
        let handling = std::mem::take(&mut self.handling);
        let lanes = Lanes::new(handling.concurrency.saturating_mul(QUEUE));
        let mut handling = pin!(handle(lanes.clone(), dispatcher, handling));
        let mut reading = pin!(read(self, lanes, tell));
        let mut end = None;
        std::future::poll_fn(|context| {
            if end.is_none() {
                end = match reading.as_mut().poll(context) {
                    Poll::Ready(result) => Some(result),
                    Poll::Pending => None,
                };
            }
            // It is over only after the lanes were closed, and so after the reading.
            handling.as_mut().poll(context)
        })
        .await;
        end.unwrap_or(Ok(()))
    }
}

/// Puts each event in the lane of its chat.
async fn read(
    mut events: EventStream,
    lanes: Arc<Lanes<Received>>,
    mut tell: impl FnMut(Incoming),
) -> Result<(), Error> {
    let end = loop {
        let Some(room) = lanes.room().await else { break Ok(()) };
        let event = loop {
            match events.next().await {
                Some(Ok(Incoming::Event(event))) => break Ok(event),
                Some(Ok(other)) => {
                    if let Incoming::TooLarge(event) = &other {
                        tracing::warn!(size = event.size, "an event was left out, since it is too large");
                    }
                    tell(other);
                }
                Some(Err(error)) => break Err(Some(error)),
                None => break Err(None),
            }
        };
        let event = match event {
            Ok(event) => event,
            Err(error) => break error.map_or(Ok(()), Err),
        };
        if lanes.push(room, lane(&event), event).is_err() {
            break Ok(());
        }
    };
    lanes.close();
    end
}

/// Events about no chat, and those that cannot be read, share a lane.
fn lane(event: &Received) -> String {
    let chat = event.as_ref().ok().and_then(Event::chat_id);
    chat.map(ToString::to_string).unwrap_or_default()
}

/// What becomes of the events of a stream.
pub(super) struct Handling {
    pub(super) concurrency: usize,
    pub(super) retries: Retries,
    pub(super) on_failed: Option<OnFailed>,
}

/// Who is told of an event that was given up.
pub(super) type OnFailed = Arc<dyn Fn(Failure) + Send + Sync>;

impl Default for Handling {
    fn default() -> Self {
        Self { concurrency: 16, retries: Retries::default(), on_failed: None }
    }
}

/// Handles each event whose turn it is, in a task of its own.
async fn handle(lanes: Arc<Lanes<Received>>, dispatcher: Dispatcher, handling: Handling) {
    let slots = Arc::new(Semaphore::new(handling.concurrency.min(Semaphore::MAX_PERMITS)));
    let mut tasks = JoinSet::new();
    while let Some(turn) = lanes.next().await {
        let Some(slot) = slot(&slots).await else { break };
        let (dispatcher, slots) = (dispatcher.clone(), slots.clone());
        let (retries, on_failed) = (handling.retries, handling.on_failed.clone());
        tasks.spawn(async move {
            let (event, mut failed) = (again(&turn.item), 0);
            let attempt = |earlier| {
                failed = earlier;
                event()
            };
            if let Err(error) = retries.dispatch(&dispatcher, &slots, slot, attempt).await {
                give_up(&turn.item, error, failed + 1, on_failed.as_deref());
            }
            drop(turn.place);
        });
        while tasks.try_join_next().is_some() {}
    }
    while tasks.join_next().await.is_some() {}
}

/// Makes the event once more.
fn again(event: &Received) -> impl Fn() -> Received {
    move || match event {
        Ok(event) => Ok(event.clone()),
        Err(unreadable) => Event::from_json(unreadable.json()),
    }
}

fn give_up(event: &Received, error: DispatchError, attempts: u32, on_failed: Option<&(dyn Fn(Failure) + Send + Sync)>) {
    tracing::error!(attempts, %error, "an event was not handled, and does not come again");
    let Some(on_failed) = on_failed else { return };
    let json = match event {
        // What was read can be written.
        Ok(event) => serde_json::to_vec(event).unwrap_or_default(),
        Err(unreadable) => unreadable.json().to_vec(),
    };
    let failure = Failure::new(json.into(), Some(error), attempts);
    callback::tell("on_failed", || on_failed(failure));
}
