//! Events that the service printed and signed, in a real stream.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};

use serde_json::Value;
use wsapi_client::{
    Event,
    events::{BoxError, StreamEntry, Verifier, redis::Consumer},
};
use wsapi_transport_tests::{GROUP, RedisServer, Running, eventually};

use crate::support::with_prefix;

#[tokio::test]
async fn signed_events_of_the_service_survive_a_stream_unchanged() {
    let Some(server) = RedisServer::start().await else { return };
    let texts = [include_str!("../../vectors/events.json"), include_str!("../../vectors/python.json")];
    let vectors = texts.map(|text| serde_json::from_str::<Vec<Value>>(text).expect("the vectors are JSON"));
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    let mut expected = BTreeMap::new();
    let mut secrets = Vec::new();
    for vector in vectors.iter().flatten() {
        let fields = vector["redisFields"].as_object().expect("fields");
        let fields = fields.iter().map(|(name, value)| (name.as_str(), value.as_str().expect("a text")));
        let entry = StreamEntry::from_fields(fields);
        let body: Value = serde_json::from_str(vector["webhookBody"].as_str().expect("a text")).expect("JSON");
        server.add("stream:all", &entry).await;
        expected.insert(entry.event_id, body);
        secrets.push(text(&vector["secret"]));
    }
    secrets.sort();
    secrets.dedup();
    let first = Verifier::new(&secrets[0]).expect("a secret");
    let verifier = secrets.iter().skip(1).try_fold(first, Verifier::also_accept).expect("secrets");
    let seen = Arc::new(Mutex::new(BTreeMap::new()));
    let record = seen.clone();
    let handler = move |event: Event| {
        let json = serde_json::to_value(&event).expect("JSON");
        record.lock().expect("no panic").insert(event.event_id, json);
        async { Ok::<_, BoxError>(()) }
    };
    let consumer = Consumer::builder(server.url(), verifier)
        .group(GROUP)
        .handler(handler)
        .streams(with_prefix("stream:"))
        .max_attempts(1);
    let running = Running::start(consumer.build().expect("a consumer"));
    eventually("all events are settled", async || {
        let stats = running.stats().events;
        stats.handled + stats.duplicates + stats.failed == 14
    })
    .await;
    assert_eq!(running.stop().await.events.failed, 0);
    assert!(server.entries("dead:stream:all").await.is_empty());
    assert_eq!(*seen.lock().expect("no panic"), expected);
}
