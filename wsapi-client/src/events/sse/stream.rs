//! The stream as it is asked for items.

use std::{
    collections::VecDeque,
    fmt,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
    time::Duration,
};

use futures_core::Stream;

use super::{
    Incoming,
    run::Handling,
    settings::Settings,
    source::{Source, Step},
};
use crate::{BoxFuture, Client, Error, events::Failure};

/// The events of an instance, from [`Client::events`]. It connects when the first item is asked for, and again whenever
/// the connection is lost; what it was not connected for it tells as a [`Gap`](super::Gap).
///
/// It is a [`Stream`], and needs none of its helpers: [`next`](Self::next) is its own. It ends with an error where the
/// service refuses the connection for a reason that no waiting mends, such as a wrong key, and without one where the
/// service says that there is no more (204), or [`stop_when`](Self::stop_when) does. Everything else that goes wrong is
/// an item, and the stream goes on: a lost connection, an overload, a proxy that answers with a page of its own.
///
/// Connecting has the limits of the client for an attempt; from then on the stream lasts for as long as something comes
/// within [`idle_timeout`](Self::idle_timeout). A transport of your own must not limit the time that the body of an
/// answer takes, as `reqwest::ClientBuilder::timeout` does.
///
/// ```no_run
/// use std::time::Duration;
/// use wsapi_client::{Client, Error, events::Incoming};
///
/// # async fn example(client: Client) -> Result<(), Error> {
/// let mut events = client.events().idle_timeout(Duration::from_secs(90));
/// while let Some(item) = events.next().await {
///     if let Incoming::Event(Ok(event)) = item? {
///         println!("{}", event.data.event_type());
///     }
/// }
/// # Ok(())
/// # }
/// ```
#[must_use = "nothing is received until an item is asked for"]
pub struct EventStream {
    state: State,
    ready: VecDeque<Incoming>,
    stop: Option<BoxFuture<'static, ()>>,
    pub(super) handling: Handling,
}

enum State {
    Idle(Box<Source>),
    Busy(BoxFuture<'static, (Source, Step)>),
    Over,
}

/// How the stream is kept. These are set before the first item is asked for.
impl EventStream {
    pub(super) fn new(client: Client) -> Self {
        let source = Source::new(client, Settings::default());
        let handling = Handling::default();
        Self { state: State::Idle(Box::new(source)), ready: VecDeque::new(), stop: None, handling }
    }

    /// The longest time without a single byte, 5 minutes unless set; a comment of the service counts as well. After it
    /// the connection is taken for dead, and a new one is made. Where the service is known to send comments, two or
    /// three times their distance finds dead connections sooner.
    ///
    /// ```
    /// # use std::time::Duration;
    /// fn eager(client: &wsapi_client::Client) -> wsapi_client::events::EventStream {
    ///     client.events().idle_timeout(Duration::from_secs(60))
    /// }
    /// ```
    pub fn idle_timeout(self, limit: Duration) -> Self {
        self.set(|settings| settings.idle_timeout = limit)
    }

    /// The longest time before the first attempt to connect again, half a second unless set. It doubles with each that
    /// fails, and is back at the start after a connection that has brought an event or stood for longer than
    /// [`max_delay`](Self::max_delay). The time itself is drawn at random between zero and this, and is added to what
    /// the service asks for (`retry:`, `Retry-After`), up to an hour.
    ///
    /// ```
    /// # use std::time::Duration;
    /// fn patient(client: &wsapi_client::Client) -> wsapi_client::events::EventStream {
    ///     client.events().base_delay(Duration::from_secs(5))
    /// }
    /// ```
    pub fn base_delay(self, delay: Duration) -> Self {
        self.set(|settings| settings.base_delay = delay)
    }

    /// The longest time before any attempt to connect again, 30 s unless set or the service asks for more.
    ///
    /// ```
    /// # use std::time::Duration;
    /// fn eager(client: &wsapi_client::Client) -> wsapi_client::events::EventStream {
    ///     client.events().max_delay(Duration::from_secs(5))
    /// }
    /// ```
    pub fn max_delay(self, delay: Duration) -> Self {
        self.set(|settings| settings.max_delay = delay)
    }

    /// The most bytes that an event may have, 16 MiB unless set. Of a larger one only the size is told, by
    /// [`Incoming::TooLarge`]; it needs no memory, and the stream goes on behind it.
    ///
    /// ```
    /// fn small(client: &wsapi_client::Client) -> wsapi_client::events::EventStream {
    ///     client.events().max_event_size(1 << 20)
    /// }
    /// ```
    pub fn max_event_size(self, bytes: usize) -> Self {
        self.set(|settings| settings.max_event_size = bytes)
    }

    /// Ends the stream when the future is ready. What has been read by then is still brought, and
    /// [`run`](Self::run) waits for the handlers that are at work.
    ///
    /// ```no_run
    /// use wsapi_client::{Client, Error, events::Dispatcher};
    ///
    /// # async fn example(client: Client, dispatcher: Dispatcher) -> Result<(), Error> {
    /// let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    /// // Whoever has `stop` ends it.
    /// client.events().stop_when(async { _ = stopped.await }).run(dispatcher).await
    /// # }
    /// ```
    pub fn stop_when(mut self, stop: impl Future<Output = ()> + Send + 'static) -> Self {
        self.stop = Some(Box::pin(stop));
        self
    }

    /// How many events [`run`](Self::run) handles beside each other, 16 unless set; 0 counts as 1. Those of one chat
    /// are never beside each other.
    ///
    /// ```
    /// fn one_by_one(client: &wsapi_client::Client) -> wsapi_client::events::EventStream {
    ///     client.events().concurrency(1)
    /// }
    /// ```
    pub fn concurrency(mut self, events: usize) -> Self {
        self.handling.concurrency = events.max(1);
        self
    }

    /// How often [`run`](Self::run) hands an event to the handler until it succeeds: 3 times unless set; at least once.
    ///
    /// ```
    /// fn once(client: &wsapi_client::Client) -> wsapi_client::events::EventStream {
    ///     client.events().attempts(1)
    /// }
    /// ```
    pub fn attempts(mut self, attempts: u32) -> Self {
        self.handling.retries.attempts = attempts.max(1);
        self
    }

    /// How long [`run`](Self::run) waits before the second attempt to handle an event, half a second unless set. The
    /// wait doubles before each further one, up to a minute.
    ///
    /// ```
    /// # use std::time::Duration;
    /// fn patient(client: &wsapi_client::Client) -> wsapi_client::events::EventStream {
    ///     client.events().attempts(8).backoff(Duration::from_secs(1))
    /// }
    /// ```
    pub fn backoff(mut self, wait: Duration) -> Self {
        self.handling.retries.backoff = wait;
        self
    }

    /// Whom [`run`](Self::run) tells of an event that was not handled in any of its [`attempts`](Self::attempts). It does
    /// not come again, so this has the last copy.
    ///
    /// ```
    /// # use wsapi_client::{Client, events::EventStream};
    /// fn keeping(client: &Client, folder: std::path::PathBuf) -> EventStream {
    ///     client.events().on_failed(move |failure| {
    ///         let now = std::time::UNIX_EPOCH.elapsed().unwrap_or_default();
    ///         if let Err(error) = std::fs::write(folder.join(format!("{}.json", now.as_nanos())), failure.json()) {
    ///             eprintln!("{failure}, and cannot be kept: {error}");
    ///         }
    ///     })
    /// }
    /// ```
    pub fn on_failed(mut self, tell: impl Fn(Failure) + Send + Sync + 'static) -> Self {
        self.handling.on_failed = Some(Arc::new(tell));
        self
    }

    fn set(mut self, change: impl FnOnce(&mut Settings)) -> Self {
        if let State::Idle(source) = &mut self.state {
            change(&mut source.settings);
        }
        self
    }
}

impl EventStream {
    /// The next item, or `None` after the last.
    ///
    /// The future may be dropped at any time, as `select` does: nothing that has arrived is lost, and times that run
    /// go on.
    ///
    /// ```no_run
    /// # async fn example(mut events: wsapi_client::events::EventStream) -> Result<(), wsapi_client::Error> {
    /// while let Some(item) = events.next().await {
    ///     println!("{:?}", item?);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// The service refuses the connection, and waiting would not change that. The error has its status and a hint. It
    /// is the last item.
    pub async fn next(&mut self) -> Option<Result<Incoming, Error>> {
        std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    fn is_stopped(&mut self, context: &mut Context<'_>) -> bool {
        self.stop.as_mut().is_some_and(|stop| stop.as_mut().poll(context).is_ready())
    }

    /// Goes a step on; `Ready` if there is more to do or to say.
    fn poll_step(&mut self, context: &mut Context<'_>) -> Poll<Option<Error>> {
        let mut step = match std::mem::replace(&mut self.state, State::Over) {
            State::Idle(source) => Box::pin(source.advance()),
            State::Busy(step) => step,
            State::Over => return Poll::Ready(None),
        };
        match step.as_mut().poll(context) {
            Poll::Pending => {
                self.state = State::Busy(step);
                Poll::Pending
            }
            Poll::Ready((source, Step::Items(items))) => {
                self.state = State::Idle(Box::new(source));
                self.ready.extend(items);
                Poll::Ready(None)
            }
            Poll::Ready((_, Step::Over)) => Poll::Ready(None),
            Poll::Ready((_, Step::Failed(error))) => Poll::Ready(Some(error)),
        }
    }
}

impl Stream for EventStream {
    type Item = Result<Incoming, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(item) = self.ready.pop_front() {
                return Poll::Ready(Some(Ok(item)));
            }
            if !matches!(self.state, State::Over) && self.is_stopped(context) {
                self.state = State::Over;
            }
            if matches!(self.state, State::Over) {
                return Poll::Ready(None);
            }
            match self.poll_step(context) {
                Poll::Ready(Some(error)) => return Poll::Ready(Some(Err(error))),
                Poll::Ready(None) => {}
                Poll::Pending => return Poll::Pending,
            }
        }
    }
}

impl fmt::Debug for EventStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = match self.state {
            State::Idle(_) => "idle",
            State::Busy(_) => "busy",
            State::Over => "over",
        };
        f.debug_struct("EventStream").field("state", &state).field("ready", &self.ready.len()).finish_non_exhaustive()
    }
}
