//! The messages that a person has received.

use serde::Serialize;
use wsapi_client::{Jid, MessageId};

use super::in_full::debug_in_full;
use crate::{
    network::{Message, Place},
    world::World,
};

/// A copy of the messages that a person has received. [`Person::inbox`](crate::Person::inbox) returns it.
///
/// It is a shortcut for tests of texts, without deleted messages or the person's own messages. [`Chat`](crate::Chat)
/// contains everything that the phone shows.
///
/// ```
/// # use wsapi_client::types::SendTextRequest;
/// # use wsapi_simulator::Simulator;
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), wsapi_client::Error> {
/// let sim = Simulator::new();
/// let ada = sim.person("+49 170 1234567");
/// for text in ["Your order is ready", "See you soon"] {
///     sim.client().messages().send_text(SendTextRequest::new(ada.jid(), text)).await?;
/// }
///
/// let inbox = ada.inbox();
/// assert_eq!(inbox.last_text(), Some("See you soon"));
/// assert_eq!(inbox.texts(), ["Your order is ready", "See you soon"]);
/// ada.reacts_to(&inbox.messages[0], "👍").await;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Inbox {
    /// The messages, oldest first.
    pub messages: Vec<Received>,
}

debug_in_full!(Inbox { messages });

/// A message that a person has received.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Received {
    /// The id of the message.
    pub id: MessageId,
    /// The author of the message.
    pub sender: Jid,
    /// The text or the caption.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

debug_in_full!(Received { id, sender, text });

impl Inbox {
    /// Returns the messages that a person has received in a place, or all messages of the place if `person` is `None`,
    /// except deleted ones.
    pub(super) fn of(world: &World, person: Option<&Jid>, place: &Place) -> Self {
        let (network, now) = (&world.network, world.clock.now());
        let messages = network.conversation(place).into_iter().flat_map(|conversation| conversation.messages());
        let is_received = |message: &Message| {
            let is_shown = person.is_none_or(|person| message.author != *person && message.is_visible_to(person, now));
            is_shown && !message.is_deleted
        };
        let received = messages.filter(|message| is_received(message)).map(|message| Received {
            id: message.id.clone(),
            sender: message.author.clone(),
            text: message.content.as_text().map(str::to_owned),
        });
        Self { messages: received.collect() }
    }

    /// Returns the text of the newest message, if it has one.
    pub fn last_text(&self) -> Option<&str> {
        self.messages.last()?.text.as_deref()
    }

    /// Returns the texts of all messages that have one, oldest first.
    pub fn texts(&self) -> Vec<&str> {
        self.messages.iter().filter_map(|message| message.text.as_deref()).collect()
    }
}

impl From<&Received> for MessageId {
    fn from(message: &Received) -> Self {
        message.id.clone()
    }
}
