//! Events that the service printed and signed, on their way through a real stream.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};

use serde_json::Value;
use wsapi_client::{
    Event,
    events::{HandlerError, StreamEntry, Verifier, redis::Consumer},
};
use wsapi_transport_tests::{RedisServer, Running, eventually};

#[tokio::test]
async fn what_the_service_signed_is_whole_after_a_stream() {
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
    let verifier = secrets.iter().skip(1).try_fold(Verifier::new(&secrets[0]).expect("a secret"), Verifier::or);
    let seen = Arc::new(Mutex::new(BTreeMap::new()));
    let noting = seen.clone();
    let handler = move |event: Event| {
        let json = serde_json::to_value(&event).expect("JSON");
        noting.lock().expect("no panic").insert(event.event_id, json);
        async { Ok::<_, HandlerError>(()) }
    };
    let consumer = Consumer::builder(server.url(), verifier.expect("secrets")).group("bot").handler(handler).tries(1);
    let running = Running::start(consumer.build().expect("a consumer"));
    eventually("all were handled", async || {
        let counts = running.counts();
        counts.handled + counts.duplicates + counts.dead_letters == 14
    })
    .await;
    let counts = running.stop().await;
    assert_eq!((counts.bad_signatures, counts.dead_letters), (0, 0));
    assert_eq!(*seen.lock().expect("no panic"), expected);
}
