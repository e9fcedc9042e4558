//! Messages as WhatsApp stores them.

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

/// The content of a message.
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
    /// Any other content, by name.
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
    /// The text. A quote sent through the API has none.
    pub(crate) text: Option<String>,
}

/// The state of a message for one of its recipients.
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
    /// `true` if it was deleted for everyone.
    pub(crate) is_deleted: bool,
    pub(crate) is_pinned: bool,
    /// The reactions, by account.
    pub(crate) reactions: IndexMap<Jid, String>,
    /// The receipts, by account.
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
    /// Creates a text without a link preview.
    pub(crate) fn text(text: impl Into<String>) -> Self {
        Self::Text { text: text.into(), link: None }
    }

    /// Returns `true` if the server publishes an event for this content.
    pub(crate) fn is_reported(&self) -> bool {
        match self {
            Self::Text { .. } | Self::File(_) => true,
            Self::Contacts(cards) => !cards.iter().all(|card| card.vcard.is_empty()),
            Self::Location(_) | Self::Poll { .. } | Self::Other(_) => false,
        }
    }

    /// Returns the approximate size in bytes.
    fn size(&self) -> usize {
        match self {
            Self::Text { text, link } => text.len() + link.as_ref().map_or(0, LinkPreview::size),
            Self::File(file) => file.size(),
            Self::Contacts(cards) => cards.iter().map(|card| card.name.len() + card.vcard.len()).sum(),
            Self::Location(location) => location.name.len() + location.address.len(),
            Self::Poll { question, options } => question.len() + options.iter().map(String::len).sum::<usize>(),
            Self::Other(name) => name.len(),
        }
    }

    /// Returns the text or the caption.
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

impl LinkPreview {
    fn size(&self) -> usize {
        [&self.url, &self.title, &self.description, &self.thumbnail].map(String::len).iter().sum()
    }
}

impl Receipt {
    /// Returns the receipt with this name.
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

    /// Returns the approximate size in bytes, without the fixed size of a message.
    pub(super) fn size(&self) -> usize {
        let quote = self.quote.as_ref().map_or(0, |quote| {
            let text = quote.text.as_ref().map_or(0, String::len);
            quote.id.as_str().len() + quote.author.as_str().len() + text
        });
        let mentions: usize = self.mentions.iter().map(|mention| mention.as_str().len()).sum();
        let reactions: usize = self.reactions.values().map(String::len).sum();
        self.content.size() + quote + mentions + reactions
    }

    pub(super) fn set_reaction(&mut self, account: &Jid, emoji: &str) {
        if emoji.is_empty() {
            self.reactions.shift_remove(account);
        } else {
            self.reactions.insert(account.clone(), emoji.to_owned());
        }
    }

    /// Deletes the message for everyone, and clears its content.
    pub(super) fn delete(&mut self) {
        self.is_deleted = true;
        self.is_pinned = false;
        self.content = Content::default();
        self.quote = None;
        self.reactions.clear();
    }

    /// Records a receipt, unless a later state was already recorded.
    pub(super) fn set_receipt(&mut self, account: &Jid, receipt: Receipt) {
        let known = self.receipts.entry(account.clone()).or_insert(receipt);
        *known = receipt.max(*known);
    }

    /// Returns `true` if `account` has not read the message.
    pub(crate) fn is_unread(&self, account: &Jid, now: SystemTime) -> bool {
        let is_read = self.receipts.get(account).is_some_and(|receipt| *receipt >= Receipt::Read);
        self.author != *account && !self.is_deleted && !is_read && self.is_visible_to(account, now)
    }

    /// Returns `true` if `account` sees the message at this time.
    pub(crate) fn is_visible_to(&self, account: &Jid, now: SystemTime) -> bool {
        let has_gone = self.timer.as_ref().and_then(timer::length).is_some_and(|length| now >= self.time + length);
        !has_gone && !self.hidden_from.contains(account)
    }
}
