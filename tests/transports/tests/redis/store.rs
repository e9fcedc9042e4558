//! What a fleet remembers together.

use std::time::Duration;

use redis::cmd;
use tokio::time::sleep;
use wsapi_client::{
    Event,
    events::{Claim, DedupStore, Dispatcher, Outcome, redis::RedisStore},
};
use wsapi_transport_tests::{Recorder, RedisServer, eventually, message, until};

use super::support::{ANNA, add, consumer};

fn store(server: &RedisServer) -> RedisStore {
    RedisStore::new(server.url()).expect("a store")
}

async fn claim(store: &RedisStore, key: &str, owner: &str) -> Claim {
    store.claim(key, owner).await.expect("the server answers")
}

#[tokio::test]
async fn a_key_is_in_progress_then_done_for_everybody() {
    let Some(server) = RedisServer::start().await else { return };
    let (one, other) = (store(&server), store(&server));
    assert_eq!(claim(&one, "a", "1").await, Claim::Granted);
    assert_eq!(claim(&other, "a", "2").await, Claim::InProgress);
    assert_eq!(claim(&one, "a", "1").await, Claim::Granted, "it is asked again when an answer was lost");
    assert_eq!(claim(&other, "b", "2").await, Claim::Granted, "another key is free");
    one.complete("a", "1").await.expect("the server answers");
    assert_eq!(claim(&one, "a", "1").await, Claim::Done);
    assert_eq!(claim(&other, "a", "2").await, Claim::Done);
}

#[tokio::test]
async fn a_key_that_is_released_is_free_and_anothers_is_left_alone() {
    let Some(server) = RedisServer::start().await else { return };
    let store = store(&server);
    assert_eq!(claim(&store, "a", "1").await, Claim::Granted);
    store.release("a", "2").await.expect("the server answers");
    store.complete("a", "2").await.expect("the server answers");
    assert!(!store.renew("a", "2").await.expect("the server answers"));
    store.abandon("a", "2");
    assert_eq!(claim(&store, "a", "3").await, Claim::InProgress);
    store.release("a", "1").await.expect("the server answers");
    assert_eq!(claim(&store, "a", "3").await, Claim::Granted);
    store.complete("a", "3").await.expect("the server answers");
    store.release("a", "3").await.expect("the server answers");
    assert_eq!(claim(&store, "a", "4").await, Claim::Done, "what is done is not released");
    assert_eq!(claim(&store, "b", "1").await, Claim::Granted);
    store.abandon("b", "1");
    eventually("what was abandoned is free", async || claim(&store, "b", "2").await == Claim::Granted).await;
}

#[tokio::test]
async fn a_lease_runs_out_unless_it_is_renewed() {
    let Some(server) = RedisServer::start().await else { return };
    let short = store(&server).lease_time(Duration::from_millis(50));
    assert_eq!(short.lease(), Some(Duration::from_millis(50)));
    assert_eq!(claim(&short, "a", "1").await, Claim::Granted);
    eventually("it is free", async || claim(&store(&server), "a", "2").await == Claim::Granted).await;
    assert!(!short.renew("a", "1").await.expect("the server answers"), "it is another's");
    assert!(!short.renew("b", "1").await.expect("the server answers"), "nobody has it");
    let long = store(&server).lease_time(Duration::from_secs(3600));
    assert!(long.renew("a", "2").await.expect("the server answers"));
    sleep(Duration::from_millis(100)).await;
    assert_eq!(claim(&long, "a", "3").await, Claim::InProgress);
    // What ran out and nobody took was done all the same.
    long.complete("c", "1").await.expect("the server answers");
    assert_eq!(claim(&long, "c", "2").await, Claim::Done);
}

#[tokio::test]
async fn what_is_done_is_forgotten_after_the_window() {
    let Some(server) = RedisServer::start().await else { return };
    let store = store(&server).window(Duration::from_millis(50));
    assert_eq!(claim(&store, "a", "1").await, Claim::Granted);
    store.complete("a", "1").await.expect("the server answers");
    eventually("it is forgotten", async || claim(&store, "a", "2").await == Claim::Granted).await;
}

#[tokio::test]
async fn two_dispatchers_handle_an_event_once_and_no_id_can_be_read_in_redis() {
    let Some(server) = RedisServer::start().await else { return };
    let recorder = Recorder::default();
    let dispatcher = || Dispatcher::new(recorder.clone()).store(store(&server).prefix("bot:"));
    let json = message("evt_1", "sales", "491701234567@s.whatsapp.net", "A");
    let dispatch = async || dispatcher().dispatch(Event::from_json(&json)).await.expect("it is handled");
    assert_eq!(dispatch().await, Outcome::Handled);
    assert_eq!(dispatch().await, Outcome::Duplicate);
    assert_eq!(recorder.handled(), ["evt_1"]);
    let mut connection = server.connection().await;
    let keys: Vec<String> = cmd("KEYS").arg("*").query_async(&mut connection).await.expect("the server answers");
    assert_eq!(keys.len(), 2, "the event and the message");
    assert!(
        keys.iter().all(|key| key.starts_with("bot:") && !key.contains("4917") && !key.contains("evt")),
        "{keys:?}"
    );
}

#[tokio::test]
async fn a_store_that_is_away_is_an_error_and_comes_back() {
    let Some(mut server) = RedisServer::start().await else { return };
    let store = store(&server);
    assert_eq!(claim(&store, "a", "1").await, Claim::Granted);
    server.stop();
    let dispatcher = Dispatcher::new(Recorder::default()).store(store.clone());
    let json = message("evt_1", "sales", "491701234567@s.whatsapp.net", "A");
    let error = dispatcher.dispatch(Event::from_json(&json)).await.expect_err("the store is away");
    assert!(error.is_store());
    server.start_again().await;
    eventually("it answers again", async || store.claim("a", "2").await.is_ok()).await;
    assert_eq!(claim(&store, "a", "2").await, Claim::InProgress, "nothing was lost");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn groups_that_share_a_store_each_handle_every_event() {
    let Some(server) = RedisServer::start().await else { return };
    let recorders = [Recorder::default(), Recorder::default()];
    let consumers = ["bot", "archive"].iter().zip(&recorders).map(|(group, recorder)| {
        let store = RedisStore::new(server.url()).expect("an address");
        let dispatcher = Dispatcher::new(recorder.clone()).store(store);
        consumer(&server, recorder.clone()).group(*group).dispatcher(dispatcher).build().expect("it is complete")
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
        running.await.expect("no panic").expect("Redis is there");
    }
    assert!(recorders.iter().all(|recorder| recorder.handled().len() == 20));
}
