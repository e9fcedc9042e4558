//! The stream of items.

use std::{
    fmt,
    future::poll_fn,
    mem,
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use futures_core::Stream;

use super::{
    item::StreamItem,
    queue::{Item, Queue},
    reader::Reader,
    settings::Settings,
};
use crate::{Backoff, BoxFuture, Client, Error};

/// A stream of the events of an instance, created by [`Client::events`]. Requires the feature `sse`.
///
/// The stream connects when the first item is requested, and reconnects whenever the connection is lost. It reports
/// each period without a connection as a [`Gap`](super::Gap).
///
/// The stream ends only with an error: when the service rejects the connection permanently, for example because of a
/// wrong key, or responds with the status 204. Any other failure is an item, and the stream continues.
///
/// The timeout of an attempt (`attempt_timeout`) applies only until the response arrives. After that, the connection
/// lasts as long as data arrives within each [`idle_timeout`](Self::idle_timeout). A custom transport must not limit
/// the total time of a response body, as `reqwest::ClientBuilder::timeout` does.
///
/// [`next`](Self::next) is cancel-safe, so a program can wait for an event and for something else at once:
///
/// ```no_run
/// use wsapi_client::{Client, Error, events::sse::StreamItem};
///
/// # async fn example(client: Client) -> Result<(), Error> {
/// let mut events = client.events();
/// loop {
///     let item = tokio::select! {
///         item = events.next() => item,
///         _ = tokio::signal::ctrl_c() => break,
///     };
///     match item.transpose()? {
///         Some(StreamItem::Event(Ok(event))) => println!("{}", event.data.event_type()),
///         Some(other) => println!("{other:?}"),
///         None => break,
///     }
/// }
/// # Ok(())
/// # }
/// ```
#[doc(alias("server-sent events", "sse"))]
#[must_use = "nothing is received until an item is requested"]
pub struct EventStream {
    client: Client,
    settings: Settings,
    queue: Queue,
    state: State,
}

enum State {
    New,
    Receiving(BoxFuture<'static, Error>),
    Ended,
}

/// Settings, which have no effect after the first item is requested.
impl EventStream {
    pub(super) fn new(client: Client) -> Self {
        Self { client, settings: Settings::default(), queue: Queue::default(), state: State::New }
    }

    /// Sets the longest time without any data, 5 minutes by default. After that, the connection counts as dead and the
    /// stream reconnects. A comment from the service counts as data.
    ///
    /// If the service is known to send comments, set two or three times their interval to notice dead connections
    /// sooner.
    pub fn idle_timeout(mut self, limit: Duration) -> Self {
        self.settings.idle_timeout = limit;
        self
    }

    /// Sets the delays before reconnecting. By default, the delay is at most 500 ms after the first failure, and
    /// doubles up to 30 s.
    ///
    /// A delay is added to the time that the service asks for (`retry:` or `Retry-After`), which is limited to an hour.
    /// The delays start again at the first one after a connection that delivered an event or lasted longer than 30 s.
    pub fn reconnect_backoff(mut self, backoff: Backoff) -> Self {
        self.settings.reconnect_backoff = backoff;
        self
    }

    /// Sets the size limit of an event in bytes, 16 MiB by default. A larger event is skipped and reported as
    /// [`StreamItem::Oversized`]. It is not kept in memory, and the stream continues after it.
    pub fn max_event_size(mut self, bytes: usize) -> Self {
        self.settings.max_event_size = bytes;
        self
    }
}

impl EventStream {
    /// Returns the next item, or `None` after an error.
    ///
    /// This is cancel-safe: if the future is dropped, as in `select!`, no item is lost, and a delay is not started
    /// again.
    ///
    /// # Errors
    ///
    /// Fails if the service rejects the connection permanently or ends the stream. The error is the last item.
    pub async fn next(&mut self) -> Option<Result<StreamItem, Error>> {
        Some(self.next_item().await?.map(StreamItem::from))
    }

    /// Like [`next`](Self::next), with the JSON of each event.
    pub(super) async fn next_item(&mut self) -> Option<Result<Item, Error>> {
        poll_fn(|context| self.poll_item(context)).await
    }

    /// Closes the connection. Items that were already received are still returned.
    pub(super) fn close(&mut self) {
        self.state = State::Ended;
    }

    fn poll_item(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Item, Error>>> {
        loop {
            if let Some(item) = self.queue.take() {
                return Poll::Ready(Some(Ok(item)));
            }
            match mem::replace(&mut self.state, State::Ended) {
                State::New => {
                    let reader = Reader::new(self.client.clone(), self.settings.clone(), self.queue.clone());
                    self.state = State::Receiving(Box::pin(reader.run()));
                }
                State::Receiving(mut receiving) => match receiving.as_mut().poll(context) {
                    Poll::Ready(error) => return Poll::Ready(Some(Err(error))),
                    Poll::Pending => {
                        self.state = State::Receiving(receiving);
                        if self.queue.is_empty() {
                            return Poll::Pending;
                        }
                    }
                },
                State::Ended => return Poll::Ready(None),
            }
        }
    }
}

impl Stream for EventStream {
    type Item = Result<StreamItem, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_item(context).map(|item| item.map(|item| item.map(StreamItem::from)))
    }
}

impl fmt::Debug for EventStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = match self.state {
            State::New => "new",
            State::Receiving(_) => "receiving",
            State::Ended => "ended",
        };
        f.debug_struct("EventStream").field("state", &state).field("settings", &self.settings).finish_non_exhaustive()
    }
}
