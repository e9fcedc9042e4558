//! A bot that gets its events from a Redis stream.
#![cfg(feature = "redis")]

use std::future::pending;

use wsapi_client::{
    Client, Event,
    events::{
        Attempt, BoxError, Handler, Verifier,
        redis::{Consumer, Streams},
    },
    types::SendTextRequest,
};
use wsapi_simulator::{Mode, RedisSettings, Simulator};
use wsapi_transport_tests::RedisServer;

struct Bot(Client);

impl Handler for Bot {
    async fn handle(&self, event: Event, _: Attempt) -> Result<(), BoxError> {
        let Some(message) = event.as_message() else { return Ok(()) };
        self.0.messages().send_text(SendTextRequest::new(&message.chat_id, "pong")).await?;
        Ok(())
    }
}

#[tokio::test]
async fn bot_gets_signed_events_and_misses_what_redis_could_not_store() {
    let Some(mut redis) = RedisServer::start().await else { return };
    let settings = RedisSettings::new(format!("127.0.0.1:{}", redis.port()));
    let sim = Simulator::builder().mode(Mode::Multi).redis(settings).serve().await;
    sim.instance("default").set_webhook("", "whsec_test");
    let ada = sim.person("+49 170 1234567").named("Ada");

    let verifier = Verifier::new("whsec_test").expect("a secret");
    let consumer = Consumer::builder(redis.url(), verifier).group("pong").handler(Bot(sim.client()));
    let consumer = consumer.streams(Streams::named(["stream:default"])).build().expect("a consumer");
    ada.writes("<ping> & \u{2028}").await; // characters that Go escapes, and so count for the signature
    let consuming = tokio::spawn(async move { consumer.run_until(pending::<()>()).await });
    sim.until(|| ada.inbox().texts() == ["pong"]).await;
    consuming.abort();

    redis.stop();
    ada.writes("ping").await; // returns, although Redis is down
    let last = sim.deliveries().pop().expect("there was an attempt");
    assert_eq!(last.transport, "redis");
    assert!(last.error.is_some());
    assert_eq!(ada.inbox().texts(), ["pong"]);
}
