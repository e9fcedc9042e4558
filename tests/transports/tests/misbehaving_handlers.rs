//! Handlers that misbehave have the same effect behind every transport.

use std::{
    io::{self, Write},
    sync::{
        Arc, Mutex, OnceLock, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
    sync::{mpsc, oneshot},
    task::JoinHandle,
    time::sleep,
};
use tracing_subscriber::{filter::LevelFilter, fmt::MakeWriter};
use wsapi_client::{
    Backoff, Client, Error, Event,
    events::{
        Attempt, BoxError, EventStats, FailedEvent, Handler, Origin, Verifier,
        redis::{Consumer, Streams},
        sse::{Subscriber, SubscriberStats},
        webhook::Receiver,
    },
};
use wsapi_transport_tests::{GROUP, Poster, RedisServer, Running, SECRET, entry, message, serve, signed, until};

const ANNA: &str = "491701234567@s.whatsapp.net";
const BERT: &str = "491707654321@s.whatsapp.net";
const MAX_ATTEMPTS: u32 = 3;
const CONCURRENCY: usize = 4;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Behaviour {
    Slow,
    Failing,
    Panicking,
    NeverEnding,
    FailingOnce,
}

/// Misbehaves for events of Anna's chat, and records what it saw.
struct Misbehaving {
    behaviour: Behaviour,
    attempts: Mutex<Vec<(String, Attempt)>>,
    running: AtomicUsize,
}

impl Misbehaving {
    fn new(behaviour: Behaviour) -> Arc<Self> {
        Arc::new(Self { behaviour, attempts: Mutex::default(), running: AtomicUsize::new(0) })
    }

    /// The events of a chat and the numbers of their attempts, in order.
    fn attempts(&self, chat: &str) -> Vec<(String, u32)> {
        let attempts = self.attempts.lock().unwrap_or_else(PoisonError::into_inner);
        let of_chat = attempts.iter().filter(|(id, _)| id.contains(chat));
        of_chat.map(|(id, attempt)| (id.clone(), attempt.number)).collect()
    }
}

/// Counts a handler for as long as it runs.
struct Guard<'a>(&'a AtomicUsize);

impl Drop for Guard<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

impl Handler for Misbehaving {
    async fn handle(&self, event: Event, attempt: Attempt) -> Result<(), BoxError> {
        assert!(self.running.fetch_add(1, Ordering::SeqCst) < CONCURRENCY, "too many handlers run");
        let _guard = Guard(&self.running);
        let span = tracing::Span::current().metadata().map(|metadata| metadata.name());
        assert_eq!(span, Some("event"), "the span of the attempt is the current span");
        let is_anna = event.chat_id().is_some_and(|chat| chat.as_str() == ANNA);
        self.attempts.lock().unwrap_or_else(PoisonError::into_inner).push((event.event_id, attempt));
        match self.behaviour {
            _ if !is_anna => Ok(()),
            Behaviour::Slow => {
                sleep(Duration::from_millis(30)).await;
                Ok(())
            }
            Behaviour::Failing => Err(io::Error::other("not this time").into()),
            Behaviour::Panicking => panic!("a bug in the handler"),
            Behaviour::NeverEnding => std::future::pending().await,
            Behaviour::FailingOnce if attempt.number == 1 => Err(io::Error::other("not this time").into()),
            Behaviour::FailingOnce => Ok(()),
        }
    }
}

type Failed = Arc<Mutex<Vec<FailedEvent>>>;

/// Sets the same options on the builder of any transport.
macro_rules! options {
    ($builder:expr, $handler:expr, $failed:expr) => {{
        let failed = $failed;
        $builder
            .handler($handler)
            .concurrency(CONCURRENCY)
            .max_in_flight(100)
            .max_attempts(MAX_ATTEMPTS)
            .backoff(Backoff::new(Duration::from_millis(2)))
            .shutdown_timeout(Duration::from_millis(500))
            .on_failed(move |event: FailedEvent| failed.lock().expect("no panic").push(event))
            .build()
            .expect("a complete builder")
    }};
}

trait Transport: Sized {
    const NAME: &'static str;
    const IS_REDELIVERED: bool;

    /// Starts to receive; `None` if this is not possible on this machine.
    async fn start(handler: Arc<Misbehaving>, failed: Failed) -> Option<Self>;

    /// Delivers a message event, and returns its JSON.
    async fn send(&mut self, chat: &str, id: &str) -> String;

    fn stats(&self) -> EventStats;

    async fn stop(self) -> EventStats;

    fn is_origin(origin: &Origin) -> bool;
}

/// A message event with a member that this release does not know.
fn event(chat: &str, id: &str) -> String {
    message(id, "sales", chat, id).replace("\"eventData\":{", "\"eventData\":{\"brandNew\":1.50,")
}

struct Webhook {
    receiver: Receiver,
    poster: Poster,
}

impl Transport for Webhook {
    const NAME: &'static str = "webhook";
    const IS_REDELIVERED: bool = false;

    async fn start(handler: Arc<Misbehaving>, failed: Failed) -> Option<Self> {
        let receiver = options!(Receiver::builder(Verifier::new(SECRET).expect("a secret")), handler, failed);
        let poster = Poster::new(serve(&receiver).await);
        Some(Self { receiver, poster })
    }

    async fn send(&mut self, chat: &str, id: &str) -> String {
        let event = event(chat, id);
        assert_eq!(self.poster.post(&event).await / 100, 2);
        event
    }

    fn stats(&self) -> EventStats {
        self.receiver.stats().events
    }

    async fn stop(self) -> EventStats {
        self.receiver.shutdown().await.events
    }

    fn is_origin(origin: &Origin) -> bool {
        *origin == Origin::Webhook
    }
}

struct Stream {
    subscriber: Arc<Subscriber>,
    events: mpsc::UnboundedSender<String>,
    stop: oneshot::Sender<()>,
    run: JoinHandle<Result<SubscriberStats, Error>>,
}

impl Transport for Stream {
    const NAME: &'static str = "stream";
    const IS_REDELIVERED: bool = false;

    async fn start(handler: Arc<Misbehaving>, failed: Failed) -> Option<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let (events, mut to_send) = mpsc::unbounded_channel::<String>();
        tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.expect("a client");
            let mut head = Vec::new();
            while !head.ends_with(b"\r\n\r\n") {
                head.push(stream.read_u8().await.expect("a request"));
            }
            let head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n";
            stream.write_all(head.as_bytes()).await.expect("the client listens");
            while let Some(event) = to_send.recv().await {
                stream.write_all(format!("data: {event}\n\n").as_bytes()).await.expect("the client listens");
            }
        });
        let client = Client::builder().base_url(url).without_authentication().build().expect("a client");
        let subscriber = Arc::new(options!(Subscriber::builder(client.events()), handler, failed));
        let (stop, stopped) = oneshot::channel();
        let running = subscriber.clone();
        let run = tokio::spawn(async move { running.run_until(async { drop(stopped.await) }).await });
        Some(Self { subscriber, events, stop, run })
    }

    async fn send(&mut self, chat: &str, id: &str) -> String {
        let event = event(chat, id);
        self.events.send(event.clone()).expect("the server runs");
        event
    }

    fn stats(&self) -> EventStats {
        self.subscriber.stats().events
    }

    async fn stop(self) -> EventStats {
        self.stop.send(()).expect("the subscriber runs");
        self.run.await.expect("no panic").expect("no error").events
    }

    fn is_origin(origin: &Origin) -> bool {
        *origin == Origin::EventStream
    }
}

struct Redis {
    server: RedisServer,
    running: Running,
}

impl Transport for Redis {
    const NAME: &'static str = "redis";
    const IS_REDELIVERED: bool = true;

    async fn start(handler: Arc<Misbehaving>, failed: Failed) -> Option<Self> {
        let server = RedisServer::start().await?;
        let builder = Consumer::builder(server.url(), Verifier::new(SECRET).expect("a secret"));
        let builder = builder.group(GROUP).streams(Streams::named(["stream:sales"]));
        let running = Running::start(options!(builder, handler, failed));
        Some(Self { server, running })
    }

    async fn send(&mut self, chat: &str, id: &str) -> String {
        let mut entry = entry(id, "sales", chat, id);
        entry.event_data = entry.event_data.replacen('{', "{\"brandNew\":1.50,", 1);
        let entry = signed(entry);
        self.server.add("stream:sales", &entry).await;
        entry.json()
    }

    fn stats(&self) -> EventStats {
        self.running.stats().events
    }

    async fn stop(self) -> EventStats {
        let server = self.server;
        let stats = self.running.stop().await.events;
        let pending = u64::try_from(server.pending("stream:sales").await).expect("a count");
        assert_eq!(pending, stats.released, "released events stay pending, and all others are acknowledged");
        stats
    }

    fn is_origin(origin: &Origin) -> bool {
        matches!(origin, Origin::Redis { stream, dead_letter_stream, .. }
            if stream == "stream:sales" && dead_letter_stream == "dead:stream:sales")
    }
}

/// The log of the process.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    fn start() -> &'static Self {
        static LOG: OnceLock<Log> = OnceLock::new();
        LOG.get_or_init(|| {
            let log = Self::default();
            let subscriber = tracing_subscriber::fmt().with_max_level(LevelFilter::INFO).with_ansi(false);
            subscriber.with_writer(log.clone()).init();
            log
        })
    }

    /// The number of lines at WARN about an event.
    fn warnings(&self, id: &str, error: &str) -> usize {
        let text = String::from_utf8(self.0.lock().expect("no panic").clone()).expect("a text");
        let id = format!("event.id=\"{id}\"");
        text.lines().filter(|line| line.contains(" WARN ") && line.contains(&id) && line.contains(error)).count()
    }
}

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().expect("no panic").extend_from_slice(bytes);
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

/// What a behaviour leads to: the attempts of each of Anna's two events, and how many of them end in which way.
struct Expected {
    attempts: u32,
    handled: u64,
    failed: u64,
    failed_attempts: u64,
    error: &'static str,
}

fn expected(behaviour: Behaviour) -> Expected {
    let (attempts, handled, failed, failed_attempts, error) = match behaviour {
        Behaviour::Slow => (1, 2, 0, 0, "error="),
        Behaviour::FailingOnce => (2, 2, 0, 2, "error=the handler failed: not this time"),
        Behaviour::Failing => (MAX_ATTEMPTS, 0, 2, 6, "error=the handler failed: not this time"),
        Behaviour::Panicking => (MAX_ATTEMPTS, 0, 2, 6, "error=the handler panicked"),
        Behaviour::NeverEnding => unreachable!("it has a test of its own"),
    };
    Expected { attempts, handled, failed, failed_attempts, error }
}

async fn ends<T: Transport>(behaviour: Behaviour) {
    let (log, handler, failed) = (Log::start(), Misbehaving::new(behaviour), Failed::default());
    let Some(mut transport) = T::start(handler.clone(), failed.clone()).await else { return };
    let id = |name: &str| format!("evt_{}_{behaviour:?}_{name}", T::NAME);
    let sent = [transport.send(ANNA, &id("anna_1")).await, transport.send(ANNA, &id("anna_2")).await];
    transport.send(BERT, &id("bert_1")).await;
    until(|| transport.stats().received == 3 && transport.stats().in_flight == 0).await;
    let stats = transport.stop().await;
    let expected = expected(behaviour);
    let attempts = |name: &str| (1..=expected.attempts).map(|number| (id(name), number)).collect::<Vec<_>>();
    assert_eq!(handler.attempts("anna"), [attempts("anna_1"), attempts("anna_2")].concat(), "in the order of the chat");
    assert_eq!(handler.attempts("bert"), [(id("bert_1"), 1)]);
    assert_eq!((stats.received, stats.handled, stats.failed), (3, expected.handled + 1, expected.failed), "{stats}");
    assert_eq!(
        (stats.failed_attempts, stats.duplicates, stats.released, stats.in_flight),
        (expected.failed_attempts, 0, 0, 0),
        "{stats}"
    );
    let warnings = usize::try_from(expected.failed_attempts / 2).expect("a small number");
    assert_eq!(log.warnings(&id("anna_1"), expected.error), warnings, "one for each failed attempt");
    let failed = failed.lock().expect("no panic");
    assert_eq!(failed.len() as u64, expected.failed);
    for (failed, sent) in failed.iter().zip(&sent) {
        assert_eq!(failed.json(), sent.as_bytes(), "the bytes as received");
        assert!(failed.error().is_handler() && T::is_origin(failed.origin()), "{failed:?}");
        assert_eq!(failed.attempts(), MAX_ATTEMPTS);
    }
}

async fn is_cancelled<T: Transport>() {
    let (handler, failed) = (Misbehaving::new(Behaviour::NeverEnding), Failed::default());
    let Some(mut transport) = T::start(handler.clone(), failed.clone()).await else { return };
    let sent = [transport.send(ANNA, "evt_anna_1").await, transport.send(ANNA, "evt_anna_2").await];
    transport.send(BERT, "evt_bert_1").await;
    until(|| transport.stats().received == 3 && transport.stats().handled == 1).await;
    until(|| handler.attempts("anna").len() == 1).await;
    let stats = transport.stop().await;
    assert_eq!(handler.attempts("anna"), [("evt_anna_1".to_owned(), 1)], "the next event of the chat waits");
    assert_eq!(handler.running.load(Ordering::SeqCst), 0, "no handler runs after the shutdown");
    let failed = failed.lock().expect("no panic");
    if T::IS_REDELIVERED {
        assert_eq!((stats.failed, stats.released, failed.len()), (0, 2, 0), "{stats}");
        return;
    }
    assert_eq!((stats.failed, stats.released, stats.in_flight), (2, 0, 0), "{stats}");
    let mut reported: Vec<_> = failed.iter().map(FailedEvent::json).collect();
    reported.sort_unstable();
    assert_eq!(reported, sent.each_ref().map(|sent| sent.as_bytes()));
    assert!(failed.iter().all(|failed| failed.error().is_interrupted() && T::is_origin(failed.origin())));
}

macro_rules! same_behind_every_transport {
    ($($name:ident: $check:ident($($behaviour:expr)?);)*) => {
        $(mod $name {
            use super::*;

            #[tokio::test]
            async fn behind_a_webhook() {
                $check::<Webhook>($($behaviour)?).await;
            }

            #[tokio::test]
            async fn behind_an_event_stream() {
                $check::<Stream>($($behaviour)?).await;
            }

            #[tokio::test]
            async fn behind_redis() {
                $check::<Redis>($($behaviour)?).await;
            }
        })*
    };
}

same_behind_every_transport! {
    slow_handler_delays_only_its_chat: ends(Behaviour::Slow);
    failing_handler_gets_all_attempts_and_then_the_event_has_failed: ends(Behaviour::Failing);
    panicking_handler_is_treated_as_failing: ends(Behaviour::Panicking);
    handler_that_fails_once_is_retried: ends(Behaviour::FailingOnce);
    handler_that_never_ends_is_cancelled_by_the_shutdown: is_cancelled();
}
