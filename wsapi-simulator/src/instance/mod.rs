//! An instance: its configuration, its device, and its view of chats and contacts.

mod chats;
mod config;
mod contacts;
mod history;
mod link;
mod missed;

pub(crate) use self::{
    config::{Config, is_event_type},
    history::{History, events as history_events},
    link::Link,
};

pub use self::link::LinkError;

use std::time::SystemTime;

use wsapi_client::{EventData, Jid};

use self::{chats::Chats, contacts::Contacts, missed::Missed};
use crate::network::SavedContact;

/// An instance.
#[derive(Clone, Debug)]
pub(crate) struct Instance {
    /// The latest configuration.
    pub(crate) config: Config,
    /// The configuration as of the last start. It determines which events are published.
    running: Config,
    /// `true` if the instance is up. While it is down, every request is rejected.
    pub(crate) is_up: bool,
    /// The pending pairing.
    pub(crate) link: Option<Link>,
    device: Option<Device>,
    /// `true` if the socket to WhatsApp is open, once the instance is paired.
    pub(crate) has_socket: bool,
    /// The events that WhatsApp stores until the socket is open again.
    missed: Missed,
    pub(crate) chats: Chats,
    pub(crate) contacts: Contacts,
    pub(crate) history: History,
}

/// The link to an account.
#[derive(Clone, Debug)]
struct Device {
    account: Jid,
    number: u16,
    /// The time at which it is logged in, since a pairing can take some seconds.
    ready_at: SystemTime,
    /// `true` if the initial synchronization is complete.
    is_synced: bool,
}

impl Default for Instance {
    fn default() -> Self {
        Self::new(Config::default())
    }
}

impl Instance {
    pub(crate) fn new(config: Config) -> Self {
        Self {
            running: config.clone(),
            config,
            is_up: true,
            link: None,
            device: None,
            has_socket: false,
            missed: Missed::default(),
            chats: Chats::default(),
            contacts: Contacts::default(),
            history: History::default(),
        }
    }

    /// Links the instance to an account. It is logged in from `ready_at` on.
    pub(crate) fn pair(&mut self, account: Jid, number: u16, ready_at: SystemTime) {
        self.device = Some(Device { account, number, ready_at, is_synced: false });
        self.has_socket = true;
        self.link = None;
    }

    /// Removes the account and all of its data.
    pub(crate) fn unpair(&mut self) {
        let config = std::mem::take(&mut self.config);
        let running = std::mem::take(&mut self.running);
        *self = Self { running, is_up: self.is_up, ..Self::new(config) };
    }

    /// Restarts the instance. The device remains linked.
    pub(crate) fn restart(&mut self) {
        self.running = self.config.clone();
        self.link = None;
        self.is_up = true;
        self.has_socket = self.device.is_some();
    }

    /// Changes the configuration at once.
    pub(crate) fn configure(&mut self, change: impl Fn(&mut Config)) {
        change(&mut self.config);
        change(&mut self.running);
    }

    /// Returns the configuration that applies to published events.
    pub(crate) fn publishing(&self) -> &Config {
        &self.running
    }

    /// Returns the linked account.
    pub(crate) fn account(&self) -> Option<&Jid> {
        self.device.as_ref().map(|device| &device.account)
    }

    /// Returns `true` if it is paired.
    pub(crate) fn is_paired(&self) -> bool {
        self.device.is_some()
    }

    /// Returns `true` if it is logged in, regardless of a lost socket.
    pub(crate) fn is_logged_in(&self, now: SystemTime) -> bool {
        self.device.as_ref().is_some_and(|device| device.ready_at <= now)
    }

    /// Returns `true` if it is connected to WhatsApp, either logged in or to be paired.
    pub(crate) fn is_connected(&self, now: SystemTime) -> bool {
        match &self.device {
            Some(_) => self.is_up && self.has_socket && self.is_logged_in(now),
            None => self.link.as_ref().is_some_and(|link| link.is_open(now)),
        }
    }

    /// Stores an event until the socket is open again.
    pub(crate) fn miss(&mut self, event: EventData) {
        self.missed.add(event);
    }

    /// Takes the missed events, oldest first.
    pub(crate) fn take_missed(&mut self) -> impl Iterator<Item = EventData> + use<> {
        self.missed.take()
    }

    /// Returns `true` if a pairing or missed events are due at this time.
    pub(crate) fn waits(&self, now: SystemTime) -> bool {
        let is_unsynced = self.device.as_ref().is_some_and(|device| !device.is_synced && device.ready_at <= now);
        is_unsynced || (!self.missed.is_empty() && self.is_connected(now))
    }

    /// Returns the time at which a pairing that has not completed yet is due.
    pub(crate) fn due_at(&self) -> Option<SystemTime> {
        self.device.as_ref().filter(|device| !device.is_synced).map(|device| device.ready_at)
    }

    /// Returns `true` if the initial synchronization is due, once per pairing.
    pub(crate) fn begins_sync(&mut self, now: SystemTime) -> bool {
        let is_due = self.is_logged_in(now);
        let device = self.device.as_mut().filter(|device| is_due && !device.is_synced);
        device.map(|device| device.is_synced = true).is_some()
    }

    /// Returns its device address; empty if it is not paired.
    pub(crate) fn device_id(&self) -> Jid {
        match &self.device {
            Some(Device { account, number, .. }) => {
                format!("{}:{number}@{}", account.user(), account.server()).into_jid()
            }
            None => Jid::default(),
        }
    }

    /// Returns its device number; 0 if it is not paired.
    pub(crate) fn device_number(&self) -> u16 {
        self.device.as_ref().map_or(0, |device| device.number)
    }

    /// Updates chats and contacts from an event.
    pub(crate) fn observe(&mut self, event: &EventData) {
        match event {
            EventData::Message(message) => self.chats.add_message(message),
            EventData::ChatSetting(setting) => self.chats.set(setting),
            EventData::Contact(change) => {
                let contact = SavedContact {
                    full_name: change.full_name.clone(),
                    first_name: None,
                    is_in_phone: change.in_phone_address_book,
                };
                let id = change.contact.id.clone();
                let is_known = self.contacts.saved(&id).is_some_and(|known| known.full_name == contact.full_name);
                if !is_known {
                    self.contacts.save(id, contact);
                }
            }
            _ => {}
        }
    }

    /// Stores the push name of the author of a message. Returns `true` if it replaces a different one.
    pub(crate) fn learn_push_name(&mut self, person: &Jid, name: &str) -> bool {
        self.contacts.learn(person, name)
    }
}

/// Converts strings that are known to be JIDs.
pub(crate) trait IntoJid {
    fn into_jid(self) -> Jid;
}

impl IntoJid for String {
    fn into_jid(self) -> Jid {
        self.parse().expect("the parts of a JID are a JID")
    }
}
