//! Consumers and handlers of these tests.

use std::{
    collections::HashMap,
    error::Error,
    io::{self, Write},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::sync::{
    Semaphore,
    mpsc::{UnboundedReceiver, unbounded_channel},
};
use tracing_subscriber::{
    filter::LevelFilter,
    fmt::{MakeWriter, format::FmtSpan},
    util::SubscriberInitExt,
};
use wsapi_client::{
    Backoff, Event,
    events::{
        Attempt, BoxError, FailedEvent, Handler, Verifier,
        redis::{Consumer, ConsumerBuilder, Streams},
    },
};
use wsapi_transport_tests::{GROUP, RedisServer, SECRET, entry, eventually};

/// The stream of the instance `sales`, which most tests use.
pub(crate) const STREAM: &str = "stream:sales";

/// The dead-letter stream of that stream.
pub(crate) const DEAD: &str = "dead:stream:sales";

/// Two chats.
pub(crate) const ANNA: &str = "491701234567@s.whatsapp.net";
pub(crate) const BERT: &str = "491707654321@s.whatsapp.net";

/// A backoff that no test waits for.
pub(crate) const HOUR: Duration = Duration::from_secs(3600);

/// A consumer of the streams whose names start with `stream:`, with short delays.
pub(crate) fn consumer(server: &RedisServer, handler: impl Handler) -> ConsumerBuilder {
    consumer_at(server.url(), handler)
}

/// Like [`consumer`], for a URL.
pub(crate) fn consumer_at(url: impl Into<String>, handler: impl Handler) -> ConsumerBuilder {
    Consumer::builder(url.into(), Verifier::new(SECRET).expect("a secret"))
        .group(GROUP)
        .handler(handler)
        .streams(with_prefix("stream:"))
        .backoff(Backoff::new(Duration::from_millis(20)).max_delay(Duration::from_millis(50)))
}

/// A consumer of the stream `events`, which several workers read.
pub(crate) fn shared_consumer(server: &RedisServer, handler: impl Handler) -> ConsumerBuilder {
    consumer(server, handler).streams(quick(Streams::shared("events")))
}

/// The streams whose names start with the prefix.
pub(crate) fn with_prefix(prefix: &str) -> Streams {
    quick(Streams::with_prefix(prefix))
}

/// Looks for new streams often.
pub(crate) fn quick(streams: Streams) -> Streams {
    streams.refresh_interval(Duration::from_millis(100))
}

/// Adds a message to the stream of the instance `sales`. The event and the message have the same id.
pub(crate) async fn add(server: &RedisServer, chat: &str, id: &str) -> String {
    server.add(STREAM, &entry(id, "sales", chat, id)).await
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Records each attempt, and fails the first attempts of some events.
#[derive(Clone, Default)]
pub(crate) struct Tracker(Arc<Mutex<Tracked>>);

#[derive(Default)]
struct Tracked {
    attempts: Vec<(String, Attempt)>,
    failures: HashMap<String, u32>,
}

impl Tracker {
    /// Makes the first attempts at an event fail.
    pub(crate) fn fail(self, id: &str, times: u32) -> Self {
        lock(&self.0).failures.insert(id.to_owned(), times);
        self
    }

    /// The ids of the events, once for each attempt.
    pub(crate) fn ids(&self) -> Vec<String> {
        lock(&self.0).attempts.iter().map(|(id, _)| id.clone()).collect()
    }

    /// The number of each attempt at an event, and whether it was redelivered.
    pub(crate) fn attempts(&self, id: &str) -> Vec<(u32, bool)> {
        let attempts = lock(&self.0).attempts.clone();
        let of_event = attempts.into_iter().filter(|(other, _)| other == id);
        of_event.map(|(_, attempt)| (attempt.number, attempt.is_redelivery)).collect()
    }

    /// Waits until there have been this many attempts.
    pub(crate) async fn until(&self, attempts: usize) {
        eventually(&format!("{attempts} attempts"), async || self.ids().len() >= attempts).await;
    }
}

impl Handler for Tracker {
    async fn handle(&self, event: Event, attempt: Attempt) -> Result<(), BoxError> {
        let mut tracked = lock(&self.0);
        tracked.attempts.push((event.event_id.clone(), attempt));
        match tracked.failures.get_mut(&event.event_id) {
            Some(left) if *left > 0 => {
                *left -= 1;
                Err("this attempt fails".into())
            }
            _ => Ok(()),
        }
    }
}

/// Records each attempt, and holds its handler until it is released.
#[derive(Clone)]
pub(crate) struct Held {
    tracker: Tracker,
    released: Arc<Semaphore>,
}

impl Held {
    pub(crate) fn new() -> Self {
        Self { tracker: Tracker::default(), released: Arc::new(Semaphore::new(0)) }
    }

    /// The attempts that started.
    pub(crate) fn started(&self) -> &Tracker {
        &self.tracker
    }

    /// Lets this many handlers end, now or later.
    pub(crate) fn release(&self, handlers: usize) {
        self.released.add_permits(handlers);
    }
}

impl Handler for Held {
    async fn handle(&self, event: Event, attempt: Attempt) -> Result<(), BoxError> {
        self.tracker.handle(event, attempt).await?;
        self.released.acquire().await?.forget();
        Ok(())
    }
}

/// A callback for failed events, and the events it was called with.
pub(crate) fn reports() -> (impl Fn(FailedEvent) + Send + Sync + 'static, UnboundedReceiver<FailedEvent>) {
    let (sender, receiver) = unbounded_channel();
    (move |failed| _ = sender.send(failed), receiver)
}

/// The texts of the sources of an error.
pub(crate) fn sources(error: &dyn Error) -> Vec<String> {
    let mut texts = Vec::new();
    let mut next = error.source();
    while let Some(source) = next {
        texts.push(source.to_string());
        next = source.source();
    }
    texts
}

/// The log of one test, which must run on one thread.
#[derive(Clone, Default)]
pub(crate) struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    /// Records the log lines and the new spans of this thread while the guard exists.
    pub(crate) fn start() -> (Self, impl Sized) {
        let log = Self::default();
        let subscriber = tracing_subscriber::fmt()
            .with_max_level(LevelFilter::TRACE)
            .with_span_events(FmtSpan::NEW)
            .with_ansi(false)
            .with_writer(log.clone());
        (log, subscriber.finish().set_default())
    }

    /// The lines of a level that contain all of these texts.
    pub(crate) fn lines(&self, level: &str, texts: &[&str]) -> Vec<String> {
        let all = self.text();
        let level = format!(" {level} ");
        let lines = all.lines().filter(|line| line.contains(&level) && texts.iter().all(|text| line.contains(text)));
        lines.map(str::to_owned).collect()
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&lock(&self.0)).into_owned()
    }
}

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        lock(&self.0).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Log {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        self.clone()
    }
}
