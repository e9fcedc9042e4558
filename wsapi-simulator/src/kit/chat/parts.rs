//! The parts of messages in a chat.

use bytes::Bytes;
use serde::Serialize;
use wsapi_client::{Jid, MessageId, types::MediaKind};

use super::json;
use crate::{
    kit::in_full::debug_in_full,
    network::{ContactCard, File, LinkPreview, Location, Quote},
};

/// A file in a chat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ChatFile {
    /// The kind of file.
    pub kind: MediaKind,
    /// The MIME type; empty if the sender gave none.
    pub mime_type: String,
    /// The name; empty if there is none.
    pub name: String,
    /// The content.
    #[serde(rename = "size", serialize_with = "json::size")]
    pub bytes: Bytes,
}

/// A contact card in a chat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ChatContact {
    /// The name on the card.
    pub name: String,
    /// The vCard; empty if the sender gave none.
    pub vcard: String,
}

/// A place on the map in a chat.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ChatLocation {
    /// In degrees.
    pub latitude: f64,
    /// In degrees.
    pub longitude: f64,
    /// The name; empty if there is none.
    pub name: String,
    /// The address; empty if there is none.
    pub address: String,
}

/// A poll in a chat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ChatPoll {
    /// The question.
    pub question: String,
    /// The options to vote for.
    pub options: Vec<String>,
}

/// The preview of a link in a chat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ChatPreview {
    /// The address of the link.
    pub url: String,
    /// The title; empty if there is none.
    pub title: String,
    /// The text below the title; empty if there is none.
    pub description: String,
}

/// The message that another one replies to.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ChatQuote {
    /// The id of the quoted message.
    pub id: MessageId,
    /// Its author, as stated by the reply.
    pub sender: Jid,
    /// Its text. Quotes sent through the API have none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

debug_in_full!(ChatQuote { id, sender, text });

impl From<&File> for ChatFile {
    fn from(file: &File) -> Self {
        Self {
            kind: file.kind.clone(),
            mime_type: file.mime_type.clone(),
            name: file.name.clone(),
            bytes: file.bytes.clone(),
        }
    }
}

impl From<&ContactCard> for ChatContact {
    fn from(card: &ContactCard) -> Self {
        Self { name: card.name.clone(), vcard: card.vcard.clone() }
    }
}

impl From<&Location> for ChatLocation {
    fn from(location: &Location) -> Self {
        let Location { latitude, longitude, name, address } = location.clone();
        Self { latitude, longitude, name, address }
    }
}

impl From<&LinkPreview> for ChatPreview {
    fn from(link: &LinkPreview) -> Self {
        Self { url: link.url.clone(), title: link.title.clone(), description: link.description.clone() }
    }
}

impl From<&Quote> for ChatQuote {
    fn from(quote: &Quote) -> Self {
        Self { id: quote.id.clone(), sender: quote.author.clone(), text: quote.text.clone() }
    }
}
