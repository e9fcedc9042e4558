//! A newsletter, which WhatsApp shows as a channel.

use std::time::SystemTime;

use indexmap::IndexMap;
use wsapi_client::{Jid, types};

use super::{Picture, notice};

/// The invite link of a newsletter, without its code.
pub(crate) const CHANNEL_LINK: &str = "https://whatsapp.com/channel/";

/// A newsletter.
#[derive(Clone, Debug)]
pub(crate) struct Newsletter {
    pub(crate) id: Jid,
    pub(crate) owner: Jid,
    pub(crate) name: String,
    pub(crate) description: String,
    pub(crate) created_at: SystemTime,
    /// The code of the invite link.
    pub(crate) code: String,
    pub(crate) picture: Option<Picture>,
    /// The owner and the followers, with their settings.
    pub(super) readers: IndexMap<Jid, Reader>,
}

/// The settings of a reader.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Reader {
    pub(crate) is_muted: bool,
}

impl Newsletter {
    pub(super) fn new(id: Jid, owner: &Jid, name: &str, code: String, at: SystemTime) -> Self {
        Self {
            id,
            owner: owner.clone(),
            name: name.to_owned(),
            description: String::new(),
            created_at: at,
            code,
            picture: None,
            readers: IndexMap::from([(owner.clone(), Reader::default())]),
        }
    }

    /// Iterates over the followers, without the owner.
    pub(crate) fn followers(&self) -> impl Iterator<Item = &Jid> {
        self.readers.keys().filter(|reader| **reader != self.owner)
    }

    /// Returns `true` if an account follows or owns it.
    pub(crate) fn is_read_by(&self, account: &Jid) -> bool {
        self.readers.contains_key(account)
    }

    /// Returns the role of an account in the newsletter.
    pub(crate) fn role(&self, account: &Jid) -> &'static str {
        match () {
            () if self.owner == *account => "owner",
            () if self.is_read_by(account) => "subscriber",
            () => "guest",
        }
    }

    /// Returns the newsletter as the server serializes it for an account.
    pub(crate) fn view(&self, account: &Jid) -> types::Newsletter {
        let mut view = types::Newsletter::new();
        view.id = self.id.clone();
        view.name.clone_from(&self.name);
        view.description.clone_from(&self.description);
        view.subscriber_count = i64::try_from(self.followers().count()).unwrap_or(i64::MAX);
        "unverified".clone_into(&mut view.verification_state);
        view.picture_url = self.picture.as_ref().map(Picture::url);
        view.invite_code = Some(self.code.clone());
        view.role = Some(self.role(account).to_owned());
        view.mute = self.readers.get(account).map(|reader| reader.mute().to_owned());
        "active".clone_into(&mut view.state);
        view.created_at = notice::seconds(self.created_at);
        view
    }
}

impl Reader {
    /// Returns WhatsApp's name for the setting.
    pub(super) fn mute(self) -> &'static str {
        if self.is_muted { "on" } else { "off" }
    }
}
