//! The options that most messages have.

use wsapi_client::{Jid, MessageId, types::Expiry};

use crate::{
    network::{Content, Draft, Quote},
    server::{Rejection, recipient},
};

/// The optional members of most requests.
#[derive(Debug, Default)]
pub(super) struct Options {
    pub(super) mentions: Option<Vec<Jid>>,
    pub(super) reply_to: Option<MessageId>,
    pub(super) reply_to_sender_id: Option<Jid>,
    pub(super) is_forwarded: Option<bool>,
    pub(super) ephemeral_expiration: Option<Expiry>,
}

/// Takes the options out of a request.
macro_rules! options {
    ($body:ident) => {
        $crate::server::operations::messages::options::Options {
            mentions: $body.mentions,
            reply_to: $body.reply_to,
            reply_to_sender_id: $body.reply_to_sender_id,
            is_forwarded: $body.is_forwarded,
            ephemeral_expiration: $body.ephemeral_expiration,
        }
    };
}

pub(super) use options;

impl Options {
    /// Creates a message with these options. Without a sender, the chat is taken as the author of a quote.
    pub(super) fn draft(self, to: &Jid, content: Content) -> Result<Draft, Rejection> {
        let sender = self.reply_to_sender_id.filter(|sender| !sender.as_str().is_empty());
        let author = sender.map(|sender| recipient::in_body("replyToSenderId", &sender)).transpose()?;
        let quoted = self.reply_to.filter(|id| !id.as_str().is_empty());
        let quote = quoted.map(|id| Quote { id, author: author.unwrap_or_else(|| to.clone()), text: None });
        Ok(Draft {
            content,
            quote,
            mentions: self.mentions.unwrap_or_default(),
            is_forwarded: self.is_forwarded.unwrap_or_default(),
            is_view_once: false,
            timer: timer(self.ephemeral_expiration),
        })
    }
}

/// Returns the timer of a message; `off` is the same as none.
pub(super) fn timer(expiry: Option<Expiry>) -> Option<Expiry> {
    expiry.filter(|expiry| !matches!(expiry.as_str(), "" | "off"))
}
