//! The check marks of a person's own messages.

use serde::Serialize;
use wsapi_client::Jid;

use crate::network::{Message, Receipt};

/// The delivery state of a person's own message. In a group, all other members must have reached it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum Ticks {
    /// One tick: WhatsApp has received the message.
    Sent,
    /// Two ticks: the message was delivered.
    Delivered,
    /// Two blue ticks: the message was read.
    Read,
    /// Two blue ticks: the voice message was played.
    Played,
}

impl Ticks {
    /// Returns the ticks that the author sees. `others` are the other people in the chat.
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
