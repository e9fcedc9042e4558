//! The deduplication store that several workers share.

use std::time::Duration;

use redis::cmd;
use tokio::time::sleep;
use wsapi_client::{
    Event,
    events::{Attempt, Claim, DedupStore, DispatchOutcome, Dispatcher, redis::RedisStore},
};
use wsapi_transport_tests::{Recorder, RedisServer, Running, entry, eventually, message, until};

use crate::support::{ANNA, STREAM, Tracker, add, consumer};

/// A store in another database than the streams.
fn store(server: &RedisServer) -> RedisStore {
    RedisStore::new(server.database(1)).expect("a store")
}

async fn claim(store: &RedisStore, key: &str, owner: &str) -> Claim {
    store.claim(key, owner).await.expect("the server responds")
}

#[tokio::test]
async fn key_is_in_progress_and_then_done_for_all_stores() {
    let Some(server) = RedisServer::start().await else { return };
    let (one, other) = (store(&server), store(&server));
    assert_eq!(claim(&one, "a", "1").await, Claim::Granted);
    assert_eq!(claim(&other, "a", "2").await, Claim::InProgress);
    assert_eq!(claim(&one, "a", "1").await, Claim::Granted, "the owner can claim again after a lost response");
    assert_eq!(claim(&other, "b", "2").await, Claim::Granted, "another key is free");
    one.complete("a", "1").await.expect("the server responds");
    assert_eq!(claim(&one, "a", "1").await, Claim::Done);
    assert_eq!(claim(&other, "a", "2").await, Claim::Done);
}

#[tokio::test]
async fn only_the_owner_releases_completes_and_renews_a_key() {
    let Some(server) = RedisServer::start().await else { return };
    let store = store(&server);
    assert_eq!(claim(&store, "a", "1").await, Claim::Granted);
    store.release("a", "2").await.expect("the server responds");
    store.complete("a", "2").await.expect("the server responds");
    assert!(!store.renew("a", "2").await.expect("the server responds"));
    store.abandon("a", "2");
    assert_eq!(claim(&store, "a", "3").await, Claim::InProgress);
    store.release("a", "1").await.expect("the server responds");
    assert_eq!(claim(&store, "a", "3").await, Claim::Granted);
    store.complete("a", "3").await.expect("the server responds");
    store.release("a", "3").await.expect("the server responds");
    assert_eq!(claim(&store, "a", "4").await, Claim::Done, "a key that is done is not released");
    assert_eq!(claim(&store, "b", "1").await, Claim::Granted);
    store.abandon("b", "1");
    eventually("the abandoned key is free", async || claim(&store, "b", "2").await == Claim::Granted).await;
}

#[tokio::test]
async fn claim_expires_unless_it_is_renewed() {
    let Some(server) = RedisServer::start().await else { return };
    let short = store(&server).lease_duration(Duration::from_millis(50));
    assert_eq!(short.lease(), Some(Duration::from_millis(50)));
    assert_eq!(claim(&short, "a", "1").await, Claim::Granted);
    eventually("the key is free", async || claim(&store(&server), "a", "2").await == Claim::Granted).await;
    assert!(!short.renew("a", "1").await.expect("the server responds"), "another owner has it");
    assert!(!short.renew("b", "1").await.expect("the server responds"), "it has no owner");
    let long = store(&server).lease_duration(Duration::from_secs(3600));
    assert!(long.renew("a", "2").await.expect("the server responds"));
    sleep(Duration::from_millis(100)).await;
    assert_eq!(claim(&long, "a", "3").await, Claim::InProgress);
    // A claim that expired can be completed, if there is no other owner.
    long.complete("c", "1").await.expect("the server responds");
    assert_eq!(claim(&long, "c", "2").await, Claim::Done);
}

#[tokio::test]
async fn done_key_is_forgotten_after_the_retention() {
    let Some(server) = RedisServer::start().await else { return };
    let store = store(&server).retention(Duration::from_millis(50));
    assert_eq!(claim(&store, "a", "1").await, Claim::Granted);
    store.complete("a", "1").await.expect("the server responds");
    eventually("the key is forgotten", async || claim(&store, "a", "2").await == Claim::Granted).await;
}

#[tokio::test]
async fn two_dispatchers_handle_an_event_once_and_keys_contain_no_ids() {
    let Some(server) = RedisServer::start().await else { return };
    let recorder = Recorder::default();
    let dispatcher = || Dispatcher::new(recorder.clone()).dedup_store(store(&server).prefix("bot:"));
    let json = message("evt_1", "sales", ANNA, "A");
    let dispatch = async || {
        let result = dispatcher().dispatch(Event::from_json(&json), Attempt::first()).await;
        result.expect("the event is handled or a duplicate")
    };
    assert_eq!(dispatch().await, DispatchOutcome::Handled);
    assert_eq!(dispatch().await, DispatchOutcome::Duplicate);
    assert_eq!(recorder.handled(), ["evt_1"]);
    let client = redis::Client::open(server.database(1)).expect("a URL");
    let mut connection = client.get_multiplexed_async_connection().await.expect("the server responds");
    let keys: Vec<String> = cmd("KEYS").arg("*").query_async(&mut connection).await.expect("the server responds");
    assert_eq!(keys.len(), 2, "one for the event and one for the message");
    let is_hidden = |key: &String| key.starts_with("bot:") && !key.contains("4917") && !key.contains("evt");
    assert!(keys.iter().all(is_hidden), "{keys:?}");
    assert_eq!(server.keys("*").await, [""; 0], "the store adds no keys to the database of the streams");
}

#[tokio::test]
async fn unavailable_store_fails_and_recovers() {
    let Some(mut server) = RedisServer::start().await else { return };
    let store = store(&server);
    assert_eq!(claim(&store, "a", "1").await, Claim::Granted);
    server.stop();
    let dispatcher = Dispatcher::new(Recorder::default()).dedup_store(store.clone());
    let event = Event::from_json(message("evt_1", "sales", ANNA, "A"));
    let error = dispatcher.dispatch(event, Attempt::first()).await.expect_err("the store is not available");
    assert!(error.is_store());
    server.start_again().await;
    eventually("the store responds again", async || store.claim("a", "2").await.is_ok()).await;
    assert_eq!(claim(&store, "a", "2").await, Claim::InProgress, "nothing was lost");
}

#[tokio::test]
async fn message_in_another_event_is_a_duplicate_for_the_whole_fleet() {
    let Some(server) = RedisServer::start().await else { return };
    let tracker = Tracker::default();
    for number in 1..=2 {
        let dispatcher = Dispatcher::new(tracker.clone()).dedup_store(store(&server));
        let consumer = consumer(&server, tracker.clone()).dispatcher(dispatcher).build().expect("a consumer");
        let running = Running::start(consumer);
        // A restarted server sends the message in another event.
        let entry = entry(&format!("evt_{number}"), "sales", ANNA, "A");
        server.add(STREAM, &entry).await;
        eventually("the event is settled", async || {
            let stats = running.stats().events;
            stats.handled + stats.duplicates == 1
        })
        .await;
        server.until_acknowledged(STREAM).await;
        assert_eq!(running.stop().await.events.duplicates, number - 1);
    }
    assert_eq!(tracker.ids(), ["evt_1"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn groups_that_share_a_store_each_handle_every_event() {
    let Some(server) = RedisServer::start().await else { return };
    let recorders = [Recorder::default(), Recorder::default()];
    let consumers = ["bot", "archive"].iter().zip(&recorders).map(|(group, recorder)| {
        let dispatcher = Dispatcher::new(recorder.clone()).dedup_store(store(&server));
        consumer(&server, recorder.clone()).group(*group).dispatcher(dispatcher).build().expect("a consumer")
    });
    let running: Vec<_> = consumers
        .zip(&recorders)
        .map(|(consumer, recorder)| {
            let recorder = recorder.clone();
            tokio::spawn(async move { consumer.run_until(until(|| recorder.handled().len() == 20)).await })
        })
        .collect();
    for number in 0..20 {
        add(&server, ANNA, &format!("evt_{number}")).await;
    }
    for running in running {
        running.await.expect("no panic").expect("the server accepts the consumer");
    }
    assert!(recorders.iter().all(|recorder| recorder.handled().len() == 20));
}
