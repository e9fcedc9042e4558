//! WhatsApp as far as a server of WSAPI sees it: accounts, their chats, groups, and what people do in them.
//!
//! Every act is a method of [`Network`]. It changes the state, and adds a [`Notice`] for each linked device that
//! WhatsApp would tell. The network knows nothing of HTTP.

mod account;
mod address;
mod app_state;
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
mod picture;
mod place;
mod presence;
mod profile;
mod receipts;
mod refusals;
mod status;
mod timer;

#[cfg(test)]
mod tests;

pub(crate) use self::{
    account::{Account, Actor},
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

pub use self::calls::CallState;

use std::collections::HashMap;

use indexmap::IndexMap;
use wsapi_client::{
    EventData, Jid,
    types::{Expiry, StatusPrivacy},
};

use self::{calls::Call, file::Files, presence::Watching};
use crate::ids::Ids;

/// Something that WhatsApp refuses, in its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refused(pub(crate) String);

/// All accounts and what they share.
#[derive(Clone, Debug)]
pub(crate) struct Network {
    pub(crate) ids: Ids,
    accounts: IndexMap<Jid, Account>,
    conversations: HashMap<Place, Conversation>,
    notices: Vec<Notice>,
    groups: IndexMap<Jid, Group>,
    newsletters: IndexMap<Jid, Newsletter>,
    /// Who is notified of whose presence.
    presence: Watching,
    /// The timers of private chats. Groups have theirs in their rules.
    timers: HashMap<Place, Expiry>,
    files: Files,
    calls: IndexMap<String, Call>,
    /// By account; the default where there is none.
    status_privacy: HashMap<Jid, Vec<StatusPrivacy>>,
}

impl Network {
    pub(crate) fn new(seed: u64) -> Self {
        Self {
            ids: Ids::new(seed),
            accounts: IndexMap::new(),
            conversations: HashMap::new(),
            notices: Vec::new(),
            groups: IndexMap::new(),
            newsletters: IndexMap::new(),
            presence: Watching::default(),
            timers: HashMap::new(),
            files: Files::default(),
            calls: IndexMap::new(),
            status_privacy: HashMap::new(),
        }
    }

    /// The account of a person, who is on WhatsApp from now on.
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

    /// What happened since the last call, in order.
    pub(crate) fn take_notices(&mut self) -> Vec<Notice> {
        std::mem::take(&mut self.notices)
    }

    /// Tells one instance.
    pub(crate) fn notify(&mut self, notice: Notice) {
        self.notices.push(notice);
    }

    /// The messages of a place.
    pub(crate) fn conversation(&self, place: &Place) -> Option<&Conversation> {
        self.conversations.get(place)
    }

    pub(crate) fn conversation_mut(&mut self, place: &Place) -> &mut Conversation {
        self.conversations.entry(place.clone()).or_default()
    }

    /// Tells the linked devices of everybody in a place, except the one that acted and those of people who have blocked
    /// it.
    fn tell(&mut self, actor: &Actor, place: &Place, event: impl Fn(&Self, &Jid) -> EventData) {
        let deaf = self.deaf(actor, place);
        for viewer in place.viewers(self).into_iter().filter(|viewer| !deaf.contains(viewer)) {
            self.tell_account(&viewer, actor.instance.as_deref(), |network| event(network, &viewer));
        }
    }

    /// Tells the linked devices of one account, except an instance that acted.
    fn tell_account(&mut self, account: &Jid, except: Option<&str>, event: impl Fn(&Self) -> EventData) {
        let devices = self.accounts.get(account).map(Account::devices).unwrap_or_default();
        let told = devices.iter().filter(|device| except != Some(&device.instance));
        let instances: Vec<_> = told.map(|device| device.instance.clone()).collect();
        for instance in instances {
            let data = event(self);
            self.notices.push(Notice { instance, data });
        }
    }

    /// Tells all linked devices of some accounts, including the one that acted.
    fn tell_all(&mut self, viewers: &[Jid], event: impl Fn(&Self, &Jid) -> EventData) {
        for viewer in viewers {
            self.tell_account(viewer, None, |network| event(network, viewer));
        }
    }
}
