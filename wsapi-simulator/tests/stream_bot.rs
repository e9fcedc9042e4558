//! A bot that gets its events from the event stream, over sockets.
#![cfg(feature = "server")]

use std::future::pending;

use wsapi_client::{
    Client, Event,
    events::{Attempt, BoxError, Handler, sse::Subscriber},
    operations::SendText,
    types::SendTextRequest,
};
use wsapi_simulator::{Outcome, Simulator};

/// Repeats each text.
struct Parrot(Client);

impl Handler for Parrot {
    async fn handle(&self, event: Event, _: Attempt) -> Result<(), BoxError> {
        let Some(message) = event.as_message() else { return Ok(()) };
        let text = message.text_or_caption().unwrap_or_default();
        // A message that may have been sent is not sent again.
        let _ = self.0.messages().send_text(SendTextRequest::new(&message.chat_id, text)).await;
        Ok(())
    }
}

#[tokio::test]
async fn bot_survives_reordered_events_and_lost_responses() {
    let sim = Simulator::builder().serve().await;
    let ada = sim.person("+49 170 1234567").named("Ada");
    let subscriber = Subscriber::builder(sim.client().events()).handler(Parrot(sim.client()));
    let subscriber = subscriber.build().expect("a subscriber");
    tokio::spawn(async move { subscriber.run_until(pending::<()>()).await });
    sim.until(|| sim.open_streams() == 1).await;

    sim.on_events().once().are_reordered();
    sim.on::<SendText>().once().loses_response();
    ada.writes("one").await;
    ada.writes("two").await;

    sim.until(|| ada.inbox().texts() == ["two", "one"]).await;
    let attempts = sim.attempts::<SendText>();
    assert_eq!(attempts.first().map(|attempt| attempt.outcome), Some(Outcome::ResponseLost));
    assert_eq!(attempts.len(), 2);
}
