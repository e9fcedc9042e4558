//! WhatsApp as a WSAPI server sees it: accounts, their chats and groups, and the acts of people.
//!
//! Every act is a method of [`Network`]. It changes the state, and adds a [`Notice`] for each linked device that
//! WhatsApp would notify. The network knows nothing about HTTP.

mod account;
mod address;
mod app_state;
pub(crate) mod bounded;
mod calls;
mod conversation;
mod file;
mod groups;
mod history;
mod message;
mod message_events;
mod messages;
mod newsletter;
mod newsletters;
mod notice;
mod phone;
mod picture;
mod place;
mod presence;
mod profile;
mod receipts;
mod rejections;
mod status;
mod timer;

#[cfg(test)]
mod tests;

pub(crate) use self::{
    account::{Account, Actor, MOST_CONTACTS},
    app_state::ChatChange,
    conversation::Conversation,
    file::{File, is_record},
    groups::{APPROVAL_MODE, Change, Group, Role, Rules},
    message::{ContactCard, Content, Draft, LinkPreview, Location, Message, Quote, Receipt},
    messages::{Edit, Target},
    newsletter::{CHANNEL_LINK, Newsletter},
    notice::{Notice, seconds},
    picture::Picture,
    place::{Place, STATUS},
    profile::{Business, Privacy, SavedContact},
};

pub(crate) use self::calls::Call;
pub use self::calls::CallState;

use std::collections::HashMap;

use indexmap::IndexMap;
use wsapi_client::{
    EventData, Jid,
    types::{ChatState, Expiry, StatusPrivacy},
};

use self::{conversation::Conversations, file::Files, presence::Watching};
use crate::ids::Ids;

/// A rejection of WhatsApp, with its error text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Rejected(pub(crate) String);

/// All accounts and their shared state.
#[derive(Clone, Debug)]
pub(crate) struct Network {
    pub(crate) ids: Ids,
    accounts: IndexMap<Jid, Account>,
    conversations: Conversations,
    notices: Vec<Notice>,
    groups: IndexMap<Jid, Group>,
    newsletters: IndexMap<Jid, Newsletter>,
    /// The presence subscriptions.
    presence: Watching,
    /// The people who are typing or recording, by place.
    states: IndexMap<(Place, Jid), ChatState>,
    /// The timers of private chats. Those of groups are in their rules.
    timers: IndexMap<Place, Expiry>,
    files: Files,
    calls: IndexMap<String, Call>,
    /// The status privacy by account; accounts without an entry have the default.
    status_privacy: HashMap<Jid, Vec<StatusPrivacy>>,
}

impl Network {
    pub(crate) fn new(seed: u64) -> Self {
        Self {
            ids: Ids::new(seed),
            accounts: IndexMap::new(),
            conversations: Conversations::default(),
            notices: Vec::new(),
            groups: IndexMap::new(),
            newsletters: IndexMap::new(),
            presence: Watching::default(),
            states: IndexMap::new(),
            timers: IndexMap::new(),
            files: Files::default(),
            calls: IndexMap::new(),
            status_privacy: HashMap::new(),
        }
    }

    /// Returns the account of a person, who is registered with WhatsApp if necessary.
    pub(crate) fn register(&mut self, person: &Jid) -> &mut Account {
        let ids = &mut self.ids;
        self.accounts.entry(person.clone()).or_insert_with(|| Account::new(person, ids.lid()))
    }

    pub(crate) fn account(&self, person: &Jid) -> Option<&Account> {
        self.accounts.get(person)
    }

    pub(crate) fn account_mut(&mut self, person: &Jid) -> Option<&mut Account> {
        self.accounts.get_mut(person)
    }

    /// Takes the notices since the last call, in order.
    pub(crate) fn take_notices(&mut self) -> Vec<Notice> {
        std::mem::take(&mut self.notices)
    }

    /// Notifies one instance.
    pub(crate) fn notify(&mut self, notice: Notice) {
        self.notices.push(notice);
    }

    /// The messages of a place.
    pub(crate) fn conversation(&self, place: &Place) -> Option<&Conversation> {
        self.conversations.get(place)
    }

    /// Notifies the linked devices of everybody in a place, except the acting device and those of people who have
    /// blocked the actor.
    fn notify_viewers(&mut self, actor: &Actor, place: &Place, event: impl Fn(&Self, &Jid) -> EventData) {
        let deaf = self.deaf(actor, place);
        for viewer in place.viewers(self).into_iter().filter(|viewer| !deaf.contains(viewer)) {
            self.notify_account(&viewer, actor.instance.as_deref(), |network| event(network, &viewer));
        }
    }

    /// Notifies the linked devices of one account, except the acting instance.
    fn notify_account(&mut self, account: &Jid, except: Option<&str>, event: impl Fn(&Self) -> EventData) {
        let devices = self.accounts.get(account).map(Account::devices).unwrap_or_default();
        let notified = devices.iter().filter(|device| except != Some(&device.instance));
        let instances: Vec<_> = notified.map(|device| device.instance.clone()).collect();
        for instance in instances {
            let data = event(self);
            self.notices.push(Notice { instance, data });
        }
    }

    /// Notifies all linked devices of some accounts, including the acting device.
    fn notify_all(&mut self, viewers: &[Jid], event: impl Fn(&Self, &Jid) -> EventData) {
        for viewer in viewers {
            self.notify_account(viewer, None, |network| event(network, viewer));
        }
    }
}
