//! A bot that receives its events from the event stream, over sockets.
#![cfg(feature = "server")]

use wsapi_client::{
    Client, Event,
    events::{Attempt, BoxError, Handler, sse::Subscriber},
    operations::SendText,
    types::SendTextRequest,
};
use wsapi_simulator::{Outcome, Simulator};

/// A bot that repeats each text.
struct Parrot(Client);

impl Handler for Parrot {
    async fn handle(&self, event: Event, _: Attempt) -> Result<(), BoxError> {
        let Some(message) = event.as_message().filter(|message| message.is_direct()) else { return Ok(()) };
        let text = message.text_or_caption().unwrap_or_default();
        match self.0.messages().send_text(SendTextRequest::new(&message.chat_id, text)).await {
            Err(error) if error.had_no_effect() => Err(error.into()),
            _ => Ok(()), // A text that may have been sent is not sent again.
        }
    }
}

#[tokio::test]
async fn bot_repeats_each_text_once_despite_reordered_events_and_a_lost_response() {
    let sim = Simulator::builder().serve().await;
    let ada = sim.person("+49 170 1234567").named("Ada");
    let subscriber = Subscriber::builder(sim.client().events()).handler(Parrot(sim.client())).build().unwrap();

    let chat = async {
        sim.until(|| sim.open_streams() == 1).await;
        sim.on_events().once().are_reordered();
        sim.on::<SendText>().once().loses_response();
        ada.writes("one").await;
        ada.writes("two").await;
        sim.until(|| ada.inbox().texts() == ["two", "one"]).await;
    };
    let stats = subscriber.run_until(chat).await.unwrap(); // returns when the handlers have settled
    assert_eq!(stats.events.failed_attempts, 0);
    assert_eq!(ada.inbox().texts(), ["two", "one"]);
    let attempts = sim.attempts::<SendText>();
    assert_eq!((attempts.len(), attempts[0].outcome), (2, Outcome::ResponseLost));
}
