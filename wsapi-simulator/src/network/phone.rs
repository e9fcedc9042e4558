//! The acts on messages that a phone offers.
//!
//! A phone offers only acts that have an effect, so all others are rejected. WhatsApp accepts any request from a linked
//! device, so instances are not restricted here.

use std::time::SystemTime;

use wsapi_client::{Jid, MessageId, types::MediaKind};

use super::{Actor, Content, Message, Network, Place, Receipt, Rejected};

impl Rejected {
    /// Creates a rejection of the phone itself.
    pub(crate) fn because(reason: impl Into<String>) -> Self {
        Self(reason.into())
    }
}

impl Actor {
    /// Returns `true` if it is a phone and not a linked device.
    pub(super) fn is_phone(&self) -> bool {
        self.instance.is_none()
    }

    /// Rejects an act of a phone, unless the condition holds.
    pub(super) fn demands(&self, is_so: bool, reason: &str) -> Result<(), Rejected> {
        if is_so || !self.is_phone() { Ok(()) } else { Err(Rejected::because(reason)) }
    }
}

impl Network {
    /// Returns the message that a person's phone shows at this time, and its place. Fails for a deleted message.
    pub(crate) fn shown(&self, account: &Jid, id: &MessageId, now: SystemTime) -> Result<(&Place, &Message), Rejected> {
        let found = self.find(account, id).filter(|(_, message)| message.is_visible_to(account, now));
        let (place, message) =
            found.ok_or_else(|| Rejected::because(format!("the message `{id}` is not visible to the person")))?;
        if message.is_deleted { Err(Rejected::because("the message was deleted")) } else { Ok((place, message)) }
    }

    /// Rejects an act of a phone on a message, unless the condition holds.
    pub(super) fn demand_of(
        &self,
        actor: &Actor,
        (place, id): (&Place, &MessageId),
        demand: impl FnOnce(&Message) -> Result<(), &'static str>,
    ) -> Result<(), Rejected> {
        let conversation = self.conversation(place).filter(|_| actor.is_phone());
        let message = conversation.and_then(|conversation| conversation.get(id));
        message.map_or(Ok(()), demand).map_err(Rejected::because)
    }
}

/// Checks that a phone offers to edit the message.
pub(super) fn edit(message: &Message, author: &Jid) -> Result<(), &'static str> {
    match &message.content {
        _ if message.author != *author => Err("the message was sent by another person"),
        Content::Text { .. } | Content::File(_) => Ok(()),
        _ => Err("the message has neither a text nor a caption"),
    }
}

/// Checks that a phone can send this receipt.
pub(super) fn receipt(message: &Message, reader: &Jid, receipt: Receipt) -> Result<(), &'static str> {
    let can_be_played = match &message.content {
        Content::File(file) => matches!(file.kind, MediaKind::Audio | MediaKind::Voice | MediaKind::Video),
        _ => false,
    };
    match receipt {
        _ if message.author == *reader => Err("the message was sent by the person"),
        Receipt::Played if !can_be_played => Err("expected an audio file, a voice message or a video"),
        _ => Ok(()),
    }
}
