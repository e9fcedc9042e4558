//! One worker at a time owns a stream.

use std::time::Duration;

use redis::Value;
use wsapi_client::{
    Event,
    events::{Attempt, BoxError, Handler},
};
use wsapi_transport_tests::{Fault, Gate, RedisServer, Running, entry, eventually};

use crate::support::{ANNA, BERT, HOUR, Held, STREAM, Tracker, add, consumer, consumer_at, with_prefix};

/// The key of the lease of the stream that most tests use.
const LEASE: &str = "wsapi:lease:bot:stream:sales";

/// Gives the stream to another worker, as if this one had been paused.
async fn take_lease(server: &RedisServer) {
    server.run(&format!("SET {LEASE} another")).await;
}

#[tokio::test]
async fn streams_are_divided_and_rebalanced() {
    let Some(server) = RedisServer::start().await else { return };
    let add = async |round: &str| {
        for instance in 0..7 {
            let id = format!("{round}{instance}");
            server.add(&format!("stream:{instance}"), &entry(&id, "x", ANNA, &id)).await;
        }
    };
    add("a").await;
    let tracker = Tracker::default();
    let start = || Running::start(consumer(&server, tracker.clone()).build().expect("a consumer"));
    let first = start();
    tracker.until(7).await;
    let others = [start(), start()];
    let have_shares = async || others.iter().all(|other| other.stats().leases_acquired >= 2);
    eventually("the new workers have their shares", have_shares).await;
    add("b").await;
    tracker.until(14).await;
    let [second, third] = others;
    // A worker that is shut down leaves its streams to the others.
    first.stop().await;
    second.stop().await;
    eventually("the last worker has all streams", async || third.stats().leases_acquired >= 7).await;
    let stats = third.stop().await;
    assert_eq!(stats.leases_lost, 0);
    assert_eq!(tracker.ids().len(), 14, "nothing was handled twice");
    assert_eq!(server.keys("wsapi:*").await, [""; 0], "no lease and no worker is left");
}

#[tokio::test]
async fn lost_lease_cancels_handlers_and_acknowledges_nothing() {
    let Some(server) = RedisServer::start().await else { return };
    add(&server, ANNA, "1").await;
    let held = Held::new();
    let running = Running::start(consumer(&server, held.clone()).build().expect("a consumer"));
    held.started().until(1).await;
    take_lease(&server).await;
    eventually("the loss is noticed", async || running.stats().leases_lost == 1).await;
    assert_eq!(server.pending(STREAM).await, 1);
    let stats = running.stop().await.events;
    assert_eq!((stats.handled, stats.failed_attempts, stats.released), (0, 0, 1));
    let lease = server.run(&format!("GET {LEASE}")).await;
    assert_eq!(lease, Value::BulkString(b"another".to_vec()), "the lease of the other worker is not released");
    assert_eq!(server.pending(STREAM).await, 1);
}

#[tokio::test]
async fn event_that_is_handled_after_the_lease_was_lost_stays_pending() {
    let Some(server) = RedisServer::start().await else { return };
    add(&server, ANNA, "1").await;
    let held = Held::new();
    // The worker does not renew its lease during the test, but the server checks it.
    let consumer = consumer(&server, held.clone()).lease_duration(Duration::from_secs(600));
    let running = Running::start(consumer.build().expect("a consumer"));
    held.started().until(1).await;
    take_lease(&server).await;
    held.release(1);
    eventually("the loss is noticed", async || running.stats().leases_lost == 1).await;
    assert_eq!(server.pending(STREAM).await, 1);
    running.stop().await;
}

#[tokio::test]
async fn fleets_with_different_prefixes_share_no_streams() {
    let Some(server) = RedisServer::start().await else { return };
    for (index, prefix) in ["live:", "test:"].iter().cycle().take(8).enumerate() {
        let id = index.to_string();
        server.add(&format!("{prefix}{id}"), &entry(&id, &id, ANNA, &id)).await;
    }
    let tracker = Tracker::default();
    let start = |prefix| {
        let consumer = consumer(&server, tracker.clone()).streams(with_prefix(prefix));
        Running::start(consumer.build().expect("a consumer"))
    };
    let fleets = [start("live:"), start("test:")];
    let have_all = async || fleets.iter().all(|fleet| fleet.stats().leases_acquired == 4);
    eventually("each fleet has all of its streams", have_all).await;
    tracker.until(8).await;
    for fleet in fleets {
        assert_eq!(fleet.stop().await.events.handled, 4);
    }
}

/// Records each event, and never returns for ids that start with `slow`.
#[derive(Clone, Default)]
struct Slow(Tracker);

impl Handler for Slow {
    async fn handle(&self, event: Event, attempt: Attempt) -> Result<(), BoxError> {
        let is_slow = event.event_id.starts_with("slow");
        self.0.handle(event, attempt).await?;
        if is_slow { std::future::pending().await } else { Ok(()) }
    }
}

#[tokio::test]
async fn handler_that_never_ends_does_not_keep_a_stream_from_its_new_owner() {
    let Some(server) = RedisServer::start().await else { return };
    let add = async |chat: &str, id: &str| {
        for instance in ["1", "2"] {
            let id = format!("{id}{instance}");
            server.add(&format!("stream:{instance}"), &entry(&id, instance, chat, &id)).await;
        }
    };
    add(ANNA, "slow").await;
    let slow = Slow::default();
    let start = || {
        let consumer = consumer(&server, slow.clone()).shutdown_timeout(Duration::from_millis(200));
        Running::start(consumer.build().expect("a consumer"))
    };
    let first = start();
    slow.0.until(2).await;
    let second = start();
    eventually("the new worker has its share", async || second.stats().leases_acquired == 1).await;
    add(BERT, "quick").await;
    let handled = async || first.stats().events.handled + second.stats().events.handled;
    eventually("the other chats are handled", async || handled().await == 2).await;
    assert_eq!((first.stop().await.leases_lost, second.stop().await.leases_lost), (0, 0));
}

#[tokio::test]
async fn lease_whose_response_is_lost_is_acquired_again() {
    let Some(server) = RedisServer::start().await else { return };
    add(&server, ANNA, "1").await;
    let gate = Gate::open(server.port(), Fault::LosesResponse(LEASE.to_owned())).await;
    let tracker = Tracker::default();
    // The test is over before a lease expires.
    let consumer = consumer_at(gate.url(), tracker.clone()).lease_duration(HOUR);
    let running = Running::start(consumer.build().expect("a consumer"));
    tracker.until(1).await;
    let stats = running.stop().await;
    assert_eq!((stats.leases_acquired, stats.leases_lost), (1, 0));
    assert!(stats.server_errors > 0, "{stats:?}");
}
