//! The ticks of own messages.

use wsapi_client::Jid;

use crate::network::{Message, Receipt};

/// How far an own message has come: in a group, with all others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Ticks {
    /// One tick: WhatsApp has it.
    Sent,
    /// Two ticks.
    Delivered,
    /// Two blue ticks.
    Read,
    /// Two blue ticks, and the voice message was played.
    Played,
}

impl Ticks {
    /// The ticks that the author sees, where these are the others in the chat.
    pub(super) fn of(message: &Message, others: &[Jid]) -> Self {
        let ticks = |other: &Jid| match message.receipts.get(other) {
            None => Self::Sent,
            Some(Receipt::Delivered) => Self::Delivered,
            Some(Receipt::Read) => Self::Read,
            Some(Receipt::Played) => Self::Played,
        };
        others.iter().map(ticks).min().unwrap_or(Self::Sent)
    }
}
