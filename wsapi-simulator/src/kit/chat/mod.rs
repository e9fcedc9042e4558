//! A chat, as a phone shows it.

mod message;
mod parts;
mod text;
mod ticks;

pub use self::{
    message::ChatMessage,
    parts::{ChatContact, ChatFile, ChatLocation, ChatPoll, ChatPreview, ChatQuote},
    ticks::Ticks,
};

use wsapi_client::{
    Jid, MessageId,
    types::{ChatState, Expiry},
};

use crate::world::World;

/// A chat as a person's phone showed it when it was taken. `Display` prints it, one line for each message.
///
/// ```
/// # use wsapi_client::types::{SendReactionRequest, SendTextRequest};
/// # use wsapi_simulator::{Simulator, Ticks};
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), wsapi_client::Error> {
/// let sim = Simulator::new();
/// let bot = sim.instance("default").phone();
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
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Chat {
    /// The oldest first.
    pub messages: Vec<ChatMessage>,
    /// Who else is typing or recording.
    pub states: Vec<(Jid, ChatState)>,
    /// The time after which new messages disappear; `None` if they stay.
    pub timer: Option<Expiry>,
}

impl Chat {
    pub(in crate::kit) fn of(world: &World, person: &Jid, with: &Jid) -> Self {
        let place = world.network.place(person, with);
        let viewers = world.network.viewers(&place);
        if !viewers.contains(person) {
            return Self::default();
        }
        let conversation = world.network.conversation(&place);
        let others = viewers.into_iter().filter(|other| other != person);
        let states = others.filter_map(|other| Some((other.clone(), conversation?.state(&other)?.clone()))).collect();
        let timer = world.network.timer(&place).cloned();
        Self { messages: ChatMessage::all(world, person, &place), states, timer }
    }

    /// The newest message.
    pub fn last(&self) -> Option<&ChatMessage> {
        self.messages.last()
    }

    /// The text of the newest message.
    pub fn last_text(&self) -> Option<&str> {
        self.last()?.text.as_deref()
    }

    /// The texts of all messages that have one, the oldest first.
    pub fn texts(&self) -> Vec<&str> {
        self.messages.iter().filter_map(|message| message.text.as_deref()).collect()
    }

    /// The message with this id.
    pub fn message(&self, message: impl Into<MessageId>) -> Option<&ChatMessage> {
        let id = message.into();
        self.messages.iter().find(|message| message.id == id)
    }

    /// The messages that are pinned, the oldest first.
    pub fn pinned(&self) -> Vec<&ChatMessage> {
        self.messages.iter().filter(|message| message.is_pinned).collect()
    }
}
