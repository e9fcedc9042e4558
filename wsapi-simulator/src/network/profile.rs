//! Profiles.

use bytes::Bytes;
use wsapi_client::{
    EventData, Jid,
    types::{BusinessProfile, ChatPictureChange, ChatStatus, Identity},
};

use super::{Account, Actor, Network, Picture, account::MOST_CONTACTS, bounded, notice};

/// A business.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Business {
    pub(crate) name: String,
    pub(crate) profile: BusinessProfile,
}

/// A contact in the address book of an account.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct SavedContact {
    pub(crate) full_name: String,
    pub(crate) first_name: Option<String>,
    /// `true` if it is also in the phone's address book.
    pub(crate) is_in_phone: bool,
}

/// The privacy settings of an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Privacy {
    pub(crate) group_add: String,
    pub(crate) last_seen: String,
    pub(crate) about: String,
    pub(crate) picture: String,
    pub(crate) read_receipts: String,
    pub(crate) online: String,
    pub(crate) call_add: String,
}

impl Default for Privacy {
    fn default() -> Self {
        let all = || "all".to_owned();
        Self {
            group_add: all(),
            last_seen: all(),
            about: all(),
            picture: all(),
            read_receipts: all(),
            online: all(),
            call_add: all(),
        }
    }
}

impl Network {
    /// Sets the push name of an account. Other people learn it with the account's next message.
    pub(crate) fn set_push_name(&mut self, account: &Jid, name: &str) {
        name.clone_into(&mut self.register(account).push_name);
    }

    /// Sets the about text.
    pub(crate) fn set_about(&mut self, account: &Jid, about: &str) {
        about.clone_into(&mut self.register(account).about);
        self.notify_others(account, |identity| {
            let mut change = ChatStatus::new();
            (change.user, change.status) = (identity, about.to_owned());
            EventData::ChatStatus(Box::new(change))
        });
    }

    /// Sets the profile picture, and returns its id. The notice for the account's own devices has no id.
    pub(crate) fn set_picture(&mut self, actor: &Actor, bytes: Bytes) -> String {
        let account = &actor.account;
        let id = self.ids.picture();
        self.register(account).picture = Some(Picture { id: id.clone(), bytes });
        let mut own = ChatPictureChange::new();
        own.id = account.clone();
        self.notify_account(account, None, |_| EventData::ChatPicture(Box::new(own.clone())));
        let sender = notice::sender(self, &Jid::default(), account);
        self.notify_others(account, |_| {
            let mut change = ChatPictureChange::new();
            (change.id, change.picture_id, change.sender) = (account.clone(), id.clone(), sender.clone());
            EventData::ChatPicture(Box::new(change))
        });
        id
    }

    /// Sets the picture of an account without notifying anyone.
    pub(crate) fn give_picture(&mut self, account: &Jid, bytes: Bytes) {
        let id = self.ids.picture();
        self.register(account).picture = Some(Picture { id, bytes });
    }

    /// Returns the picture of a chat, and `true` if its owner hides it.
    pub(crate) fn picture_of(&self, chat: &Jid) -> Option<(&Picture, bool)> {
        let shared = self.group(chat).and_then(|group| group.picture.as_ref());
        let shared = shared.or_else(|| self.newsletter(chat)?.picture.as_ref());
        if let Some(picture) = shared {
            return Some((picture, false));
        }
        let account = self.account(chat)?;
        Some((account.picture.as_ref()?, account.privacy.picture == "none"))
    }

    /// Returns the saved contacts of an account.
    pub(crate) fn address_book(&self, account: &Jid) -> Vec<(Jid, SavedContact)> {
        let book = self.account(account).map(|account| &account.address_book);
        let entries = book.into_iter().flatten();
        entries.map(|(id, contact)| (id.clone(), contact.clone())).collect()
    }

    /// Blocks a person.
    pub(crate) fn block(&mut self, account: &Jid, person: Jid) {
        bounded::add(&mut self.register(account).blocked, person, MOST_CONTACTS);
    }

    /// Returns `true` if `account` has blocked `person`.
    pub(crate) fn is_blocked(&self, account: &Jid, person: &Jid) -> bool {
        self.account(account).is_some_and(|account| account.blocked.contains(person))
    }

    /// Unlinks an instance from an account.
    pub(crate) fn unlink(&mut self, account: &Jid, instance: &str) {
        if let Some(account) = self.account_mut(account) {
            account.unlink(instance);
        }
        self.presence.forget(instance);
    }

    /// Notifies the devices of all other accounts: all simulated people are contacts of each other.
    fn notify_others(&mut self, account: &Jid, event: impl Fn(Identity) -> EventData) {
        let Some(identity) = self.accounts.get(account).map(Account::identity) else { return };
        let data = event(identity);
        let is_notified = |other: &&Jid| *other != account && !self.is_blocked(other, account);
        let others: Vec<_> = self.accounts.keys().filter(is_notified).cloned().collect();
        self.notify_all(&others, |_, _| data.clone());
    }
}
