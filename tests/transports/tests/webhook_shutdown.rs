//! The end of a receiver: shutdown, its timeout, dropped receivers and stopped runtimes.

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
    time::Duration,
};

use axum::http::Request;
use tokio::{
    runtime::Runtime,
    sync::{Semaphore, oneshot},
    task::JoinHandle,
};
use tower_service::Service;
use wsapi_client::{
    Backoff, Event,
    events::{
        Attempt, BoxError, Handler, Verifier,
        webhook::{Receiver, ReceiverBuilder, ReceiverStats, RejectionReason},
    },
};
use wsapi_transport_tests::{Poster, Recorder, SECRET, message, request, serve, sign, until};

const NEVER: Duration = Duration::from_secs(3600);
/// Long enough for everything that is not stuck.
const SOON: Duration = Duration::from_secs(1);

/// An event with a field that the SDK does not know.
fn event(number: usize) -> String {
    let event = message(&format!("evt_{number}"), "sales", "491701234567@s.whatsapp.net", &format!("M{number}"));
    event.replace("\"isGroup\"", "\"newField\": [1],\"isGroup\"")
}

fn builder() -> ReceiverBuilder {
    let builder = Receiver::builder(Verifier::new(SECRET).expect("a secret"));
    builder.response_timeout(NEVER).shutdown_timeout(NEVER)
}

/// Waits for a permit of the gate, and then records the event.
fn gated(gate: &Arc<Semaphore>, recorder: &Recorder) -> impl Handler + use<> {
    let (gate, recorder) = (gate.clone(), recorder.clone());
    move |event: Event| {
        let (gate, recorder) = (gate.clone(), recorder.clone());
        async move {
            gate.acquire().await?.forget();
            recorder.handle(event, Attempt::first()).await
        }
    }
}

fn gate() -> (Arc<Semaphore>, Recorder) {
    (Arc::new(Semaphore::new(0)), Recorder::default())
}

/// Events that failed: the JSON, the number of attempts, and whether they were interrupted.
#[derive(Clone, Default)]
struct Failed(Arc<Mutex<Vec<(String, u32, bool)>>>);

impl Failed {
    fn record(&self, builder: ReceiverBuilder) -> ReceiverBuilder {
        let failed = self.0.clone();
        builder.on_failed(move |event| {
            let json = String::from_utf8(event.json().to_vec()).expect("UTF-8");
            let mut failed = failed.lock().expect("no panic");
            failed.push((json, event.attempts(), event.error().is_interrupted()));
        })
    }

    /// The events in the order of their JSON.
    fn all(&self) -> Vec<(String, u32, bool)> {
        let mut failed = self.0.lock().expect("no panic").clone();
        failed.sort_unstable();
        failed
    }
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

fn shut_down(receiver: &Arc<Receiver>) -> JoinHandle<ReceiverStats> {
    let receiver = receiver.clone();
    tokio::spawn(async move { receiver.shutdown().await })
}

#[tokio::test]
async fn request_after_a_shutdown_is_rejected() {
    let (receiver, address) = started(builder().handler(Recorder::default())).await;
    let mut poster = Poster::new(address);
    assert_eq!(poster.post(&event(1)).await, 200);
    assert_eq!(receiver.shutdown().await.events.handled, 1);
    assert_eq!(poster.post(&event(2)).await, 503);
    let stats = receiver.shutdown().await;
    assert_eq!((stats.accepted, stats.rejected(RejectionReason::ShuttingDown), stats.total_rejected()), (1, 1, 1));
}

#[tokio::test]
async fn shutdown_rejects_requests_at_once_and_waits_for_events_in_flight() {
    let (gate, recorder) = gate();
    let (receiver, address) = started(builder().handler(gated(&gate, &recorder)).max_in_flight(3)).await;
    let mut poster = Poster::new(address);
    for number in 0..3 {
        assert_eq!(poster.post(&event(number)).await, 200);
    }
    let waiting = tokio::spawn(async move { Poster::new(address).post(&event(3)).await });
    let shutdown = shut_down(&receiver);
    assert_eq!(waiting.await.expect("no panic"), 503, "it waited for room");
    assert_eq!(poster.post(&event(4)).await, 503);
    assert!(!shutdown.is_finished());
    gate.add_permits(3);
    let stats = shutdown.await.expect("no panic");
    assert_eq!((stats.events.handled, stats.events.in_flight), (3, 0));
    assert_eq!(stats.rejected(RejectionReason::ShuttingDown), 2);
}

#[tokio::test]
async fn run_until_shuts_down_when_its_future_is_ready() {
    let (gate, recorder) = gate();
    let (receiver, address) = started(builder().handler(gated(&gate, &recorder))).await;
    let (stop, stopped) = oneshot::channel::<()>();
    let running = receiver.clone();
    let running = tokio::spawn(async move { running.run_until(async { drop(stopped.await) }).await });
    let mut poster = Poster::new(address);
    gate.add_permits(1);
    assert_eq!(poster.post(&event(1)).await, 200);
    until(|| receiver.stats().events.handled == 1).await;
    assert_eq!(poster.post(&event(2)).await, 200, "it runs until the future is ready");
    stop.send(()).expect("the receiver waits for it");
    tokio::task::yield_now().await;
    until(|| receiver.stats().events.in_flight == 1).await;
    assert!(!running.is_finished(), "the handler has not ended");
    gate.add_permits(1);
    let stats = running.await.expect("no panic");
    assert_eq!((stats.accepted, stats.events.handled, stats.total_rejected()), (2, 2, 0));
    assert_eq!(recorder.handled(), ["evt_1", "evt_2"]);
    assert_eq!(poster.post(&event(3)).await, 503);
}

#[tokio::test]
async fn shutdown_timeout_cancels_handlers_and_reports_their_events() {
    let (gate, recorder) = gate();
    let failed = Failed::default();
    let builder = failed.record(builder().handler(gated(&gate, &recorder)).shutdown_timeout(SOON));
    let (receiver, address) = started(builder).await;
    let mut poster = Poster::new(address);
    for number in [1, 2] {
        assert_eq!(poster.post(&event(number)).await, 200);
    }
    let stats = receiver.shutdown().await;
    assert_eq!((stats.accepted, stats.events.failed, stats.events.in_flight), (2, 2, 0));
    // The first one was cancelled, and the second one waited for it.
    assert_eq!(failed.all(), [(event(1), 1, true), (event(2), 0, true)]);
    gate.add_permits(2);
    tokio::time::sleep(Duration::from_millis(20)).await;
    assert!(recorder.handled().is_empty(), "no handler runs after the shutdown");
}

#[tokio::test]
async fn shutdown_timeout_gives_up_events_that_wait_for_another_attempt() {
    let failed = Failed::default();
    let builder = builder().handler(|_: Event| async { Err::<(), _>(BoxError::from("not now")) });
    let builder = builder.backoff(Backoff::new(NEVER)).shutdown_timeout(SOON);
    let (receiver, address) = started(failed.record(builder)).await;
    assert_eq!(Poster::new(address).post(&event(1)).await, 200);
    until(|| receiver.stats().events.failed_attempts == 1).await;
    assert_eq!(receiver.shutdown().await.events.failed, 1);
    assert_eq!(failed.all(), [(event(1), 1, true)]);
}

#[tokio::test]
async fn request_that_waits_for_a_cancelled_handler_is_rejected() {
    let (gate, recorder) = gate();
    let failed = Failed::default();
    let builder = builder().handler(gated(&gate, &recorder)).acknowledge_after_handler().shutdown_timeout(SOON);
    let (receiver, address) = started(failed.record(builder)).await;
    let (mut first, mut second) = (begin(address, 1).await, begin(address, 2).await);
    until(|| receiver.stats().events.in_flight == 2).await;
    let stats = receiver.shutdown().await;
    let (failures, rejections) = (stats.events.failed, stats.rejected(RejectionReason::ShuttingDown));
    assert_eq!((stats.accepted, failures, rejections, stats.total_rejected()), (0, 2, 2, 2));
    assert_eq!((first.finish().await, second.finish().await), (503, 503));
    assert_eq!(failed.all(), [(event(1), 1, true), (event(2), 0, true)]);
}

#[tokio::test]
async fn request_that_waits_for_its_handler_is_acknowledged_during_a_shutdown() {
    let (gate, recorder) = gate();
    let (receiver, address) = started(builder().handler(gated(&gate, &recorder)).acknowledge_after_handler()).await;
    let mut poster = begin(address, 1).await;
    until(|| receiver.stats().events.in_flight == 1).await;
    let shutdown = shut_down(&receiver);
    gate.add_permits(1);
    assert_eq!(poster.finish().await, 200);
    assert_eq!(shutdown.await.expect("no panic").accepted, 1);
}

#[tokio::test]
async fn events_in_flight_are_handled_after_the_receiver_and_its_services_are_dropped() {
    let (gate, recorder) = gate();
    let receiver = builder().handler(gated(&gate, &recorder)).build().expect("a receiver");
    let mut service = receiver.service();
    drop(receiver);
    for number in 0..3 {
        let signature = sign(event(number).as_bytes());
        let request = Request::post("/").header("x-webhook-signature", signature).body(event(number));
        let response = service.call(request.expect("a request")).await.expect("a response");
        assert_eq!(response.status(), 200);
    }
    drop(service);
    gate.add_permits(3);
    until(|| recorder.handled().len() == 3).await;
    // The handler is dropped, so no part of the receiver is left.
    until(|| Arc::strong_count(&gate) == 1).await;
}

#[test]
fn receiver_that_is_built_before_its_runtime_works() {
    let recorder = Recorder::default();
    let receiver = builder().handler(recorder.clone()).build().expect("a receiver");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let address = serve(&receiver).await;
        assert_eq!(Poster::new(address).post(&event(1)).await, 200);
        assert_eq!(receiver.shutdown().await.events.handled, 1);
    });
    assert_eq!(recorder.handled(), ["evt_1"]);
}

#[test]
fn events_in_flight_fail_when_the_runtime_stops() {
    let (gate, recorder) = gate();
    gate.add_permits(1);
    let failed = Failed::default();
    let runtime = Runtime::new().expect("a runtime");
    let receiver = runtime.block_on(async {
        let (receiver, address) = started(failed.record(builder().handler(gated(&gate, &recorder)))).await;
        let mut poster = Poster::new(address);
        for number in 0..4 {
            assert_eq!(poster.post(&event(number)).await, 200);
        }
        until(|| receiver.stats().events.handled == 1).await;
        receiver
    });
    drop(runtime);
    assert_eq!((receiver.stats().events.failed, receiver.stats().events.in_flight), (3, 0));
    assert_eq!(recorder.handled(), ["evt_0"]);
    // The handler of the first one may have been started.
    let failed: Vec<_> = failed.all().into_iter().map(|(json, _, is_interrupted)| (json, is_interrupted)).collect();
    assert_eq!(failed, [1, 2, 3].map(|number| (event(number), true)));
}

#[test]
fn receiver_whose_runtime_stopped_rejects_requests_on_another() {
    let first = Runtime::new().expect("a runtime");
    let receiver = first.block_on(async { builder().handler(Recorder::default()).build().expect("a receiver") });
    drop(first);
    Runtime::new().expect("a runtime").block_on(async {
        assert_eq!(Poster::new(serve(&receiver).await).post(&event(1)).await, 503);
        assert_eq!(receiver.shutdown().await.rejected(RejectionReason::ShuttingDown), 1);
    });
}

#[test]
fn receiver_whose_runtime_never_ran_rejects_requests_on_another() {
    let idle = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let receiver = {
        let _entered = idle.enter();
        builder().handler(Recorder::default()).build().expect("a receiver")
    };
    drop(idle);
    Runtime::new().expect("a runtime").block_on(async {
        assert_eq!(Poster::new(serve(&receiver).await).post(&event(1)).await, 503);
        assert_eq!(receiver.shutdown().await.rejected(RejectionReason::ShuttingDown), 1);
    });
}
