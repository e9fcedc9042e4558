//! The first test of a bot.

use std::sync::Arc;

use wsapi_client::{
    Client, Event, EventData,
    events::{Attempt, BoxError, Handler},
    operations,
    types::SendTextRequest,
};
use wsapi_simulator::Simulator;

struct Bot {
    client: Client,
}

impl Bot {
    fn new(client: Client) -> Self {
        Self { client }
    }
}

impl Handler for Bot {
    async fn handle(&self, event: Event, _: Attempt) -> Result<(), BoxError> {
        if let EventData::Message(message) = event.data
            && message.text.as_deref() == Some("ping")
        {
            self.client.messages().send_text(SendTextRequest::new(&message.chat_id, "pong")).await?;
        }
        Ok(())
    }
}

#[tokio::test(start_paused = true)]
async fn bot_replies_and_retries_after_a_503() {
    let sim = Simulator::new(); // in process, without a socket
    let bot = Arc::new(Bot::new(sim.client())); // a paired instance, ready to use
    sim.deliver_to(bot.clone());
    let ada = sim.person("+49 170 1234567").named("Ada");

    ada.writes("ping").await; // returns when the handler has returned
    assert_eq!(ada.inbox().last_text(), Some("pong"));

    sim.on::<operations::SendText>().once().fails(503); // rejected by the service: the message was not sent
    sim.on::<operations::ListGroups>().replies(vec![]);
    ada.writes("ping").await;
    assert_eq!(sim.attempts::<operations::SendText>().len(), 3); // typed attempts, with body, headers and outcome
    assert_eq!(ada.inbox().texts(), ["pong", "pong"]);
}
