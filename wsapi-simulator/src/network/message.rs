//! Messages, as WhatsApp stores them.

use std::time::SystemTime;

use indexmap::IndexMap;
use wsapi_client::{Jid, MessageId, types::Expiry};

use super::{File, timer};

/// A message before it is sent.
#[derive(Clone, Debug, Default)]
pub(crate) struct Draft {
    pub(crate) content: Content,
    pub(crate) quote: Option<Quote>,
    pub(crate) mentions: Vec<Jid>,
    pub(crate) is_forwarded: bool,
    pub(crate) is_view_once: bool,
    /// The time after which it disappears.
    pub(crate) timer: Option<Expiry>,
}

/// What a message consists of.
#[derive(Clone, Debug)]
pub(crate) enum Content {
    Text {
        text: String,
        link: Option<LinkPreview>,
    },
    File(Box<File>),
    /// One or more contact cards.
    Contacts(Vec<ContactCard>),
    Location(Location),
    Poll {
        question: String,
        options: Vec<String>,
    },
    /// Anything else, by a name.
    Other(String),
}

/// The preview of a link.
#[derive(Clone, Debug, Default)]
pub(crate) struct LinkPreview {
    pub(crate) url: String,
    pub(crate) title: String,
    pub(crate) description: String,
    /// A small JPEG, in base64.
    pub(crate) thumbnail: String,
}

/// A contact card.
#[derive(Clone, Debug, Default)]
pub(crate) struct ContactCard {
    pub(crate) name: String,
    pub(crate) vcard: String,
}

/// A place on the map.
#[derive(Clone, Debug, Default)]
pub(crate) struct Location {
    pub(crate) latitude: f64,
    pub(crate) longitude: f64,
    pub(crate) name: String,
    pub(crate) address: String,
}

/// The message that another one replies to.
#[derive(Clone, Debug)]
pub(crate) struct Quote {
    pub(crate) id: MessageId,
    pub(crate) author: Jid,
    /// A quote that the API sends has no text.
    pub(crate) text: Option<String>,
}

/// How far a message has come with one of its recipients.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Receipt {
    Delivered,
    Read,
    Played,
}

/// A message that was sent.
#[derive(Clone, Debug)]
pub(crate) struct Message {
    pub(crate) id: MessageId,
    pub(crate) author: Jid,
    /// The device that sent it; `None` for a phone.
    pub(crate) device: Option<u16>,
    pub(crate) time: SystemTime,
    pub(crate) content: Content,
    pub(crate) quote: Option<Quote>,
    pub(crate) mentions: Vec<Jid>,
    pub(crate) is_forwarded: bool,
    pub(crate) is_view_once: bool,
    pub(crate) timer: Option<Expiry>,
    pub(crate) is_edited: bool,
    /// It was deleted for all, and only its place is left.
    pub(crate) is_deleted: bool,
    pub(crate) is_pinned: bool,
    /// By the account that reacted.
    pub(crate) reactions: IndexMap<Jid, String>,
    /// By the account that received it.
    pub(crate) receipts: IndexMap<Jid, Receipt>,
    /// The accounts that starred it.
    pub(crate) starred_by: Vec<Jid>,
    /// The accounts that deleted it for themselves.
    pub(crate) hidden_from: Vec<Jid>,
}

impl Default for Content {
    fn default() -> Self {
        Self::text("")
    }
}

impl Content {
    /// A text without a link preview.
    pub(crate) fn text(text: impl Into<String>) -> Self {
        Self::Text { text: text.into(), link: None }
    }

    /// Whether the server publishes an event for it.
    pub(crate) fn is_reported(&self) -> bool {
        match self {
            Self::Text { .. } | Self::File(_) => true,
            Self::Contacts(cards) => !cards.iter().all(|card| card.vcard.is_empty()),
            Self::Location(_) | Self::Poll { .. } | Self::Other(_) => false,
        }
    }

    /// The text or the caption.
    pub(crate) fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text { text, .. } => Some(text),
            Self::File(file) => Some(&file.caption).filter(|caption| !caption.is_empty()).map(String::as_str),
            _ => None,
        }
    }

    /// Replaces the text or the caption.
    pub(super) fn set_text(&mut self, new: &str) {
        match self {
            Self::Text { text, .. } => new.clone_into(text),
            Self::File(file) => new.clone_into(&mut file.caption),
            _ => {}
        }
    }
}

impl Receipt {
    /// The receipt with this name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        match name {
            "delivered" => Some(Self::Delivered),
            "read" => Some(Self::Read),
            "played" => Some(Self::Played),
            _ => None,
        }
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Delivered => "delivered",
            Self::Read => "read",
            Self::Played => "played",
        }
    }
}

impl Message {
    pub(super) fn new(id: MessageId, author: Jid, time: SystemTime, draft: Draft) -> Self {
        let Draft { content, quote, mentions, is_forwarded, is_view_once, timer } = draft;
        Self {
            id,
            author,
            device: None,
            time,
            content,
            quote,
            mentions,
            is_forwarded,
            is_view_once,
            timer,
            is_edited: false,
            is_deleted: false,
            is_pinned: false,
            reactions: IndexMap::new(),
            receipts: IndexMap::new(),
            starred_by: Vec::new(),
            hidden_from: Vec::new(),
        }
    }

    pub(super) fn set_reaction(&mut self, account: &Jid, emoji: &str) {
        if emoji.is_empty() {
            self.reactions.shift_remove(account);
        } else {
            self.reactions.insert(account.clone(), emoji.to_owned());
        }
    }

    /// Notes a receipt, unless a further one was given before.
    pub(super) fn set_receipt(&mut self, account: &Jid, receipt: Receipt) {
        let known = self.receipts.entry(account.clone()).or_insert(receipt);
        *known = receipt.max(*known);
    }

    /// Whether `account` sees the message at this time.
    pub(crate) fn is_visible_to(&self, account: &Jid, now: SystemTime) -> bool {
        let has_gone = self.timer.as_ref().and_then(timer::length).is_some_and(|length| now >= self.time + length);
        !has_gone && !self.hidden_from.contains(account)
    }
}
