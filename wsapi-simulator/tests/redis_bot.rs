//! A bot that receives its events from a Redis stream.
#![cfg(feature = "redis")]

use wsapi_client::{
    Client, Event,
    events::{
        Attempt, BoxError, Handler, Verifier,
        redis::{Consumer, Streams},
    },
    operations::SendText,
    types::SendTextRequest,
};
use wsapi_simulator::{Mode, NewInstance, RedisSettings, Simulator};
use wsapi_transport_tests::RedisServer;

struct Bot(Client);

impl Handler for Bot {
    async fn handle(&self, event: Event, _: Attempt) -> Result<(), BoxError> {
        let Some(message) = event.as_message().filter(|message| message.is_direct()) else { return Ok(()) };
        if message.text_or_caption() != Some("ping") {
            return Ok(());
        }
        match self.0.messages().send_text(SendTextRequest::new(&message.chat_id, "pong")).await {
            Err(error) if error.had_no_effect() => Err(error.into()), // The handler is called again.
            _ => Ok(()), // A reply that may have been sent is not sent again.
        }
    }
}

#[tokio::test]
async fn bot_replies_to_each_stored_event_once_despite_a_duplicate_and_a_rejection() {
    let Some(redis) = RedisServer::start().await else { return };
    let settings = RedisSettings::new(format!("127.0.0.1:{}", redis.port()));
    let sales = NewInstance::named("sales").signing_secret("whsec_test");
    let sim = Simulator::builder().mode(Mode::Multi).redis(settings).instance(sales).serve().await;
    let ada = sim.person("+49 170 1234567").named("Ada");

    let consumer = Consumer::builder(redis.url(), Verifier::new("whsec_test").unwrap()).handler(Bot(sim.client()));
    let consumer = consumer.group("pong").streams(Streams::named(["stream:sales"])).build().unwrap();

    sim.on_events().once().are_lost(); // as if Redis were down
    sim.on_events().once().are_duplicated();
    sim.on::<SendText>().once().fails(503);
    let chat = async {
        for _ in 0..3 {
            ada.writes("ping").await; // returns when the event was stored or lost
        }
        sim.until(|| ada.inbox().texts() == ["pong", "pong"]).await;
    };
    let stats = consumer.run_until(chat).await.unwrap(); // returns when the handlers have settled
    assert_eq!(stats.events.duplicates, 1);
    assert_eq!(ada.inbox().texts(), ["pong", "pong"]);
    assert_eq!(sim.attempts::<SendText>().len(), 3); // the client retried
}
