//! An instance: its configuration, its device, and what it has seen.

mod chats;
mod config;
mod contacts;
mod history;
mod link;

pub(crate) use self::{
    config::Config,
    history::{History, events as history_events},
    link::Link,
};

pub use self::link::LinkError;

use std::time::SystemTime;

use wsapi_client::{EventData, Jid};

use self::chats::Chats;
use self::contacts::Contacts;
use crate::network::SavedContact;

/// An instance.
#[derive(Clone, Debug)]
pub(crate) struct Instance {
    /// The newest configuration.
    pub(crate) config: Config,
    /// The configuration since the last start, which publishing uses.
    running: Config,
    /// Whether the service runs. While it does not, every request is refused.
    pub(crate) is_up: bool,
    /// The pairing that waits for a phone.
    pub(crate) link: Option<Link>,
    device: Option<Device>,
    /// Whether the socket to WhatsApp is open, once the instance is paired.
    pub(crate) has_socket: bool,
    /// Events that WhatsApp keeps until the socket is open again.
    pub(crate) missed: Vec<EventData>,
    pub(crate) chats: Chats,
    pub(crate) contacts: Contacts,
    pub(crate) history: History,
}

/// The link to an account.
#[derive(Clone, Debug)]
struct Device {
    account: Jid,
    number: u16,
    /// When it is logged in: a pairing takes some seconds.
    ready_at: SystemTime,
    /// Whether the first synchronisation is over.
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
            missed: Vec::new(),
            chats: Chats::default(),
            contacts: Contacts::default(),
            history: History::default(),
        }
    }

    /// Links it to an account. It is logged in from `ready_at`.
    pub(crate) fn pair(&mut self, account: Jid, number: u16, ready_at: SystemTime) {
        self.device = Some(Device { account, number, ready_at, is_synced: false });
        self.has_socket = true;
        self.link = None;
    }

    /// Forgets the account and all that came from it.
    pub(crate) fn unpair(&mut self) {
        let config = std::mem::take(&mut self.config);
        let running = std::mem::take(&mut self.running);
        *self = Self { running, is_up: self.is_up, ..Self::new(config) };
    }

    /// Starts it again. It keeps its device.
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

    /// The configuration by which events are published.
    pub(crate) fn publishing(&self) -> &Config {
        &self.running
    }

    /// The account that it is linked to.
    pub(crate) fn account(&self) -> Option<&Jid> {
        self.device.as_ref().map(|device| &device.account)
    }

    /// Whether it has a device.
    pub(crate) fn is_paired(&self) -> bool {
        self.device.is_some()
    }

    /// Whether it counts as logged in, which a lost socket does not change.
    pub(crate) fn is_logged_in(&self, now: SystemTime) -> bool {
        self.device.as_ref().is_some_and(|device| device.ready_at <= now)
    }

    /// Whether it has a connection to WhatsApp, to work or to be paired.
    pub(crate) fn is_connected(&self, now: SystemTime) -> bool {
        match &self.device {
            Some(_) => self.is_up && self.has_socket && self.is_logged_in(now),
            None => self.link.as_ref().is_some_and(|link| link.is_open(now)),
        }
    }

    /// Whether there is something to do for it, now that this time has come.
    pub(crate) fn waits(&self, now: SystemTime) -> bool {
        let is_unsynced = self.device.as_ref().is_some_and(|device| !device.is_synced && device.ready_at <= now);
        is_unsynced || (!self.missed.is_empty() && self.is_connected(now))
    }

    /// Whether the first synchronisation is due. It is true once for each pairing.
    pub(crate) fn begins_sync(&mut self, now: SystemTime) -> bool {
        let is_due = self.is_logged_in(now);
        let device = self.device.as_mut().filter(|device| is_due && !device.is_synced);
        device.map(|device| device.is_synced = true).is_some()
    }

    /// Its address as a device; empty while it is not paired.
    pub(crate) fn device_id(&self) -> Jid {
        match &self.device {
            Some(Device { account, number, .. }) => {
                format!("{}:{number}@{}", account.user(), account.server()).into_jid()
            }
            None => Jid::default(),
        }
    }

    /// The number of its device; 0 while it is not paired.
    pub(crate) fn device_number(&self) -> u16 {
        self.device.as_ref().map_or(0, |device| device.number)
    }

    /// Remembers what an event tells about chats and contacts.
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

    /// Remembers the name of a message's author. Returns whether it is another one than before.
    pub(crate) fn learn_push_name(&mut self, person: &Jid, name: &str) -> bool {
        self.contacts.learn(person, name)
    }
}

/// Texts that were put together here.
pub(crate) trait IntoJid {
    fn into_jid(self) -> Jid;
}

impl IntoJid for String {
    fn into_jid(self) -> Jid {
        self.parse().expect("the parts of a JID are a JID")
    }
}
