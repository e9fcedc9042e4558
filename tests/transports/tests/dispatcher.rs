//! Each event is handled once, and again only if the handler or the store failed.

use std::{
    error::Error,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use tokio::{
    sync::Notify,
    time::{sleep, timeout},
};
use tracing_subscriber::util::SubscriberInitExt;
use wsapi_client::{
    BoxFuture, Event,
    events::{
        Attempt, BoxError, Claim, DedupStore, DispatchOutcome, Dispatcher, EventError, Handler, MemoryStore,
        UnreadableEvent,
    },
};
use wsapi_transport_tests::{Log, Recorder, message};

/// The longest wait, which only a failing test reaches.
const LONG: Duration = Duration::from_secs(60);

const PERSON: &str = "491701234567@s.whatsapp.net";
const GROUP: &str = "120363000000000001@g.us";

fn event(event_id: &str, message_id: &str) -> Result<Event, UnreadableEvent> {
    Event::from_json(message(event_id, "sales", PERSON, message_id))
}

/// The JSON of an event whose data does not match its type.
fn unreadable(event_id: &str) -> String {
    let json = message(event_id, "sales", PERSON, "A").replace("\"eventData\":{", "\"eventData\":[{");
    json.replace("}}", "}]}")
}

async fn dispatch_json(dispatcher: &Dispatcher, json: &str) -> Result<DispatchOutcome, EventError> {
    dispatcher.dispatch(Event::from_json(json), Attempt::first()).await
}

async fn dispatch(dispatcher: &Dispatcher, event_id: &str, message_id: &str) -> DispatchOutcome {
    let result = dispatcher.dispatch(event(event_id, message_id), Attempt::first()).await;
    result.expect("the event is handled or a duplicate")
}

#[tokio::test]
async fn duplicate_event_or_message_is_not_handled_again() {
    let recorder = Recorder::default();
    let dispatcher = Dispatcher::new(recorder.clone());
    assert_eq!(dispatch(&dispatcher, "evt_1", "A").await, DispatchOutcome::Handled);
    assert_eq!(dispatch(&dispatcher, "evt_1", "A").await, DispatchOutcome::Duplicate);
    let after_restart = dispatch(&dispatcher, "evt_2", "A").await;
    assert_eq!(after_restart, DispatchOutcome::Duplicate, "the same message in another event");
    let same_event = dispatch(&dispatcher, "evt_2", "B").await;
    assert_eq!(same_event, DispatchOutcome::Duplicate, "the id of the event is remembered too");
    assert_eq!(dispatch(&dispatcher, "evt_3", "B").await, DispatchOutcome::Handled);
    assert_eq!(recorder.handled(), ["evt_1", "evt_3"]);
}

#[tokio::test]
async fn same_message_id_in_edit_other_chat_or_other_instance_is_handled() {
    let dispatcher = Dispatcher::new(Recorder::default());
    let edit = message("evt_2", "sales", PERSON, "A").replace("\"isGroup\"", "\"isEdit\":true,\"isGroup\"");
    let all = [
        message("evt_1", "sales", PERSON, "A"),
        edit,
        message("evt_3", "support", PERSON, "A"),
        message("evt_4", "sales", GROUP, "A"),
    ];
    for json in all {
        let outcome = dispatch_json(&dispatcher, &json).await.expect("the event is handled");
        assert_eq!(outcome, DispatchOutcome::Handled, "{json}");
    }
}

#[tokio::test]
async fn similar_messages_are_handled_and_their_duplicates_are_not() {
    let dispatcher = Dispatcher::new(Recorder::default());
    let from = |event_id: &str, person: &str| {
        message(event_id, "sales", GROUP, "A").replace("\"491701234567@", &format!("\"{person}@"))
    };
    let edit = |event_id: &str, time: &str| {
        let json = message(event_id, "sales", GROUP, "B").replace("2026-03-09T08:07:06Z", time);
        json.replace("\"isGroup\"", "\"isEdit\":true,\"isGroup\"")
    };
    let all = [
        from("evt_1", "491701234567"),
        // Clients choose the ids of messages, so two people can use the same one.
        from("evt_2", "491709876543"),
        edit("evt_3", "2026-03-09T08:07:07Z"),
        edit("evt_4", "2026-03-09T08:07:08Z"),
        // An event without ids has no duplicates.
        message("", "sales", GROUP, ""),
        message("", "sales", GROUP, ""),
    ];
    for json in &all {
        let outcome = dispatch_json(&dispatcher, json).await.expect("the event is handled");
        assert_eq!(outcome, DispatchOutcome::Handled, "{json}");
    }
    for json in &all[..4] {
        // A restarted server sends the message in another event.
        let duplicate = json.replace("evt_", "evt_again_");
        let outcome = dispatch_json(&dispatcher, &duplicate).await.expect("the event is a duplicate");
        assert_eq!(outcome, DispatchOutcome::Duplicate, "{duplicate}");
    }
}

/// A store that fails to complete keys and panics, each a given number of times.
#[derive(Debug, Default)]
struct FaultyStore {
    store: MemoryStore,
    failures: AtomicU32,
    panics: AtomicU32,
    /// Panics while the handler runs and after it has failed.
    later_panics: AtomicU32,
}

impl FaultyStore {
    fn is_due(counter: &AtomicU32) -> bool {
        counter.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1)).is_ok()
    }
}

impl DedupStore for FaultyStore {
    fn claim<'a>(&'a self, key: &'a str, owner: &'a str) -> BoxFuture<'a, Result<Claim, BoxError>> {
        assert!(!Self::is_due(&self.panics), "a bug in the store");
        self.store.claim(key, owner)
    }

    fn complete<'a>(&'a self, key: &'a str, owner: &'a str) -> BoxFuture<'a, Result<(), BoxError>> {
        match Self::is_due(&self.failures) {
            true => Box::pin(async { Err("not available".into()) }),
            false => self.store.complete(key, owner),
        }
    }

    fn release<'a>(&'a self, key: &'a str, owner: &'a str) -> BoxFuture<'a, Result<(), BoxError>> {
        assert!(!Self::is_due(&self.later_panics), "a bug in the store");
        self.store.release(key, owner)
    }

    fn abandon(&self, key: &str, owner: &str) {
        self.store.abandon(key, owner);
    }

    fn lease(&self) -> Option<Duration> {
        Some(Duration::from_secs(3))
    }

    fn renew<'a>(&'a self, _: &'a str, _: &'a str) -> BoxFuture<'a, Result<bool, BoxError>> {
        assert!(!Self::is_due(&self.later_panics), "a bug in the store");
        Box::pin(async { Ok(true) })
    }
}

#[tokio::test]
async fn store_that_fails_or_panics_holds_no_key_forever() {
    let recorder = Recorder::default();
    // Enough failures for all attempts to complete the two keys of a message.
    let store = FaultyStore { failures: AtomicU32::new(6), ..FaultyStore::default() };
    let dispatcher = Dispatcher::new(recorder.clone()).dedup_store(store);
    let first = dispatch(&dispatcher, "evt_1", "A").await;
    assert_eq!(first, DispatchOutcome::Handled, "the event was handled, although the store failed");
    let second = timeout(LONG, dispatch(&dispatcher, "evt_1", "A")).await.expect("no key is held");
    assert_eq!(second, DispatchOutcome::Handled, "nothing was remembered");
    assert_eq!(dispatch(&dispatcher, "evt_1", "A").await, DispatchOutcome::Duplicate);

    let store = FaultyStore { panics: AtomicU32::new(1), ..FaultyStore::default() };
    let dispatcher = Dispatcher::new(recorder).dedup_store(store);
    let error = dispatcher.dispatch(event("evt_2", "B"), Attempt::first()).await.expect_err("the store panicked");
    assert!(error.is_store() && !error.is_handler());
    assert_eq!(dispatch(&dispatcher, "evt_2", "B").await, DispatchOutcome::Handled);
}

#[tokio::test(start_paused = true)]
async fn store_that_panics_neither_cancels_the_handler_nor_hides_its_error() {
    let finished = Arc::new(AtomicU32::new(0));
    let counter = finished.clone();
    let handler = move |_: Event| {
        let counter = counter.clone();
        async move {
            sleep(Duration::from_millis(1_500)).await;
            counter.fetch_add(1, Ordering::SeqCst);
            Err::<(), _>("the database is not available")
        }
    };
    // The store panics when it renews each of the two keys, and when it releases the first one.
    let store = FaultyStore { later_panics: AtomicU32::new(3), ..FaultyStore::default() };
    let dispatcher = Dispatcher::new(handler).dedup_store(store);
    let error = dispatcher.dispatch(event("evt_1", "A"), Attempt::first()).await.expect_err("the handler failed");
    assert_eq!(finished.load(Ordering::SeqCst), 1);
    assert!(error.is_handler() && !error.is_store(), "{error:#}");
}

#[tokio::test(start_paused = true)]
async fn store_failure_is_logged_with_its_cause() {
    let log = Log::default();
    let writer = log.clone();
    let _guard = tracing_subscriber::fmt().with_ansi(false).with_writer(move || writer.clone()).set_default();
    let store = FaultyStore { failures: AtomicU32::new(6), ..FaultyStore::default() };
    let dispatcher = Dispatcher::new(Recorder::default()).dedup_store(store);
    assert_eq!(dispatch(&dispatcher, "evt_1", "A").await, DispatchOutcome::Handled);
    let log = log.text();
    let mut lines = log.lines().filter(|line| line.contains("cannot mark an event as done"));
    assert!(lines.next().is_some_and(|line| line.contains("error=not available")), "{log}");
}

#[tokio::test]
async fn event_whose_handler_failed_or_panicked_is_handled_again() {
    let calls = Arc::new(AtomicU32::new(0));
    let counter = calls.clone();
    let dispatcher = Dispatcher::new(move |_: Event| {
        let call = counter.fetch_add(1, Ordering::SeqCst);
        async move {
            match call {
                0 => Err("the database is not available".into()),
                1 => panic!("a bug in the handler"),
                _ => Ok::<_, BoxError>(()),
            }
        }
    });
    for source in [Some("the database is not available"), None] {
        let error = dispatcher.dispatch(event("evt_1", "A"), Attempt::first()).await.expect_err("the handler failed");
        assert!(error.is_handler() && !error.is_store() && !error.is_unreadable() && !error.is_interrupted());
        assert_eq!(error.source().map(ToString::to_string).as_deref(), source);
        assert!(!format!("{error} {error:?}").contains("database"), "the source can contain anything: {error:?}");
    }
    assert_eq!(dispatch(&dispatcher, "evt_1", "A").await, DispatchOutcome::Handled);
    assert_eq!(dispatch(&dispatcher, "evt_1", "A").await, DispatchOutcome::Duplicate);
    assert_eq!(calls.load(Ordering::SeqCst), 3);
}

#[tokio::test]
async fn duplicate_waits_for_the_result_of_the_first() {
    let (started, proceed) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let (calls, failures) = (Arc::new(AtomicU32::new(0)), Arc::new(AtomicU32::new(1)));
    let dispatcher = {
        let (started, proceed, calls, failures) = (started.clone(), proceed.clone(), calls.clone(), failures.clone());
        Dispatcher::new(move |_: Event| {
            let (started, proceed, failures) = (started.clone(), proceed.clone(), failures.clone());
            calls.fetch_add(1, Ordering::SeqCst);
            async move {
                started.notify_one();
                proceed.notified().await;
                if FaultyStore::is_due(&failures) { Err(BoxError::from("the first call fails")) } else { Ok(()) }
            }
        })
    };
    let spawn = || {
        let dispatcher = dispatcher.clone();
        tokio::spawn(async move { dispatcher.dispatch(event("evt_1", "A"), Attempt::first()).await })
    };
    let first = spawn();
    started.notified().await;
    let second = spawn();
    // Enough time for the second to reach the handler if it did not wait.
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert_eq!(calls.load(Ordering::SeqCst), 1, "the second waits");
    proceed.notify_one();
    assert!(first.await.expect("no panic").is_err());
    started.notified().await;
    proceed.notify_one();
    assert_eq!(second.await.expect("no panic").expect("the event is handled"), DispatchOutcome::Handled);
    assert_eq!(calls.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn dropped_dispatch_frees_its_event() {
    let recorder = Recorder::default();
    let calls = Arc::new(AtomicU32::new(0));
    let dispatcher = Dispatcher::new({
        let (recorder, calls) = (recorder.clone(), calls.clone());
        move |event: Event| {
            let (recorder, call) = (recorder.clone(), calls.fetch_add(1, Ordering::SeqCst));
            async move {
                if call == 0 {
                    std::future::pending::<()>().await;
                }
                recorder.handle(event, Attempt::first()).await
            }
        }
    });
    let dropped = timeout(Duration::from_millis(1), dispatcher.dispatch(event("evt_1", "A"), Attempt::first())).await;
    assert!(dropped.is_err(), "the handler never ends");
    assert_eq!(dispatch(&dispatcher, "evt_1", "A").await, DispatchOutcome::Handled);
    assert_eq!(recorder.handled(), ["evt_1"]);
}

#[tokio::test]
async fn unreadable_event_fails_with_its_json_and_hides_its_data() {
    let dispatcher = Dispatcher::new(Recorder::default());
    let json = unreadable("evt_1");
    let error = dispatch_json(&dispatcher, &json).await.expect_err("the handler does not handle unreadable events");
    assert!(error.is_unreadable() && !error.is_handler(), "{error}");
    let source = error.source().expect("the source is the event");
    let unreadable = source.downcast_ref::<UnreadableEvent>().expect("the source is the event");
    assert_eq!((unreadable.event_id(), unreadable.event_type()), (Some("evt_1"), Some("message")));
    assert_eq!(unreadable.json(), json.as_bytes());
    let shown = format!("{unreadable} {unreadable:?} {error} {error:?}");
    assert!(shown.contains("the data of a `message` event"), "{shown}");
    assert!(!shown.contains("491701234567") && !shown.contains("shop"), "{shown}");
}

/// Records the attempts, and the ids of unreadable events. Fails for the event `evt_own` with an unreadable event of
/// its own, and for the unreadable event `evt_bad` with another error.
#[derive(Default)]
struct Archive {
    attempts: Mutex<Vec<Attempt>>,
    unreadable: Mutex<Vec<String>>,
}

impl Handler for Archive {
    async fn handle(&self, event: Event, attempt: Attempt) -> Result<(), BoxError> {
        self.attempts.lock().expect("no panic").push(attempt);
        match &*event.event_id {
            "evt_own" => Err(Event::from_json("[]").expect_err("it is not an event").into()),
            _ => Ok(()),
        }
    }

    async fn handle_unreadable(&self, event: UnreadableEvent, attempt: Attempt) -> Result<(), BoxError> {
        self.attempts.lock().expect("no panic").push(attempt);
        let id = event.event_id().unwrap_or_default().to_owned();
        let is_bad = id == "evt_bad";
        self.unreadable.lock().expect("no panic").push(id);
        if is_bad { Err("the disk is full".into()) } else { Ok(()) }
    }
}

#[tokio::test]
async fn handler_in_an_arc_receives_unreadable_events_and_attempts() {
    let archive = Arc::new(Archive::default());
    let dispatcher = Dispatcher::new(archive.clone());
    let mut third = Attempt::first();
    (third.number, third.is_redelivery) = (3, true);
    for (json, attempt) in [(message("evt_1", "sales", PERSON, "A"), third), (unreadable("evt_2"), Attempt::first())] {
        let outcome = dispatcher.dispatch(Event::from_json(json), attempt).await.expect("the event is handled");
        assert_eq!(outcome, DispatchOutcome::Handled);
    }
    assert_eq!(*archive.attempts.lock().expect("no panic"), [third, Attempt::first()]);
    assert_eq!(*archive.unreadable.lock().expect("no panic"), ["evt_2"]);
    let again = dispatch_json(&dispatcher, &unreadable("evt_2")).await.expect("the event is a duplicate");
    assert_eq!(again, DispatchOutcome::Duplicate);
}

#[tokio::test]
async fn handler_error_is_not_mistaken_for_an_unreadable_event() {
    let dispatcher = Dispatcher::new(Archive::default());
    for json in [message("evt_own", "sales", PERSON, "A"), unreadable("evt_bad")] {
        let error = dispatch_json(&dispatcher, &json).await.expect_err("the handler failed");
        assert!(error.is_handler() && !error.is_unreadable(), "{error}: {json}");
    }
}

#[tokio::test]
async fn memory_store_forgets_the_oldest_events_first() {
    let recorder = Recorder::default();
    // A message has two keys.
    let dispatcher = Dispatcher::new(recorder.clone()).dedup_store(MemoryStore::new(4));
    for (event_id, message_id) in [("evt_1", "A"), ("evt_2", "B"), ("evt_3", "C")] {
        assert_eq!(dispatch(&dispatcher, event_id, message_id).await, DispatchOutcome::Handled);
    }
    assert_eq!(dispatch(&dispatcher, "evt_3", "C").await, DispatchOutcome::Duplicate);
    assert_eq!(dispatch(&dispatcher, "evt_2", "B").await, DispatchOutcome::Duplicate);
    assert_eq!(dispatch(&dispatcher, "evt_1", "A").await, DispatchOutcome::Handled, "it was forgotten");
}
