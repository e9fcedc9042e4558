//! The streams that a consumer reads: found by prefix, named, or those of the instances of a server.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use axum::{
    Router,
    http::{HeaderMap, StatusCode, header::CONTENT_TYPE},
    response::{IntoResponse, Response},
    routing::get,
};
use serde_json::json;
use tokio::time::sleep;
use wsapi_client::{Client, events::redis::Streams};
use wsapi_transport_tests::{RedisServer, Running, entry, eventually, serve_app};

use crate::support::{ANNA, Tracker, consumer, discover, quick};

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
        Running::start(consumer(&server, tracker.clone()).streams(discover("a*")).build().expect("a consumer"));
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

/// A server of the API that lists instances.
#[derive(Clone, Default)]
struct Api(Arc<Mutex<Listing>>);

#[derive(Default)]
struct Listing {
    instances: Vec<&'static str>,
    is_failing: bool,
    requests: usize,
}

impl Api {
    async fn client(&self) -> Client {
        let api = self.clone();
        let list = get(move |headers: HeaderMap| async move { api.list(&headers) });
        let address = serve_app(Router::new().route("/admin/instances", list)).await;
        let client = Client::builder().base_url(format!("http://{address}")).admin_key("admin-key");
        client.build().expect("a client")
    }

    fn list(&self, headers: &HeaderMap) -> Response {
        let mut listing = self.0.lock().expect("no panic");
        listing.requests += 1;
        if listing.is_failing || headers.get("X-Api-Key").is_none_or(|key| key != "admin-key") {
            return StatusCode::INTERNAL_SERVER_ERROR.into_response();
        }
        let instance =
            |id: &&str| json!({ "id": id, "config": { "webhookUrl": "" }, "isConnected": true, "isLoggedIn": true });
        let list: Vec<_> = listing.instances.iter().map(instance).collect();
        ([(CONTENT_TYPE, "application/json")], json!(list).to_string()).into_response()
    }

    fn set(&self, change: impl FnOnce(&mut Listing)) {
        change(&mut self.0.lock().expect("no panic"));
    }

    fn requests(&self) -> usize {
        self.0.lock().expect("no panic").requests
    }
}

#[tokio::test]
async fn streams_of_instances_follow_the_list_of_the_server() {
    for prefix in [None, Some("events:")] {
        let Some(server) = RedisServer::start().await else { return };
        let stream = |instance: &str| format!("{}{instance}", prefix.unwrap_or("stream:"));
        for instance in ["sales", "support"] {
            add(&server, &stream(instance), instance).await;
        }
        let api = Api::default();
        api.set(|listing| listing.instances = vec!["sales"]);
        let streams = quick(Streams::of_instances(&api.client().await));
        let streams = if let Some(prefix) = prefix { streams.prefix(prefix) } else { streams };
        let tracker = Tracker::default();
        let running = Running::start(consumer(&server, tracker.clone()).streams(streams).build().expect("a consumer"));
        tracker.until(1).await;
        let requests = api.requests();
        eventually("the list is read again", async || api.requests() > requests + 2).await;
        assert_eq!(tracker.ids(), ["sales"], "the other instance is not listed");

        api.set(|listing| listing.instances.push("support"));
        tracker.until(2).await;
        assert_eq!(tracker.ids(), ["sales", "support"]);

        // While the list is not available, the known streams are read.
        api.set(|listing| listing.is_failing = true);
        let requests = api.requests();
        eventually("reading the list fails", async || api.requests() > requests + 2).await;
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
    let api = Api::default();
    api.set(|listing| (listing.instances, listing.is_failing) = (vec!["sales"], true));
    let tracker = Tracker::default();
    let streams = quick(Streams::of_instances(&api.client().await));
    let running = Running::start(consumer(&server, tracker.clone()).streams(streams).build().expect("a consumer"));
    eventually("reading the list fails", async || api.requests() > 0).await;
    sleep(Duration::from_millis(200)).await;
    assert!(tracker.ids().is_empty());
    api.set(|listing| listing.is_failing = false);
    tracker.until(1).await;
    running.stop().await;
}
