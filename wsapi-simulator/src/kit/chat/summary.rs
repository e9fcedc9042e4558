//! The list of chats as a phone shows it.

use serde::Serialize;
use wsapi_client::Jid;

use super::{ChatMessage, message::name};
use crate::{
    kit::in_full::debug_in_full,
    network::{Network, Place},
    world::World,
};

/// A chat in the chat list of a person's phone.
#[derive(Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ChatSummary {
    /// The address of the chat: that of the other person, of the group, or of the newsletter.
    pub id: Jid,
    /// The name of the group or newsletter. In a private chat: the other person's name in the address book, otherwise
    /// their push name, otherwise their phone number.
    pub name: String,
    /// The newest message.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last: Option<ChatMessage>,
    /// The number of unread messages.
    pub unread: usize,
}

debug_in_full!(ChatSummary { id, name, last, unread });

impl ChatSummary {
    /// Returns the chats of a person, the one with the newest message first.
    pub(in crate::kit) fn all(world: &World, person: &Jid) -> Vec<Self> {
        let mut chats: Vec<_> =
            world.network.places_of(person).iter().map(|place| Self::of(world, person, place)).collect();
        chats.retain(|chat| chat.last.is_some() || !chat.id.as_str().ends_with("@s.whatsapp.net"));
        let time = |chat: &Self| chat.last.as_ref().map(|message| message.time);
        chats.sort_by(|one, other| (time(other), one.id.as_str()).cmp(&(time(one), other.id.as_str())));
        chats
    }

    fn of(world: &World, person: &Jid, place: &Place) -> Self {
        let now = world.clock.now();
        let messages = world.network.conversation(place).into_iter().flat_map(|conversation| conversation.messages());
        Self {
            id: place.chat(person),
            name: name_of(&world.network, person, place),
            last: ChatMessage::newest(world, person, place, 1).pop(),
            unread: messages.filter(|message| message.is_unread(person, now)).count(),
        }
    }
}

/// Returns the name of a chat as a person's phone shows it.
pub(in crate::kit) fn name_of(network: &Network, person: &Jid, place: &Place) -> String {
    let chat = place.chat(person);
    let shared = network.group(&chat).map(|group| &group.name);
    let shared = shared.or_else(|| network.newsletter(&chat).map(|newsletter| &newsletter.name));
    let saved = || Some(&network.account(person)?.address_book.get(&chat)?.full_name);
    shared.or_else(saved).cloned().unwrap_or_else(|| name(network, &chat))
}
