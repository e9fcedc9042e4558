//! Entries that were removed from their stream while they were pending.

use std::time::Duration;

use redis::Value;
use wsapi_client::{
    Event,
    events::{Attempt, BoxError, Handler},
};
use wsapi_transport_tests::{RedisServer, Running, entry};

use crate::support::{ANNA, Held, STREAM, Tracker, add, consumer, reports, shared_consumer};

#[tokio::test]
async fn removed_pending_entries_are_counted_and_leave_the_pending_list() {
    // The consumers of the group are named after workers that died; `owner` is the name that an owner of a stream uses.
    for worker in ["owner", "gone"] {
        for (removal, ids) in [("XDEL", [0, 3]), ("XDEL", [1, 2]), ("XTRIM", [0, 1])] {
            let Some(server) = RedisServer::start().await else { return };
            let entries = add_five(&server, STREAM).await;
            server.run("XGROUP CREATE stream:sales bot 0").await;
            server.run(&format!("XREADGROUP GROUP bot {worker} COUNT 4 STREAMS stream:sales >")).await;
            remove(&server, STREAM, removal, ids, &entries).await;
            let tracker = Tracker::default();
            let running = Running::start(consumer(&server, tracker.clone()).build().expect("a consumer"));
            tracker.until(3).await;
            server.until_acknowledged(STREAM).await;
            let stats = running.stop().await;
            let left: Vec<_> = (0..5).filter(|id| !ids.contains(id)).map(|id| id.to_string()).collect();
            assert_eq!(tracker.ids(), left, "{worker} {removal} {ids:?}");
            assert_eq!((stats.vanished, stats.events.handled, stats.events.failed), (2, 3, 0), "{stats:?}");
            assert_eq!(stats.events.in_flight, 0, "{stats:?}");
        }
    }
}

#[tokio::test]
async fn removed_pending_entries_of_a_shared_stream_are_counted() {
    let Some(server) = RedisServer::start().await else { return };
    let entries = add_five(&server, "events").await;
    server.run("XGROUP CREATE events bot 0").await;
    server.run("XREADGROUP GROUP bot gone COUNT 4 STREAMS events >").await;
    remove(&server, "events", "XDEL", [1, 2], &entries).await;
    let tracker = Tracker::default();
    let consumer = shared_consumer(&server, tracker.clone()).min_idle(Duration::from_secs(1));
    let running = Running::start(consumer.build().expect("a consumer"));
    tracker.until(3).await;
    server.until_acknowledged("events").await;
    let stats = running.stop().await;
    let mut ids = tracker.ids();
    ids.sort();
    assert_eq!(ids, ["0", "3", "4"]);
    assert_eq!((stats.vanished, stats.events.handled), (2, 3), "{stats:?}");
}

#[tokio::test]
async fn stream_whose_pending_entries_were_all_trimmed_continues() {
    let Some(server) = RedisServer::start().await else { return };
    add_five(&server, STREAM).await;
    server.run("XGROUP CREATE stream:sales bot 0").await;
    server.run("XREADGROUP GROUP bot gone STREAMS stream:sales >").await;
    assert_eq!(server.run("XTRIM stream:sales MAXLEN 0").await, Value::Int(5));
    let tracker = Tracker::default();
    let running = Running::start(consumer(&server, tracker.clone()).build().expect("a consumer"));
    add(&server, ANNA, "new").await;
    tracker.until(1).await;
    server.until_acknowledged(STREAM).await;
    let stats = running.stop().await;
    assert_eq!(tracker.ids(), ["new"]);
    assert_eq!((stats.vanished, stats.events.handled), (5, 1), "{stats:?}");
}

#[tokio::test]
async fn removed_entry_does_not_block_later_entries() {
    let Some(server) = RedisServer::start().await else { return };
    let removed = add(&server, ANNA, "1").await;
    add(&server, ANNA, "2").await;
    server.run("XGROUP CREATE stream:sales bot 0").await;
    server.run("XREADGROUP GROUP bot owner STREAMS stream:sales >").await;
    server.run(&format!("XDEL stream:sales {removed}")).await;
    let tracker = Tracker::default();
    let running = Running::start(consumer(&server, tracker.clone()).build().expect("a consumer"));
    tracker.until(1).await;
    server.until_acknowledged(STREAM).await;
    assert_eq!(tracker.ids(), ["2"]);
    assert_eq!(running.stop().await.vanished, 1);
}

/// Adds the events `0` to `4`, and returns the ids of their entries.
async fn add_five(server: &RedisServer, stream: &str) -> Vec<String> {
    let mut ids = Vec::new();
    for number in 0..5 {
        let id = number.to_string();
        ids.push(server.add(stream, &entry(&id, "sales", ANNA, &id)).await);
    }
    ids
}

/// Removes two entries.
async fn remove(server: &RedisServer, stream: &str, command: &str, which: [usize; 2], entries: &[String]) {
    let [one, other] = which;
    let removed = match command {
        "XDEL" => server.run(&format!("XDEL {stream} {} {}", entries[one], entries[other])).await,
        _ => server.run(&format!("XTRIM {stream} MINID {}", entries[other + 1])).await,
    };
    assert_eq!(removed, Value::Int(2));
}

#[tokio::test]
async fn event_that_fails_after_its_entry_was_removed_is_reported() {
    let Some(server) = RedisServer::start().await else { return };
    for shared in [false, true] {
        let held = Held::new();
        let (on_failed, mut reports) = reports();
        let stream = if shared { "events" } else { STREAM };
        server.add(stream, &entry("1", "sales", ANNA, "1")).await;
        let failing = held.clone();
        let handler = move |event: Event| {
            let failing = failing.clone();
            async move {
                Handler::handle(&failing, event, Attempt::first()).await?;
                Err::<(), BoxError>("this attempt fails".into())
            }
        };
        let builder = if shared { shared_consumer(&server, handler) } else { consumer(&server, handler) };
        // Several keep-alives of the shared stream pass while the handler runs.
        let builder = builder.max_attempts(1).min_idle(Duration::from_secs(1)).on_failed(on_failed);
        let running = Running::start(builder.build().expect("a consumer"));
        held.started().until(1).await;
        assert_eq!(server.run(&format!("XTRIM {stream} MAXLEN 0")).await, Value::Int(1));
        tokio::time::sleep(Duration::from_secs(1)).await;
        held.release(1);
        let failed = reports.recv().await.expect("a failed event");
        assert!(failed.error().is_handler() && failed.attempts() == 1, "{failed:?}");
        let stats = running.stop().await;
        assert_eq!((stats.events.failed, stats.events.released, stats.vanished), (1, 0, 1), "{stats}");
    }
}
