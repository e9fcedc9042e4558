//! The streams that a consumer reads: found by prefix, named, or those of the instances of a server.

use wsapi_client::{events::redis::Streams, operations::ListInstances, types::CreateInstanceRequest};
use wsapi_simulator::{Mode, Simulator};
use wsapi_transport_tests::{RedisServer, Running, entry, eventually};

use crate::support::{ANNA, Tracker, consumer, quick, with_prefix};

/// Adds an event to a stream.
async fn add(server: &RedisServer, stream: &str, id: &str) {
    server.add(stream, &entry(id, id, ANNA, id)).await;
}

#[tokio::test]
async fn new_streams_are_discovered_while_the_consumer_runs() {
    let Some(server) = RedisServer::start().await else { return };
    server.run("SET stream:text none").await;
    server.run("XADD other:stream * a b").await;
    let tracker = Tracker::default();
    let running = Running::start(consumer(&server, tracker.clone()).build().expect("a consumer"));
    for number in 1..=3 {
        let stream = format!("stream:{number}");
        add(&server, &stream, &number.to_string()).await;
        tracker.until(number).await;
        server.until_acknowledged(&stream).await;
    }
    let stats = running.stop().await;
    assert_eq!(tracker.ids(), ["1", "2", "3"]);
    assert_eq!(stats.leases_acquired, 3);
}

#[tokio::test]
async fn prefix_is_not_a_pattern() {
    let Some(server) = RedisServer::start().await else { return };
    add(&server, "ax1", "1").await;
    add(&server, "a*1", "2").await;
    let tracker = Tracker::default();
    let running =
        Running::start(consumer(&server, tracker.clone()).streams(with_prefix("a*")).build().expect("a consumer"));
    tracker.until(1).await;
    let stats = running.stop().await;
    assert_eq!((tracker.ids(), stats.leases_acquired), (vec!["2".to_owned()], 1));
}

#[tokio::test]
async fn named_streams_are_read_and_no_others() {
    let Some(server) = RedisServer::start().await else { return };
    for (stream, id) in [("a:sales", "1"), ("a:other", "2"), ("stream:sales", "3")] {
        add(&server, stream, id).await;
    }
    let tracker = Tracker::default();
    let named = quick(Streams::named(["a:sales", "b:support"]));
    let running = Running::start(consumer(&server, tracker.clone()).streams(named).build().expect("a consumer"));
    tracker.until(1).await;
    // The second stream is created later.
    add(&server, "b:support", "4").await;
    tracker.until(2).await;
    add(&server, "a:sales", "5").await;
    tracker.until(3).await;
    let stats = running.stop().await;
    assert_eq!((tracker.ids(), stats.leases_acquired), (["1", "4", "5"].map(str::to_owned).to_vec(), 2));
    let scans = server.calls("scan").await;
    assert_eq!(scans, 0, "the keys of the database are not scanned");
}

#[tokio::test]
async fn named_streams_are_divided_among_workers() {
    let Some(server) = RedisServer::start().await else { return };
    let names = ["a", "b", "c", "d"];
    for name in names {
        add(&server, name, name).await;
    }
    let tracker = Tracker::default();
    let start = || {
        let named = quick(Streams::named(names));
        Running::start(consumer(&server, tracker.clone()).streams(named).build().expect("a consumer"))
    };
    let first = start();
    tracker.until(4).await;
    let second = start();
    eventually("the second worker has its share", async || second.stats().leases_acquired >= 2).await;
    for name in names {
        add(&server, name, &format!("{name}-again")).await;
    }
    tracker.until(8).await;
    let handled = [first.stop().await, second.stop().await].map(|stats| stats.events.handled);
    assert_eq!(handled.iter().sum::<u64>(), 8);
    assert!(handled[1] > 0, "{handled:?}");
}

/// A server with the instance `sales`.
fn api() -> Simulator {
    Simulator::builder().mode(Mode::Multi).instance("sales").build()
}

/// The number of times that the list of instances was read, or could not be.
fn requests(api: &Simulator) -> usize {
    api.attempts::<ListInstances>().len()
}

#[tokio::test]
async fn streams_per_instance_follow_the_list_of_the_server() {
    for prefix in [None, Some("events:")] {
        let Some(server) = RedisServer::start().await else { return };
        let stream = |instance: &str| format!("{}{instance}", prefix.unwrap_or("stream:"));
        for instance in ["sales", "support"] {
            add(&server, &stream(instance), instance).await;
        }
        let api = api();
        let streams = quick(Streams::per_instance(&api.client()));
        let streams = if let Some(prefix) = prefix { streams.prefix(prefix) } else { streams };
        let tracker = Tracker::default();
        let running = Running::start(consumer(&server, tracker.clone()).streams(streams).build().expect("a consumer"));
        tracker.until(1).await;
        let read = requests(&api);
        eventually("the list is read again", async || requests(&api) > read + 2).await;
        assert_eq!(tracker.ids(), ["sales"], "the other instance is not listed");

        api.client().instances().create(CreateInstanceRequest::new("support")).await.expect("it is created");
        tracker.until(2).await;
        assert_eq!(tracker.ids(), ["sales", "support"]);

        // While the list is not available, the known streams are read.
        api.on::<ListInstances>().fails(500);
        let read = requests(&api);
        eventually("reading the list fails", async || requests(&api) > read + 2).await;
        for (instance, number) in [("sales", 3), ("support", 4)] {
            add(&server, &stream(instance), &format!("{instance}-again")).await;
            tracker.until(number).await;
        }
        let stats = running.stop().await;
        assert_eq!((stats.leases_acquired, stats.leases_lost), (2, 0), "{stats:?}");
    }
}

#[tokio::test]
async fn consumer_starts_when_the_list_of_instances_is_available() {
    let Some(server) = RedisServer::start().await else { return };
    add(&server, "stream:sales", "1").await;
    let api = api();
    api.on::<ListInstances>().times(3).fails(500);
    let tracker = Tracker::default();
    let streams = quick(Streams::per_instance(&api.client()));
    let running = Running::start(consumer(&server, tracker.clone()).streams(streams).build().expect("a consumer"));
    tracker.until(1).await;
    assert!(requests(&api) > 3, "it was read after three failures");
    running.stop().await;
}
