//! A bot that gets its events by webhook, over sockets.
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
        let Some(message) = event.as_message().filter(|message| message.text_or_caption() == Some("ping")) else {
            return Ok(());
        };
        self.0.messages().send_text(SendTextRequest::new(&message.chat_id, "pong")).await?;
        Ok(())
    }
}

#[tokio::test]
async fn bot_answers_each_message_once_despite_duplicates_and_refusals() {
    let sim = Simulator::builder().serve().await;
    let ada = sim.person("+49 170 1234567").named("Ada");

    let verifier = Verifier::new("whsec_test").expect("a secret");
    let receiver = Receiver::builder(verifier).handler(Bot(sim.client())).build().expect("a receiver");
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://{}/wsapi", listener.local_addr().expect("an address"));
    let app = axum::Router::new().route_service("/wsapi", receiver.service());
    tokio::spawn(async { axum::serve(listener, app).await });
    sim.instance("default").set_webhook(&url, "whsec_test");

    sim.on_events().once().are_duplicated();
    sim.on::<SendText>().once().fails(503);
    ada.writes("ping").await;
    sim.until(|| ada.inbox().texts() == ["pong"]).await;
    assert_eq!(sim.attempts::<SendText>().len(), 2); // the client has retried

    ada.writes("ping").await;
    sim.until(|| ada.inbox().texts() == ["pong", "pong"]).await;
    let messages = sim.deliveries().into_iter().filter(|delivery| delivery.event_type == "message");
    assert_eq!(messages.count(), 3);
    assert!(sim.deliveries().iter().all(|delivery| delivery.transport == "webhook" && delivery.error.is_none()));
}
