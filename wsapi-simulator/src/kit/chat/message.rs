//! Messages in a chat.

use std::time::SystemTime;

use serde::Serialize;
use wsapi_client::{Jid, MessageId, MessageRef, types::Expiry};

use super::{ChatContact, ChatFile, ChatLocation, ChatPoll, ChatPreview, ChatQuote, Ticks, json};
use crate::{
    kit::in_full::debug_in_full,
    network::{Content, Message, Network, Place},
    world::World,
};

/// A message in a [`Chat`](crate::Chat).
#[derive(Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ChatMessage {
    /// The id of the message.
    pub id: MessageId,
    /// The author of the message.
    pub sender: Jid,
    /// The name of the author: `You` for the person's own messages, and the phone number if the author has no name.
    pub sender_name: String,
    /// `true` if the person sent it.
    pub is_mine: bool,
    /// The time at which it was sent.
    #[serde(serialize_with = "json::time")]
    pub time: SystemTime,
    /// The text or the caption.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<ChatFile>,
    /// The contact cards.
    pub contacts: Vec<ChatContact>,
    /// The place on the map.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub location: Option<ChatLocation>,
    /// The poll.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub poll: Option<ChatPoll>,
    /// The kind of any other content, such as a video note.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub other: Option<String>,
    /// The preview of a link.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub preview: Option<ChatPreview>,
    /// The message that it replies to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quote: Option<ChatQuote>,
    /// The people whom it mentions.
    pub mentions: Vec<Jid>,
    /// The reactions: who reacted, with which emoji.
    #[serde(serialize_with = "json::reactions")]
    pub reactions: Vec<(Jid, String)>,
    /// The delivery state, for the person's own messages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ticks: Option<Ticks>,
    /// The time after which it disappears.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timer: Option<Expiry>,
    /// `true` if it is marked as forwarded.
    pub is_forwarded: bool,
    /// `true` if it can be opened only once.
    pub is_view_once: bool,
    /// `true` if it was edited.
    pub is_edited: bool,
    /// `true` if it was deleted for everyone. Its content is then empty.
    pub is_deleted: bool,
    /// `true` if it is pinned.
    pub is_pinned: bool,
    /// `true` if the person starred it.
    pub is_starred: bool,
}

debug_in_full!(ChatMessage {
    id,
    sender,
    sender_name,
    is_mine,
    time,
    text,
    file,
    contacts,
    location,
    poll,
    other,
    preview,
    quote,
    mentions,
    reactions,
    ticks,
    timer,
    is_forwarded,
    is_view_once,
    is_edited,
    is_deleted,
    is_pinned,
    is_starred
});

impl ChatMessage {
    /// Returns a reference to the message, to reply to it.
    pub fn to_ref(&self) -> MessageRef {
        MessageRef::new(&self.id, &self.sender)
    }

    /// Returns the reaction of a person.
    pub fn reaction_of(&self, person: impl Into<Jid>) -> Option<&str> {
        let person = person.into();
        self.reactions.iter().find(|(other, _)| *other == person).map(|(_, emoji)| emoji.as_str())
    }

    /// Returns the status updates of an author that a person can see.
    pub(in crate::kit) fn statuses(world: &World, person: &Jid, author: &Jid) -> Vec<Self> {
        let place = Place::Status(world.network.canonical(author));
        match world.network.viewers(&place).contains(person) {
            true => Self::newest(world, person, &place, usize::MAX),
            false => Vec::new(),
        }
    }

    /// Returns the newest messages of a place that a person can see, oldest first.
    pub(super) fn newest(world: &World, person: &Jid, place: &Place, most: usize) -> Vec<Self> {
        let (network, now) = (&world.network, world.clock.now());
        let others: Vec<_> = network.viewers(place).into_iter().filter(|viewer| viewer != person).collect();
        let messages = network.conversation(place).into_iter().flat_map(|conversation| conversation.messages().rev());
        let visible = messages.filter(|message| message.is_visible_to(person, now)).take(most);
        let mut newest: Vec<_> = visible.map(|message| Self::new(network, person, &others, message)).collect();
        newest.reverse();
        newest
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

/// Returns the push name of a person, or the phone number.
pub(super) fn name(network: &Network, person: &Jid) -> String {
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
