//! The addresses of an account.

use wsapi_client::{Jid, JidKind};

use super::{Account, Actor, Network, Place};

impl Network {
    /// Returns the address with the phone number, if the account of a LID is known.
    pub(crate) fn canonical(&self, address: &Jid) -> Jid {
        let address = address.without_device();
        match address.kind() {
            JidKind::Lid => {
                let account = self.accounts.values().find(|account| account.lid == address);
                account.map_or(address, |account| account.jid.clone())
            }
            JidKind::Person => Jid::from_digits(address.user()).unwrap_or(address),
            _ => address,
        }
    }

    /// Returns the address with the phone number of a person on WhatsApp.
    pub(crate) fn on_whatsapp(&self, person: &Jid) -> Option<Jid> {
        let person = self.canonical(person);
        self.accounts.contains_key(&person).then_some(person)
    }

    /// Returns the place that is `chat` for `account`.
    pub(crate) fn place(&self, account: &Jid, chat: &Jid) -> Place {
        Place::of(account, &self.canonical(chat))
    }

    /// Returns the accounts that can see a place.
    pub(crate) fn viewers(&self, place: &Place) -> Vec<Jid> {
        place.viewers(self)
    }

    /// Returns the number of the acting device; `None` for a phone.
    pub(super) fn device(&self, actor: &Actor) -> Option<u16> {
        let instance = actor.instance.as_ref()?;
        let devices = self.account(&actor.account).map(Account::devices)?;
        devices.iter().find(|device| device.instance == *instance).map(|device| device.number)
    }
}
