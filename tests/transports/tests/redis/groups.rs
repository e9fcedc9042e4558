//! Groups and streams that are deleted.

use std::time::Duration;

use wsapi_transport_tests::{RedisServer, Running, entry, eventually};

use crate::support::{ANNA, BERT, Held, STREAM, Tracker, add, consumer, shared_consumer};

#[tokio::test]
async fn deleted_group_is_created_again_after_the_last_read_entry() {
    let Some(server) = RedisServer::start().await else { return };
    let tracker = Tracker::default();
    add(&server, ANNA, "1").await;
    let running = Running::start(consumer(&server, tracker.clone()).build().expect("a consumer"));
    tracker.until(1).await;
    server.until_acknowledged(STREAM).await;
    server.run("XGROUP DESTROY stream:sales bot").await;
    add(&server, ANNA, "2").await;
    tracker.until(2).await;
    server.until_acknowledged(STREAM).await;
    running.stop().await;
    assert_eq!(tracker.ids(), ["1", "2"]);
}

#[tokio::test]
async fn deleted_stream_is_read_when_it_exists_again() {
    let Some(server) = RedisServer::start().await else { return };
    let tracker = Tracker::default();
    add(&server, ANNA, "1").await;
    let running = Running::start(consumer(&server, tracker.clone()).build().expect("a consumer"));
    tracker.until(1).await;
    server.run("DEL stream:sales").await;
    add(&server, ANNA, "2").await;
    tracker.until(2).await;
    server.until_acknowledged(STREAM).await;
    server.run("FLUSHALL").await;
    add(&server, ANNA, "3").await;
    tracker.until(3).await;
    server.until_acknowledged(STREAM).await;
    running.stop().await;
    assert_eq!(tracker.ids(), ["1", "2", "3"]);
}

#[tokio::test]
async fn shared_stream_may_be_missing_and_may_be_deleted() {
    let Some(server) = RedisServer::start().await else { return };
    let tracker = Tracker::default();
    let running = Running::start(shared_consumer(&server, tracker.clone()).build().expect("a consumer"));
    for number in 1..=3 {
        let id = number.to_string();
        server.add("events", &entry(&id, "sales", ANNA, &id)).await;
        tracker.until(number).await;
        server.run("DEL events").await;
    }
    running.stop().await;
    assert_eq!(tracker.ids(), ["1", "2", "3"]);
}

#[tokio::test]
async fn events_in_flight_are_pending_in_a_group_that_is_created_again() {
    let Some(server) = RedisServer::start().await else { return };
    for id in ["1", "2"] {
        add(&server, ANNA, id).await;
    }
    let held = Held::new();
    let builder = consumer(&server, held.clone()).shutdown_timeout(Duration::from_millis(100));
    let running = Running::start(builder.build().expect("a consumer"));
    held.started().until(1).await;
    server.run("XGROUP DESTROY stream:sales bot").await;
    add(&server, BERT, "3").await;
    held.started().until(2).await;
    eventually("all of them are pending", async || server.pending(STREAM).await == 3).await;
    running.stop().await;
    let tracker = Tracker::default();
    let running = Running::start(consumer(&server, tracker.clone()).build().expect("a consumer"));
    tracker.until(3).await;
    server.until_acknowledged(STREAM).await;
    running.stop().await;
    assert_eq!(
        tracker.ids().iter().filter(|id| *id != "3").collect::<Vec<_>>(),
        ["1", "2"],
        "in the order of the chat"
    );
}
