//! Acts on messages.

use std::time::SystemTime;

use wsapi_client::{
    EventData, Jid, MessageId,
    types::{Expiry, ReportedPinDuration},
};

use super::{
    Actor, Content, Draft, File, Message, Network, Place, Rejected,
    message_events::{self as events, Own},
    phone,
    timer::length,
};

/// The message of an act, identified by its author and its id.
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
    /// Posts a message. A message from a phone has the timer of its chat, unless it has its own.
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
            self.notify_viewers(actor, &place, |network, viewer| {
                EventData::Message(Box::new(events::message(network, viewer, &place, &message)))
            });
        }
        self.states.shift_remove(&(place.clone(), actor.account.clone()));
        self.conversations.add(&place, message);
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
    ) -> Result<MessageId, Rejected> {
        let place = self.place(&actor.account, chat);
        self.may_react(&actor.account, chat)?;
        self.demand_of(actor, (&place, &target.id), |message| {
            let has_effect = !emoji.is_empty() || message.reactions.contains_key(&actor.account);
            if has_effect { Ok(()) } else { Err("the person has not reacted to the message") }
        })?;
        let id = self.message_id(actor);
        self.change_named(&place, target, |message| message.set_reaction(&actor.account, emoji));
        let own = Own { id: &id, actor, at };
        self.notify_viewers(actor, &place, |network, viewer| {
            EventData::Message(Box::new(own.reaction(network, viewer, &place, (target, emoji))))
        });
        self.deliver(actor, &place, &id, at);
        Ok(id)
    }

    /// Changes the text or the caption of a message. WhatsApp ignores edits by anyone but the author.
    pub(crate) fn edit(
        &mut self,
        actor: &Actor,
        chat: &Jid,
        target: &MessageId,
        edit: &Edit,
        at: SystemTime,
    ) -> Result<MessageId, Rejected> {
        let place = self.place(&actor.account, chat);
        self.may_write(&actor.account, chat)?;
        self.demand_of(actor, (&place, target), |message| phone::edit(message, &actor.account))?;
        let id = self.message_id(actor);
        let changed = self.conversations.change(&place, target, |message| {
            let is_allowed = !message.is_deleted && phone::edit(message, &actor.account).is_ok();
            if is_allowed {
                message.content.set_text(&edit.text);
                message.mentions.clone_from(&edit.mentions);
                message.is_edited = true;
            }
            is_allowed.then_some(matches!(message.content, Content::File(_)))
        });
        let is_caption = match changed {
            Some(None) => return Ok(id),
            Some(Some(is_caption)) => is_caption,
            None => false,
        };
        let own = Own { id: &id, actor, at };
        self.notify_viewers(actor, &place, |network, viewer| {
            EventData::Message(Box::new(own.edit(network, viewer, &place, (target, edit, is_caption))))
        });
        self.deliver(actor, &place, &id, at);
        Ok(id)
    }

    /// Pins a message in its chat, or removes the pin if there is no duration.
    pub(crate) fn pin(
        &mut self,
        actor: &Actor,
        chat: &Jid,
        target: &Target,
        duration: Option<&ReportedPinDuration>,
        at: SystemTime,
    ) -> Result<(), Rejected> {
        let place = self.place(&actor.account, chat);
        self.may_write(&actor.account, chat)?;
        self.demand_of(actor, (&place, &target.id), |message| {
            if duration.is_some() || message.is_pinned { Ok(()) } else { Err("the message is not pinned") }
        })?;
        let id = self.message_id(actor);
        self.change_named(&place, target, |message| message.is_pinned = duration.is_some());
        let own = Own { id: &id, actor, at };
        self.notify_viewers(actor, &place, |network, viewer| {
            EventData::Message(Box::new(own.pin(network, viewer, &place, (target, duration))))
        });
        self.deliver(actor, &place, &id, at);
        Ok(())
    }

    /// Deletes a message for everyone. WhatsApp ignores deletions of other people's messages, except by the admins of a
    /// group.
    pub(crate) fn delete(
        &mut self,
        actor: &Actor,
        chat: &Jid,
        target: &Target,
        at: SystemTime,
    ) -> Result<(), Rejected> {
        let place = self.place(&actor.account, chat);
        self.may_react(&actor.account, chat)?;
        let is_admin = match &place {
            Place::Group(id) => self.group(id).is_some_and(|group| group.is_admin(&actor.account)),
            _ => false,
        };
        let may_delete =
            |message: &Message| message.author == target.author && (message.author == actor.account || is_admin);
        self.demand_of(actor, (&place, &target.id), |message| {
            if may_delete(message) { Ok(()) } else { Err("the message was sent by another person") }
        })?;
        let is_deleted = self.conversations.change(&place, &target.id, |message| {
            let is_allowed = may_delete(message) && !message.is_deleted;
            if is_allowed {
                message.delete();
            }
            is_allowed
        });
        if is_deleted == Some(false) {
            return Ok(());
        }
        self.notify_viewers(actor, &place, |network, viewer| {
            EventData::MessageDelete(Box::new(events::delete(network, viewer, &place, (actor, &target.id, at))))
        });
        Ok(())
    }

    /// Deletes a message on the account's own devices.
    pub(crate) fn delete_for_me(&mut self, account: &Jid, chat: &Jid, target: &Target, at: SystemTime) {
        let place = self.place(account, chat);
        self.conversations.change(&place, &target.id, |message| {
            if !message.hidden_from.contains(account) {
                message.hidden_from.push(account.clone());
            }
        });
        self.notify_account(account, None, |network| {
            EventData::MessageDelete(Box::new(events::delete_for_me(network, account, &place, target, at)))
        });
    }

    /// Sets or removes the star of the acting account.
    pub(crate) fn star(
        &mut self,
        actor: &Actor,
        chat: &Jid,
        target: &Target,
        is_starred: bool,
        at: SystemTime,
    ) -> Result<(), Rejected> {
        let (account, place) = (&actor.account, self.place(&actor.account, chat));
        self.demand_of(actor, (&place, &target.id), |message| {
            match (is_starred, message.starred_by.contains(account)) {
                (true, true) => Err("the message is already starred"),
                (false, false) => Err("the message is not starred"),
                _ => Ok(()),
            }
        })?;
        self.change_named(&place, target, |message| {
            message.starred_by.retain(|other| other != account);
            if is_starred {
                message.starred_by.push(account.clone());
            }
        });
        self.notify_account(account, None, |network| {
            EventData::MessageStar(Box::new(events::star(network, account, &place, target, (is_starred, at))))
        });
        Ok(())
    }

    /// Returns the file with this decoded id.
    pub(crate) fn file(&self, id: &[u8]) -> Option<&File> {
        self.files.get(id)
    }

    /// Returns the accounts that do not receive the actor's messages in a place because they have blocked the actor.
    pub(super) fn deaf(&self, actor: &Actor, place: &Place) -> Vec<Jid> {
        let has_blocked = |viewer: &Jid| !place.is_group() && self.is_blocked(viewer, &actor.account);
        place.viewers(self).into_iter().filter(has_blocked).collect()
    }

    /// Returns a message that `account` can see, and its place.
    pub(crate) fn find(&self, account: &Jid, id: &MessageId) -> Option<(&Place, &Message)> {
        let mut found =
            self.conversations.iter().filter_map(|(place, conversation)| Some((place, conversation.get(id)?)));
        // An act on another person's status update is a private message.
        let is_own = |place: &Place| !matches!(place, Place::Status(author) if author != account);
        found.find(|(place, message)| {
            is_own(place) && place.viewers(self).contains(account) && !message.hidden_from.contains(account)
        })
    }

    /// Generates the id of a new message.
    pub(super) fn message_id(&mut self, actor: &Actor) -> MessageId {
        match actor.instance {
            Some(_) => self.ids.message(),
            None => self.ids.phone_message(),
        }
    }

    /// Changes the message if the stated author sent it.
    fn change_named(&mut self, place: &Place, target: &Target, change: impl FnOnce(&mut Message)) {
        self.conversations.change(place, &target.id, |message| {
            if message.author == target.author && !message.is_deleted {
                change(message);
            }
        });
    }
}
