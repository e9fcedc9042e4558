//! The contacts that an instance knows.

use std::collections::HashMap;

use indexmap::IndexMap;
use wsapi_client::Jid;

use crate::network::{MOST_CONTACTS, SavedContact, bounded};

/// Saved contacts, and push names.
#[derive(Clone, Debug, Default)]
pub(crate) struct Contacts {
    saved: IndexMap<Jid, SavedContact>,
    push_names: HashMap<Jid, String>,
}

impl Contacts {
    pub(crate) fn save(&mut self, id: Jid, contact: SavedContact) {
        bounded::insert(&mut self.saved, id, contact, MOST_CONTACTS);
    }

    pub(crate) fn saved(&self, id: &Jid) -> Option<&SavedContact> {
        self.saved.get(id)
    }

    pub(crate) fn push_name(&self, id: &Jid) -> Option<&str> {
        self.push_names.get(id).map(String::as_str)
    }

    /// Stores the push name in a message. Returns `true` if it replaces a different one.
    pub(super) fn learn(&mut self, id: &Jid, name: &str) -> bool {
        if name.is_empty() {
            return false;
        }
        let old = self.push_names.insert(id.clone(), name.to_owned());
        old.is_some_and(|old| old != name)
    }

    /// Returns the saved contacts, sorted by name.
    pub(crate) fn list(&self) -> Vec<(&Jid, &SavedContact)> {
        let mut list: Vec<_> = self.saved.iter().collect();
        list.sort_by(|(id, one), (other_id, other)| {
            (&one.full_name, id.as_str()).cmp(&(&other.full_name, other_id.as_str()))
        });
        list
    }
}
