//! The privacy of status updates.

use wsapi_client::{
    Jid,
    types::{StatusPrivacy, StatusPrivacyKind},
};

use super::Network;

impl Network {
    /// Returns the lists of an account, one of which is the default.
    pub(crate) fn status_privacy(&self, account: &Jid) -> Vec<StatusPrivacy> {
        let default = || {
            let mut contacts = StatusPrivacy::new(StatusPrivacyKind::Contacts);
            contacts.is_default = true;
            vec![contacts]
        };
        self.status_privacy.get(account).cloned().unwrap_or_else(default)
    }

    /// Replaces the list of people who can see the status updates of an account.
    pub(crate) fn set_status_privacy(&mut self, account: &Jid, kind: StatusPrivacyKind, people: Vec<Jid>) {
        let mut privacy = StatusPrivacy::new(kind);
        privacy.list = (!people.is_empty()).then_some(people);
        privacy.is_default = true;
        self.status_privacy.insert(account.clone(), vec![privacy]);
    }

    /// Returns the accounts that can see a status update, including its author. All simulated people are contacts of
    /// each other.
    pub(super) fn viewers_of_status(&self, author: &Jid) -> Vec<Jid> {
        let lists = self.status_privacy(author);
        let list = lists.iter().find(|list| list.is_default);
        let is_named =
            |viewer: &Jid| list.and_then(|list| list.list.as_ref()).is_some_and(|list| list.contains(viewer));
        let sees = |viewer: &Jid| match list.map(|list| &list.kind) {
            Some(StatusPrivacyKind::Whitelist) => is_named(viewer),
            Some(StatusPrivacyKind::Blacklist) => !is_named(viewer),
            _ => true,
        };
        self.accounts.keys().filter(|viewer| *viewer == author || sees(viewer)).cloned().collect()
    }
}
