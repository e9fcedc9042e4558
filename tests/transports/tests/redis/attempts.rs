//! The order and the number of attempts, and what counts as an attempt.

use std::time::Duration;

use tokio::time::sleep;
use wsapi_client::{
    Backoff,
    events::{Dispatcher, redis::RedisStore},
};
use wsapi_transport_tests::{RedisServer, Running, eventually};

use crate::support::{ANNA, BERT, DEAD, HOUR, Held, STREAM, Tracker, add, consumer, reports};

#[tokio::test]
async fn failed_event_is_retried_before_later_events_of_its_chat() {
    let Some(server) = RedisServer::start().await else { return };
    for (chat, id) in [(ANNA, "1"), (ANNA, "2"), (BERT, "3"), (BERT, "4")] {
        add(&server, chat, id).await;
    }
    let tracker = Tracker::default().fail("1", 1).fail("2", 2);
    let running = Running::start(consumer(&server, tracker.clone()).build().expect("a consumer"));
    tracker.until(7).await;
    server.until_acknowledged(STREAM).await;
    let stats = running.stop().await.events;
    let of = |chat: [&str; 2]| tracker.ids().into_iter().filter(|id| chat.contains(&id.as_str())).collect::<Vec<_>>();
    assert_eq!(of(["1", "2"]), ["1", "1", "2", "2", "2"]);
    assert_eq!(of(["3", "4"]), ["3", "4"]);
    assert_eq!((stats.received, stats.handled, stats.failed_attempts, stats.failed), (4, 4, 3, 0));
    assert_eq!((stats.duplicates, stats.released, stats.in_flight), (0, 0, 0));
}

#[tokio::test]
async fn failing_chat_does_not_delay_other_chats() {
    let Some(server) = RedisServer::start().await else { return };
    for (chat, id) in [(ANNA, "1"), (BERT, "2")] {
        add(&server, chat, id).await;
    }
    let tracker = Tracker::default().fail("1", 1);
    let slow = consumer(&server, tracker.clone()).backoff(Backoff::new(HOUR)).concurrency(1);
    let running = Running::start(slow.build().expect("a consumer"));
    tracker.until(2).await;
    add(&server, ANNA, "3").await;
    add(&server, BERT, "4").await;
    tracker.until(3).await;
    assert_eq!(tracker.ids(), ["1", "2", "4"]);
    // The shutdown does not wait for the hour. The events of the failing chat are still pending.
    let stats = running.stop().await.events;
    assert_eq!((stats.handled, stats.failed_attempts, stats.released), (2, 1, 2));
    assert_eq!(server.pending(STREAM).await, 2);
    // The next consumer starts with the failed event.
    let running = Running::start(consumer(&server, tracker.clone()).build().expect("a consumer"));
    tracker.until(5).await;
    assert_eq!(tracker.ids()[3..], ["1", "3"]);
    running.stop().await;
}

#[tokio::test]
async fn attempts_are_counted_across_workers() {
    let Some(server) = RedisServer::start().await else { return };
    add(&server, ANNA, "1").await;
    let tracker = Tracker::default().fail("1", u32::MAX);
    for number in 1..=3 {
        let slow = consumer(&server, tracker.clone()).max_attempts(3).backoff(Backoff::new(HOUR));
        let running = Running::start(slow.build().expect("a consumer"));
        eventually("an attempt fails", async || running.stats().events.failed_attempts == 1).await;
        let stats = running.stop().await.events;
        assert_eq!(stats.failed, u64::from(number == 3), "worker {number}");
    }
    assert_eq!(tracker.attempts("1"), [(1, false), (2, true), (3, true)]);
    server.until_acknowledged(STREAM).await;
}

#[tokio::test]
async fn attempt_number_continues_after_a_dead_worker() {
    let Some(server) = RedisServer::start().await else { return };
    add(&server, ANNA, "1").await;
    // A worker died after it had read the entry.
    server.run("XGROUP CREATE stream:sales bot 0").await;
    server.run("XREADGROUP GROUP bot gone STREAMS stream:sales >").await;
    add(&server, BERT, "2").await;
    let tracker = Tracker::default().fail("1", 1).fail("2", 2);
    let running = Running::start(consumer(&server, tracker.clone()).build().expect("a consumer"));
    tracker.until(5).await;
    server.until_acknowledged(STREAM).await;
    running.stop().await;
    assert_eq!(tracker.attempts("1"), [(2, true), (3, true)]);
    assert_eq!(tracker.attempts("2"), [(1, false), (2, false), (3, false)]);
}

#[tokio::test]
async fn event_that_kills_its_workers_gets_max_attempts() {
    let Some(server) = RedisServer::start().await else { return };
    for max_attempts in 1..=3 {
        add(&server, ANNA, &max_attempts.to_string()).await;
        let deadly = Held::new();
        let started = || deadly.started().ids().len();
        let dead = async || server.entries(DEAD).await.len();
        let expected = max_attempts as usize;
        let is_over = async || started() > expected || dead().await == expected;
        for worker in 1..=expected + 1 {
            let consumer = consumer(&server, deadly.clone()).max_attempts(max_attempts);
            let running = Running::start(consumer.build().expect("a consumer"));
            eventually("an attempt starts", async || started() == worker || is_over().await).await;
            running.kill().await;
            // The next worker need not wait until the lease expires.
            server.run("DEL wsapi:lease:bot:stream:sales wsapi:workers:bot:stream:").await;
        }
        assert_eq!((started(), dead().await), (expected, expected));
        let numbers: Vec<_> = (1..=max_attempts).map(|number| (number, number > 1)).collect();
        assert_eq!(deadly.started().attempts(&max_attempts.to_string()), numbers);
    }
}

#[tokio::test]
async fn event_without_attempts_left_is_dead_lettered_unhandled() {
    let Some(server) = RedisServer::start().await else { return };
    let id = add(&server, ANNA, "1").await;
    add(&server, ANNA, "2").await;
    // Workers made five attempts at the first entry, and died.
    server.run("XGROUP CREATE stream:sales bot 0").await;
    server.run("XREADGROUP GROUP bot owner STREAMS stream:sales >").await;
    server.run(&format!("XCLAIM stream:sales bot owner 0 {id} RETRYCOUNT 5 JUSTID")).await;
    let (on_failed, mut reports) = reports();
    let tracker = Tracker::default();
    let consumer = consumer(&server, tracker.clone()).on_failed(on_failed);
    let running = Running::start(consumer.build().expect("a consumer"));
    tracker.until(1).await;
    server.until_acknowledged(STREAM).await;
    let failed = reports.recv().await.expect("a failed event");
    assert!(failed.error().is_interrupted(), "{failed}");
    assert!(failed.may_be_partly_handled() && failed.attempts() == 5, "{failed:?}");
    assert_eq!((tracker.ids(), running.stop().await.events.failed), (vec!["2".to_owned()], 1));
    let dead = &server.entries(DEAD).await[0];
    assert_eq!((dead["deadReason"].as_slice(), dead["deadAttempts"].as_slice()), (&b"interrupted"[..], &b"5"[..]));
    assert_eq!(server.keys("wsapi:*").await, [""; 0], "nothing else is remembered");
}

#[tokio::test]
async fn unavailable_store_uses_up_no_attempts() {
    let Some(server) = RedisServer::start().await else { return };
    let Some(mut elsewhere) = RedisServer::start().await else { return };
    elsewhere.stop();
    // One entry that a dead worker had read, and two new ones.
    add(&server, ANNA, "1").await;
    server.run("XGROUP CREATE stream:sales bot 0").await;
    server.run("XREADGROUP GROUP bot gone STREAMS stream:sales >").await;
    add(&server, ANNA, "2").await;
    add(&server, BERT, "3").await;
    let tracker = Tracker::default();
    let store = RedisStore::new(elsewhere.database(1)).expect("a store");
    let dispatcher = Dispatcher::new(tracker.clone()).dedup_store(store);
    let consumer = consumer(&server, tracker.clone()).dispatcher(dispatcher).max_attempts(1);
    let running = Running::start(consumer.build().expect("a consumer"));
    eventually("the entries are read", async || running.stats().events.received == 3).await;
    sleep(Duration::from_millis(300)).await;
    elsewhere.start_again().await;
    tracker.until(3).await;
    server.until_acknowledged(STREAM).await;
    let stats = running.stop().await.events;
    assert_eq!((stats.handled, stats.failed_attempts, stats.failed), (3, 0, 0));
}

#[tokio::test]
async fn attempt_that_did_not_reach_the_handler_does_not_count() {
    let Some(server) = RedisServer::start().await else { return };
    let Some(mut elsewhere) = RedisServer::start().await else { return };
    elsewhere.stop();
    let store = || RedisStore::new(elsewhere.database(1)).expect("a store");
    let stores = [store(), store(), store(), store()];
    // Two entries that a dead worker had read, and a new one.
    for id in ["1", "2"] {
        add(&server, id, id).await;
    }
    server.run("XGROUP CREATE stream:sales bot 0").await;
    server.run("XREADGROUP GROUP bot gone STREAMS stream:sales >").await;
    add(&server, "3", "3").await;
    let tracker = Tracker::default().fail("2", 1).fail("3", 1);
    let start = |store| {
        let dispatcher = Dispatcher::new(tracker.clone()).dedup_store(store);
        let consumer = consumer(&server, tracker.clone()).dispatcher(dispatcher).max_attempts(2);
        Running::start(consumer.build().expect("a consumer"))
    };
    let [first, second, third, last] = stores;
    for store in [first, second, third] {
        let running = start(store);
        eventually("the entries are read", async || running.stats().events.received == 3).await;
        sleep(Duration::from_millis(300)).await;
        running.stop().await;
    }
    elsewhere.start_again().await;
    let running = start(last);
    eventually("all events are settled", async || {
        let stats = running.stats().events;
        stats.handled + stats.failed == 3
    })
    .await;
    let stats = running.stop().await.events;
    // The dead worker may have started to handle what it had read, which counts as an attempt.
    assert_eq!((stats.handled, stats.failed_attempts, stats.failed), (2, 2, 1));
}
