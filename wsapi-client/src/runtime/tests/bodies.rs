//! Bodies in the form in which the generator prints them.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::runtime::{Jid, MessageId, MessageRef, Nullable, Secret, Time, UnknownValue, hidden, open_enum};

/// A body with every kind of field.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct SendTextRequest {
    /// Required.
    pub to: Jid,
    /// Required, and hidden.
    pub text: String,
    /// Optional.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mentions: Option<Vec<Jid>>,
    /// Half of a reference.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<MessageId>,
    /// The other half.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reply_to_sender_id: Option<Jid>,
    /// An enum.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ephemeral_expiration: Option<Expiry>,
    /// Three states.
    #[serde(default, skip_serializing_if = "Nullable::is_unset")]
    pub history_sync: Nullable<bool>,
    /// A secret.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signing_secret: Option<Secret>,
}

impl fmt::Debug for SendTextRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SendTextRequest")
            .field("to", &self.to)
            .field("text", &hidden(&self.text))
            .field("mentions", &hidden(&self.mentions))
            .field("reply_to", &self.reply_to)
            .field("reply_to_sender_id", &self.reply_to_sender_id)
            .field("ephemeral_expiration", &self.ephemeral_expiration)
            .field("history_sync", &hidden(&self.history_sync))
            .field("signing_secret", &self.signing_secret)
            .finish()
    }
}

impl SendTextRequest {
    /// What is required.
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

/// A body with an emoji.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reaction {
    /// The emoji.
    pub emoji: String,
}

/// An answer with one id.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Created {
    /// The id.
    pub id: MessageId,
}

/// An answer of values.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Member {
    /// An address.
    pub id: Jid,
    /// Other addresses.
    #[serde(default)]
    pub aliases: Vec<Jid>,
    /// A time that may be unset.
    pub requested_at: Time,
    /// An enum.
    pub expiry: Expiry,
}

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
