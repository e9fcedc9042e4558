//! Messages from before, as WhatsApp hands them to a device.

use std::time::SystemTime;

use wsapi_client::{Jid, MessageId, types::Message as MessageEvent};

use super::{Message, Network, Place, message_events as events};

impl Network {
    /// Up to `count` messages before one, the newest first. There are none if that message is not known.
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

    /// All messages of an account, by chat, the newest first.
    pub(crate) fn all_messages(&self, viewer: &Jid, now: SystemTime) -> Vec<MessageEvent> {
        let is_seen = |place: &Place| !matches!(place, Place::Status(_)) && place.viewers(self).contains(viewer);
        let mut places: Vec<_> = self.conversations.keys().filter(|place| is_seen(place)).collect();
        places.sort_by_key(|place| place.chat(viewer).as_str().to_owned());
        let messages = places.into_iter().flat_map(|place| {
            let newest_first = self.conversations[place].messages().rev();
            let shown = newest_first.filter(|message| is_shown(message, viewer, now));
            shown.map(move |message| events::message(self, viewer, place, message))
        });
        messages.collect()
    }
}

fn is_shown(message: &Message, viewer: &Jid, now: SystemTime) -> bool {
    message.content.is_reported() && !message.is_deleted && message.is_visible_to(viewer, now)
}
