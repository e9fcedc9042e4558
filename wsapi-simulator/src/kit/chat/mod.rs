//! A chat as a phone shows it.

mod json;
mod message;
mod parts;
mod summary;
mod text;
mod ticks;

pub use self::{
    message::ChatMessage,
    parts::{ChatContact, ChatFile, ChatLocation, ChatPoll, ChatPreview, ChatQuote},
    summary::ChatSummary,
    ticks::Ticks,
};

use serde::Serialize;
use wsapi_client::{
    Jid, MessageId,
    types::{ChatState, Expiry},
};

use crate::{kit::in_full::debug_in_full, world::World};

/// A copy of a chat as a person's phone shows it. `Display` prints one line per message.
///
/// ```
/// # use wsapi_client::types::{SendReactionRequest, SendTextRequest};
/// # use wsapi_simulator::{Simulator, Ticks};
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), wsapi_client::Error> {
/// let sim = Simulator::new();
/// let bot = sim.phone();
/// let ada = sim.person("+49 170 1234567").named("Ada");
///
/// let order = ada.writes("Two coffees, please").await;
/// let messages = sim.client().messages();
/// messages.send_reaction(&order.id, SendReactionRequest::new(ada.jid(), ada.jid(), "👍")).await?;
/// let reply = SendTextRequest::new(ada.jid(), "In ten minutes").reply_to(&order);
/// let reply = messages.send_text(reply).await?;
/// ada.reads(&reply.id).await;
///
/// let chat = ada.chat(&bot);
/// assert_eq!(chat.texts(), ["Two coffees, please", "In ten minutes"]);
/// assert_eq!(chat.message(&order).unwrap().reaction_of(&bot), Some("👍"));
/// assert_eq!(chat.last().unwrap().quote.as_ref().unwrap().id, order.id);
/// assert_eq!(bot.chat(&ada).last().unwrap().ticks, Some(Ticks::Read));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Chat {
    /// The messages, oldest first.
    pub messages: Vec<ChatMessage>,
    /// The other people who are typing or recording.
    #[serde(serialize_with = "json::states")]
    pub states: Vec<(Jid, ChatState)>,
    /// The time after which new messages disappear; `None` if they do not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timer: Option<Expiry>,
}

debug_in_full!(Chat { messages, states, timer });

impl Chat {
    /// Returns the chat with its newest messages, or `None` if the person is not in it.
    pub(in crate::kit) fn of(world: &World, person: &Jid, with: &Jid, most: usize) -> Option<Self> {
        let place = world.network.place(person, with);
        let viewers = world.network.viewers(&place);
        if !viewers.contains(person) {
            return None;
        }
        let others = viewers.into_iter().filter(|other| other != person);
        let states =
            others.filter_map(|other| Some((other.clone(), world.network.state(&place, &other)?.clone()))).collect();
        let timer = world.network.timer(&place).cloned();
        Some(Self { messages: ChatMessage::newest(world, person, &place, most), states, timer })
    }

    /// Returns the newest message.
    pub fn last(&self) -> Option<&ChatMessage> {
        self.messages.last()
    }

    /// Returns the text of the newest message.
    pub fn last_text(&self) -> Option<&str> {
        self.last()?.text.as_deref()
    }

    /// Returns the texts of all messages that have one, oldest first.
    pub fn texts(&self) -> Vec<&str> {
        self.messages.iter().filter_map(|message| message.text.as_deref()).collect()
    }

    /// Returns the message with this id.
    pub fn message(&self, message: impl Into<MessageId>) -> Option<&ChatMessage> {
        let id = message.into();
        self.messages.iter().find(|message| message.id == id)
    }

    /// Returns the pinned messages, oldest first.
    pub fn pinned(&self) -> Vec<&ChatMessage> {
        self.messages.iter().filter(|message| message.is_pinned).collect()
    }
}
