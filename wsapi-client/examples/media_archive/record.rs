//! The metadata of a file.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use wsapi_client::{
    Jid, MessageId, Time,
    types::{MediaKind, Message},
};

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Record {
    pub(crate) chat: Jid,
    pub(crate) sender: Jid,
    pub(crate) message: MessageId,
    pub(crate) time: Time,
    pub(crate) kind: MediaKind,
    pub(crate) mime_type: Option<String>,
    pub(crate) caption: Option<String>,
    /// The name that the sender gave the file.
    pub(crate) name: Option<String>,
    pub(crate) media_id: String,
    /// The name of the stored file. `None` while it is pending, or if it was too large.
    pub(crate) file: Option<String>,
}

impl Record {
    /// Returns the metadata of an image or document that another person sent.
    pub(crate) fn of(message: &Message) -> Option<Self> {
        let media = message.media.as_ref().filter(|_| !message.is_mine())?;
        let is_wanted = matches!(media.media_type, MediaKind::Image | MediaKind::Document);
        Some(Self {
            chat: message.chat_id.clone(),
            sender: message.to_ref().sender,
            message: message.id.clone(),
            time: message.time.clone(),
            kind: media.media_type.clone(),
            mime_type: media.mime_type.clone(),
            caption: media.caption.clone(),
            name: media.filename.clone(),
            media_id: message.media_id().filter(|_| is_wanted)?.to_owned(),
            file: None,
        })
    }

    /// Returns the folder of the chat and the day. The day is the date in the text of the time, so it depends on the
    /// UTC offset that the server writes.
    pub(crate) fn folder(&self) -> PathBuf {
        let day = self.time.as_str().get(..10).filter(|_| !self.time.is_unset());
        PathBuf::from(clean(self.chat.as_str())).join(clean(day.unwrap_or("undated")))
    }

    /// Returns the name of the file without its extension. Two people can use the same message id.
    pub(crate) fn stem(&self) -> String {
        clean(&format!("{}-{}", self.sender.user(), self.message))
    }

    pub(crate) fn pending_name(&self) -> String {
        format!("{}-{}.json", clean(self.chat.as_str()), self.stem())
    }
}

/// Replaces all characters except letters, digits, `@`, `-` and `_`, so the result has no separators and no `..`.
fn clean(text: &str) -> String {
    text.chars().map(|c| if c.is_ascii_alphanumeric() || "@-_".contains(c) { c } else { '_' }).collect()
}
