//! The events in flight when a consumer is shut down.

use std::time::Duration;

use redis::Value;
use wsapi_transport_tests::{RedisServer, Running, eventually};

use crate::support::{ANNA, BERT, HOUR, Held, STREAM, Tracker, add, consumer};

#[tokio::test]
async fn shutdown_finishes_events_in_flight_and_reads_no_more() {
    let Some(server) = RedisServer::start().await else { return };
    for id in ["1", "2"] {
        add(&server, ANNA, id).await;
    }
    let held = Held::new();
    let running = Running::start(consumer(&server, held.clone()).build().expect("a consumer"));
    held.started().until(1).await;
    eventually("both events are in flight", async || running.stats().events.in_flight == 2).await;
    let end = running.begin_shutdown();
    eventually("the worker is deregistered", async || {
        server.run("EXISTS wsapi:workers:bot:stream:").await == Value::Int(0)
    })
    .await;
    add(&server, BERT, "3").await;
    held.release(3);
    let stats = end.await.expect("no panic").expect("the server accepts the consumer").events;
    assert_eq!((held.started().ids(), stats.handled), (vec!["1".to_owned(), "2".to_owned()], 2));
    assert_eq!((stats.in_flight, stats.released), (0, 0));
    assert_eq!(server.pending(STREAM).await, 0);
    assert_eq!(server.run("EXISTS wsapi:lease:bot:stream:sales").await, Value::Int(0));
}

#[tokio::test]
async fn event_that_outlasts_the_shutdown_timeout_stays_pending() {
    let Some(server) = RedisServer::start().await else { return };
    add(&server, ANNA, "1").await;
    let held = Held::new();
    // The next worker does not wait for the lease to expire, since it is released.
    let stuck = consumer(&server, held.clone()).lease_duration(HOUR).shutdown_timeout(Duration::from_millis(100));
    let running = Running::start(stuck.build().expect("a consumer"));
    held.started().until(1).await;
    let stats = running.stop().await.events;
    assert_eq!((stats.handled, stats.failed_attempts, stats.released, stats.in_flight), (0, 0, 1, 0));
    assert_eq!(server.pending(STREAM).await, 1);
    let tracker = Tracker::default();
    let running = Running::start(consumer(&server, tracker.clone()).build().expect("a consumer"));
    tracker.until(1).await;
    server.until_acknowledged(STREAM).await;
    assert_eq!(running.stop().await.claimed, 1);
    assert_eq!(tracker.attempts("1"), [(1, true)], "an attempt that a shutdown cancels does not count");
}

#[tokio::test]
async fn shutdowns_use_up_no_attempts() {
    let Some(server) = RedisServer::start().await else { return };
    add(&server, ANNA, "1").await;
    let held = Held::new();
    for run in 1..=4 {
        let stuck = consumer(&server, held.clone()).max_attempts(2).shutdown_timeout(Duration::from_millis(50));
        let running = Running::start(stuck.build().expect("a consumer"));
        held.started().until(run).await;
        assert_eq!(running.stop().await.events.released, 1);
    }
    assert!(held.started().attempts("1").iter().all(|(number, _)| *number == 1));
    let tracker = Tracker::default();
    let running = Running::start(consumer(&server, tracker.clone()).max_attempts(2).build().expect("a consumer"));
    tracker.until(1).await;
    running.stop().await;
    assert_eq!(tracker.attempts("1"), [(1, true)]);
}
