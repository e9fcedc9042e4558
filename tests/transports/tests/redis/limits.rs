//! Limits on the events in flight, which all streams share.

use std::time::Duration;

use tokio::time::sleep;
use wsapi_client::{
    Event,
    events::{Attempt, BoxError, Handler},
};
use wsapi_transport_tests::{RedisServer, Running, entry, eventually};

use crate::support::{ANNA, BERT, Held, Tracker, consumer};

fn stream(instance: usize) -> String {
    format!("stream:{instance}")
}

#[tokio::test]
async fn many_streams_share_the_room_for_events_in_flight() {
    let Some(server) = RedisServer::start().await else { return };
    let (streams, backlog, max_in_flight) = (200, 20, 256);
    // Each stream may have one event in flight, even if there is no room left.
    let limit = max_in_flight + streams;
    for number in 0..backlog {
        let entries = (0..streams).map(|instance| {
            let (id, instance) = (format!("{instance}-{number}"), instance.to_string());
            (format!("stream:{instance}"), entry(&id, &instance, ANNA, &id))
        });
        server.add_all(entries).await;
    }
    let held = Held::new();
    let consumer = consumer(&server, held.clone()).max_in_flight(max_in_flight);
    let running = Running::start(consumer.build().expect("a consumer"));
    eventually("all streams are acquired", async || running.stats().leases_acquired == streams as u64).await;
    let mut largest = 0;
    let mut sample = async || {
        let pending = server.pending_of((0..streams).map(stream)).await;
        let in_flight = running.stats().events.in_flight as usize;
        let total: i64 = pending.iter().sum();
        assert!(in_flight <= limit, "{in_flight} events are in flight");
        assert!(total <= limit as i64, "{total} entries are pending");
        largest = largest.max(in_flight);
        pending
    };
    // The groups of the last streams may not exist yet.
    eventually("each stream has a group", async || groups(&server, streams).await).await;
    let mut samples = 0;
    while samples < 20 || sample().await.contains(&0) {
        assert!(samples < 600, "a stream has no event in flight");
        samples += 1;
        sample().await;
        sleep(Duration::from_millis(100)).await;
    }
    // They are handled one by one, so that the room is filled again and again.
    for _ in 0..streams * backlog / 100 {
        held.release(100);
        sample().await;
        sleep(Duration::from_millis(20)).await;
    }
    eventually("all events are handled", async || running.stats().events.handled as usize == streams * backlog).await;
    eventually("nothing is pending", async || {
        server.pending_of((0..streams).map(stream)).await.iter().sum::<i64>() == 0
    })
    .await;
    println!(
        "{streams} streams with {backlog} events each: at most {largest} of {max_in_flight} events were in flight"
    );
    let stats = running.stop().await;
    assert_eq!(held.started().ids().len(), streams * backlog, "{stats:?}");
}

/// Returns whether the group of each stream exists.
async fn groups(server: &RedisServer, streams: usize) -> bool {
    let mut pipe = redis::pipe();
    (0..streams).for_each(|instance| _ = pipe.cmd("XINFO").arg("GROUPS").arg(stream(instance)));
    let groups: Vec<Vec<redis::Value>> = pipe.query_async(&mut server.connection().await).await.expect("streams");
    groups.iter().all(|groups| !groups.is_empty())
}

/// Records each event, and never returns for ids that start with `stuck`.
#[derive(Clone, Default)]
struct Stuck(Tracker);

impl Handler for Stuck {
    async fn handle(&self, event: Event, attempt: Attempt) -> Result<(), BoxError> {
        let is_stuck = event.event_id.starts_with("stuck");
        self.0.handle(event, attempt).await?;
        if is_stuck { std::future::pending().await } else { Ok(()) }
    }
}

#[tokio::test]
async fn stuck_handler_does_not_block_other_streams_or_chats() {
    let Some(server) = RedisServer::start().await else { return };
    let (streams, backlog) = (5, 100);
    // The handler never returns, and many events of its chat follow.
    server.add(&stream(0), &entry("stuck", "0", ANNA, "stuck")).await;
    let chat = (0..200).map(|number| {
        let id = format!("behind-{number}");
        (stream(0), entry(&id, "0", ANNA, &id))
    });
    server.add_all(chat).await;
    for number in 0..backlog {
        let entries = (1..streams).map(|instance| {
            let (id, name) = (format!("{instance}-{number}"), instance.to_string());
            (stream(instance), entry(&id, &name, BERT, &id))
        });
        server.add_all(entries).await;
    }
    let stuck = Stuck::default();
    let consumer =
        consumer(&server, stuck.clone()).concurrency(2).max_in_flight(8).shutdown_timeout(Duration::from_millis(200));
    let running = Running::start(consumer.build().expect("a consumer"));
    let handled = (streams - 1) * backlog;
    stuck.0.until(handled + 1).await;
    for instance in 1..streams {
        server.until_acknowledged(&stream(instance)).await;
    }
    let stats = running.stop().await;
    assert_eq!(stats.events.handled as usize, handled, "{stats:?}");
    assert!(!stuck.0.ids().iter().any(|id| id.starts_with("behind")), "the chat waits");
}

#[tokio::test]
async fn stream_with_stuck_handlers_leaves_handlers_to_others() {
    let Some(server) = RedisServer::start().await else { return };
    let (others, backlog) = (3, 50);
    let add = async |number: usize| {
        let entries = (1..=others).map(|instance| {
            let (id, name) = (format!("{instance}-{number}"), instance.to_string());
            (stream(instance), entry(&id, &name, BERT, &id))
        });
        server.add_all(entries).await;
    };
    add(0).await;
    let stuck = Stuck::default();
    let consumer = consumer(&server, stuck.clone()).concurrency(4).shutdown_timeout(Duration::from_millis(200));
    let running = Running::start(consumer.build().expect("a consumer"));
    stuck.0.until(others).await;
    // Each chat of this stream occupies a handler forever.
    let stuck_chats = (0..100).map(|number| {
        let id = format!("stuck-{number}");
        (stream(0), entry(&id, "0", &format!("{}@g.us", 120_363_000 + number), &id))
    });
    server.add_all(stuck_chats).await;
    let is_stuck = async || stuck.0.ids().iter().any(|id| id.starts_with("stuck"));
    eventually("a handler is stuck", is_stuck).await;
    for number in 1..=backlog {
        add(number).await;
    }
    let expected = others * (backlog + 1);
    let handled = async || running.stats().events.handled as usize == expected;
    eventually("the other streams are handled", handled).await;
    running.stop().await;
}

#[tokio::test]
async fn concurrency_limits_running_handlers() {
    let Some(server) = RedisServer::start().await else { return };
    let entries = (0..100).map(|number| {
        let (id, instance) = (number.to_string(), number % 10);
        (stream(instance), entry(&id, &instance.to_string(), &format!("{}@g.us", 120363000 + number), &id))
    });
    server.add_all(entries).await;
    let held = Held::new();
    let running = Running::start(consumer(&server, held.clone()).concurrency(3).build().expect("a consumer"));
    for round in 1..=30 {
        held.started().until(3 * round).await;
        sleep(Duration::from_millis(10)).await;
        assert_eq!(held.started().ids().len(), 3 * round);
        held.release(3);
    }
    held.release(100);
    eventually("all events are handled", async || running.stats().events.handled == 100).await;
    running.stop().await;
}
