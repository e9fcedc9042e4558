//! Events that are acknowledged before they are handled: order, attempts, failures and room.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use tokio::sync::{Barrier, Semaphore};
use wsapi_client::{
    Backoff, Event,
    events::{
        BoxError, Claim, DedupStore, Dispatcher, FailedEvent, Handler, Origin, Verifier,
        webhook::{Receiver, ReceiverBuilder, RejectionReason},
    },
};
use wsapi_transport_tests::{Poster, SECRET, message, serve, until};

const NEVER: Duration = Duration::from_secs(3600);
/// Long enough for everything that is not stuck.
const SOON: Duration = Duration::from_secs(1);

fn person(number: usize) -> String {
    format!("49170123{number:04}@s.whatsapp.net")
}

fn event(chat: usize, number: usize) -> String {
    message(&format!("evt_{chat}_{number}"), "sales", &person(chat), &format!("M{number}"))
}

fn short() -> Backoff {
    Backoff::new(Duration::from_millis(1))
}

fn verifier() -> Verifier {
    Verifier::new(SECRET).expect("a secret")
}

fn builder(handler: impl Handler) -> ReceiverBuilder {
    Receiver::builder(verifier()).handler(handler).backoff(short()).response_timeout(NEVER)
}

/// Records of handlers, in order.
#[derive(Clone, Default)]
struct Notes(Arc<Mutex<Vec<String>>>);

impl Notes {
    fn note(&self, text: impl Into<String>) {
        self.0.lock().expect("no panic").push(text.into());
    }

    fn all(&self) -> Vec<String> {
        self.0.lock().expect("no panic").clone()
    }
}

/// A handler that waits for a permit of the gate, and then records the event.
fn gated(gate: Arc<Semaphore>, notes: Notes) -> impl Handler {
    move |event: Event| {
        let (gate, notes) = (gate.clone(), notes.clone());
        async move {
            gate.acquire().await?.forget();
            notes.note(event.event_id);
            Ok::<_, BoxError>(())
        }
    }
}

#[tokio::test]
async fn event_is_acknowledged_before_it_is_handled() {
    let (gate, notes) = (Arc::new(Semaphore::new(0)), Notes::default());
    let receiver = builder(gated(gate.clone(), notes.clone())).build().expect("a receiver");
    let mut poster = Poster::new(serve(&receiver).await);
    for number in 0..3 {
        assert_eq!(poster.post(&event(0, number)).await, 200);
    }
    let stats = receiver.stats();
    assert_eq!((stats.accepted, stats.events.handled, stats.events.in_flight), (3, 0, 3));
    gate.add_permits(3);
    assert_eq!(receiver.shutdown().await.events.handled, 3);
    assert_eq!(notes.all(), ["evt_0_0", "evt_0_1", "evt_0_2"]);
}

#[tokio::test]
async fn event_without_room_is_rejected_after_the_response_timeout() {
    let (gate, rejected) = (Arc::new(Semaphore::new(0)), Arc::new(AtomicUsize::new(0)));
    let count = rejected.clone();
    let receiver = builder(gated(gate.clone(), Notes::default()))
        .max_in_flight(2)
        .response_timeout(SOON)
        .on_rejected(move |rejection| {
            assert_eq!(rejection.reason(), RejectionReason::QueueFull);
            count.fetch_add(1, Ordering::SeqCst);
        })
        .build()
        .expect("a receiver");
    let mut poster = Poster::new(serve(&receiver).await);
    for (number, status) in [(0, 200), (1, 200), (2, 503), (3, 503)] {
        assert_eq!(poster.post(&event(number, number)).await, status);
    }
    assert_eq!((receiver.stats().rejected(RejectionReason::QueueFull), rejected.load(Ordering::SeqCst)), (2, 2));
    gate.add_permits(2);
    until(|| receiver.stats().events.handled == 2).await;
    gate.add_permits(1);
    assert_eq!(poster.post(&event(4, 4)).await, 200, "there is room again");
    assert_eq!(receiver.shutdown().await.events.handled, 3);
}

#[tokio::test]
async fn event_waits_for_room() {
    let gate = Arc::new(Semaphore::new(0));
    let receiver = builder(gated(gate.clone(), Notes::default())).max_in_flight(1).build().expect("a receiver");
    let address = serve(&receiver).await;
    assert_eq!(Poster::new(address).post(&event(0, 0)).await, 200);
    let second = tokio::spawn(async move { Poster::new(address).post(&event(1, 1)).await });
    gate.add_permits(2);
    assert_eq!(second.await.expect("no panic"), 200);
    assert_eq!(receiver.shutdown().await.events.handled, 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn events_of_one_chat_are_handled_in_order_and_chats_concurrently() {
    const CHATS: usize = 8;
    const EACH: usize = 40;
    let (notes, together) = (Notes::default(), Arc::new(Barrier::new(CHATS)));
    let handler = {
        let notes = notes.clone();
        move |event: Event| {
            let (notes, together) = (notes.clone(), together.clone());
            async move {
                // The first event of each chat waits for those of all others, so that the chats must be handled
                // concurrently.
                if event.event_id.ends_with("_0") {
                    together.wait().await;
                }
                for _ in 0..event.event_id.len() % 5 {
                    tokio::task::yield_now().await;
                }
                notes.note(event.event_id);
                Ok::<_, BoxError>(())
            }
        }
    };
    let receiver = builder(handler).concurrency(CHATS).build().expect("a receiver");
    let address = serve(&receiver).await;
    let posters = (0..CHATS).map(|chat| {
        tokio::spawn(async move {
            let mut poster = Poster::new(address);
            for number in 0..EACH {
                assert_eq!(poster.post(&event(chat, number)).await, 200);
            }
        })
    });
    for poster in posters.collect::<Vec<_>>() {
        poster.await.expect("all are accepted");
    }
    assert_eq!(receiver.shutdown().await.events.handled, (CHATS * EACH) as u64);
    let notes = notes.all();
    for chat in 0..CHATS {
        let seen: Vec<_> = notes.iter().filter(|id| id.starts_with(&format!("evt_{chat}_"))).collect();
        let sent: Vec<_> = (0..EACH).map(|number| format!("evt_{chat}_{number}")).collect();
        assert_eq!(seen, sent.iter().collect::<Vec<_>>());
    }
}

/// Records each attempt, and fails the given number of times for each event.
fn failing(notes: Notes, failures: &[(&str, usize)]) -> impl Handler {
    let left: HashMap<_, _> = failures.iter().map(|(id, count)| ((*id).to_owned(), *count)).collect();
    let left = Arc::new(Mutex::new(left));
    move |event: Event| {
        notes.note(&event.event_id);
        let is_failing = left.lock().expect("no panic").get_mut(&event.event_id).is_some_and(|count| {
            let is_failing = *count > 0;
            *count = count.saturating_sub(1);
            is_failing
        });
        async move { if is_failing { Err(BoxError::from("not now")) } else { Ok(()) } }
    }
}

#[tokio::test]
async fn failed_event_is_retried_before_the_next_one_of_its_chat() {
    let notes = Notes::default();
    // There is only one slot, and nothing else needs it during the last retry.
    let receiver =
        builder(failing(notes.clone(), &[("evt_0_1", 2), ("evt_0_3", 1)])).concurrency(1).build().expect("a receiver");
    let mut poster = Poster::new(serve(&receiver).await);
    for number in 0..4 {
        assert_eq!(poster.post(&event(0, number)).await, 200);
    }
    until(|| receiver.stats().events.handled == 4).await;
    let stats = receiver.shutdown().await;
    assert_eq!(notes.all(), ["evt_0_0", "evt_0_1", "evt_0_1", "evt_0_1", "evt_0_2", "evt_0_3", "evt_0_3"]);
    assert_eq!((stats.accepted, stats.events.handled, stats.events.failed), (4, 4, 0));
}

#[tokio::test]
async fn backoff_delays_only_its_chat() {
    let notes = Notes::default();
    let handler = failing(notes.clone(), &[("evt_0_0", 1), ("evt_1_0", 1)]);
    let receiver = builder(handler).concurrency(1).backoff(Backoff::new(NEVER)).build().expect("a receiver");
    let mut poster = Poster::new(serve(&receiver).await);
    for (chat, number) in [(0, 0), (0, 1), (1, 0), (2, 0), (3, 0)] {
        assert_eq!(poster.post(&event(chat, number)).await, 200);
    }
    until(|| receiver.stats().events.handled == 2).await;
    assert_eq!(notes.all(), ["evt_0_0", "evt_1_0", "evt_2_0", "evt_3_0"]);
    assert_eq!(receiver.stats().events.in_flight, 3);
}

#[tokio::test]
async fn failed_event_is_reported_as_received() {
    let failed = Arc::new(Mutex::new(Vec::new()));
    let callback = {
        let failed = failed.clone();
        move |event: FailedEvent| {
            failed.lock().expect("no panic").push(event);
            panic!("a bug in the callback")
        }
    };
    let notes = Notes::default();
    let handler = {
        let notes = notes.clone();
        move |event: Event| {
            notes.note(&event.event_id);
            let is_failing = event.event_id == "evt_0_0";
            async move {
                assert!(!is_failing, "a bug in the handler");
                Ok::<_, BoxError>(())
            }
        }
    };
    let receiver = builder(handler).max_attempts(2).on_failed(callback).build().expect("a receiver");
    let mut poster = Poster::new(serve(&receiver).await);
    for number in [0, 1] {
        assert_eq!(poster.post(&event(0, number)).await, 200);
    }
    let stats = receiver.shutdown().await;
    assert_eq!((stats.accepted, stats.events.handled, stats.events.failed), (2, 1, 1));
    assert_eq!(notes.all(), ["evt_0_0", "evt_0_0", "evt_0_1"]);
    let failed = failed.lock().expect("the callback released it");
    assert_eq!(failed.len(), 1);
    assert_eq!(failed[0].json(), event(0, 0).as_bytes());
    assert_eq!(failed[0].attempts(), 2);
    assert!(failed[0].error().is_handler());
    assert_eq!(*failed[0].origin(), Origin::Webhook);
    assert_eq!(failed[0].event().expect("a readable event").event_id, "evt_0_0");
}

/// A store that fails once, then panics once.
#[derive(Debug)]
struct Flaky(AtomicUsize);

impl DedupStore for Flaky {
    fn claim<'a>(&'a self, _: &'a str, _: &'a str) -> wsapi_client::BoxFuture<'a, Result<Claim, BoxError>> {
        Box::pin(async {
            match self.0.fetch_add(1, Ordering::SeqCst) {
                0 => Err("the store is not available".into()),
                1 => panic!("a bug in the store"),
                _ => Ok(Claim::Granted),
            }
        })
    }

    fn complete<'a>(&'a self, _: &'a str, _: &'a str) -> wsapi_client::BoxFuture<'a, Result<(), BoxError>> {
        Box::pin(async { Ok(()) })
    }

    fn release<'a>(&'a self, _: &'a str, _: &'a str) -> wsapi_client::BoxFuture<'a, Result<(), BoxError>> {
        Box::pin(async { Ok(()) })
    }
}

#[tokio::test]
async fn event_is_retried_after_the_store_failed_or_panicked() {
    let (notes, failed) = (Notes::default(), Notes::default());
    let dispatcher =
        Dispatcher::new(gated(Arc::new(Semaphore::new(9)), notes.clone())).dedup_store(Flaky(AtomicUsize::new(0)));
    let report = failed.clone();
    let receiver = Receiver::builder(verifier())
        .dispatcher(dispatcher)
        .backoff(short())
        .on_failed(move |event| report.note(event.event().expect("a readable event").event_id))
        .build()
        .expect("a receiver");
    let mut poster = Poster::new(serve(&receiver).await);
    for number in [0, 1] {
        assert_eq!(poster.post(&event(0, number)).await, 200);
    }
    let stats = receiver.shutdown().await;
    assert_eq!((stats.events.handled, stats.events.failed, stats.events.in_flight), (2, 0, 0));
    assert_eq!((notes.all(), failed.all()), (vec!["evt_0_0".to_owned(), "evt_0_1".to_owned()], Vec::new()));
}

#[tokio::test]
async fn unreadable_event_that_the_handler_does_not_handle_fails_at_once() {
    let attempts = Arc::new(AtomicUsize::new(0));
    let count = attempts.clone();
    let receiver = builder(gated(Arc::new(Semaphore::new(9)), Notes::default()))
        .backoff(Backoff::new(NEVER))
        .on_failed(move |event| {
            assert_eq!(event.json(), b"no JSON");
            assert!(event.event().is_err());
            count.fetch_add(event.attempts() as usize, Ordering::SeqCst);
        })
        .build()
        .expect("a receiver");
    assert_eq!(Poster::new(serve(&receiver).await).post("no JSON").await, 200);
    let stats = receiver.shutdown().await;
    assert_eq!((stats.accepted, stats.events.failed, attempts.load(Ordering::SeqCst)), (1, 1, 1));
}
