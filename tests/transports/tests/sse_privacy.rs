//! The log of a subscriber. The tests share one log, because it covers the whole process.

use std::{
    error::Error as StdError,
    fmt,
    io::{self, Write},
    sync::{Arc, Mutex, OnceLock},
    time::Duration,
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};
use tracing_subscriber::{filter::LevelFilter, fmt::MakeWriter};
use wsapi_client::{
    Backoff, Client, Error, Event, RetryPolicy,
    events::{
        Attempt, BoxError, Handler,
        sse::{Subscriber, SubscriberStats},
    },
    operations::ListGroups,
};
use wsapi_simulator::Simulator;
use wsapi_transport_tests::message;

/// The log of the process.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    fn start() -> &'static Self {
        static LOG: OnceLock<Log> = OnceLock::new();
        LOG.get_or_init(|| {
            let log = Self::default();
            let subscriber = tracing_subscriber::fmt().with_max_level(LevelFilter::TRACE).with_ansi(false);
            subscriber.with_writer(log.clone()).init();
            log
        })
    }

    fn lines(&self) -> Vec<String> {
        let text = String::from_utf8(self.0.lock().expect("no panic").clone()).expect("a text");
        text.lines().map(str::to_owned).collect()
    }

    /// The lines that contain all of these parts.
    fn lines_with(&self, parts: &[&str]) -> Vec<String> {
        self.lines().into_iter().filter(|line| parts.iter().all(|part| line.contains(part))).collect()
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

/// Serves one response for each connection, in order, and returns the address.
async fn serve(responses: Vec<String>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    tokio::spawn(async move {
        for response in responses {
            let (mut stream, _) = listener.accept().await.expect("a client");
            let mut head = Vec::new();
            while !head.ends_with(b"\r\n\r\n") {
                head.push(stream.read_u8().await.expect("a request"));
            }
            stream.write_all(response.as_bytes()).await.expect("the client reads");
        }
    });
    url
}

fn response(status: &str, body: &str) -> String {
    format!("HTTP/1.1 {status}\r\nconnection: close\r\ncontent-length: {}\r\n\r\n{body}", body.len())
}

fn event_stream(text: &str) -> String {
    response("200 OK\r\ncontent-type: text/event-stream", text)
}

/// Handles events of the stream until the service rejects the key.
async fn run(url: String, handler: impl Handler, attempts: u32) -> SubscriberStats {
    let client = Client::builder().base_url(url).api_key("instance-key").build().expect("a client");
    let delays = Backoff::new(Duration::from_millis(1));
    let events = client.events().reconnect_backoff(delays).max_event_size(2_000);
    assert_private(&format!("{events:?}"));
    let builder = Subscriber::builder(events).handler(handler).max_attempts(attempts).backoff(delays);
    let subscriber = builder.on_failed(|_| {}).build().expect("a subscriber");
    let error = subscriber.run_until(std::future::pending()).await.expect_err("the key is rejected");
    assert!(error.is_unauthorized());
    assert_private(&format!("{subscriber:?} {error:?} {error}"));
    subscriber.stats()
}

fn assert_private(text: &str) {
    for hidden in ["instance-key", "1701234567", "shop", "closed"] {
        assert!(!text.contains(hidden), "{hidden} is in {text}");
    }
}

/// The text of the handler's error in the first test. It contains everything that the SDK itself must not log.
const PRIVATE: &str = "491701234567 asks with instance-key: Is the shop closed?";

#[tokio::test]
async fn keys_numbers_and_texts_are_logged_only_in_handler_errors() {
    let log = Log::start();
    let known = message("evt_private", "sales", "491701234567@s.whatsapp.net", "A");
    let large = known.replace("shop", &"closed".repeat(500));
    let text = format!(
        ": Is the shop open?\n\ndata: {known}\n\ndata: {{\"text\": \"shop\n\ndata: {large}\n\nid: 491701234567\n\n\
         data: shop"
    );
    let url = serve(vec![
        event_stream(&text),
        response("200 OK\r\ncontent-type: text/html", "<p>shop</p>"),
        // The detail of the response is logged, without phone numbers.
        response("503 Busy", r#"{"status":503,"detail":"491701234567 is busy"}"#),
        response("401 Unauthorized", ""),
    ])
    .await;
    let handler = |_: Event| async { Err::<(), BoxError>(PRIVATE.into()) };
    let stats = run(url, handler, 3).await;
    assert_eq!((stats.events.failed, stats.events.failed_attempts, stats.oversized), (2, 4, 1));

    let lines = log.lines();
    for expected in ["the event stream is connected", "is disconnected", "an event failed", "503", "call{", "skipped"] {
        assert!(lines.iter().any(|line| line.contains(expected)), "{expected} is not in {lines:#?}");
    }
    let (with_error, others): (Vec<_>, Vec<_>) = lines.iter().partition(|line| line.contains(PRIVATE));
    for line in &with_error {
        assert!(line.contains(" WARN ") && line.contains("attempt to handle an event failed"), "{line}");
        assert!(line.contains(&format!("error=the handler failed: {PRIVATE}")), "{line}");
        assert_private(&line.replace(PRIVATE, ""));
    }
    assert_eq!(with_error.len(), 3, "{with_error:#?}");
    others.into_iter().for_each(|line| assert_private(line));
}

/// An error with a source.
#[derive(Debug)]
struct Outer(io::Error);

impl fmt::Display for Outer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the reply was not stored")
    }
}

impl StdError for Outer {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&self.0)
    }
}

#[tokio::test]
async fn each_failed_attempt_is_logged_with_its_error_sources() {
    let log = Log::start();
    let event = message("evt_chain", "sales", "491701234567@s.whatsapp.net", "B");
    let url = serve(vec![event_stream(&format!("data: {event}\n\n")), response("401 Unauthorized", "")]).await;
    run(url, |_: Event| async { Err(Outer(io::Error::other("the disk is full"))) }, 3).await;
    let lines = log.lines_with(&["error=the handler failed: the reply was not stored: the disk is full"]);
    assert_eq!(lines.len(), 3, "{lines:#?}");
    for (number, line) in (1..).zip(&lines) {
        let is_last = line.contains("the last attempt to handle an event failed");
        assert_eq!(is_last, number == 3, "{line}");
        for expected in [" WARN ", "event.id=\"evt_chain\"", "event.type=\"message\"", &format!("attempt={number} ")] {
            assert!(line.contains(expected), "{expected} is not in {line}");
        }
    }
    let failed = log.lines_with(&[
        "ERROR",
        "an event failed event.id=\"evt_chain\" attempts=3 error=the handler failed origin=the event stream",
    ]);
    assert!(!failed.is_empty(), "{:#?}", log.lines());
}

/// Makes a call for each event.
struct Caller(Client);

impl Handler for Caller {
    async fn handle(&self, _: Event, _: Attempt) -> Result<(), BoxError> {
        let listed: Result<_, Error> = self.0.groups().list().retry(RetryPolicy::never()).await;
        Ok(listed.map(drop)?)
    }
}

#[tokio::test]
async fn event_span_is_parent_of_handler_calls() {
    let log = Log::start();
    let event = message("evt_span", "sales", "491701234567@s.whatsapp.net", "C");
    let url = serve(vec![event_stream(&format!("data: {event}\n\n")), response("401 Unauthorized", "")]).await;
    let sim = Simulator::new();
    sim.on::<ListGroups>().breaks_connection();
    run(url, Caller(sim.client()), 2).await;
    let calls = log.lines_with(&["call failed", "listGroups"]);
    assert_eq!(calls.len(), 2, "{calls:#?}");
    for (number, line) in (1..).zip(calls) {
        let event = line.find("event{otel.name=\"message\" otel.kind=\"consumer\" event.id=\"evt_span\"").expect(&line);
        let call = line.find("}:call{").expect(&line);
        assert!(event < call && line[event..call].contains(&format!("attempt={number} ")), "{line}");
    }
}
