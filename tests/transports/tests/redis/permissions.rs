//! Users that may not run every command.

use std::{
    ops::RangeInclusive,
    time::{Duration, Instant},
};

use redis::Value;
use tokio::time::{sleep, timeout};
use wsapi_transport_tests::{RedisServer, Running, entry, eventually};

use crate::support::{ANNA, STREAM, Tracker, add, consumer_at};

/// A shutdown ends at most this long after its timeout.
const GRACE: Duration = Duration::from_secs(8);

/// Sets the permissions of the user `bot`.
async fn allow(server: &RedisServer, permissions: &str) {
    server.run(&format!("ACL SETUSER bot on >sesame {permissions}")).await;
}

fn url(server: &RedisServer) -> String {
    server.url_as("bot", "sesame")
}

/// Handles new events one after the other, and returns the time and the number of reads.
async fn handle_events(server: &RedisServer, url: String, name: &str) -> (Duration, u64) {
    let events = 20;
    let tracker = Tracker::default();
    let running = Running::start(consumer_at(url, tracker.clone()).build().expect("a consumer"));
    add(server, ANNA, &format!("{name}-first")).await;
    tracker.until(1).await;
    let (start, calls) = (Instant::now(), server.calls("xread").await);
    for number in 1..=events {
        add(server, ANNA, &format!("{name}-{number}")).await;
        tracker.until(number + 1).await;
    }
    let (time, calls) = (start.elapsed(), server.calls("xread").await - calls);
    server.until_acknowledged(STREAM).await;
    let stats = running.stop().await;
    assert_eq!((stats.events.handled, stats.server_errors), (events as u64 + 1, 0), "{stats:?}");
    println!("{name}: {events} events in {time:.1?} and {calls} XREADs");
    (time, calls)
}

#[tokio::test]
async fn user_without_dangerous_or_client_commands_receives_events_promptly() {
    let Some(server) = RedisServer::start().await else { return };
    let (time, calls) = handle_events(&server, server.url(), "all").await;
    for permissions in ["-@dangerous", "-client"] {
        allow(&server, &format!("reset on >sesame ~* &* +@all {permissions}")).await;
        server.run("ACL LOG RESET").await;
        let (restricted_time, restricted_calls) = handle_events(&server, url(&server), permissions).await;
        assert!(restricted_time < 5 * time + Duration::from_secs(10), "{restricted_time:?} instead of {time:?}");
        assert!(restricted_calls < 3 * calls + 40, "{restricted_calls} reads instead of {calls}");
        let rejected = server.run("ACL LOG").await;
        assert_eq!(rejected, Value::Array(Vec::new()), "no command was rejected");
    }
    for command in ["client|id", "client|unblock", "client|list", "client|kill"] {
        assert_eq!(server.calls(command).await, 0, "{command}");
    }
}

#[tokio::test]
async fn missing_permissions_are_named_at_startup() {
    let Some(server) = RedisServer::start().await else { return };
    add(&server, ANNA, "1").await;
    let cases: [(&str, bool, &[&str]); 5] = [
        ("-xack", false, &["XACK"]),
        ("-xadd", false, &["XADD"]),
        ("-xreadgroup -xack", false, &["XREADGROUP", "XACK"]),
        ("-xtrim", true, &["XTRIM"]),
        ("-xtrim -xack", true, &["XTRIM", "XACK"]),
    ];
    for (permissions, is_trimming, commands) in cases {
        allow(&server, &format!("reset on >sesame ~* &* +@all {permissions}")).await;
        let tracker = Tracker::default();
        let consumer = consumer_at(url(&server), tracker.clone());
        let consumer = if is_trimming { consumer.trim_acknowledged() } else { consumer };
        let consumer = consumer.build().expect("a consumer");
        let end = timeout(Duration::from_secs(60), consumer.run_until(std::future::pending())).await;
        let error = end.expect("the run ends").expect_err("the user may not run all commands");
        assert!(error.is_rejected(), "{error}");
        for command in commands {
            assert!(error.to_string().contains(command), "{command}: {error}");
        }
        assert!(is_trimming || !error.to_string().contains("XTRIM"), "{error}");
        assert!(tracker.ids().is_empty(), "no handler ran");
    }
    let pending = server.run("EXISTS dead:stream:sales").await;
    assert_eq!(pending, Value::Int(0), "nothing was written");
    assert_eq!(server.entries(STREAM).await.len(), 1, "nothing was written");
}

#[tokio::test]
async fn permission_to_trim_is_not_needed_without_trimming() {
    let Some(server) = RedisServer::start().await else { return };
    allow(&server, "~* &* +@all -xtrim").await;
    add(&server, ANNA, "1").await;
    let tracker = Tracker::default();
    let running = Running::start(consumer_at(url(&server), tracker.clone()).build().expect("a consumer"));
    tracker.until(1).await;
    server.until_acknowledged(STREAM).await;
    running.stop().await;
}

/// Adds events in ten chats to the stream of an instance. Their ids start with the name of the instance.
async fn add_many(server: &RedisServer, instance: &str, numbers: RangeInclusive<usize>) {
    let entries = numbers.map(|number| {
        let (id, chat) = (format!("{instance}-{number}"), format!("49170123456{}@s.whatsapp.net", number % 10));
        (format!("stream:{instance}"), entry(&id, instance, &chat, &id))
    });
    server.add_all(entries).await;
}

/// The number of attempts at the events of an instance.
fn attempts(tracker: &Tracker, instance: &str) -> usize {
    tracker.ids().iter().filter(|id| id.starts_with(instance)).count()
}

#[tokio::test]
async fn rejected_acknowledgements_of_one_stream_do_not_block_others() {
    let Some(server) = RedisServer::start().await else { return };
    let (max_in_flight, events) = (40, 300);
    allow(&server, "~* &* +@all").await;
    for instance in ["bad", "good"] {
        add_many(&server, instance, 0..=0).await;
    }
    let tracker = Tracker::default();
    let consumer = consumer_at(url(&server), tracker.clone()).max_in_flight(max_in_flight);
    let running = Running::start(consumer.build().expect("a consumer"));
    tracker.until(2).await;
    for instance in ["bad", "good"] {
        server.until_acknowledged(&format!("stream:{instance}")).await;
    }
    // From now on, XACK works for only one of the two streams.
    allow(&server, "-xack (+xack ~stream:good)").await;
    for instance in ["bad", "good"] {
        add_many(&server, instance, 1..=events).await;
    }
    let good = async || attempts(&tracker, "good") == events + 1 && server.pending("stream:good").await == 0;
    eventually("the other stream is handled", good).await;
    // Enough time for the stream to exceed the limit if there were none.
    sleep(Duration::from_secs(1)).await;
    let (handled, pending) = (attempts(&tracker, "bad") - 1, server.pending("stream:bad").await);
    println!("{handled} events of the stream were handled, {pending} entries are pending");
    assert!(handled > 0 && handled <= max_in_flight, "{handled} events were handled without acknowledgement");
    assert!(pending > 0 && pending <= max_in_flight as i64, "{pending} entries are pending");
    assert!(running.stats().server_errors > 0);

    allow(&server, "clearselectors +xack").await;
    let bad = async || attempts(&tracker, "bad") > events && server.pending("stream:bad").await == 0;
    eventually("the stream continues when XACK works again", bad).await;
    let stats = running.stop().await;
    assert_eq!(stats.events.handled as usize, 2 * events + 2, "each event was handled once: {stats:?}");
    assert_eq!((stats.leases_lost, tracker.ids().len()), (0, 2 * events + 2));
}

#[tokio::test]
async fn shutdown_is_not_delayed_by_rejected_acknowledgements() {
    let Some(server) = RedisServer::start().await else { return };
    let max_in_flight = 64;
    allow(&server, "~* &* +@all").await;
    add_many(&server, "sales", 0..=0).await;
    let tracker = Tracker::default();
    let shutdown_timeout = Duration::from_secs(1);
    let consumer =
        consumer_at(url(&server), tracker.clone()).max_in_flight(max_in_flight).shutdown_timeout(shutdown_timeout);
    let running = Running::start(consumer.build().expect("a consumer"));
    tracker.until(1).await;
    server.until_acknowledged(STREAM).await;
    allow(&server, "-xack").await;
    add_many(&server, "sales", 1..=1_000).await;
    tracker.until(max_in_flight / 2).await;
    let start = Instant::now();
    let stats = running.stop().await;
    println!("the shutdown took {:.1?}", start.elapsed());
    assert!(start.elapsed() < shutdown_timeout + GRACE, "{:?}", start.elapsed());
    let pending = server.pending(STREAM).await;
    assert!((1..=max_in_flight as i64).contains(&pending), "{pending} entries are pending");
    assert_eq!(stats.events.in_flight, 0, "{stats:?}");
}
