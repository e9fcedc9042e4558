//! The spans and events of a call, and middleware in place of the network.

use std::{
    collections::BTreeMap,
    error::Error as StdError,
    fmt,
    future::{Ready, ready},
    sync::{Arc, LazyLock, Mutex, MutexGuard},
    task::{Context, Poll},
    time::{Duration, Instant},
};

use tower::{Service, ServiceBuilder, service_fn};
use tracing::{
    Dispatch, Event, Level, Metadata, Subscriber,
    field::{Field, Visit},
    span::{Attributes, Id, Record},
    subscriber::DefaultGuard,
};

use super::{Act, NUMBER, Reaction, Script, SendTextRequest, json, person, respond};
use crate::{
    Backoff, Body, Client,
    Delivery::{NotSent, Unknown},
    Error, Pacing, ReqwestTransport, RetryPolicy, TowerTransport, TransportError,
};

type Fields = BTreeMap<&'static str, String>;

/// Records all spans and events of this thread.
#[derive(Clone, Default)]
struct Listener(Arc<Mutex<Heard>>);

#[derive(Default)]
struct Heard {
    spans: Vec<Recorded>,
    events: Vec<Recorded>,
    /// The spans that have been entered and not left, the innermost last.
    entered: Vec<u64>,
}

struct Recorded {
    name: &'static str,
    level: Level,
    target: &'static str,
    fields: Fields,
    /// The span that contains it, counted from 1.
    within: Option<u64>,
}

impl Listener {
    /// Listens until the guard is dropped. The tests run on one thread each.
    fn start() -> (Self, DefaultGuard) {
        // With a single subscriber, tracing asks only the first thread that reaches a callsite whether it is enabled,
        // and caches the result for all threads. With a second one it asks all subscribers.
        static SECOND: LazyLock<Dispatch> = LazyLock::new(|| Dispatch::new(Listener::default()));
        LazyLock::force(&SECOND);
        let listener = Self::default();
        let guard = tracing::subscriber::set_default(listener.clone());
        (listener, guard)
    }

    fn heard(&self) -> MutexGuard<'_, Heard> {
        self.0.lock().expect("no panic")
    }
}

impl Heard {
    fn recorded(&self, metadata: &Metadata<'static>, fields: Fields) -> Recorded {
        let (name, level, target) = (metadata.name(), *metadata.level(), metadata.target());
        Recorded { name, level, target, fields, within: self.entered.last().copied() }
    }

    /// The span of the one call that was made.
    fn span(&self) -> &Recorded {
        let spans: Vec<_> = self.spans.iter().filter(|span| span.is_ours()).collect();
        assert_eq!(spans.len(), 1, "one span a call");
        spans[0]
    }

    /// The events, which must be inside the span.
    fn events(&self) -> Vec<&Recorded> {
        let events: Vec<_> = self.events.iter().filter(|event| event.is_ours()).collect();
        for event in &events {
            let within = event.within.and_then(|id| self.spans.get(usize::try_from(id).ok()? - 1));
            assert!(within.is_some_and(Recorded::is_ours));
        }
        events
    }
}

impl Recorded {
    fn is_ours(&self) -> bool {
        self.target.starts_with("wsapi_client")
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.fields.get(name).map(String::as_str)
    }
}

impl Subscriber for Listener {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let mut fields = Fields::new();
        span.record(&mut Reader(&mut fields));
        let mut heard = self.heard();
        let recorded = heard.recorded(span.metadata(), fields);
        heard.spans.push(recorded);
        Id::from_u64(heard.spans.len() as u64)
    }

    fn record(&self, span: &Id, values: &Record<'_>) {
        let index = usize::try_from(span.into_u64()).expect("a small number") - 1;
        values.record(&mut Reader(&mut self.heard().spans[index].fields));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut fields = Fields::new();
        event.record(&mut Reader(&mut fields));
        let mut heard = self.heard();
        let recorded = heard.recorded(event.metadata(), fields);
        heard.events.push(recorded);
    }

    fn enter(&self, span: &Id) {
        self.heard().entered.push(span.into_u64());
    }

    fn exit(&self, span: &Id) {
        let left = self.heard().entered.pop();
        assert_eq!(left, Some(span.into_u64()), "spans are left in the order of their entering");
    }
}

/// Reads fields as texts.
struct Reader<'a>(&'a mut Fields);

impl Visit for Reader<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.0.insert(field.name(), format!("{value:?}"));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name(), value.to_owned());
    }
}

fn client(script: &Script) -> Client {
    let builder = script.builder().api_key("canary-key").instance_id("canary-instance");
    builder.account_key("canary-account").admin_key("canary-admin").build().expect("valid")
}

async fn send_text(client: &Client) -> Result<(), Error> {
    client.sample().send_text(SendTextRequest::new(person(), "canary-text")).await.map(drop)
}

#[tokio::test]
async fn call_is_one_span_and_each_attempt_is_one_event() {
    let (listener, _guard) = Listener::start();
    let rejection = json("503 Service Unavailable", r#"{"status":503,"detail":"instance not available"}"#);
    let script = Script::new([rejection, json("201 Created", r#"{"id":"3EB0C431"}"#)]).await;
    send_text(&client(&script)).await.expect("a success");

    let port = script.url().rsplit(':').next().expect("a port");
    let heard = listener.heard();
    let span = heard.span();
    assert_eq!((span.name, span.level), ("call", Level::INFO));
    let fields = [
        ("otel.name", "sendText"),
        ("otel.kind", "client"),
        ("operation", "sendText"),
        ("http.request.method", "POST"),
        ("url.template", "/messages/text"),
        ("server.address", "127.0.0.1"),
        ("server.port", port),
        ("http.response.status_code", "201"),
        ("http.request.resend_count", "1"),
    ];
    assert_eq!(span.fields, Fields::from(fields.map(|(name, value)| (name, value.to_owned()))));

    let [failed, received] = heard.events()[..] else { panic!("two events") };
    assert_eq!((failed.level, failed.get("message")), (Level::WARN, Some("attempt failed, retrying")));
    assert_eq!(failed.get("http.response.status_code"), Some("503"));
    assert_eq!((failed.get("http.request.resend_count"), failed.get("error.type")), (Some("0"), Some("503")));
    assert!(failed.get("wait_ms").is_some_and(|wait| wait.parse::<u64>().is_ok_and(|wait| wait <= 1)));
    assert_eq!((received.level, received.get("message")), (Level::DEBUG, Some("response received")));
    assert_eq!(received.get("http.response.status_code"), Some("201"));
    assert_eq!((received.get("http.request.resend_count"), received.get("error.type")), (Some("1"), None));
}

#[tokio::test]
async fn call_that_succeeds_at_once_has_no_resend_count() {
    let (listener, _guard) = Listener::start();
    let script = Script::new([respond("200 OK", "", "fine")]).await;
    client(&script).sample().health().await.expect("a success");
    let heard = listener.heard();
    assert_eq!(heard.span().get("http.request.resend_count"), None);
    assert_eq!(heard.span().get("http.response.status_code"), Some("200"));
    assert_eq!((heard.span().get("otel.status_code"), heard.events().len()), (None, 1));
}

#[tokio::test]
async fn failed_call_marks_its_span() {
    for (acts, status, kind, attempts) in [
        (respond("500 Internal Server Error", "", ""), Some("500"), "500", 1),
        (respond("502 Bad Gateway", "", ""), Some("502"), "502", 3),
        (vec![Act::Read, Act::Reset], None, "transport", 3),
    ] {
        let (listener, _guard) = Listener::start();
        let script = Script::new([acts]).await;
        client(&script).sample().health().await.unwrap_err();
        let heard = listener.heard();
        let span = heard.span();
        assert_eq!((span.get("otel.status_code"), span.get("error.type")), (Some("ERROR"), Some(kind)));
        assert_eq!(span.get("http.response.status_code"), status);
        assert_eq!(span.get("http.request.resend_count"), (attempts > 1).then_some("2"));
        let events = heard.events();
        assert_eq!(events.len(), attempts);
        assert!(events.iter().all(|event| event.get("error.type") == Some(kind)));
        assert_eq!(events.last().and_then(|event| event.get("message")), Some("call failed"));
    }
}

#[tokio::test]
async fn unreadable_response_marks_the_span() {
    let (listener, _guard) = Listener::start();
    let script = Script::new([json("201 Created", r#"{"id":7}"#)]).await;
    let error = send_text(&client(&script)).await.unwrap_err();
    assert!(error.is_decode());
    let heard = listener.heard();
    let span = heard.span();
    assert_eq!((span.get("otel.status_code"), span.get("error.type")), (Some("ERROR"), Some("decode")));
    assert_eq!(span.get("http.response.status_code"), Some("201"));
    let messages: Vec<_> = heard.events().iter().filter_map(|event| event.get("message")).collect();
    assert_eq!(messages, ["response received", "call failed"]);
}

#[tokio::test]
async fn pacing_delays_calls_or_rejects_them() {
    let script = Script::new([json("201 Created", r#"{"id":"3EB0C431"}"#)]).await;
    let builder = script.builder().api_key("canary-key").instance_id("canary-instance");
    let client = builder.pacing(Pacing::every(Duration::from_millis(50)).burst(2)).build().expect("valid");
    let start = Instant::now();
    for _ in 0..4 {
        send_text(&client).await.expect("a success");
    }
    assert!(start.elapsed() >= Duration::from_millis(100), "two went out at once, and two one after the other");
    assert_eq!(script.requests().len(), 4);

    let (listener, _guard) = Listener::start();
    let hour = script.builder().api_key("canary-key").pacing(Pacing::every(Duration::from_secs(3600)));
    let client = hour.timeout(Duration::from_secs(5)).build().expect("valid");
    client.sample().look_up().await.expect("a safe call does not wait");
    send_text(&client).await.expect("the first may go out");
    let error = send_text(&client).await.unwrap_err();
    assert!(error.is_timeout(), "{error}");
    assert_eq!((error.delivery(), error.attempts(), script.requests().len()), (NotSent, 0, 6));
    let heard = listener.heard();
    let span = heard.spans.iter().rfind(|span| span.is_ours()).expect("a span");
    assert_eq!((span.get("otel.status_code"), span.get("error.type")), (Some("ERROR"), Some("timeout")));
}

#[tokio::test]
async fn spans_and_events_contain_no_key_number_or_text() {
    let (listener, _guard) = Listener::start();
    let detail = format!(r#"{{"status":503,"detail":"canary-detail {NUMBER}"}}"#);
    for acts in [
        json("503 Service Unavailable", &detail),
        json("400 Bad Request", &detail),
        json("201 Created", r#"{"id":"canary-id"}"#),
        json("201 Created", r#"{"id":["canary-id"]}"#),
        vec![Act::Read, Act::Reset],
    ] {
        let script = Script::new([acts]).await;
        _ = send_text(&client(&script)).await;
        let sample = client(&script).sample();
        _ = sample.react(NUMBER, Reaction { emoji: "canary-emoji".to_owned() }).await;
        _ = sample.participant(person(), "canary-name").await;
        _ = sample.download("canary-media-id").header("x-own", "canary-header").await;
        _ = sample.restart("canary-instance").await;
        _ = sample.instances().ids(vec!["canary-id".to_owned()]).await;
    }
    let heard = listener.heard();
    assert!(heard.spans.iter().filter(|span| span.is_ours()).count() >= 30);
    // This includes the spans and events of other crates.
    for recorded in heard.spans.iter().chain(&heard.events) {
        for value in recorded.fields.values() {
            assert!(
                !value.contains("canary") && !value.contains(NUMBER),
                "{} of {}: {value}",
                recorded.name,
                recorded.target
            );
        }
    }
}

#[tokio::test]
async fn stack_of_layers_carries_a_call() {
    let script = Script::new([respond("502 Bad Gateway", "", ""), respond("200 OK", "", "fine")]).await;
    let network = ReqwestTransport::new(reqwest::Client::builder().no_proxy()).expect("TLS");
    let stack = ServiceBuilder::new()
        .concurrency_limit(2)
        .map_request(|mut request: http::Request<Body>| {
            request.headers_mut().insert("x-layer", http::HeaderValue::from_static("seen"));
            request
        })
        .map_response(|response: http::Response<Body>| response.map(Body::wrap))
        .service(network);
    let client = script.builder().transport(TowerTransport::new(stack)).build().expect("valid");
    assert_eq!(client.sample().health().await.expect("a success"), "fine");
    let requests = script.requests();
    assert_eq!(requests.len(), 2, "layers see each attempt");
    assert!(requests.iter().all(|request| request.header("x-layer") == Some("seen")));
}

type BoxError = Box<dyn StdError + Send + Sync>;

/// A client whose requests all fail with this error of a layer.
fn failing(error: fn() -> BoxError) -> Client {
    let service = service_fn(move |_: http::Request<Body>| ready(Err::<http::Response<Body>, _>(error())));
    let retry = RetryPolicy::new().backoff(Backoff::new(Duration::from_millis(1)));
    Client::builder()
        .api_key("instance-key")
        .transport(TowerTransport::new(service))
        .retry(retry)
        .build()
        .expect("valid")
}

#[tokio::test]
async fn only_an_error_of_the_network_determines_the_delivery() {
    let error = send_text(&failing(|| "canary".into())).await.unwrap_err();
    assert!(error.is_transport() && !error.is_connect() && !error.is_timeout());
    assert_eq!((error.delivery(), error.attempts()), (Unknown, 1));
    let source = error.transport_error().expect("a transport error");
    assert!(source.may_have_been_sent());
    assert_eq!(source.source().map(ToString::to_string).as_deref(), Some("canary"), "the cause is kept");
    assert!(!error.to_string().contains("canary"));

    let error = send_text(&failing(|| TransportError::connect("no route").into())).await.unwrap_err();
    assert!(error.is_connect());
    assert_eq!((error.delivery(), error.attempts()), (NotSent, 3));
    let error = send_text(&failing(|| TransportError::timeout("soon").into())).await.unwrap_err();
    assert!(error.is_timeout() && !error.is_connect());
    assert_eq!((error.delivery(), error.attempts()), (Unknown, 1));
}

/// A service that never becomes ready.
#[derive(Clone)]
struct Closed;

impl Service<http::Request<Body>> for Closed {
    type Response = http::Response<Body>;
    type Error = BoxError;
    type Future = Ready<Result<Self::Response, BoxError>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        Poll::Ready(Err("closed".into()))
    }

    fn call(&mut self, _: http::Request<Body>) -> Self::Future {
        ready(Err("called before it was ready".into()))
    }
}

#[tokio::test]
async fn service_that_is_not_ready_gets_no_request() {
    let retry = RetryPolicy::new().backoff(Backoff::new(Duration::from_millis(1)));
    let client = Client::builder()
        .api_key("instance-key")
        .transport(TowerTransport::new(Closed))
        .retry(retry)
        .build()
        .expect("valid");
    let error = send_text(&client).await.unwrap_err();
    assert_eq!((error.delivery(), error.attempts()), (NotSent, 3));
    assert_eq!(error.to_string(), "sendText: the request was not sent, after 3 attempts");
}
