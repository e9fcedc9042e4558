//! Events that are appended to a durable queue and then acknowledged.

use std::{
    error::Error,
    net::SocketAddr,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use axum::http::Request;
use tokio::sync::Semaphore;
use tower_service::Service;
use tracing_subscriber::{filter::LevelFilter, util::SubscriberInitExt};
use wsapi_client::events::{
    BoxError, SignedEvent, Verifier,
    webhook::{DurableQueue, Receiver, ReceiverBuilder, Rejection, RejectionReason},
};
use wsapi_transport_tests::{Log, Poster, Recorder, SECRET, message, request, serve, sign, until};

const NEVER: Duration = Duration::from_secs(3600);
/// Long enough for everything that is not stuck.
const SOON: Duration = Duration::from_secs(1);

fn event(number: usize) -> String {
    message(&format!("evt_{number}"), "sales", "491701234567@s.whatsapp.net", &format!("M{number}"))
}

fn builder() -> ReceiverBuilder {
    let builder = Receiver::builder(Verifier::new(SECRET).expect("a secret"));
    builder.response_timeout(NEVER).shutdown_timeout(NEVER)
}

async fn started(builder: ReceiverBuilder) -> (Arc<Receiver>, SocketAddr) {
    let receiver = Arc::new(builder.build().expect("a receiver"));
    let address = serve(&receiver).await;
    (receiver, address)
}

/// Posts an event without waiting for the response.
async fn begin(address: SocketAddr, number: usize) -> Poster {
    let mut poster = Poster::new(address);
    poster.begin(&request("POST", Some(&sign(event(number).as_bytes())), &event(number))).await;
    poster
}

/// The sources of rejections with the reason `NotStored`.
#[derive(Clone, Default)]
struct Sources(Arc<Mutex<Vec<String>>>);

impl Sources {
    fn record(&self, builder: ReceiverBuilder) -> ReceiverBuilder {
        let sources = self.0.clone();
        builder.on_rejected(move |rejection: Rejection| {
            assert_eq!(rejection.reason(), RejectionReason::NotStored);
            let source = rejection.source().map(ToString::to_string);
            sources.lock().expect("no panic").push(source.unwrap_or_default());
        })
    }

    fn all(&self) -> Vec<String> {
        self.0.lock().expect("no panic").clone()
    }
}

/// Keeps events in memory. The id of an event decides what happens to it.
#[derive(Clone)]
struct Memory {
    events: Arc<Mutex<Vec<SignedEvent>>>,
    /// The number of appends that began.
    begun: Arc<AtomicUsize>,
    /// One permit for each append of `evt_4` that may continue.
    gate: Arc<Semaphore>,
}

impl Memory {
    fn new() -> Self {
        Self { events: Arc::default(), begun: Arc::default(), gate: Arc::new(Semaphore::new(0)) }
    }

    /// Waits until this many appends have begun.
    async fn until_begun(&self, count: usize) {
        until(|| self.begun.load(Ordering::SeqCst) == count).await;
    }

    fn len(&self) -> usize {
        self.events.lock().expect("no panic").len()
    }
}

impl DurableQueue for Memory {
    async fn append(&self, event: SignedEvent) -> Result<(), BoxError> {
        self.begun.fetch_add(1, Ordering::SeqCst);
        let text = String::from_utf8_lossy(&event.body).into_owned();
        assert!(!text.contains("evt_3"), "a bug in the queue");
        if text.contains("evt_2") {
            return Err("the disk is full".into());
        }
        if text.contains("evt_4") {
            self.gate.acquire().await?.forget();
        }
        self.events.lock().expect("no panic").push(event);
        Ok(())
    }
}

#[tokio::test]
async fn event_is_in_the_durable_queue_before_it_is_acknowledged() {
    let (memory, sources) = (Memory::new(), Sources::default());
    let builder = sources.record(builder().durable_queue(memory.clone()));
    let (receiver, address) = started(builder).await;
    let mut poster = Poster::new(address);
    for (number, status, stored) in [(1, 200, 1), (2, 503, 1), (3, 503, 1), (5, 200, 2)] {
        assert_eq!(poster.post(&event(number)).await, status);
        assert_eq!(memory.len(), stored);
    }
    assert_eq!(poster.post("no JSON").await, 200, "only the signature is verified");
    let stats = receiver.shutdown().await;
    assert_eq!((stats.accepted, stats.stored, stats.rejected(RejectionReason::NotStored)), (3, 3, 2));
    assert_eq!(stats.events, Default::default(), "no handler runs");
    assert_eq!(sources.all(), ["the disk is full", "the durable queue panicked"]);
    let first = memory.events.lock().expect("no panic")[0].clone();
    assert_eq!((first.body.as_ref(), first.signature), (event(1).as_bytes(), Some(sign(event(1).as_bytes()))));
}

#[tokio::test]
async fn stored_event_can_be_verified_and_read_again() {
    let memory = Memory::new();
    let (receiver, address) = started(builder().durable_queue(memory.clone())).await;
    assert_eq!(Poster::new(address).post(&event(1)).await, 200);
    receiver.shutdown().await;
    let stored = memory.events.lock().expect("no panic").remove(0);
    let verifier = Verifier::new(SECRET).expect("a secret");
    let read = stored.read(&verifier).expect("a signed event").expect("a readable event");
    assert_eq!(read.event_id, "evt_1");
    let other = SignedEvent::new(event(2), stored.signature.as_deref());
    assert!(other.read(&verifier).is_err(), "the signature is of another body");
}

#[tokio::test]
async fn append_that_takes_too_long_is_rejected_and_not_cancelled() {
    let memory = Memory::new();
    let (receiver, address) = started(builder().durable_queue(memory.clone()).response_timeout(SOON)).await;
    assert_eq!(Poster::new(address).post(&event(4)).await, 503);
    memory.gate.add_permits(1);
    let stats = receiver.shutdown().await;
    assert_eq!((stats.accepted, stats.stored, stats.rejected(RejectionReason::NotStored)), (0, 1, 1));
}

#[tokio::test]
async fn append_continues_after_the_sender_disconnects() {
    let memory = Memory::new();
    let (receiver, address) = started(builder().durable_queue(memory.clone())).await;
    let poster = begin(address, 4).await;
    memory.until_begun(1).await;
    drop(poster);
    until(|| receiver.stats().rejected(RejectionReason::Disconnected) == 1).await;
    memory.gate.add_permits(1);
    let stats = receiver.shutdown().await;
    assert_eq!((stats.accepted, stats.stored, stats.total_rejected()), (0, 1, 1));
}

#[tokio::test]
async fn appends_are_limited_and_waiting_events_are_stored() {
    let memory = Memory::new();
    let builder = builder().durable_queue(memory.clone()).concurrency(1).max_in_flight(2).response_timeout(SOON);
    let (receiver, address) = started(builder).await;
    let first = begin(address, 4).await;
    memory.until_begun(1).await;
    assert_eq!(Poster::new(address).post(&event(5)).await, 503, "it waits for the first one");
    assert_eq!(Poster::new(address).post(&event(6)).await, 503, "there is no room");
    assert_eq!((memory.begun.load(Ordering::SeqCst), memory.len()), (1, 0));
    memory.gate.add_permits(1);
    let stats = receiver.shutdown().await;
    drop(first);
    assert_eq!((stats.accepted, stats.stored, stats.total_rejected()), (0, 2, 3));
    let reasons = [RejectionReason::NotStored, RejectionReason::QueueFull].map(|reason| stats.rejected(reason));
    assert_eq!(reasons, [2, 1]);
}

#[tokio::test]
async fn last_of_several_destinations_counts() {
    let (memory, recorder) = (Memory::new(), Recorder::default());
    let (receiver, address) = started(builder().durable_queue(memory.clone()).handler(recorder.clone())).await;
    assert_eq!(Poster::new(address).post(&event(1)).await, 200);
    assert_eq!(receiver.shutdown().await.events.handled, 1);
    assert_eq!((memory.len(), recorder.handled().len()), (0, 1));
    let (receiver, address) = started(builder().handler(recorder.clone()).durable_queue(memory.clone())).await;
    assert_eq!(Poster::new(address).post(&event(5)).await, 200);
    assert_eq!(receiver.shutdown().await.stored, 1);
    assert_eq!((memory.len(), recorder.handled().len()), (1, 1));
}

#[tokio::test]
async fn shutdown_rejects_requests_at_once_and_waits_for_appends() {
    let memory = Memory::new();
    let (receiver, address) = started(builder().durable_queue(memory.clone()).max_in_flight(1)).await;
    let mut first = begin(address, 4).await;
    memory.until_begun(1).await;
    let mut second = begin(address, 5).await;
    let shutdown = {
        let receiver = receiver.clone();
        tokio::spawn(async move { receiver.shutdown().await })
    };
    assert_eq!(second.finish().await, 503, "there was no room before the shutdown");
    assert_eq!(Poster::new(address).post(&event(6)).await, 503);
    assert!(!shutdown.is_finished());
    memory.gate.add_permits(1);
    assert_eq!(first.finish().await, 200);
    let stats = shutdown.await.expect("no panic");
    assert_eq!((stats.accepted, stats.stored, stats.rejected(RejectionReason::ShuttingDown)), (1, 1, 2));
}

#[tokio::test]
async fn shutdown_timeout_cancels_appends() {
    let (memory, sources) = (Memory::new(), Sources::default());
    let builder = sources.record(builder().durable_queue(memory.clone()).shutdown_timeout(SOON));
    let (receiver, address) = started(builder).await;
    let mut poster = begin(address, 4).await;
    memory.until_begun(1).await;
    let stats = receiver.shutdown().await;
    assert_eq!((stats.accepted, stats.stored, stats.rejected(RejectionReason::NotStored)), (0, 0, 1));
    assert_eq!(poster.finish().await, 503);
    assert_eq!(sources.all(), ["the append was interrupted"]);
    memory.gate.add_permits(1);
    tokio::time::sleep(Duration::from_millis(20)).await;
    assert_eq!(memory.len(), 0, "no append runs after the shutdown");
}

#[tokio::test]
async fn append_continues_after_the_receiver_and_its_services_are_dropped() {
    let memory = Memory::new();
    let receiver = builder().durable_queue(memory.clone()).build().expect("a receiver");
    let mut service = receiver.service();
    let signature = sign(event(4).as_bytes());
    let request = Request::post("/").header("x-webhook-signature", signature).body(event(4)).expect("a request");
    let response = tokio::spawn(service.call(request));
    memory.until_begun(1).await;
    response.abort();
    assert!(response.await.is_err(), "the sender disconnected");
    assert_eq!(receiver.stats().rejected(RejectionReason::Disconnected), 1);
    drop((receiver, service));
    tokio::time::sleep(Duration::from_millis(20)).await;
    assert_eq!(memory.len(), 0);
    memory.gate.add_permits(1);
    until(|| memory.len() == 1 && Arc::strong_count(&memory.gate) == 1).await;
}

#[tokio::test]
async fn queue_error_is_logged_without_the_event() {
    let log = Log::default();
    let subscriber = tracing_subscriber::fmt().with_max_level(LevelFilter::TRACE).with_ansi(false);
    let writer = log.clone();
    let _guard = subscriber.with_writer(move || writer.clone()).set_default();
    let (receiver, address) = started(builder().durable_queue(Memory::new())).await;
    assert_eq!(Poster::new(address).post(&event(2)).await, 503);
    receiver.shutdown().await;
    let log = log.text();
    let line = log.lines().find(|line| line.contains("the disk is full")).expect("a line with the error");
    assert!(line.contains("WARN") && line.contains("cannot store an event"), "{line}");
    let hidden = ["491701234567", "shop", SECRET, "sha256="];
    let mut lines = log.lines().filter(|line| line.contains("wsapi_client"));
    assert!(!lines.any(|line| hidden.iter().any(|text| line.contains(text))), "{log}");
}
