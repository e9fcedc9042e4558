//! Entries of Redis streams, and the loss of events while Redis is down.
#![cfg(feature = "redis")]

mod control_client;

use redis::{cmd, streams::StreamRangeReply};
use wsapi_client::events::{StreamEntry, Verifier};
use wsapi_simulator::{Mode, RedisSettings, Server, Simulator};
use wsapi_transport_tests::{RedisServer, Sentinel};

use self::control_client::get;

async fn serve(settings: RedisSettings) -> Server {
    let server = Simulator::builder().mode(Mode::Multi).redis(settings).serve().await;
    server.instance("default").set_webhook("http://127.0.0.1:1/is-not-used", "whsec_test");
    server
}

/// The fields of the entries of a stream.
async fn entries(redis: &RedisServer, database: u8, stream: &str) -> Vec<Vec<(String, String)>> {
    let client = redis::Client::open(redis.database(database)).expect("a URL");
    let mut connection = client.get_multiplexed_async_connection().await.expect("the server responds");
    let mut command = cmd("XRANGE");
    command.arg(stream).arg("-").arg("+");
    let reply: StreamRangeReply = command.query_async(&mut connection).await.expect("the server responds");
    let text = |value: redis::Value| redis::from_redis_value(value).expect("a text");
    reply.ids.into_iter().map(|id| id.map.into_iter().map(|(name, value)| (name, text(value))).collect()).collect()
}

#[tokio::test]
async fn entry_has_the_fields_of_the_server_and_a_signature_over_the_envelope() {
    let Some(redis) = RedisServer::start().await else { return };
    let mut settings = RedisSettings::new(format!("127.0.0.1:{}", redis.port()));
    (settings.database, settings.stream) = (3, Some("events".to_owned()));
    let server = serve(settings).await;
    server.person("+49 170 1234567").writes("a <b> & \"c\"\u{2028}").await;
    let entries = entries(&redis, 3, "events").await;
    let fields = entries.first().expect("an entry");
    let mut names: Vec<_> = fields.iter().map(|(name, _)| &**name).collect();
    names.sort_unstable();
    assert_eq!(names, ["eventData", "eventId", "eventType", "instanceId", "receivedAt", "signature"]);
    let entry = StreamEntry::from_fields(fields.iter().map(|(name, value)| (&**name, &**value)));
    let verifier = Verifier::new("whsec_test").expect("a secret");
    verifier.verify(entry.json().as_bytes(), entry.signature.as_deref()).expect("the signature is valid");
    assert_eq!(server.deliveries().len(), 1, "Redis replaces the webhook");
    let delivery = get(&server, "/deliveries").await["deliveries"][0].clone();
    assert_eq!((&delivery["target"], delivery["headers"].is_null()), (&"events".into(), true));
}

#[tokio::test]
async fn events_are_lost_while_redis_is_down_and_added_when_it_is_back() {
    let Some(mut redis) = RedisServer::start().await else { return };
    let server = serve(RedisSettings::new(format!("127.0.0.1:{}", redis.port()))).await;
    let ada = server.person("+49 170 1234567");
    ada.writes("one").await;
    redis.stop();
    ada.writes("two").await;
    redis.start_again().await;
    ada.writes("three").await;
    let errors: Vec<_> = server.deliveries().into_iter().map(|delivery| delivery.error.is_some()).collect();
    assert_eq!(errors, [false, true, false]);
    assert_eq!(entries(&redis, 0, "stream:default").await.len(), 2);
}

#[tokio::test]
async fn master_is_found_through_a_sentinel() {
    let Some(redis) = RedisServer::start().await else { return };
    let sentinel = Sentinel::start(&redis);
    let address = sentinel.address();
    let mut settings = RedisSettings::new(address.to_string());
    settings.master = Some("mymaster".to_owned());
    let server = serve(settings).await;
    let ada = server.person("+49 170 1234567");
    // The sentinel may need a moment to start.
    while server.deliveries().iter().all(|delivery| delivery.error.is_some()) {
        ada.writes("one").await;
    }
    assert_eq!(entries(&redis, 0, "stream:default").await.len(), 1);
}
