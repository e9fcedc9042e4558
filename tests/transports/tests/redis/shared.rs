//! One stream for all instances, which several workers read.

use std::{sync::Arc, time::Duration};

use redis::Value;
use tokio::{
    sync::Notify,
    time::{sleep, timeout},
};
use wsapi_client::{
    Event,
    events::{Attempt, BoxError, Handler, redis::Streams},
};
use wsapi_transport_tests::{Fault, Gate, RedisServer, Running, entry, eventually};

use crate::support::{ANNA, BERT, Held, Tracker, consumer_at, reports, shared_consumer};

async fn add(server: &RedisServer, instance: &str, chat: &str, id: &str) -> String {
    server.add("events", &entry(id, instance, chat, id)).await
}

#[tokio::test]
async fn workers_share_the_events_of_one_stream() {
    let Some(server) = RedisServer::start().await else { return };
    let tracker = Tracker::default().fail("150", u32::MAX);
    let start = || {
        let consumer = shared_consumer(&server, tracker.clone()).max_attempts(2);
        Running::start(consumer.build().expect("a consumer"))
    };
    let workers = [start(), start(), start()];
    for id in 0..300 {
        let instance = ["sales", "support"][id % 2];
        add(&server, instance, ANNA, &id.to_string()).await;
    }
    tracker.until(301).await;
    server.until_acknowledged("events").await;
    let mut handled = 0;
    for worker in workers {
        handled += worker.stop().await.events.handled;
    }
    assert_eq!((handled, tracker.ids().len()), (299, 301));
    assert_eq!(server.entries("dead:events").await.len(), 1);
    let consumers = server.run("XINFO CONSUMERS events bot").await;
    assert_eq!(consumers, Value::Array(Vec::new()), "a worker without pending entries removes its consumer");
}

#[tokio::test]
async fn single_worker_keeps_the_order_of_each_chat() {
    let Some(server) = RedisServer::start().await else { return };
    for id in 0..100 {
        add(&server, "sales", [ANNA, BERT][id % 2], &id.to_string()).await;
    }
    let tracker = Tracker::default().fail("4", 2);
    let running = Running::start(shared_consumer(&server, tracker.clone()).build().expect("a consumer"));
    tracker.until(102).await;
    running.stop().await;
    let ids: Vec<usize> = tracker.ids().iter().map(|id| id.parse().expect("a number")).collect();
    for chat in 0..2 {
        let ids: Vec<_> = ids.iter().filter(|id| *id % 2 == chat).collect();
        assert!(ids.is_sorted(), "{ids:?}");
    }
}

#[tokio::test]
async fn idle_entries_of_a_dead_worker_are_claimed() {
    let Some(server) = RedisServer::start().await else { return };
    for id in ["1", "2", "3"] {
        add(&server, "sales", ANNA, id).await;
    }
    server.run("XGROUP CREATE events bot 0").await;
    server.run("XREADGROUP GROUP bot gone COUNT 2 STREAMS events >").await;
    let tracker = Tracker::default();
    let consumer = shared_consumer(&server, tracker.clone()).min_idle(Duration::from_secs(1));
    let running = Running::start(consumer.build().expect("a consumer"));
    tracker.until(3).await;
    server.until_acknowledged("events").await;
    let stats = running.stop().await;
    assert_eq!((stats.claimed, stats.events.handled), (2, 3));
    assert_eq!(["1", "2", "3"].map(|id| tracker.attempts(id)), [[(2, true)], [(2, true)], [(1, false)]]);
}

#[tokio::test]
async fn consumers_of_dead_workers_are_removed() {
    let Some(server) = RedisServer::start().await else { return };
    add(&server, "sales", ANNA, "1").await;
    server.run("XGROUP CREATE events bot 0").await;
    server.run("XGROUP CREATECONSUMER events bot gone").await;
    let tracker = Tracker::default();
    let consumer = shared_consumer(&server, tracker.clone()).min_idle(Duration::from_secs(1));
    let running = Running::start(consumer.build().expect("a consumer"));
    eventually("the consumer is removed", async || {
        let Value::Array(consumers) = server.run("XINFO CONSUMERS events bot").await else { return false };
        consumers.iter().all(|consumer| !format!("{consumer:?}").contains("gone"))
    })
    .await;
    tracker.until(1).await;
    running.stop().await;
}

/// Records each event, and takes more than twice as long as the idle time of the workers.
#[derive(Clone, Default)]
struct Slow(Tracker);

impl Handler for Slow {
    async fn handle(&self, event: Event, attempt: Attempt) -> Result<(), BoxError> {
        self.0.handle(event, attempt).await?;
        sleep(Duration::from_secs(8)).await;
        Ok(())
    }
}

#[tokio::test]
async fn events_in_flight_of_a_living_worker_are_not_claimed() {
    let Some(server) = RedisServer::start().await else { return };
    let slow = Slow::default();
    let start = || {
        let consumer = shared_consumer(&server, slow.clone()).min_idle(Duration::from_secs(3));
        Running::start(consumer.build().expect("a consumer"))
    };
    let workers = [start(), start()];
    for (chat, id) in [(ANNA, "1"), (BERT, "2")] {
        add(&server, "sales", chat, id).await;
    }
    let handled = async || workers.iter().map(|worker| worker.stats().events.handled).sum::<u64>();
    eventually("both events are handled", async || handled().await == 2).await;
    let mut claimed = 0;
    for worker in workers {
        claimed += worker.stop().await.claimed;
    }
    assert_eq!((slow.0.ids().len(), claimed), (2, 0));
}

/// Gives an entry to another consumer.
async fn take_away(server: &RedisServer, id: &str) {
    server.run(&format!("XCLAIM events bot another 0 {id} JUSTID")).await;
}

/// Returns whether the other consumer has the only pending entry.
async fn is_taken(server: &RedisServer) -> bool {
    let pending = server.run("XPENDING events bot - + 10 another").await;
    matches!(pending, Value::Array(pending) if pending.len() == 1) && server.pending("events").await == 1
}

/// Fails when the held handler is released.
fn failing(held: &Held) -> impl Handler + use<> {
    let held = held.clone();
    move |event: Event| {
        let held = held.clone();
        async move {
            held.handle(event, Attempt::first()).await?;
            Err::<(), BoxError>("the handler fails".into())
        }
    }
}

/// Asserts that an event is not a dead letter if its handler fails after this command. `{id}` stands for the entry.
async fn assert_released_after(server: &RedisServer, command: &str) {
    let id = add(server, "sales", ANNA, "1").await;
    let held = Held::new();
    let (on_failed, mut reports) = reports();
    let consumer = shared_consumer(server, failing(&held)).max_attempts(1).on_failed(on_failed);
    let running = Running::start(consumer.build().expect("a consumer"));
    held.started().until(1).await;
    server.run(&command.replace("{id}", &id)).await;
    held.release(1);
    eventually("the event is no longer in flight", async || running.stats().events.in_flight == 0).await;
    let stats = running.stop().await;
    assert_eq!((stats.events.failed, stats.events.handled, stats.events.released), (0, 0, 1), "{stats:?}");
    assert!(reports.try_recv().is_err(), "it did not fail here");
    assert!(server.entries("dead:events").await.is_empty());
}

#[tokio::test]
async fn failed_event_that_another_worker_claimed_is_not_dead_lettered() {
    let Some(server) = RedisServer::start().await else { return };
    assert_released_after(&server, "XCLAIM events bot another 0 {id} JUSTID").await;
    assert!(is_taken(&server).await);
}

/// A worker that was paused does not notice that another one has settled the entry.
#[tokio::test]
async fn failed_event_that_another_worker_settled_is_not_dead_lettered() {
    let Some(server) = RedisServer::start().await else { return };
    assert_released_after(&server, "XACK events bot {id}").await;
}

#[tokio::test]
async fn entry_that_is_claimed_in_a_lost_response_is_a_redelivery() {
    let Some(server) = RedisServer::start().await else { return };
    let id = add(&server, "sales", ANNA, "1").await;
    server.run("XGROUP CREATE events bot 0").await;
    server.run("XREADGROUP GROUP bot gone STREAMS events >").await;
    server.run(&format!("XCLAIM events bot gone 0 {id} IDLE 3600000 JUSTID")).await;
    // Only the command that claims entries contains the idle time.
    let idle = Duration::from_millis(12_345);
    let gate = Gate::open(server.port(), Fault::LosesResponse("12345".to_owned())).await;
    let tracker = Tracker::default().fail("1", u32::MAX);
    let (on_failed, mut reports) = reports();
    let consumer = consumer_at(gate.url(), tracker.clone()).streams(Streams::shared("events")).min_idle(idle);
    let running = Running::start(consumer.max_attempts(2).on_failed(on_failed).build().expect("a consumer"));
    let failed = reports.recv().await.expect("a failed event");
    assert_eq!(tracker.attempts("1"), [(2, true)]);
    assert!(failed.may_be_partly_handled(), "{failed}");
    assert!(running.stop().await.server_errors > 0, "a response was lost");
}

/// Notifies when it is dropped.
struct Dropped(Arc<Notify>);

impl Drop for Dropped {
    fn drop(&mut self) {
        self.0.notify_one();
    }
}

#[tokio::test]
async fn handler_is_cancelled_when_another_worker_claims_its_entry() {
    let Some(server) = RedisServer::start().await else { return };
    let id = add(&server, "sales", ANNA, "1").await;
    let (started, dropped) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let (starting, dropping) = (started.clone(), dropped.clone());
    let handler = move |_: Event| {
        starting.notify_one();
        let guard = Dropped(dropping.clone());
        async move {
            let _guard = guard;
            std::future::pending::<Result<(), BoxError>>().await
        }
    };
    let consumer = shared_consumer(&server, handler).min_idle(Duration::from_secs(3));
    let running = Running::start(consumer.build().expect("a consumer"));
    started.notified().await;
    // The other worker keeps renewing its claim.
    let claiming = async {
        loop {
            take_away(&server, &id).await;
            sleep(Duration::from_millis(100)).await;
        }
    };
    let cancelled = timeout(Duration::from_secs(60), dropped.notified());
    tokio::select! {
        cancelled = cancelled => cancelled.expect("the handler is cancelled"),
        () = claiming => {}
    }
    assert!(is_taken(&server).await);
    let stats = running.stop().await.events;
    assert_eq!((stats.handled, stats.failed_attempts), (0, 0));
}
