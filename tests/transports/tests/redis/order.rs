//! The order in which entries are handled.

use redis::Value;
use wsapi_transport_tests::{RedisServer, Running, entry, eventually};

use crate::support::{ANNA, BERT, STREAM, Tracker, add, consumer};

#[tokio::test]
async fn new_owner_handles_pending_entries_before_new_ones() {
    let Some(server) = RedisServer::start().await else { return };
    let ids: Vec<String> = (1..=9).map(|number| number.to_string()).collect();
    for id in &ids[..6] {
        add(&server, ANNA, id).await;
    }
    // Two workers read some of the entries, and died.
    server.run("XGROUP CREATE stream:sales bot 0").await;
    server.run("XREADGROUP GROUP bot gone COUNT 3 STREAMS stream:sales >").await;
    server.run("XREADGROUP GROUP bot another COUNT 2 STREAMS stream:sales >").await;
    for id in &ids[6..] {
        add(&server, ANNA, id).await;
    }
    let tracker = Tracker::default();
    let running = Running::start(consumer(&server, tracker.clone()).build().expect("a consumer"));
    tracker.until(9).await;
    server.until_acknowledged(STREAM).await;
    let stats = running.stop().await;
    assert_eq!(tracker.ids(), ids);
    assert_eq!((stats.claimed, stats.events.handled), (5, 9));
}

#[tokio::test]
async fn backlog_larger_than_max_in_flight_is_handled_in_order() {
    let Some(server) = RedisServer::start().await else { return };
    let number = 300;
    for id in 0..number {
        add(&server, if id % 2 == 0 { ANNA } else { BERT }, &id.to_string()).await;
    }
    server.run("XGROUP CREATE stream:sales bot 0").await;
    server.run("XREADGROUP GROUP bot gone COUNT 150 STREAMS stream:sales >").await;
    let tracker = Tracker::default();
    let running = Running::start(consumer(&server, tracker.clone()).max_in_flight(7).build().expect("a consumer"));
    tracker.until(number).await;
    server.until_acknowledged(STREAM).await;
    running.stop().await;
    for chat in 0..2 {
        let all: Vec<usize> = tracker.ids().iter().map(|id| id.parse().expect("a number")).collect();
        let of_chat: Vec<_> = all.into_iter().filter(|id| id % 2 == chat).collect();
        assert_eq!(of_chat, (chat..number).step_by(2).collect::<Vec<_>>());
    }
}

#[tokio::test]
async fn start_at_latest_skips_old_entries_of_known_streams() {
    let Some(server) = RedisServer::start().await else { return };
    add(&server, ANNA, "1").await;
    let tracker = Tracker::default();
    let running = Running::start(consumer(&server, tracker.clone()).start_at_latest().build().expect("a consumer"));
    eventually("the group exists", async || {
        let groups = server.run("XINFO GROUPS stream:sales").await;
        matches!(groups, Value::Array(groups) if !groups.is_empty())
    })
    .await;
    add(&server, ANNA, "2").await;
    // A stream that is created later is read from its start.
    server.add("stream:later", &entry("3", "later", ANNA, "3")).await;
    tracker.until(2).await;
    running.stop().await;
    let mut ids = tracker.ids();
    ids.sort();
    assert_eq!(ids, ["2", "3"]);
}
