//! The chats that an instance lists.

use std::collections::HashMap;

use indexmap::IndexMap;
use wsapi_client::{
    Jid, JidKind, Time,
    types::{ChatSetting, Message},
};

use crate::network::bounded;

/// The maximum number of chats with settings. The oldest are dropped.
const MOST_SETTINGS: usize = 10_000;

/// The chats with received messages, and the settings of all chats.
#[derive(Clone, Debug, Default)]
pub(crate) struct Chats {
    /// The last activity by chat. Only these chats are listed.
    activity: HashMap<Jid, Option<Time>>,
    settings: IndexMap<Jid, Settings>,
}

/// The settings of a chat.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Settings {
    pub(crate) is_archived: bool,
    pub(crate) is_pinned: bool,
    /// The end of the mute, if the chat is muted.
    pub(crate) muted_until: Option<Time>,
}

/// The stated end of a mute without an end.
const FOREVER: &str = "9999-12-31T23:59:59Z";

impl Chats {
    /// Adds the chat of a message to the list. Status updates are not listed.
    pub(crate) fn add_message(&mut self, message: &Message) {
        if message.chat_id.kind() == JidKind::Status {
            return;
        }
        let activity = self.activity.entry(message.chat_id.clone()).or_default();
        let is_newer = activity.as_ref().is_none_or(|last| last.unix_nanos() < message.time.unix_nanos());
        if is_newer && !message.time.is_unset() {
            *activity = Some(message.time.clone());
        }
    }

    pub(super) fn set(&mut self, change: &ChatSetting) {
        let mut settings = self.settings(&change.id);
        if let Some(mute) = &change.mute {
            let end = || mute.mute_end_time.clone().unwrap_or_else(|| FOREVER.parse().expect("a time in RFC 3339"));
            settings.muted_until = mute.is_muted.unwrap_or_default().then(end);
        }
        if let Some(pin) = &change.pin {
            settings.is_pinned = pin.is_pinned.unwrap_or_default();
        }
        if let Some(archive) = &change.archive {
            settings.is_archived = archive.is_archived.unwrap_or_default();
        }
        bounded::insert(&mut self.settings, change.id.clone(), settings, MOST_SETTINGS);
    }

    /// Removes a chat from the list until the next message arrives.
    pub(crate) fn remove(&mut self, id: &Jid) {
        self.activity.remove(id);
        self.settings.shift_remove(id);
    }

    /// Returns the last activity of a listed chat.
    pub(crate) fn get(&self, id: &Jid) -> Option<Option<&Time>> {
        self.activity.get(id).map(Option::as_ref)
    }

    pub(crate) fn settings(&self, id: &Jid) -> Settings {
        self.settings.get(id).cloned().unwrap_or_default()
    }

    /// Returns the ids of all listed chats: newest activity first, unknown activity last.
    pub(crate) fn ids(&self) -> Vec<Jid> {
        let mut ids: Vec<_> = self.activity.iter().collect();
        let key = |time: &Option<Time>| std::cmp::Reverse(time.as_ref().and_then(Time::unix_nanos));
        ids.sort_by(|(id, one), (other_id, other)| (key(one), id.as_str()).cmp(&(key(other), other_id.as_str())));
        ids.into_iter().map(|(id, _)| id.clone()).collect()
    }
}

#[cfg(test)]
mod tests {
    use wsapi_client::types::{Message, MessageKind};

    use super::Chats;

    #[test]
    fn unknown_activity_is_listed_last() {
        let mut chats = Chats::default();
        for (id, time) in [("1@s.whatsapp.net", "0001-01-01T00:00:00Z"), ("2@s.whatsapp.net", "2026-01-01T00:00:00Z")] {
            let mut message = Message::new(MessageKind::Text);
            (message.chat_id, message.time) = (id.parse().unwrap(), time.parse().unwrap());
            chats.add_message(&message);
        }
        assert_eq!(chats.ids(), ["2@s.whatsapp.net".parse().unwrap(), "1@s.whatsapp.net".parse().unwrap()]);
    }
}
