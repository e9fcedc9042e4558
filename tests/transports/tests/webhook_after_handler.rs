//! Events that are acknowledged after they are handled.

use std::{
    net::SocketAddr,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use tokio::{sync::Semaphore, time::sleep};
use wsapi_client::{
    Backoff, BoxFuture, Event,
    events::{
        Attempt, BoxError, Claim, DedupStore, Dispatcher, Handler, Verifier,
        webhook::{Receiver, ReceiverBuilder, RejectionReason},
    },
};
use wsapi_transport_tests::{Poster, Recorder, SECRET, message, request, serve, sign, until};

const NEVER: Duration = Duration::from_secs(3600);
/// Long enough for everything that is not stuck.
const SOON: Duration = Duration::from_secs(1);

fn event(number: usize) -> String {
    message(&format!("evt_{number}"), "sales", "491701234567@s.whatsapp.net", &format!("M{number}"))
}

fn builder() -> ReceiverBuilder {
    Receiver::builder(Verifier::new(SECRET).expect("a secret")).response_timeout(NEVER)
}

fn after_handler(handler: impl Handler) -> ReceiverBuilder {
    builder().handler(handler).acknowledge_after_handler().backoff(Backoff::new(Duration::from_millis(1)))
}

async fn started(builder: ReceiverBuilder) -> (Receiver, SocketAddr) {
    let receiver = builder.build().expect("a receiver");
    let address = serve(&receiver).await;
    (receiver, address)
}

/// Posts an event without waiting for the response.
async fn begin(address: SocketAddr, number: usize) -> Poster {
    let mut poster = Poster::new(address);
    poster.begin(&request("POST", Some(&sign(event(number).as_bytes())), &event(number))).await;
    poster
}

#[tokio::test]
async fn handled_event_and_duplicate_are_acknowledged() {
    let recorder = Recorder::default();
    let (receiver, address) = started(after_handler(recorder.clone())).await;
    let mut poster = Poster::new(address);
    for (number, handled) in [(1, 1), (2, 2), (1, 2)] {
        assert_eq!(poster.post(&event(number)).await, 200);
        assert_eq!(recorder.handled().len(), handled);
    }
    let stats = receiver.shutdown().await;
    assert_eq!((stats.accepted, stats.events.handled, stats.events.duplicates), (3, 2, 1));
    assert_eq!(stats.total_rejected(), 0);
}

#[tokio::test]
async fn event_whose_handler_fails_or_panics_is_rejected() {
    let (calls, failed) = (Arc::new(AtomicUsize::new(0)), Arc::new(Mutex::new(Vec::new())));
    let (count, keep) = (calls.clone(), failed.clone());
    let handler = move |event: Event| {
        count.fetch_add(1, Ordering::SeqCst);
        async move {
            assert_eq!(event.event_id, "evt_1", "the handler fails for the first event, and panics for the others");
            Err::<(), _>(BoxError::from("never"))
        }
    };
    let reasons = Arc::new(Mutex::new(Vec::new()));
    let report = reasons.clone();
    let builder = after_handler(handler)
        .max_attempts(2)
        .on_failed(move |failed| keep.lock().expect("no panic").push(failed.json().to_vec()))
        .on_rejected(move |rejection| report.lock().expect("no panic").push(rejection.reason()));
    let (receiver, address) = started(builder).await;
    let mut poster = Poster::new(address);
    assert_eq!(poster.post(&event(1)).await, 500);
    assert_eq!(poster.post(&event(2)).await, 500, "the handler panicked");
    let stats = receiver.shutdown().await;
    let failures = (stats.accepted, stats.events.failed, stats.rejected(RejectionReason::HandlerFailed));
    assert_eq!(failures, (0, 2, 2));
    assert_eq!(calls.load(Ordering::SeqCst), 4);
    assert_eq!(*reasons.lock().expect("no panic"), [RejectionReason::HandlerFailed; 2]);
    assert_eq!(*failed.lock().expect("no panic"), [event(1).into_bytes(), event(2).into_bytes()]);
}

/// A store that is not available.
#[derive(Debug)]
struct Unavailable;

impl DedupStore for Unavailable {
    fn claim<'a>(&'a self, _: &'a str, _: &'a str) -> BoxFuture<'a, Result<Claim, BoxError>> {
        Box::pin(async { Err("the store is not available".into()) })
    }

    fn complete<'a>(&'a self, _: &'a str, _: &'a str) -> BoxFuture<'a, Result<(), BoxError>> {
        Box::pin(async { Ok(()) })
    }

    fn release<'a>(&'a self, _: &'a str, _: &'a str) -> BoxFuture<'a, Result<(), BoxError>> {
        Box::pin(async { Ok(()) })
    }
}

#[tokio::test]
async fn store_failure_is_not_reported_as_handler_failure() {
    let recorder = Recorder::default();
    let dispatcher = Dispatcher::new(recorder.clone()).dedup_store(Unavailable);
    let (receiver, address) =
        started(builder().dispatcher(dispatcher).acknowledge_after_handler().max_attempts(1)).await;
    assert_eq!(Poster::new(address).post(&event(1)).await, 503);
    let stats = receiver.shutdown().await;
    assert_eq!((stats.events.failed, stats.rejected(RejectionReason::StoreFailed)), (1, 1));
    assert!(recorder.handled().is_empty());
}

/// Waits for a permit of the gate, and then records the event.
fn gated(gate: Arc<Semaphore>, recorder: Recorder) -> impl Handler {
    move |event: Event| {
        let (gate, recorder) = (gate.clone(), recorder.clone());
        async move {
            gate.acquire().await?.forget();
            recorder.handle(event, Attempt::first()).await
        }
    }
}

#[tokio::test]
async fn handler_that_takes_too_long_is_not_cancelled() {
    let (gate, recorder) = (Arc::new(Semaphore::new(0)), Recorder::default());
    let (receiver, address) =
        started(after_handler(gated(gate.clone(), recorder.clone())).response_timeout(SOON)).await;
    let mut poster = Poster::new(address);
    assert_eq!(poster.post(&event(1)).await, 504);
    assert_eq!(poster.post(&event(2)).await, 504, "the handler was not called yet");
    let stats = receiver.stats();
    assert_eq!((stats.events.in_flight, stats.rejected(RejectionReason::HandlerTimeout)), (2, 2));
    gate.add_permits(2);
    let stats = receiver.shutdown().await;
    assert_eq!((stats.accepted, stats.events.handled, stats.total_rejected()), (0, 2, 2));
    assert_eq!(recorder.handled(), ["evt_1", "evt_2"]);
}

#[tokio::test]
async fn handler_continues_after_the_sender_disconnects() {
    let (gate, recorder) = (Arc::new(Semaphore::new(0)), Recorder::default());
    let (receiver, address) = started(after_handler(gated(gate.clone(), recorder.clone()))).await;
    let poster = begin(address, 1).await;
    until(|| receiver.stats().events.in_flight == 1).await;
    drop(poster);
    until(|| receiver.stats().rejected(RejectionReason::Disconnected) == 1).await;
    gate.add_permits(1);
    let stats = receiver.shutdown().await;
    assert_eq!((stats.accepted, stats.events.handled, stats.total_rejected()), (0, 1, 1));
    assert_eq!(recorder.handled(), ["evt_1"]);
}

#[tokio::test]
async fn event_without_room_is_rejected_before_its_handler_runs() {
    let gate = Arc::new(Semaphore::new(0));
    let handler = gated(gate.clone(), Recorder::default());
    let (receiver, address) = started(after_handler(handler).max_in_flight(1).response_timeout(SOON)).await;
    let mut poster = Poster::new(address);
    assert_eq!(poster.post(&event(1)).await, 504);
    assert_eq!(poster.post(&event(2)).await, 503);
    assert_eq!(receiver.stats().rejected(RejectionReason::QueueFull), 1);
    gate.add_permits(1);
    assert_eq!(receiver.shutdown().await.events.handled, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn each_request_is_counted_once_when_handlers_end_at_the_response_timeout() {
    const REQUESTS: usize = 200;
    const TIMEOUT: Duration = Duration::from_millis(100);
    let handler = |event: Event| async move {
        let number: u32 = event.event_id.trim_start_matches("evt_").parse()?;
        sleep(TIMEOUT - Duration::from_millis(10) + Duration::from_micros(100) * number).await;
        Ok::<_, BoxError>(())
    };
    let builder = after_handler(handler).concurrency(REQUESTS).response_timeout(TIMEOUT);
    let (receiver, address) = started(builder).await;
    let posters = (0..REQUESTS).map(|number| {
        let chat = format!("49170123{number:04}@s.whatsapp.net");
        let event = message(&format!("evt_{number}"), "sales", &chat, "M");
        tokio::spawn(async move { Poster::new(address).post(&event).await })
    });
    let mut acknowledged = 0;
    for poster in posters.collect::<Vec<_>>() {
        acknowledged += u64::from(poster.await.expect("no panic") == 200);
    }
    let stats = receiver.shutdown().await;
    assert_eq!((stats.accepted, stats.total_rejected()), (acknowledged, REQUESTS as u64 - acknowledged), "{stats}");
    assert_eq!((stats.events.handled, stats.events.in_flight), (stats.events.received, 0), "{stats}");
}
