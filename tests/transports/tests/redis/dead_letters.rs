//! Failed events are moved to the dead-letter stream, once and with all fields.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicU32, Ordering},
};

use redis::cmd;
use wsapi_client::{
    Event,
    events::{Attempt, BoxError, Handler, Origin, SignedEvent, StreamEntry, UnreadableEvent, redis::Streams},
};
use wsapi_transport_tests::{Fault, Gate, RedisServer, Running, entry, eventually, message, sign, signed};

use crate::support::{ANNA, BERT, DEAD, STREAM, Tracker, add, consumer, consumer_at, quick, reports};

/// A message whose data does not match its type.
fn unreadable(id: &str) -> StreamEntry {
    let mut entry = entry(id, "sales", ANNA, id);
    entry.event_data = "[7]".to_owned();
    signed(entry)
}

#[tokio::test]
async fn failed_event_is_moved_with_all_of_its_fields() {
    let Some(server) = RedisServer::start().await else { return };
    let id = add(&server, ANNA, "1").await;
    add(&server, ANNA, "2").await;
    let (on_failed, mut reports) = reports();
    let tracker = Tracker::default().fail("1", u32::MAX);
    let consumer = consumer(&server, tracker.clone()).max_attempts(3).on_failed(on_failed);
    let running = Running::start(consumer.build().expect("a consumer"));
    tracker.until(4).await;
    server.until_acknowledged(STREAM).await;
    // This takes long enough for the dead-letter stream to be discovered by mistake.
    add(&server, ANNA, "3").await;
    server.add("stream:later", &entry("4", "later", ANNA, "4")).await;
    tracker.until(6).await;
    let stats = running.stop().await;
    assert_eq!(tracker.ids(), ["1", "1", "1", "2", "3", "4"]);
    assert_eq!((stats.events.failed_attempts, stats.events.failed, stats.leases_acquired), (3, 1, 2));

    let failed = reports.recv().await.expect("a failed event");
    assert!(reports.try_recv().is_err(), "one event failed");
    let Origin::Redis { stream, entry_id, dead_letter_stream, .. } = failed.origin() else { panic!("{failed}") };
    assert_eq!((stream.as_str(), entry_id.as_str(), dead_letter_stream.as_str()), (STREAM, id.as_str(), DEAD));
    assert!(failed.error().is_handler() && failed.attempts() == 3, "{failed}");
    let original = entry("1", "sales", ANNA, "1");
    assert_eq!(failed.json(), original.json().as_bytes());
    assert_eq!(failed.event().expect("a readable event").event_id, "1");

    let dead = server.entries(DEAD).await;
    assert_eq!(dead.len(), 1);
    let about = [
        ("deadReason", "handler"),
        ("deadAttempts", "3"),
        ("deadMayBePartlyHandled", "false"),
        ("deadEntryId", &id),
        ("deadStream", STREAM),
        ("deadGroup", "bot"),
    ];
    for (name, value) in original.fields().chain(about) {
        assert_eq!(dead[0][name], value.as_bytes(), "{name}");
    }
    assert!(!dead[0].contains_key("deadTries"));
}

#[tokio::test]
async fn unsigned_entries_are_moved_unhandled_byte_for_byte() {
    let Some(server) = RedisServer::start().await else { return };
    let mut forged = entry("1", "sales", ANNA, "1");
    forged.event_data = forged.event_data.replace("shop", "bank");
    server.add(STREAM, &forged).await;
    let odd: &[u8] = b"\xff\xfe\x00";
    let mut command = cmd("XADD");
    command.arg(STREAM).arg("*").arg("eventData").arg(odd).arg("other").arg(odd);
    let _: String = command.query_async(&mut server.connection().await).await.expect("an id");
    add(&server, ANNA, "2").await;
    let (on_failed, mut reports) = reports();
    let tracker = Tracker::default();
    let running = Running::start(consumer(&server, tracker.clone()).on_failed(on_failed).build().expect("a consumer"));
    tracker.until(1).await;
    server.until_acknowledged(STREAM).await;
    let stats = running.stop().await.events;
    assert_eq!(tracker.ids(), ["2"]);
    assert_eq!((stats.failed, stats.failed_attempts, stats.handled), (2, 0, 1));
    for _ in 0..2 {
        let failed = reports.recv().await.expect("a failed event");
        assert!(failed.error().is_signature() && !failed.error().is_unreadable(), "{failed}");
    }
    let mut dead = server.entries(DEAD).await;
    dead.sort_by_key(|entry| entry.len());
    assert_eq!((dead[0]["eventData"].as_slice(), dead[0]["other"].as_slice()), (odd, odd));
    assert_eq!(dead[1]["eventData"], forged.event_data.as_bytes());
    assert!(dead.iter().all(|entry| entry["deadReason"] == b"signature"));
}

#[tokio::test]
async fn unreadable_event_is_moved_after_one_attempt() {
    let Some(server) = RedisServer::start().await else { return };
    server.add(STREAM, &unreadable("1")).await;
    add(&server, ANNA, "2").await;
    let (on_failed, mut reports) = reports();
    let tracker = Tracker::default();
    let running = Running::start(consumer(&server, tracker.clone()).on_failed(on_failed).build().expect("a consumer"));
    tracker.until(1).await;
    server.until_acknowledged(STREAM).await;
    let stats = running.stop().await.events;
    assert_eq!((stats.handled, stats.failed_attempts, stats.failed), (1, 1, 1));
    let failed = reports.recv().await.expect("a failed event");
    assert!(failed.error().is_unreadable() && !failed.error().is_signature(), "{failed}");
    assert_eq!((failed.attempts(), failed.json()), (1, unreadable("1").json().as_bytes()));
    let dead = &server.entries(DEAD).await[0];
    assert_eq!((dead["deadReason"].as_slice(), dead["deadAttempts"].as_slice()), (&b"unreadable"[..], &b"1"[..]));
    let error = String::from_utf8_lossy(&dead["deadError"]);
    assert!(error.contains("the data of a `message` event"), "{error}");
}

/// Handles unreadable events, except for the first attempt at each.
#[derive(Clone, Default)]
struct Archive(Arc<Mutex<Vec<u32>>>);

impl Handler for Archive {
    async fn handle(&self, _: Event, _: Attempt) -> Result<(), BoxError> {
        Ok(())
    }

    async fn handle_unreadable(&self, event: UnreadableEvent, attempt: Attempt) -> Result<(), BoxError> {
        assert_eq!(event.event_id(), Some("1"));
        self.0.lock().expect("no panic").push(attempt.number);
        if attempt.number == 1 { Err("the disk is full".into()) } else { Ok(()) }
    }
}

#[tokio::test]
async fn handled_unreadable_event_is_not_moved() {
    let Some(server) = RedisServer::start().await else { return };
    server.add(STREAM, &unreadable("1")).await;
    let archive = Archive::default();
    let running = Running::start(consumer(&server, archive.clone()).build().expect("a consumer"));
    eventually("the event is handled", async || running.stats().events.handled == 1).await;
    server.until_acknowledged(STREAM).await;
    let stats = running.stop().await.events;
    assert_eq!((stats.failed_attempts, stats.failed), (1, 0));
    assert_eq!(*archive.0.lock().expect("no panic"), [1, 2]);
    assert!(server.entries(DEAD).await.is_empty());
}

#[tokio::test]
async fn handler_that_returns_an_unreadable_event_of_its_own_gets_all_attempts() {
    let Some(server) = RedisServer::start().await else { return };
    add(&server, ANNA, "1").await;
    let calls = Arc::new(AtomicU32::new(0));
    let counter = calls.clone();
    // The handler tries to read another event, and fails.
    let handler = move |_: Event| {
        counter.fetch_add(1, Ordering::SeqCst);
        async { Event::from_json("[]").map(drop) }
    };
    let (on_failed, mut reports) = reports();
    let consumer = consumer(&server, handler).max_attempts(3).on_failed(on_failed);
    let running = Running::start(consumer.build().expect("a consumer"));
    let failed = reports.recv().await.expect("a failed event");
    running.stop().await;
    assert!(failed.error().is_handler() && !failed.error().is_unreadable(), "{failed}");
    assert_eq!((calls.load(Ordering::SeqCst), failed.attempts()), (3, 3));
    assert_eq!(server.entries(DEAD).await[0]["deadReason"], b"handler");
}

#[tokio::test]
async fn panic_of_the_handler_is_a_reason_of_its_own() {
    let Some(server) = RedisServer::start().await else { return };
    add(&server, ANNA, "1").await;
    let handler = |_: Event| async { if true { panic!("a bug in the handler") } else { Ok::<_, BoxError>(()) } };
    let (on_failed, mut reports) = reports();
    let consumer = consumer(&server, handler).max_attempts(1).on_failed(on_failed);
    let running = Running::start(consumer.build().expect("a consumer"));
    let failed = reports.recv().await.expect("a failed event");
    running.stop().await;
    assert!(failed.error().is_handler(), "{failed}");
    let dead = &server.entries(DEAD).await[0];
    assert_eq!((&*dead["deadReason"], &*dead["deadMayBePartlyHandled"]), (&b"panic"[..], &b"true"[..]));
}

/// It may have sent something before the panic, so a program that replays dead letters must know.
#[tokio::test]
async fn dead_letter_says_that_an_earlier_attempt_panicked() {
    let Some(server) = RedisServer::start().await else { return };
    add(&server, ANNA, "1").await;
    let calls = Arc::new(AtomicU32::new(0));
    let handler = move |_: Event| {
        let call = calls.fetch_add(1, Ordering::SeqCst);
        async move { if call == 0 { panic!("a bug in the handler") } else { Err(BoxError::from("not sent")) } }
    };
    let (on_failed, mut reports) = reports();
    let consumer = consumer(&server, handler).max_attempts(2).on_failed(on_failed);
    let running = Running::start(consumer.build().expect("a consumer"));
    assert!(reports.recv().await.expect("a failed event").may_be_partly_handled());
    running.stop().await;
    let dead = &server.entries(DEAD).await[0];
    assert_eq!((&*dead["deadReason"], &*dead["deadMayBePartlyHandled"]), (&b"handler"[..], &b"true"[..]));
}

#[tokio::test]
async fn dead_letter_says_that_another_worker_may_have_started() {
    let Some(server) = RedisServer::start().await else { return };
    add(&server, ANNA, "1").await;
    // A worker died after it had read the entry.
    server.run("XGROUP CREATE stream:sales bot 0").await;
    server.run("XREADGROUP GROUP bot gone STREAMS stream:sales >").await;
    add(&server, BERT, "2").await;
    let tracker = Tracker::default().fail("1", u32::MAX).fail("2", u32::MAX);
    let (on_failed, mut reports) = reports();
    let consumer = consumer(&server, tracker).max_attempts(2).on_failed(on_failed);
    let running = Running::start(consumer.build().expect("a consumer"));
    for _ in 0..2 {
        let failed = reports.recv().await.expect("a failed event");
        let id = failed.event().expect("a readable event").event_id;
        assert_eq!(failed.may_be_partly_handled(), id == "1", "{failed}");
    }
    running.stop().await;
}

#[tokio::test]
async fn failed_event_has_the_json_as_received() {
    let Some(server) = RedisServer::start().await else { return };
    // The SDK knows neither of these members, and the service does not format JSON in this way.
    let mut unknown = entry("1", "sales", ANNA, "1");
    unknown.event_data = unknown.event_data.replace("\"isMe\"", "\"nick\" : \"An\\u006ea\",\"isMe\"");
    unknown.event_data = unknown.event_data.replacen('{', "{\"brandNew\" : [1.0, 1e3],", 1);
    let unknown = signed(unknown);
    let posted = message("2", "sales", ANNA, "2").replacen('{', "{ \"newField\" : true,", 1);
    let posted = SignedEvent::new(posted.clone(), Some(&sign(posted.as_bytes())));
    let posted = StreamEntry::from_signed(&posted).expect("UTF-8");
    let (on_failed, mut reports) = reports();
    let tracker = Tracker::default().fail("1", u32::MAX).fail("2", u32::MAX);
    let consumer = consumer(&server, tracker.clone()).max_attempts(2).on_failed(on_failed);
    let running = Running::start(consumer.build().expect("a consumer"));
    for entry in [&unknown, &posted] {
        server.add(STREAM, entry).await;
        let failed = reports.recv().await.expect("a failed event");
        assert_eq!(String::from_utf8_lossy(failed.json()), entry.json());
    }
    assert!(unknown.json().contains("brandNew") && posted.json().contains("newField"));
    running.stop().await;
    assert_eq!(tracker.ids(), ["1", "1", "2", "2"]);
}

#[tokio::test]
async fn event_is_moved_once_even_if_the_response_is_lost() {
    for (stream, is_shared) in [(STREAM, false), ("events", true)] {
        let Some(server) = RedisServer::start().await else { return };
        let dead = format!("dead:{stream}");
        let gate = Gate::open(server.port(), Fault::None).await;
        let reported = Arc::new(AtomicU32::new(0));
        let counter = reported.clone();
        let consumer = consumer_at(gate.url(), Tracker::default().fail("1", u32::MAX))
            .max_attempts(1)
            .on_failed(move |_| _ = counter.fetch_add(1, Ordering::SeqCst));
        let consumer = if is_shared { consumer.streams(quick(Streams::shared(stream))) } else { consumer };
        server.add(stream, &entry("0", "sales", ANNA, "0")).await;
        let running = Running::start(consumer.build().expect("a consumer"));
        eventually("the first event is handled", async || running.stats().events.handled == 1).await;
        server.until_acknowledged(stream).await;
        // The server forgets the scripts, so that the first response asks for one.
        server.run("SCRIPT FLUSH").await;
        gate.set(Fault::LosesResponse(dead.clone()));
        server.add(stream, &entry("1", "sales", ANNA, "1")).await;
        eventually("the event is settled", async || {
            let stats = running.stats();
            stats.events.failed + stats.vanished > 0
        })
        .await;
        let stats = running.stop().await;
        assert_eq!((stats.events.failed, stats.vanished, reported.load(Ordering::SeqCst)), (1, 0, 1), "{dead}");
        assert!(stats.server_errors > 0, "a response was lost");
        assert_eq!(server.entries(&dead).await.len(), 1, "{dead}");
        assert_eq!(server.pending(stream).await, 0, "{dead}");
    }
}

#[tokio::test]
async fn panic_in_the_callback_is_contained() {
    let Some(server) = RedisServer::start().await else { return };
    add(&server, ANNA, "1").await;
    let tracker = Tracker::default().fail("1", 1);
    let consumer = consumer(&server, tracker.clone()).max_attempts(1).on_failed(|_| panic!("a bug in the callback"));
    let running = Running::start(consumer.build().expect("a consumer"));
    eventually("the event has failed", async || running.stats().events.failed == 1).await;
    // The group reads from the start again, so it receives the same entry again.
    server.run("XGROUP SETID stream:sales bot 0").await;
    add(&server, BERT, "2").await;
    eventually("both events are handled", async || running.stats().events.handled == 2).await;
    running.stop().await;
}
