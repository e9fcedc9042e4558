//! The settings of a person's chats, changed on the phone. All devices of the account share them.

use wsapi_client::{
    Jid,
    types::{Expiry, MuteDuration},
};

use super::{Acting, Person};
use crate::network::ChatChange;

impl Person {
    /// Mutes a chat, or unmutes it with [`MuteDuration::Off`].
    pub fn mutes_chat(&self, chat: impl Into<Jid>, duration: MuteDuration) -> Acting<'_> {
        self.changes_chat(
            chat,
            match duration {
                MuteDuration::Always => ChatChange::MuteForever,
                duration => ChatChange::Mute(duration),
            },
        )
    }

    /// Pins a chat to the top of the list, or unpins it.
    pub fn pins_chat(&self, chat: impl Into<Jid>, is_pinned: bool) -> Acting<'_> {
        self.changes_chat(chat, ChatChange::Pin(is_pinned))
    }

    /// Archives or unarchives a chat.
    pub fn archives_chat(&self, chat: impl Into<Jid>, is_archived: bool) -> Acting<'_> {
        self.changes_chat(chat, ChatChange::Archive(is_archived))
    }

    /// Marks a chat as read or unread.
    pub fn marks_chat_read(&self, chat: impl Into<Jid>, is_read: bool) -> Acting<'_> {
        self.changes_chat(chat, ChatChange::Read(is_read))
    }

    /// Sets the time after which new messages of a chat disappear.
    ///
    /// # Panics
    ///
    /// Awaiting it panics if WhatsApp rejects it because the person is not in the group.
    pub fn sets_timer(&self, chat: impl Into<Jid>, timer: impl Into<Expiry>) -> Acting<'_> {
        let (chat, timer) = (chat.into(), timer.into());
        self.attempts(move |network, actor, _| network.set_timer(actor, &chat, &timer))
    }

    fn changes_chat(&self, chat: impl Into<Jid>, change: ChatChange) -> Acting<'_> {
        let chat = chat.into();
        self.acts(move |network, actor, now| network.change_chat(&actor.account, &chat, &change, now))
    }
}
