//! Every event is handled once, and again only if it was not.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use tokio::{sync::Notify, time::timeout};
use wsapi_client::{
    BoxFuture, Event,
    events::{Claim, DedupStore, Dispatcher, HandlerError, MemoryStore, Outcome, UnreadableEvent},
};
use wsapi_transport_tests::{Recorder, message};

/// A safety net.
const LONG: Duration = Duration::from_secs(60);

fn event(event_id: &str, message_id: &str) -> Result<Event, UnreadableEvent> {
    Event::from_json(message(event_id, "sales", "491701234567@s.whatsapp.net", message_id))
}

async fn dispatch(dispatcher: &Dispatcher, event_id: &str, message_id: &str) -> Outcome {
    dispatcher.dispatch(event(event_id, message_id)).await.expect("it is handled")
}

#[tokio::test]
async fn an_event_that_comes_again_is_not_handled_again() {
    let recorder = Recorder::default();
    let dispatcher = Dispatcher::new(recorder.clone());
    assert_eq!(dispatch(&dispatcher, "evt_1", "A").await, Outcome::Handled);
    assert_eq!(dispatch(&dispatcher, "evt_1", "A").await, Outcome::Duplicate);
    assert_eq!(dispatch(&dispatcher, "evt_2", "A").await, Outcome::Duplicate, "the server was restarted");
    assert_eq!(dispatch(&dispatcher, "evt_2", "B").await, Outcome::Duplicate, "that id is known by now");
    assert_eq!(dispatch(&dispatcher, "evt_3", "B").await, Outcome::Handled);
    assert_eq!(recorder.handled(), ["evt_1", "evt_3"]);
}

#[tokio::test]
async fn an_edit_another_chat_and_another_instance_are_other_messages() {
    let recorder = Recorder::default();
    let dispatcher = Dispatcher::new(recorder.clone());
    let person = "491701234567@s.whatsapp.net";
    let edit = message("evt_2", "sales", person, "A").replace("\"isGroup\"", "\"isEdit\":true,\"isGroup\"");
    let all = [
        message("evt_1", "sales", person, "A"),
        edit,
        message("evt_3", "support", person, "A"),
        message("evt_4", "sales", "120363000000000001@g.us", "A"),
    ];
    for json in all {
        assert_eq!(dispatcher.dispatch(Event::from_json(json)).await.expect("it is handled"), Outcome::Handled);
    }
}

#[tokio::test]
async fn what_only_looks_alike_is_handled() {
    let recorder = Recorder::default();
    let dispatcher = Dispatcher::new(recorder.clone());
    let group = "120363000000000001@g.us";
    let from = |event_id: &str, person: &str| {
        message(event_id, "sales", group, "A").replace("\"491701234567@", &format!("\"{person}@"))
    };
    let edit = |event_id: &str, time: &str| {
        let json = message(event_id, "sales", group, "B").replace("2026-03-09T08:07:06Z", time);
        json.replace("\"isGroup\"", "\"isEdit\":true,\"isGroup\"")
    };
    let all = [
        from("evt_1", "491701234567"),
        // Message ids are chosen by clients: another person's message is another one.
        from("evt_2", "491709876543"),
        edit("evt_3", "2026-03-09T08:07:07Z"),
        edit("evt_4", "2026-03-09T08:07:08Z"),
        // Without ids nothing is known again.
        message("", "sales", group, ""),
        message("", "sales", group, ""),
    ];
    for json in &all {
        let outcome = dispatcher.dispatch(Event::from_json(json)).await.expect("it is handled");
        assert_eq!(outcome, Outcome::Handled, "{json}");
    }
    for json in &all[..4] {
        let again = json.replace("evt_", "evt_again_");
        let outcome = dispatcher.dispatch(Event::from_json(again)).await.expect("it is known");
        assert_eq!(outcome, Outcome::Duplicate, "a restarted server repeats it");
    }
}

/// Fails and panics as it is told to, once each.
#[derive(Debug, Default)]
struct Moody {
    store: MemoryStore,
    failures: AtomicU32,
    panics: AtomicU32,
}

impl Moody {
    fn is_due(counter: &AtomicU32) -> bool {
        counter.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1)).is_ok()
    }
}

impl DedupStore for Moody {
    fn claim<'a>(&'a self, key: &'a str, owner: &'a str) -> BoxFuture<'a, Result<Claim, HandlerError>> {
        assert!(!Self::is_due(&self.panics), "a bug in the store");
        self.store.claim(key, owner)
    }

    fn complete<'a>(&'a self, key: &'a str, owner: &'a str) -> BoxFuture<'a, Result<(), HandlerError>> {
        match Self::is_due(&self.failures) {
            true => Box::pin(async { Err("away".into()) }),
            false => self.store.complete(key, owner),
        }
    }

    fn release<'a>(&'a self, key: &'a str, owner: &'a str) -> BoxFuture<'a, Result<(), HandlerError>> {
        self.store.release(key, owner)
    }

    fn abandon(&self, key: &str, owner: &str) {
        self.store.abandon(key, owner);
    }
}

#[tokio::test]
async fn a_store_that_fails_or_panics_holds_nothing_for_ever() {
    let recorder = Recorder::default();
    // More failures than times that it is told again.
    let store = Moody { failures: AtomicU32::new(6), ..Moody::default() };
    let dispatcher = Dispatcher::new(recorder.clone()).store(store);
    assert_eq!(dispatch(&dispatcher, "evt_1", "A").await, Outcome::Handled, "it was, whatever the store says");
    let again = timeout(LONG, dispatch(&dispatcher, "evt_1", "A")).await.expect("nobody waits for ever");
    assert_eq!(again, Outcome::Handled, "nothing was noted");
    assert_eq!(dispatch(&dispatcher, "evt_1", "A").await, Outcome::Duplicate);

    let dispatcher = Dispatcher::new(recorder).store(Moody { panics: AtomicU32::new(1), ..Moody::default() });
    let error = dispatcher.dispatch(event("evt_2", "B")).await.expect_err("the store panicked");
    assert!(error.is_store());
    assert_eq!(dispatch(&dispatcher, "evt_2", "B").await, Outcome::Handled);
}

#[tokio::test]
async fn what_failed_or_panicked_is_handled_when_it_comes_again() {
    let calls = Arc::new(AtomicU32::new(0));
    let counter = calls.clone();
    let dispatcher = Dispatcher::new(move |_: Event| {
        let call = counter.fetch_add(1, Ordering::SeqCst);
        async move {
            match call {
                0 => Err("the database is away".into()),
                1 => panic!("a bug in the handler"),
                _ => Ok::<_, HandlerError>(()),
            }
        }
    });
    for _ in 0..2 {
        let error = dispatcher.dispatch(event("evt_1", "A")).await.expect_err("the handler failed");
        assert!(error.is_handler() && !error.is_store());
    }
    assert_eq!(dispatch(&dispatcher, "evt_1", "A").await, Outcome::Handled);
    assert_eq!(dispatch(&dispatcher, "evt_1", "A").await, Outcome::Duplicate);
    assert_eq!(calls.load(Ordering::SeqCst), 3);
}

#[tokio::test]
async fn a_repeat_waits_for_what_comes_of_the_first() {
    let (begun, go_on) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let (calls, fails) = (Arc::new(AtomicU32::new(0)), Arc::new(AtomicU32::new(1)));
    let dispatcher = {
        let (begun, go_on, calls, fails) = (begun.clone(), go_on.clone(), calls.clone(), fails.clone());
        Dispatcher::new(move |_: Event| {
            let (begun, go_on, calls, fails) = (begun.clone(), go_on.clone(), calls.clone(), fails.clone());
            async move {
                calls.fetch_add(1, Ordering::SeqCst);
                begun.notify_one();
                go_on.notified().await;
                let failed = fails.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1)).is_ok();
                if failed { Err(HandlerError::from("once")) } else { Ok(()) }
            }
        })
    };
    let first = tokio::spawn({
        let dispatcher = dispatcher.clone();
        async move { dispatcher.dispatch(event("evt_1", "A")).await }
    });
    begun.notified().await;
    let second = tokio::spawn({
        let dispatcher = dispatcher.clone();
        async move { dispatcher.dispatch(event("evt_1", "A")).await }
    });
    assert_eq!(calls.load(Ordering::SeqCst), 1, "the second waits");
    go_on.notify_one();
    assert!(first.await.expect("no panic").is_err());
    begun.notified().await;
    go_on.notify_one();
    assert_eq!(second.await.expect("no panic").expect("it is handled"), Outcome::Handled);
    assert_eq!(calls.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn what_was_given_up_is_free_again() {
    let recorder = Recorder::default();
    let store = Arc::new(AtomicU32::new(0));
    let dispatcher = Dispatcher::new({
        let (recorder, calls) = (recorder.clone(), store.clone());
        move |event: Event| {
            let (recorder, call) = (recorder.clone(), calls.fetch_add(1, Ordering::SeqCst));
            async move {
                if call == 0 {
                    std::future::pending::<()>().await;
                }
                wsapi_client::events::Handler::handle(&recorder, event).await
            }
        }
    });
    let given_up = timeout(Duration::from_millis(1), dispatcher.dispatch(event("evt_1", "A"))).await;
    assert!(given_up.is_err(), "the handler never ends");
    assert_eq!(dispatch(&dispatcher, "evt_1", "A").await, Outcome::Handled);
    assert_eq!(recorder.handled(), ["evt_1"]);
}

#[tokio::test]
async fn what_cannot_be_read_is_a_failure_unless_the_handler_takes_it() {
    let dispatcher = Dispatcher::new(Recorder::default());
    let json =
        message("evt_1", "sales", "491701234567@s.whatsapp.net", "A").replace("\"eventData\":{", "\"eventData\":[{");
    let json = json.replace("}}", "}]}");
    let error = dispatcher.dispatch(Event::from_json(&json)).await.expect_err("nobody can read it");
    let source = std::error::Error::source(&error).expect("it says why");
    let unreadable = source.downcast_ref::<UnreadableEvent>().expect("it is whole");
    assert_eq!((unreadable.event_id(), unreadable.event_type()), (Some("evt_1"), Some("message")));
    assert_eq!(unreadable.json(), json.as_bytes());
    let shown = format!("{unreadable} {unreadable:?}");
    assert!(shown.contains("the data of a `message` event"), "{shown}");
    assert!(!shown.contains("491701234567") && !shown.contains("shop"), "{shown}");
}

#[tokio::test]
async fn a_store_in_memory_forgets_the_oldest_first() {
    let recorder = Recorder::default();
    // A message has two keys.
    let dispatcher = Dispatcher::new(recorder.clone()).store(MemoryStore::new(4));
    for (event_id, message_id) in [("evt_1", "A"), ("evt_2", "B"), ("evt_3", "C")] {
        assert_eq!(dispatch(&dispatcher, event_id, message_id).await, Outcome::Handled);
    }
    assert_eq!(dispatch(&dispatcher, "evt_3", "C").await, Outcome::Duplicate);
    assert_eq!(dispatch(&dispatcher, "evt_2", "B").await, Outcome::Duplicate);
    assert_eq!(dispatch(&dispatcher, "evt_1", "A").await, Outcome::Handled, "it was forgotten");
}
