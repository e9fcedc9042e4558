//! Earlier messages, as WhatsApp sends them to a device.

use std::time::SystemTime;

use wsapi_client::{Jid, MessageId, types::Message as MessageEvent};

use super::{Message, Network, Place, message_events as events};

impl Network {
    /// Returns up to `count` messages before a message, newest first, or none if that message is unknown.
    pub(crate) fn messages_before(
        &self,
        viewer: &Jid,
        chat: &Jid,
        before: &MessageId,
        count: usize,
        now: SystemTime,
    ) -> Vec<MessageEvent> {
        let place = self.place(viewer, chat);
        let Some(conversation) = self.conversation(&place).filter(|_| place.viewers(self).contains(viewer)) else {
            return Vec::new();
        };
        let mut newest_first = conversation.messages().rev();
        if !newest_first.any(|message| message.id == *before) {
            return Vec::new();
        }
        let shown = newest_first.filter(|message| is_shown(message, viewer, now));
        shown.take(count).map(|message| events::message(self, viewer, &place, message)).collect()
    }

    /// Returns the private chats, groups and newsletters that an account sees, in any order. A community itself is not
    /// a chat.
    pub(crate) fn places_of(&self, viewer: &Jid) -> Vec<Place> {
        let is_private =
            |place: &&Place| matches!(place, Place::Private(one, other) if one == viewer || other == viewer);
        let private = self.conversations.iter().map(|(place, _)| place).filter(is_private).cloned();
        let groups = self.groups_of(viewer).filter(|group| !group.is_community());
        let groups = groups.map(|group| Place::Group(group.id.clone()));
        let newsletters = self.newsletters_of(viewer).map(|newsletter| Place::Newsletter(newsletter.id.clone()));
        private.chain(groups).chain(newsletters).collect()
    }

    /// Returns all messages of an account by chat, newest first.
    pub(crate) fn all_messages(&self, viewer: &Jid, now: SystemTime) -> Vec<MessageEvent> {
        let is_seen = |place: &Place| !matches!(place, Place::Status(_)) && place.viewers(self).contains(viewer);
        let mut conversations: Vec<_> = self.conversations.iter().filter(|(place, _)| is_seen(place)).collect();
        conversations.sort_by_key(|(place, _)| place.chat(viewer).as_str().to_owned());
        let messages = conversations.into_iter().flat_map(|(place, conversation)| {
            let newest_first = conversation.messages().rev();
            let shown = newest_first.filter(|message| is_shown(message, viewer, now));
            shown.map(move |message| events::message(self, viewer, place, message))
        });
        messages.collect()
    }
}

fn is_shown(message: &Message, viewer: &Jid, now: SystemTime) -> bool {
    message.content.is_reported() && !message.is_deleted && message.is_visible_to(viewer, now)
}
