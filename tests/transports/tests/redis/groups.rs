//! Groups and streams that disappear.

use wsapi_transport_tests::{RedisServer, Running, entry};

use crate::support::{ANNA, STREAM, Tracker, add, consumer, shared_consumer};

#[tokio::test]
async fn deleted_group_is_created_again_and_skips_what_was_read() {
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
