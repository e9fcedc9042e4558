//! The two stronger promises: acknowledged after the handler, and acknowledged when it is in a durable queue.

use std::{
    net::SocketAddr,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use tokio::sync::{Notify, Semaphore};
use wsapi_client::{
    BoxFuture, Event,
    events::{
        Claim, DedupStore, Dispatcher, Handler, HandlerError, Verifier,
        webhook::{DurableQueue, Reason, Receiver, ReceiverBuilder, ReceiverSetup, SignedEvent},
    },
};
use wsapi_transport_tests::{Poster, Recorder, SECRET, message, request, serve, sign, until};

const NEVER: Duration = Duration::from_secs(3600);
/// Long enough for everything but what is waited for in vain.
const SOON: Duration = Duration::from_secs(1);

fn event(number: usize) -> String {
    message(&format!("evt_{number}"), "sales", "491701234567@s.whatsapp.net", &format!("M{number}"))
}

fn setup() -> ReceiverSetup {
    Receiver::builder(Verifier::new(SECRET).expect("a secret"))
}

fn after_handler(handler: impl Handler) -> ReceiverBuilder {
    setup().handler(handler).acknowledge_after_handler().answer_timeout(NEVER).backoff(Duration::from_millis(1))
}

async fn started(builder: ReceiverBuilder) -> (Receiver, SocketAddr) {
    let receiver = builder.build();
    let address = serve(&receiver).await;
    (receiver, address)
}

#[tokio::test]
async fn success_says_that_the_event_was_handled() {
    let recorder = Recorder::default();
    let (receiver, address) = started(after_handler(recorder.clone())).await;
    let mut poster = Poster::new(address);
    for (number, handled) in [(1, 1), (2, 2), (1, 2)] {
        assert_eq!(poster.post(&event(number)).await, 200, "a repeat is as good as done");
        assert_eq!(recorder.handled().len(), handled);
    }
    let counts = receiver.shutdown().await;
    assert_eq!((counts.accepted, counts.handled, counts.duplicates, counts.all_refused()), (3, 2, 1, 0));
}

#[tokio::test]
async fn failure_says_that_it_was_not() {
    let (calls, failed) = (Arc::new(AtomicUsize::new(0)), Arc::new(Mutex::new(Vec::new())));
    let (count, keep) = (calls.clone(), failed.clone());
    let handler = move |event: Event| {
        count.fetch_add(1, Ordering::SeqCst);
        async move {
            assert_eq!(event.event_id, "evt_1", "only the first fails with an error");
            Err::<(), _>(HandlerError::from("never"))
        }
    };
    let reasons = Arc::new(Mutex::new(Vec::new()));
    let tell = reasons.clone();
    let builder = after_handler(handler)
        .attempts(2)
        .on_failed(move |failure| keep.lock().expect("no panic").push(failure.json().to_vec()))
        .on_refused(move |refusal| tell.lock().expect("no panic").push(refusal.reason()));
    let (receiver, address) = started(builder).await;
    let mut poster = Poster::new(address);
    assert_eq!(poster.post(&event(1)).await, 500);
    assert_eq!(poster.post(&event(2)).await, 500, "it panicked");
    let counts = receiver.shutdown().await;
    assert_eq!((counts.accepted, counts.failed, counts.refused(Reason::HandlerFailed)), (0, 2, 2));
    assert_eq!(calls.load(Ordering::SeqCst), 4);
    assert_eq!(*reasons.lock().expect("no panic"), [Reason::HandlerFailed; 2]);
    assert_eq!(*failed.lock().expect("no panic"), [event(1).into_bytes(), event(2).into_bytes()]);
}

/// A store that does not answer.
#[derive(Debug)]
struct Away;

impl DedupStore for Away {
    fn claim<'a>(&'a self, _: &'a str, _: &'a str) -> BoxFuture<'a, Result<Claim, HandlerError>> {
        Box::pin(async { Err("the store is away".into()) })
    }

    fn complete<'a>(&'a self, _: &'a str, _: &'a str) -> BoxFuture<'a, Result<(), HandlerError>> {
        Box::pin(async { Ok(()) })
    }

    fn release<'a>(&'a self, _: &'a str, _: &'a str) -> BoxFuture<'a, Result<(), HandlerError>> {
        Box::pin(async { Ok(()) })
    }
}

#[tokio::test]
async fn a_store_that_is_away_is_not_the_handlers_fault() {
    let recorder = Recorder::default();
    let dispatcher = Dispatcher::new(recorder.clone()).store(Away);
    let (receiver, address) =
        started(setup().dispatcher(dispatcher).acknowledge_after_handler().answer_timeout(NEVER).attempts(1)).await;
    assert_eq!(Poster::new(address).post(&event(1)).await, 503);
    let counts = receiver.shutdown().await;
    assert_eq!((counts.failed, counts.refused(Reason::StoreFailed)), (1, 1));
    assert!(recorder.handled().is_empty());
}

/// Waits for leave, and notes the event.
fn gated(gate: Arc<Semaphore>, recorder: Recorder) -> impl Handler {
    move |event: Event| {
        let (gate, recorder) = (gate.clone(), recorder.clone());
        async move {
            gate.acquire().await?.forget();
            recorder.handle(event).await
        }
    }
}

#[tokio::test]
async fn a_handler_that_takes_too_long_is_not_broken_off() {
    let (gate, recorder) = (Arc::new(Semaphore::new(0)), Recorder::default());
    let (receiver, address) = started(after_handler(gated(gate.clone(), recorder.clone())).answer_timeout(SOON)).await;
    let mut poster = Poster::new(address);
    assert_eq!(poster.post(&event(1)).await, 504);
    assert_eq!(poster.post(&event(2)).await, 504, "it had not even begun");
    assert_eq!((receiver.counts().pending, receiver.counts().refused(Reason::Overtime)), (2, 2));
    gate.add_permits(2);
    let counts = receiver.shutdown().await;
    assert_eq!((counts.accepted, counts.handled, counts.all_refused()), (0, 2, 2));
    assert_eq!(recorder.handled(), ["evt_1", "evt_2"]);
}

#[tokio::test]
async fn a_sender_that_goes_away_does_not_break_it_off_either() {
    let (gate, recorder) = (Arc::new(Semaphore::new(0)), Recorder::default());
    let (receiver, address) = started(after_handler(gated(gate.clone(), recorder.clone()))).await;
    let mut poster = Poster::new(address);
    poster.begin(&request("POST", Some(&sign(event(1).as_bytes())), &event(1))).await;
    until(|| receiver.counts().pending == 1).await;
    drop(poster);
    until(|| receiver.counts().refused(Reason::Disconnected) == 1).await;
    gate.add_permits(1);
    let counts = receiver.shutdown().await;
    assert_eq!((counts.accepted, counts.handled), (0, 1));
    assert_eq!(recorder.handled(), ["evt_1"]);
}

#[tokio::test]
async fn a_full_queue_refuses_here_as_well() {
    let gate = Arc::new(Semaphore::new(0));
    let (receiver, address) =
        started(after_handler(gated(gate.clone(), Recorder::default())).queue(1).answer_timeout(SOON)).await;
    let mut poster = Poster::new(address);
    assert_eq!(poster.post(&event(1)).await, 504);
    assert_eq!(poster.post(&event(2)).await, 503);
    assert_eq!(receiver.counts().refused(Reason::QueueFull), 1);
    gate.add_permits(1);
    assert_eq!(receiver.shutdown().await.handled, 1);
}

/// Keeps events in memory; the text of an event decides what becomes of it.
#[derive(Clone, Default)]
struct Shelf {
    events: Arc<Mutex<Vec<SignedEvent>>>,
    /// Lets nobody through before it is told to.
    gate: Arc<Notify>,
}

impl DurableQueue for Shelf {
    async fn append(&self, event: SignedEvent) -> Result<(), HandlerError> {
        let text = String::from_utf8_lossy(&event.body).into_owned();
        assert!(!text.contains("evt_3"), "a bug in the queue");
        if text.contains("evt_2") {
            return Err("the disk is full".into());
        }
        if text.contains("evt_4") {
            self.gate.notified().await;
        }
        self.events.lock().expect("no panic").push(event);
        Ok(())
    }
}

#[tokio::test]
async fn a_durable_queue_has_the_event_before_the_sender_has_its_answer() {
    let (shelf, sources) = (Shelf::default(), Arc::new(Mutex::new(Vec::new())));
    let tell = sources.clone();
    let builder = setup().durable_queue(shelf.clone()).answer_timeout(NEVER).on_refused(move |refusal| {
        assert_eq!(refusal.reason(), Reason::NotStored);
        let source = std::error::Error::source(&refusal).map(ToString::to_string);
        tell.lock().expect("no panic").push(source.unwrap_or_default());
    });
    let (receiver, address) = started(builder).await;
    let mut poster = Poster::new(address);
    for (number, status, stored) in [(1, 200, 1), (2, 503, 1), (3, 503, 1), (5, 200, 2)] {
        assert_eq!(poster.post(&event(number)).await, status);
        assert_eq!(shelf.events.lock().expect("no panic").len(), stored);
    }
    assert_eq!(poster.post("no JSON").await, 200, "nothing but the signature is asked for");
    let counts = receiver.shutdown().await;
    assert_eq!((counts.accepted, counts.stored, counts.refused(Reason::NotStored)), (3, 3, 2));
    assert_eq!(*sources.lock().expect("no panic"), ["the disk is full", "the durable queue panicked"]);
    let first = shelf.events.lock().expect("no panic")[0].clone();
    assert_eq!((first.body.as_ref(), first.signature), (event(1).as_bytes(), Some(sign(event(1).as_bytes()))));
}

#[tokio::test]
async fn what_a_durable_queue_gives_back_is_checked_and_read_again() {
    let shelf = Shelf::default();
    let (receiver, address) = started(setup().durable_queue(shelf.clone()).answer_timeout(NEVER)).await;
    assert_eq!(Poster::new(address).post(&event(1)).await, 200);
    receiver.shutdown().await;
    let kept = shelf.events.lock().expect("no panic").remove(0);
    let verifier = Verifier::new(SECRET).expect("a secret");
    let read = kept.read(&verifier).expect("it is signed").expect("it is readable");
    assert_eq!(read.event_id, "evt_1");
    let other = SignedEvent::new(event(2), kept.signature.as_deref());
    assert!(other.read(&verifier).is_err(), "another body");
}

#[tokio::test]
async fn a_durable_queue_that_takes_too_long_is_refused_and_not_broken_off() {
    let shelf = Shelf::default();
    let (receiver, address) = started(setup().durable_queue(shelf.clone()).answer_timeout(SOON)).await;
    assert_eq!(Poster::new(address).post(&event(4)).await, 503);
    shelf.gate.notify_one();
    let counts = receiver.shutdown().await;
    assert_eq!((counts.accepted, counts.stored, counts.refused(Reason::NotStored)), (0, 1, 1));
}
