//! A bot that receives its events by webhook, over sockets.
#![cfg(feature = "server")]

use tokio::net::TcpListener;
use wsapi_client::{
    Client, Event,
    events::{Attempt, BoxError, Handler, Verifier, webhook::Receiver},
    operations::SendText,
    types::SendTextRequest,
};
use wsapi_simulator::Simulator;

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
async fn bot_replies_once_despite_a_duplicate_and_a_rejection() {
    let sim = Simulator::builder().serve().await;
    let ada = sim.person("+49 170 1234567").named("Ada");
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    sim.instance("default").set_webhook(&format!("http://{}/wsapi", listener.local_addr().unwrap()), "whsec_test");

    let receiver = Receiver::builder(Verifier::new("whsec_test").unwrap()).handler(Bot(sim.client())).build().unwrap();
    let app = axum::Router::new().route_service("/wsapi", receiver.service());
    tokio::spawn(async { axum::serve(listener, app).await });

    sim.on_events().once().are_duplicated();
    sim.on::<SendText>().once().fails(503);
    ada.writes("ping").await; // returns when the event was posted
    sim.until(|| ada.inbox().last_text() == Some("pong")).await;

    let stats = receiver.shutdown().await; // returns when the handlers have settled
    assert_eq!(stats.events.duplicates, 1);
    assert_eq!(ada.inbox().texts(), ["pong"]);
    assert_eq!(sim.attempts::<SendText>().len(), 2); // the client retried
}
