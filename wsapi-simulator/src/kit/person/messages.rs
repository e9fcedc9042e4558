//! What a person can do with messages.

use std::time::SystemTime;

use wsapi_client::{
    Jid, MessageId,
    types::{PinDuration, ReportedPinDuration},
};

use super::{Acting, Person};
use crate::network::{Actor, Edit, Message, Network, Receipt, Target};

/// A message is given by its id, or by a [`Sent`](crate::Sent), a [`ChatMessage`](crate::ChatMessage) or a
/// [`Received`](crate::Received).
///
/// # Panics
///
/// Awaiting all but `reads_chat` panics if the person does not see the message.
impl Person {
    /// Reacts to a message. It replaces the reaction that the person gave before.
    pub fn reacts_to(&self, message: impl Into<MessageId>, emoji: impl Into<String>) -> Acting<'_> {
        let emoji = emoji.into();
        self.acts_on(message, move |network, actor, (chat, target), now| {
            network.react(actor, chat, target, &emoji, now);
        })
    }

    /// Removes the reaction to a message.
    pub fn removes_reaction_to(&self, message: impl Into<MessageId>) -> Acting<'_> {
        self.reacts_to(message, "")
    }

    /// Changes the text or the caption of an own message.
    pub fn edits(&self, message: impl Into<MessageId>, text: impl Into<String>) -> Acting<'_> {
        let edit = Edit { text: text.into(), ..Edit::default() };
        self.acts_on(message, move |network, actor, (chat, target), now| {
            network.edit(actor, chat, &target.id, &edit, now);
        })
    }

    /// Deletes a message for everyone. In a group, an admin can delete the messages of others.
    pub fn deletes(&self, message: impl Into<MessageId>) -> Acting<'_> {
        self.acts_on(message, |network, actor, (chat, target), now| network.delete(actor, chat, target, now))
    }

    /// Deletes a message on the person's own devices only.
    pub fn deletes_for_self(&self, message: impl Into<MessageId>) -> Acting<'_> {
        self.acts_on(message, |network, actor, (chat, target), now| {
            network.delete_for_me(&actor.account, chat, target, now);
        })
    }

    /// Pins a message in its chat, for everyone.
    pub fn pins(&self, message: impl Into<MessageId>, duration: PinDuration) -> Acting<'_> {
        let duration = ReportedPinDuration::from(duration.as_str());
        self.acts_on(message, move |network, actor, (chat, target), now| {
            network.pin(actor, chat, target, Some(&duration), now);
        })
    }

    /// Removes the pin of a message, for everyone.
    pub fn unpins(&self, message: impl Into<MessageId>) -> Acting<'_> {
        self.acts_on(message, |network, actor, (chat, target), now| network.pin(actor, chat, target, None, now))
    }

    /// Stars a message. Only the person's own devices are notified.
    pub fn stars(&self, message: impl Into<MessageId>) -> Acting<'_> {
        self.acts_on(message, |network, actor, (chat, target), now| {
            network.star(&actor.account, chat, target, true, now);
        })
    }

    /// Removes the star of a message.
    pub fn unstars(&self, message: impl Into<MessageId>) -> Acting<'_> {
        self.acts_on(message, |network, actor, (chat, target), now| {
            network.star(&actor.account, chat, target, false, now);
        })
    }

    /// Reads a message.
    pub fn reads(&self, message: impl Into<MessageId>) -> Acting<'_> {
        self.marks(message, Receipt::Read)
    }

    /// Plays a voice message or a video.
    pub fn plays(&self, message: impl Into<MessageId>) -> Acting<'_> {
        self.marks(message, Receipt::Played)
    }

    /// Reads all unread messages of a chat. Each sender is notified once, with the ids of all messages.
    pub fn reads_chat(&self, chat: impl Into<Jid>) -> Acting<'_> {
        let chat = chat.into();
        self.acts(move |network, actor, now| {
            let is_unread = |message: &&Message| {
                let receipt = message.receipts.get(&actor.account);
                let is_read = receipt.is_some_and(|receipt| *receipt >= Receipt::Read);
                let is_shown = !message.is_deleted && message.is_visible_to(&actor.account, now);
                message.author != actor.account && is_shown && !is_read
            };
            let place = network.place(&actor.account, &chat);
            let messages = network.conversation(&place).into_iter().flat_map(|conversation| conversation.messages());
            let unread: Vec<_> = messages.filter(is_unread).map(Target::of).collect();
            network.mark(actor, &chat, &unread, Receipt::Read, now);
        })
    }

    fn marks(&self, message: impl Into<MessageId>, receipt: Receipt) -> Acting<'_> {
        self.acts_on(message, move |network, actor, (chat, target), now| {
            network.mark(actor, chat, std::slice::from_ref(target), receipt, now);
        })
    }

    /// What the person does with a message, in the chat in which it is.
    fn acts_on<'a>(
        &'a self,
        message: impl Into<MessageId>,
        act: impl FnOnce(&mut Network, &Actor, (&Jid, &Target), SystemTime) + Send + 'a,
    ) -> Acting<'a> {
        let id = message.into();
        self.acts(move |network, actor, now| {
            let found = network.find(&actor.account, &id);
            let found = found.map(|(place, message)| (place.chat(&actor.account), Target::of(message)));
            let Some((chat, target)) = found else { panic!("the person does not see a message with the id {id}") };
            act(network, actor, (&chat, &target), now);
        })
    }
}
