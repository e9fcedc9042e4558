//! Messages in a chat.

use std::time::SystemTime;

use wsapi_client::{Jid, MessageId, MessageRef, types::Expiry};

use super::{ChatContact, ChatFile, ChatLocation, ChatPoll, ChatPreview, ChatQuote, Ticks};
use crate::{
    network::{Content, Message, Network, Place},
    world::World,
};

/// A message in a [`Chat`](crate::Chat).
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ChatMessage {
    /// The id of the message.
    pub id: MessageId,
    /// Its author.
    pub sender: Jid,
    /// The name of the author: the number if there is no name, and `You` for the person.
    pub sender_name: String,
    /// Whether the person has sent it.
    pub is_mine: bool,
    /// When it was sent.
    pub time: SystemTime,
    /// The text or the caption.
    pub text: Option<String>,
    /// The file.
    pub file: Option<ChatFile>,
    /// The contact cards.
    pub contacts: Vec<ChatContact>,
    /// The place on the map.
    pub location: Option<ChatLocation>,
    /// The poll.
    pub poll: Option<ChatPoll>,
    /// The kind of anything else, such as a video note.
    pub other: Option<String>,
    /// The preview of a link.
    pub preview: Option<ChatPreview>,
    /// The message that it replies to.
    pub quote: Option<ChatQuote>,
    /// The people that it mentions.
    pub mentions: Vec<Jid>,
    /// Who has reacted, and how.
    pub reactions: Vec<(Jid, String)>,
    /// How far an own message has come.
    pub ticks: Option<Ticks>,
    /// The time after which it disappears.
    pub timer: Option<Expiry>,
    /// Whether it is marked as forwarded.
    pub is_forwarded: bool,
    /// Whether it can be opened only once.
    pub is_view_once: bool,
    /// Whether it was edited.
    pub is_edited: bool,
    /// Whether it was deleted for everyone. Only its place is left.
    pub is_deleted: bool,
    /// Whether it is pinned.
    pub is_pinned: bool,
    /// Whether the person has starred it.
    pub is_starred: bool,
}

impl ChatMessage {
    /// A reference to the message, for a reply.
    pub fn to_ref(&self) -> MessageRef {
        MessageRef::new(&self.id, &self.sender)
    }

    /// The reaction of somebody.
    pub fn reaction_of(&self, person: impl Into<Jid>) -> Option<&str> {
        let person = person.into();
        self.reactions.iter().find(|(other, _)| *other == person).map(|(_, emoji)| emoji.as_str())
    }

    /// The status updates of an author that a person sees.
    pub(in crate::kit) fn statuses(world: &World, person: &Jid, author: &Jid) -> Vec<Self> {
        let place = Place::Status(world.network.canonical(author));
        match world.network.viewers(&place).contains(person) {
            true => Self::all(world, person, &place),
            false => Vec::new(),
        }
    }

    /// The messages of a place that a person sees.
    pub(super) fn all(world: &World, person: &Jid, place: &Place) -> Vec<Self> {
        let (network, now) = (&world.network, world.clock.now());
        let others: Vec<_> = network.viewers(place).into_iter().filter(|viewer| viewer != person).collect();
        let messages = network.conversation(place).into_iter().flat_map(|conversation| conversation.messages());
        let visible = messages.filter(|message| message.is_visible_to(person, now));
        visible.map(|message| Self::new(network, person, &others, message)).collect()
    }

    fn new(network: &Network, person: &Jid, others: &[Jid], message: &Message) -> Self {
        let is_mine = message.author == *person;
        let mut shown = Self {
            id: message.id.clone(),
            sender: message.author.clone(),
            sender_name: if is_mine { "You".to_owned() } else { name(network, &message.author) },
            is_mine,
            time: message.time,
            text: None,
            file: None,
            contacts: Vec::new(),
            location: None,
            poll: None,
            other: None,
            preview: None,
            quote: message.quote.as_ref().map(ChatQuote::from),
            mentions: message.mentions.clone(),
            reactions: message.reactions.iter().map(|(person, emoji)| (person.clone(), emoji.clone())).collect(),
            ticks: is_mine.then(|| Ticks::of(message, others)),
            timer: message.timer.clone(),
            is_forwarded: message.is_forwarded,
            is_view_once: message.is_view_once,
            is_edited: message.is_edited,
            is_deleted: message.is_deleted,
            is_pinned: message.is_pinned,
            is_starred: message.starred_by.contains(person),
        };
        if !message.is_deleted {
            shown.set_content(&message.content);
        }
        shown
    }

    fn set_content(&mut self, content: &Content) {
        self.text = content.as_text().map(str::to_owned);
        match content {
            Content::Text { link, .. } => self.preview = link.as_ref().map(ChatPreview::from),
            Content::File(file) => self.file = Some(ChatFile::from(&**file)),
            Content::Contacts(cards) => self.contacts = cards.iter().map(ChatContact::from).collect(),
            Content::Location(location) => self.location = Some(ChatLocation::from(location)),
            Content::Poll { question, options } => {
                self.poll = Some(ChatPoll { question: question.clone(), options: options.clone() });
            }
            Content::Other(kind) => self.other = Some(kind.clone()),
        }
    }
}

/// The push name of somebody, or the number.
fn name(network: &Network, person: &Jid) -> String {
    let name = network.account(person).map(|account| account.push_name.clone());
    name.filter(|name| !name.is_empty()).unwrap_or_else(|| person.user().to_owned())
}

impl From<&ChatMessage> for MessageId {
    fn from(message: &ChatMessage) -> Self {
        message.id.clone()
    }
}

impl From<&ChatMessage> for MessageRef {
    fn from(message: &ChatMessage) -> Self {
        message.to_ref()
    }
}
