//! What people do with messages.

use std::time::SystemTime;

use wsapi_client::{
    EventData, Jid, MessageId,
    types::{Expiry, ReportedPinDuration},
};

use super::{
    Actor, Content, Draft, File, Message, Network, Place,
    message_events::{self as events, Own},
    timer::length,
};

/// A message that something is done with, as its author and its id name it.
#[derive(Clone, Debug)]
pub(crate) struct Target {
    pub(crate) author: Jid,
    pub(crate) id: MessageId,
}

impl Target {
    pub(crate) fn of(message: &Message) -> Self {
        Self { author: message.author.clone(), id: message.id.clone() }
    }
}

/// The new text of a message.
#[derive(Clone, Debug, Default)]
pub(crate) struct Edit {
    pub(crate) text: String,
    pub(crate) mentions: Vec<Jid>,
    pub(crate) timer: Option<Expiry>,
}

impl Network {
    /// Posts a message. One from a phone has the timer of its chat, unless it has its own.
    pub(crate) fn post(&mut self, actor: &Actor, chat: &Jid, mut draft: Draft, at: SystemTime) -> MessageId {
        let place = self.place(&actor.account, chat);
        let id = self.message_id(actor);
        if let Content::File(file) = &mut draft.content {
            self.files.add(file);
        }
        if draft.timer.is_none() && actor.instance.is_none() {
            draft.timer = self.timer(&place).cloned();
        }
        draft.timer = draft.timer.filter(|timer| length(timer).is_some());
        let mut message = Message::new(id.clone(), actor.account.clone(), at, draft);
        message.device = self.device(actor);
        message.hidden_from = self.deaf(actor, &place);
        if message.content.is_reported() {
            self.tell(actor, &place, |network, viewer| {
                EventData::Message(Box::new(events::message(network, viewer, &place, &message)))
            });
        }
        self.conversation_mut(&place).add(message);
        self.deliver(actor, &place, &id, at);
        id
    }

    /// Reacts to a message; an empty text removes the reaction.
    pub(crate) fn react(
        &mut self,
        actor: &Actor,
        chat: &Jid,
        target: &Target,
        emoji: &str,
        at: SystemTime,
    ) -> MessageId {
        let place = self.place(&actor.account, chat);
        let id = self.message_id(actor);
        if let Some(message) = self.named(&place, target) {
            message.set_reaction(&actor.account, emoji);
        }
        let own = Own { id: &id, actor, at };
        self.tell(actor, &place, |network, viewer| {
            EventData::Message(Box::new(own.reaction(network, viewer, &place, (target, emoji))))
        });
        self.deliver(actor, &place, &id, at);
        id
    }

    /// Changes the text or the caption of a message. WhatsApp ignores an edit by anybody but the author.
    pub(crate) fn edit(
        &mut self,
        actor: &Actor,
        chat: &Jid,
        target: &MessageId,
        edit: &Edit,
        at: SystemTime,
    ) -> MessageId {
        let place = self.place(&actor.account, chat);
        let id = self.message_id(actor);
        let mut is_caption = false;
        if let Some(message) = self.conversation_mut(&place).get_mut(target) {
            if message.author != actor.account || message.is_deleted || !can_be_edited(&message.content) {
                return id;
            }
            is_caption = matches!(message.content, Content::File(_));
            message.content.set_text(&edit.text);
            message.mentions.clone_from(&edit.mentions);
            message.is_edited = true;
        }
        let own = Own { id: &id, actor, at };
        self.tell(actor, &place, |network, viewer| {
            EventData::Message(Box::new(own.edit(network, viewer, &place, (target, edit, is_caption))))
        });
        self.deliver(actor, &place, &id, at);
        id
    }

    /// Pins a message in its chat, or removes the pin if there is no duration.
    pub(crate) fn pin(
        &mut self,
        actor: &Actor,
        chat: &Jid,
        target: &Target,
        duration: Option<&ReportedPinDuration>,
        at: SystemTime,
    ) {
        let place = self.place(&actor.account, chat);
        let id = self.message_id(actor);
        if let Some(message) = self.named(&place, target) {
            message.is_pinned = duration.is_some();
        }
        let own = Own { id: &id, actor, at };
        self.tell(actor, &place, |network, viewer| {
            EventData::Message(Box::new(own.pin(network, viewer, &place, (target, duration))))
        });
        self.deliver(actor, &place, &id, at);
    }

    /// Deletes a message for all. WhatsApp ignores it for a message by somebody else, except for the admins of a group.
    pub(crate) fn delete(&mut self, actor: &Actor, chat: &Jid, target: &Target, at: SystemTime) {
        let place = self.place(&actor.account, chat);
        let is_admin = match &place {
            Place::Group(id) => self.group(id).is_some_and(|group| group.is_admin(&actor.account)),
            _ => false,
        };
        let may_delete =
            |message: &Message| message.author == target.author && (message.author == actor.account || is_admin);
        if let Some(message) = self.conversation_mut(&place).get_mut(&target.id) {
            if !may_delete(message) || message.is_deleted {
                return;
            }
            message.is_deleted = true;
            message.is_pinned = false;
            message.content = Content::default();
            message.quote = None;
            message.reactions.clear();
        }
        self.tell(actor, &place, |network, viewer| {
            EventData::MessageDelete(Box::new(events::delete(network, viewer, &place, (actor, &target.id, at))))
        });
    }

    /// Deletes a message on the account's own devices.
    pub(crate) fn delete_for_me(&mut self, account: &Jid, chat: &Jid, target: &Target, at: SystemTime) {
        let place = self.place(account, chat);
        if let Some(message) = self.conversation_mut(&place).get_mut(&target.id)
            && !message.hidden_from.contains(account)
        {
            message.hidden_from.push(account.clone());
        }
        self.tell_account(account, None, |network| {
            EventData::MessageDelete(Box::new(events::delete_for_me(network, account, &place, target, at)))
        });
    }

    /// Sets or removes the account's star.
    pub(crate) fn star(&mut self, account: &Jid, chat: &Jid, target: &Target, is_starred: bool, at: SystemTime) {
        let place = self.place(account, chat);
        if let Some(message) = self.named(&place, target) {
            message.starred_by.retain(|other| other != account);
            if is_starred {
                message.starred_by.push(account.clone());
            }
        }
        self.tell_account(account, None, |network| {
            EventData::MessageStar(Box::new(events::star(network, account, &place, target, (is_starred, at))))
        });
    }

    /// The file with this id, which is given in bytes.
    pub(crate) fn file(&self, id: &[u8]) -> Option<&File> {
        self.files.get(id)
    }

    /// The accounts that do not receive what is sent to a place, because they have blocked its author.
    pub(super) fn deaf(&self, actor: &Actor, place: &Place) -> Vec<Jid> {
        let has_blocked = |viewer: &Jid| !place.is_group() && self.is_blocked(viewer, &actor.account);
        place.viewers(self).into_iter().filter(has_blocked).collect()
    }

    /// The place of a message that `account` sees, and the message.
    pub(crate) fn find(&self, account: &Jid, id: &MessageId) -> Option<(&Place, &Message)> {
        let found = self.conversations.iter().filter_map(|(place, conversation)| Some((place, conversation.get(id)?)));
        // What is done with a status update of somebody else is a private message.
        let is_own = |place: &Place| !matches!(place, Place::Status(author) if author != account);
        found.into_iter().find(|(place, message)| {
            is_own(place) && place.viewers(self).contains(account) && !message.hidden_from.contains(account)
        })
    }

    /// The id of a new message.
    pub(super) fn message_id(&mut self, actor: &Actor) -> MessageId {
        match actor.instance {
            Some(_) => self.ids.message(),
            None => self.ids.phone_message(),
        }
    }

    /// The message, if it is by the author that was named.
    fn named(&mut self, place: &Place, target: &Target) -> Option<&mut Message> {
        let message = self.conversation_mut(place).get_mut(&target.id)?;
        (message.author == target.author && !message.is_deleted).then_some(message)
    }
}

fn can_be_edited(content: &Content) -> bool {
    matches!(content, Content::Text { .. } | Content::File(_))
}
