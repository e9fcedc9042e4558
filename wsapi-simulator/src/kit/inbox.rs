//! What a person sees.

use wsapi_client::{Jid, MessageId};

use crate::{
    network::{Message, Place},
    world::World,
};

/// The messages that a person has received, as they were when it was taken.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Inbox {
    /// The oldest first.
    pub messages: Vec<Received>,
}

/// A message that a person has received.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Received {
    /// The id of the message.
    pub id: MessageId,
    /// Its author.
    pub sender: Jid,
    /// The text or the caption.
    pub text: Option<String>,
}

impl Inbox {
    /// What a person has received in a place; or all its messages, without a person.
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

    /// The text of the newest message.
    pub fn last_text(&self) -> Option<&str> {
        self.messages.last()?.text.as_deref()
    }

    /// The texts of all messages that have one, the oldest first.
    pub fn texts(&self) -> Vec<&str> {
        self.messages.iter().filter_map(|message| message.text.as_deref()).collect()
    }
}

impl From<&Received> for MessageId {
    fn from(message: &Received) -> Self {
        message.id.clone()
    }
}
