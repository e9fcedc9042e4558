//! The default: what is in the queue is acknowledged, in order within a chat, and tried again in memory.

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
    Event,
    events::{
        Claim, DedupStore, Dispatcher, Failure, Handler, HandlerError, Verifier,
        webhook::{Reason, Receiver, ReceiverBuilder},
    },
};
use wsapi_transport_tests::{Poster, SECRET, message, serve, until};

const NEVER: Duration = Duration::from_secs(3600);
/// Long enough for everything but what is waited for in vain.
const SOON: Duration = Duration::from_secs(1);

fn person(number: usize) -> String {
    format!("49170123{number:04}@s.whatsapp.net")
}

fn event(chat: usize, number: usize) -> String {
    message(&format!("evt_{chat}_{number}"), "sales", &person(chat), &format!("M{number}"))
}

fn verifier() -> Verifier {
    Verifier::new(SECRET).expect("a secret")
}

fn builder(handler: impl Handler) -> ReceiverBuilder {
    Receiver::builder(verifier()).handler(handler).backoff(Duration::from_millis(1)).answer_timeout(NEVER)
}

/// What handlers noted, in order.
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

/// A handler that notes each event, and waits for leave.
fn gated(gate: Arc<Semaphore>, notes: Notes) -> impl Handler {
    move |event: Event| {
        let (gate, notes) = (gate.clone(), notes.clone());
        async move {
            gate.acquire().await?.forget();
            notes.note(event.event_id);
            Ok::<_, HandlerError>(())
        }
    }
}

#[tokio::test]
async fn an_event_is_acknowledged_while_the_handler_is_still_at_work() {
    let (gate, notes) = (Arc::new(Semaphore::new(0)), Notes::default());
    let receiver = builder(gated(gate.clone(), notes.clone())).build();
    let mut poster = Poster::new(serve(&receiver).await);
    for number in 0..3 {
        assert_eq!(poster.post(&event(0, number)).await, 200);
    }
    let counts = receiver.counts();
    assert_eq!((counts.accepted, counts.handled, counts.pending), (3, 0, 3));
    gate.add_permits(3);
    assert_eq!(receiver.shutdown().await.handled, 3);
    assert_eq!(notes.all(), ["evt_0_0", "evt_0_1", "evt_0_2"]);
}

#[tokio::test]
async fn a_full_queue_is_waited_for_and_then_refuses() {
    let (gate, refused) = (Arc::new(Semaphore::new(0)), Arc::new(AtomicUsize::new(0)));
    let count = refused.clone();
    let receiver = builder(gated(gate.clone(), Notes::default()))
        .queue(2)
        .answer_timeout(SOON)
        .on_refused(move |refusal| {
            assert_eq!(refusal.reason(), Reason::QueueFull);
            count.fetch_add(1, Ordering::SeqCst);
        })
        .build();
    let mut poster = Poster::new(serve(&receiver).await);
    for (number, status) in [(0, 200), (1, 200), (2, 503), (3, 503)] {
        assert_eq!(poster.post(&event(number, number)).await, status);
    }
    assert_eq!((receiver.counts().refused(Reason::QueueFull), refused.load(Ordering::SeqCst)), (2, 2));
    gate.add_permits(2);
    until(|| receiver.counts().handled == 2).await;
    gate.add_permits(1);
    assert_eq!(poster.post(&event(4, 4)).await, 200, "there is room again");
    assert_eq!(receiver.shutdown().await.handled, 3);
}

#[tokio::test]
async fn room_that_comes_in_time_is_taken() {
    let gate = Arc::new(Semaphore::new(0));
    let receiver = builder(gated(gate.clone(), Notes::default())).queue(1).build();
    let address = serve(&receiver).await;
    assert_eq!(Poster::new(address).post(&event(0, 0)).await, 200);
    let second = tokio::spawn(async move { Poster::new(address).post(&event(1, 1)).await });
    gate.add_permits(2);
    assert_eq!(second.await.expect("no panic"), 200);
    assert_eq!(receiver.shutdown().await.handled, 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn events_of_a_chat_come_in_order_and_chats_beside_each_other() {
    const CHATS: usize = 8;
    const EACH: usize = 40;
    let (notes, together) = (Notes::default(), Arc::new(Barrier::new(CHATS)));
    let handler = {
        let notes = notes.clone();
        move |event: Event| {
            let (notes, together) = (notes.clone(), together.clone());
            async move {
                // The first of each chat waits for those of all others: without lanes beside each other nobody gets on.
                if event.event_id.ends_with("_0") {
                    together.wait().await;
                }
                for _ in 0..event.event_id.len() % 5 {
                    tokio::task::yield_now().await;
                }
                notes.note(event.event_id);
                Ok::<_, HandlerError>(())
            }
        }
    };
    let receiver = builder(handler).concurrency(CHATS).build();
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
    assert_eq!(receiver.shutdown().await.handled, (CHATS * EACH) as u64);
    let notes = notes.all();
    for chat in 0..CHATS {
        let seen: Vec<_> = notes.iter().filter(|id| id.starts_with(&format!("evt_{chat}_"))).collect();
        let sent: Vec<_> = (0..EACH).map(|number| format!("evt_{chat}_{number}")).collect();
        assert_eq!(seen, sent.iter().collect::<Vec<_>>());
    }
}

/// Notes each attempt, and fails as often as it is said for the event.
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
        async move { if is_failing { Err(HandlerError::from("not now")) } else { Ok(()) } }
    }
}

#[tokio::test]
async fn an_event_is_tried_again_before_the_next_of_its_chat() {
    let notes = Notes::default();
    // With one slot: the last repetition needs it while nobody else does.
    let receiver = builder(failing(notes.clone(), &[("evt_0_1", 2), ("evt_0_3", 1)])).concurrency(1).build();
    let mut poster = Poster::new(serve(&receiver).await);
    for number in 0..4 {
        assert_eq!(poster.post(&event(0, number)).await, 200);
    }
    until(|| receiver.counts().handled == 4).await;
    let counts = receiver.shutdown().await;
    assert_eq!(notes.all(), ["evt_0_0", "evt_0_1", "evt_0_1", "evt_0_1", "evt_0_2", "evt_0_3", "evt_0_3"]);
    assert_eq!((counts.accepted, counts.handled, counts.failed), (4, 4, 0));
}

#[tokio::test]
async fn what_waits_to_be_tried_again_holds_up_its_chat_and_nobody_else() {
    let notes = Notes::default();
    let handler = failing(notes.clone(), &[("evt_0_0", 1), ("evt_1_0", 1)]);
    let receiver = builder(handler).concurrency(1).backoff(NEVER).build();
    let mut poster = Poster::new(serve(&receiver).await);
    for (chat, number) in [(0, 0), (0, 1), (1, 0), (2, 0), (3, 0)] {
        assert_eq!(poster.post(&event(chat, number)).await, 200);
    }
    until(|| receiver.counts().handled == 2).await;
    assert_eq!(notes.all(), ["evt_0_0", "evt_1_0", "evt_2_0", "evt_3_0"]);
    assert_eq!(receiver.counts().pending, 3);
}

#[tokio::test]
async fn an_event_that_is_given_up_is_handed_over_whole() {
    let failed = Arc::new(Mutex::new(Vec::new()));
    let callback = {
        let failed = failed.clone();
        move |failure: Failure| {
            failed.lock().expect("no panic").push(failure);
            panic!("a bug in a callback harms nobody")
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
                Ok::<_, HandlerError>(())
            }
        }
    };
    let receiver = builder(handler).attempts(2).on_failed(callback).build();
    let mut poster = Poster::new(serve(&receiver).await);
    for number in [0, 1] {
        assert_eq!(poster.post(&event(0, number)).await, 200);
    }
    let counts = receiver.shutdown().await;
    assert_eq!((counts.accepted, counts.handled, counts.failed), (2, 1, 1));
    assert_eq!(notes.all(), ["evt_0_0", "evt_0_0", "evt_0_1"]);
    let failed = failed.lock().expect("the callback had let go of it");
    assert_eq!(failed.len(), 1);
    assert_eq!(failed[0].json(), event(0, 0).as_bytes());
    assert_eq!(failed[0].attempts(), 2);
    assert!(failed[0].error().is_some_and(|error| error.is_handler()));
    assert_eq!(failed[0].event().expect("it is readable").event_id, "evt_0_0");
}

/// A store that fails at first.
#[derive(Debug)]
struct Flaky(AtomicUsize);

impl DedupStore for Flaky {
    fn claim<'a>(&'a self, _: &'a str, _: &'a str) -> wsapi_client::BoxFuture<'a, Result<Claim, HandlerError>> {
        Box::pin(async {
            match self.0.fetch_add(1, Ordering::SeqCst) {
                0 => Err("the store is away".into()),
                1 => panic!("a bug in the store"),
                _ => Ok(Claim::Granted),
            }
        })
    }

    fn complete<'a>(&'a self, _: &'a str, _: &'a str) -> wsapi_client::BoxFuture<'a, Result<(), HandlerError>> {
        Box::pin(async { Ok(()) })
    }

    fn release<'a>(&'a self, _: &'a str, _: &'a str) -> wsapi_client::BoxFuture<'a, Result<(), HandlerError>> {
        Box::pin(async { Ok(()) })
    }
}

#[tokio::test]
async fn a_store_that_fails_or_panics_is_asked_again() {
    let (notes, failed) = (Notes::default(), Notes::default());
    let dispatcher =
        Dispatcher::new(gated(Arc::new(Semaphore::new(9)), notes.clone())).store(Flaky(AtomicUsize::new(0)));
    let told = failed.clone();
    let receiver = Receiver::builder(verifier())
        .dispatcher(dispatcher)
        .backoff(Duration::from_millis(1))
        .on_failed(move |failure| told.note(failure.event().expect("it is readable").event_id))
        .build();
    let mut poster = Poster::new(serve(&receiver).await);
    for number in [0, 1] {
        assert_eq!(poster.post(&event(0, number)).await, 200);
    }
    let counts = receiver.shutdown().await;
    assert_eq!((counts.handled, counts.failed, counts.pending), (2, 0, 0));
    assert_eq!((notes.all(), failed.all()), (vec!["evt_0_0".to_owned(), "evt_0_1".to_owned()], Vec::new()));
}

#[tokio::test]
async fn a_shutdown_refuses_at_once_and_waits_for_what_is_queued() {
    let gate = Arc::new(Semaphore::new(0));
    let receiver = Arc::new(builder(gated(gate.clone(), Notes::default())).queue(3).build());
    let address = serve(&receiver).await;
    let mut poster = Poster::new(address);
    for number in 0..3 {
        assert_eq!(poster.post(&event(0, number)).await, 200);
    }
    let waiting = tokio::spawn(async move { Poster::new(address).post(&event(0, 3)).await });
    let shutdown = tokio::spawn({
        let receiver = receiver.clone();
        async move { receiver.shutdown().await }
    });
    assert_eq!(waiting.await.expect("no panic"), 503, "who waits for room is told at once");
    assert_eq!(poster.post(&event(0, 4)).await, 503);
    assert!(!shutdown.is_finished());
    gate.add_permits(3);
    let counts = shutdown.await.expect("no panic");
    assert_eq!((counts.handled, counts.pending, counts.refused(Reason::ShuttingDown)), (3, 0, 2));
}

#[tokio::test]
async fn what_is_queued_is_handled_when_receiver_and_services_are_gone() {
    let (gate, notes) = (Arc::new(Semaphore::new(0)), Notes::default());
    let receiver = builder(gated(gate.clone(), notes.clone())).build();
    let mut service = receiver.service();
    drop(receiver);
    for number in 0..3 {
        let body = event(0, number);
        let signature = wsapi_transport_tests::sign(body.as_bytes());
        let request = axum::http::Request::post("/").header("x-webhook-signature", signature).body(body);
        let answer = tower_service::Service::call(&mut service, request.expect("a request")).await.expect("an answer");
        assert_eq!(answer.status(), 200);
    }
    drop(service);
    gate.add_permits(3);
    until(|| notes.all().len() == 3).await;
}

#[test]
fn a_runtime_that_stops_hands_over_what_was_not_handled() {
    let (failed, notes) = (Notes::default(), Notes::default());
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let told = failed.clone();
    let receiver = runtime.block_on(async {
        let receiver = builder(gated(Arc::new(Semaphore::new(1)), notes.clone()))
            .on_failed(move |failure| told.note(failure.event().expect("it is readable").event_id))
            .build();
        let mut poster = Poster::new(serve(&receiver).await);
        for number in 0..4 {
            assert_eq!(poster.post(&event(0, number)).await, 200);
        }
        until(|| receiver.counts().handled == 1).await;
        receiver
    });
    drop(runtime);
    assert_eq!((receiver.counts().failed, receiver.counts().pending), (3, 0));
    let mut failed = failed.all();
    failed.sort_unstable();
    assert_eq!((notes.all(), failed.len()), (vec!["evt_0_0".to_owned()], 3));
    assert_eq!(failed, ["evt_0_1", "evt_0_2", "evt_0_3"]);
}

#[test]
fn a_receiver_whose_runtime_is_gone_accepts_nothing_on_another() {
    let (first, second) = (tokio::runtime::Runtime::new(), tokio::runtime::Runtime::new());
    let first = first.expect("a runtime");
    let receiver = first.block_on(async { builder(gated(Arc::new(Semaphore::new(9)), Notes::default())).build() });
    drop(first);
    second.expect("a runtime").block_on(async {
        assert_eq!(Poster::new(serve(&receiver).await).post(&event(0, 0)).await, 503);
        assert_eq!(receiver.shutdown().await.refused(Reason::ShuttingDown), 1);
    });
}

#[tokio::test]
async fn what_nobody_can_read_and_nobody_wants_is_given_up_at_once() {
    let attempts = Arc::new(AtomicUsize::new(0));
    let count = attempts.clone();
    let receiver = builder(gated(Arc::new(Semaphore::new(9)), Notes::default()))
        .backoff(NEVER)
        .on_failed(move |failure| {
            assert_eq!(failure.json(), b"no JSON");
            assert!(failure.event().is_err());
            count.fetch_add(failure.attempts() as usize, Ordering::SeqCst);
        })
        .build();
    assert_eq!(Poster::new(serve(&receiver).await).post("no JSON").await, 200);
    let counts = receiver.shutdown().await;
    assert_eq!((counts.accepted, counts.failed, attempts.load(Ordering::SeqCst)), (1, 1, 1));
}
