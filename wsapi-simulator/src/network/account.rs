//! WhatsApp accounts.

use indexmap::{IndexMap, IndexSet};
use wsapi_client::{Jid, types::Identity};

use super::{Business, Picture, Privacy, SavedContact};

/// The maximum number of contacts, and of blocked accounts, of an account. The oldest are dropped.
pub(crate) const MOST_CONTACTS: usize = 10_000;

/// A person, or the account of an instance.
#[derive(Clone, Debug)]
pub(crate) struct Account {
    /// The address with the phone number.
    pub(crate) jid: Jid,
    /// The address that hides the phone number.
    pub(crate) lid: Jid,
    /// The push name, which other people see.
    pub(crate) push_name: String,
    /// The about text.
    pub(crate) about: String,
    pub(crate) picture: Option<Picture>,
    /// The business profile; `None` for private people.
    pub(crate) business: Option<Business>,
    pub(crate) privacy: Privacy,
    /// `true` while the person has the app open.
    pub(crate) is_online: bool,
    /// The blocked accounts.
    pub(crate) blocked: IndexSet<Jid>,
    /// The contacts, shared by all devices of the account.
    pub(crate) address_book: IndexMap<Jid, SavedContact>,
    devices: Vec<Device>,
}

/// An instance that is linked to an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Device {
    /// The id of the instance.
    pub(crate) instance: String,
    /// The device number. The phone itself has none.
    pub(crate) number: u16,
    /// `true` if it is available. Only then is it notified of the presence of others.
    pub(crate) is_available: bool,
}

/// The actor: an account that acts from its phone or through an instance.
#[derive(Clone, Debug)]
pub(crate) struct Actor {
    pub(crate) account: Jid,
    /// The instance, which is not notified of its own acts; `None` for the phone.
    pub(crate) instance: Option<String>,
}

impl Account {
    pub(super) fn new(jid: &Jid, lid: String) -> Self {
        let lid = format!("{lid}@lid").parse().expect("digits and a server are a JID");
        Self {
            jid: jid.clone(),
            lid,
            push_name: String::new(),
            about: String::new(),
            picture: None,
            business: None,
            privacy: Privacy::default(),
            is_online: false,
            blocked: IndexSet::new(),
            address_book: IndexMap::new(),
            devices: Vec::new(),
        }
    }

    /// Links an instance, and returns the number of the new device.
    pub(crate) fn link(&mut self, instance: &str) -> u16 {
        self.unlink(instance);
        let number = self.devices.iter().map(|device| device.number).max().unwrap_or(0) + 1;
        self.devices.push(Device { instance: instance.to_owned(), number, is_available: false });
        number
    }

    pub(crate) fn unlink(&mut self, instance: &str) {
        self.devices.retain(|device| device.instance != instance);
    }

    /// Returns the device of an instance.
    pub(super) fn device_mut(&mut self, instance: &str) -> Option<&mut Device> {
        self.devices.iter_mut().find(|device| device.instance == instance)
    }

    pub(crate) fn devices(&self) -> &[Device] {
        &self.devices
    }

    /// Returns the account as the server serializes it.
    pub(crate) fn identity(&self) -> Identity {
        let mut identity = Identity::new();
        identity.id = self.jid.clone();
        identity.lid = Some(self.lid.clone());
        identity.phone = Some(self.jid.user().to_owned());
        identity
    }
}

impl Actor {
    /// Creates an actor for the phone of an account.
    pub(crate) fn phone(account: &Jid) -> Self {
        Self { account: account.clone(), instance: None }
    }
}

impl super::Network {
    /// Iterates over all accounts, in the order of their registration.
    #[cfg(feature = "server")]
    pub(crate) fn accounts(&self) -> impl Iterator<Item = &Account> {
        self.accounts.values()
    }
}
