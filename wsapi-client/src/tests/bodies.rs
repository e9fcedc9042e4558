//! Bodies in the form in which the generator prints them.

use crate::prelude::{Jid, Media, MessageId, MessageRef, Nullable, Secret, Time, UnknownValue, object, open_enum};

/// A body with every kind of field.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct SendTextRequest {
    /// Required.
    pub to: Jid,
    /// Required, and hidden.
    pub text: String,
    /// Optional.
    pub mentions: Option<Vec<Jid>>,
    /// Half of a reference.
    pub reply_to: Option<MessageId>,
    /// The other half.
    pub reply_to_sender_id: Option<Jid>,
    /// An enum.
    pub ephemeral_expiration: Option<Expiry>,
    /// Three states.
    pub history_sync: Nullable<bool>,
    /// A secret.
    pub signing_secret: Option<Secret>,
}

object!(SendTextRequest {
    to: "to",
    text: "text",
    mentions: "mentions",
    reply_to: "replyTo",
    reply_to_sender_id: "replyToSenderId",
    ephemeral_expiration: "ephemeralExpiration",
    history_sync: "historySync",
    signing_secret: "signingSecret",
});

impl SendTextRequest {
    /// Sets the required fields.
    pub fn new(to: impl Into<Jid>, text: impl Into<String>) -> Self {
        Self {
            to: to.into(),
            text: text.into(),
            mentions: None,
            reply_to: None,
            reply_to_sender_id: None,
            ephemeral_expiration: None,
            history_sync: Nullable::Unset,
            signing_secret: None,
        }
    }

    /// Both halves at once.
    pub fn reply_to(mut self, message: impl Into<MessageRef>) -> Self {
        let message = message.into();
        self.reply_to = Some(message.id);
        self.reply_to_sender_id = Some(message.sender);
        self
    }

    /// A value.
    pub fn history_sync(mut self, history_sync: bool) -> Self {
        self.history_sync = Nullable::Value(history_sync);
        self
    }

    /// An enum.
    pub fn ephemeral_expiration(mut self, ephemeral_expiration: impl Into<Expiry>) -> Self {
        self.ephemeral_expiration = Some(ephemeral_expiration.into());
        self
    }

    /// A secret.
    pub fn signing_secret(mut self, signing_secret: impl Into<Secret>) -> Self {
        self.signing_secret = Some(signing_secret.into());
        self
    }
}

/// A body with media, and the members next to it.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct SendMediaRequest {
    /// Required.
    pub to: Jid,
    /// The media itself.
    pub media: Media,
    /// Or its address.
    pub url: Option<String>,
    /// Its type.
    pub mime_type: Option<String>,
}

object!(SendMediaRequest { to: "to", media: "data", url: "url", mime_type: "mimeType" });

impl SendMediaRequest {
    /// Sets the required fields.
    pub fn new(to: impl Into<Jid>, media: impl Into<Media>) -> Self {
        Self { to: to.into(), media: media.into(), url: None, mime_type: None }
    }

    /// An address.
    pub fn url(mut self, url: impl Into<String>) -> Self {
        self.url = Some(url.into());
        self
    }

    /// A type.
    pub fn mime_type(mut self, mime_type: impl Into<String>) -> Self {
        self.mime_type = Some(mime_type.into());
        self
    }
}

/// A body with an emoji.
#[derive(Clone, PartialEq, Eq)]
pub struct Reaction {
    /// The emoji.
    pub emoji: String,
}

object!(Reaction { emoji: "emoji" });

/// A response with one id.
#[derive(Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Created {
    /// The id.
    pub id: MessageId,
}

object!(Created { id: "id" });

/// A response with values.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Member {
    /// An address.
    pub id: Jid,
    /// Other addresses.
    pub aliases: Vec<Jid>,
    /// A time that may be unset.
    pub requested_at: Time,
    /// An enum.
    pub expiry: Expiry,
}

object!(Member { id: "id", aliases: "aliases", requested_at: "requestedAt", expiry: "expiry" });

/// An enum that may grow.
#[derive(Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Expiry {
    /// `off`.
    Off,
    /// `24h`.
    Day,
    /// Anything else.
    Unknown(UnknownValue),
}

impl Expiry {
    /// The text.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Off => "off",
            Self::Day => "24h",
            Self::Unknown(value) => value.as_str(),
        }
    }
}

impl From<&str> for Expiry {
    fn from(value: &str) -> Self {
        match value {
            "off" => Self::Off,
            "24h" => Self::Day,
            _ => Self::Unknown(UnknownValue::new(value)),
        }
    }
}

open_enum!(Expiry);
