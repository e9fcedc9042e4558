//! Linking instances to accounts, and unlinking them.

use std::time::{Duration, SystemTime};

use wsapi_client::{
    EventData, Jid,
    types::{InitialSyncFinished, LoggedIn, LoggedOut, LoginError},
};

use super::World;
use crate::instance::{History, LinkError};

/// The use of a code by a person.
#[derive(Clone, Debug)]
pub(crate) enum Code {
    Scanned(String),
    Entered(String),
}

impl World {
    /// Returns the instance that shows a code.
    pub(crate) fn instance_with_code(&self, code: &Code, phone: &Jid) -> Result<String, LinkError> {
        let now = self.clock.now();
        for (id, instance) in &self.instances {
            let Some(link) = &instance.link else { continue };
            let accepted = match code {
                Code::Scanned(text) => link.accepts_scan(text, now),
                Code::Entered(code) => link.accepts_code(code, phone, now),
            };
            if let Some(accepted) = accepted {
                return accepted.map(|()| id.clone());
            }
        }
        Err(LinkError::UnknownCode)
    }

    /// Links an instance to an account, as after a scan. The instance is logged in after `takes`.
    pub(crate) fn login(&mut self, id: &str, phone: &Jid, takes: Duration) {
        self.publish();
        let ready_at = self.clock.now() + takes;
        let number = self.network.register(phone).link(id);
        let Some(instance) = self.instances.get_mut(id) else { return };
        instance.pair(phone.clone(), number, ready_at);
        let mut event = LoggedIn::new();
        event.device_id = instance.device_id();
        let config = instance.publishing().clone();
        self.announce(id, &EventData::LoggedIn(Box::new(event)), &config);
        self.publish();
    }

    /// Reports a failed pairing.
    pub(crate) fn fail_login(&mut self, id: &str, phone: &Jid, error: &str) {
        self.publish();
        let Some(instance) = self.instances.get_mut(id) else { return };
        instance.link = None;
        let config = instance.publishing().clone();
        let mut event = LoginError::new();
        (event.id, event.error) = (phone.clone(), error.to_owned());
        self.announce(id, &EventData::LoginError(Box::new(event)), &config);
    }

    /// Unlinks an instance. If the API requested it (`is_own`), the latest configuration applies.
    pub(crate) fn logout(&mut self, id: &str, reason: &str, is_own: bool) {
        self.publish();
        let Some(instance) = self.instances.get_mut(id) else { return };
        let config = if is_own { instance.config.clone() } else { instance.publishing().clone() };
        let account = instance.account().cloned();
        instance.unpair();
        if let Some(account) = account {
            self.network.unlink(&account, id);
        }
        let mut event = LoggedOut::new();
        reason.clone_into(&mut event.reason);
        self.announce(id, &EventData::LoggedOut(Box::new(event)), &config);
    }

    /// Completes the pairings that are due, and reports the missed events of their instances.
    pub(super) fn synchronise(&mut self) {
        let now = self.clock.now();
        let waiting = self.instances.iter().filter(|(_, instance)| instance.waits(now));
        let ids: Vec<_> = waiting.map(|(id, _)| id.clone()).collect();
        for id in ids {
            if self.instances.get_mut(&id).is_some_and(|instance| instance.begins_sync(now)) {
                self.first_sync(&id, now);
            }
            let Some(instance) = self.instances.get_mut(&id).filter(|instance| instance.is_connected(now)) else {
                continue;
            };
            for event in instance.take_missed() {
                self.report(&id, &event);
            }
        }
    }

    /// Copies the chats, the contacts and the messages of the account to the instance.
    fn first_sync(&mut self, id: &str, now: SystemTime) {
        let Some(account) = self.instances.get(id).and_then(|instance| instance.account()).cloned() else { return };
        let messages = self.network.all_messages(&account, now);
        let contacts = self.network.address_book(&account);
        let Some(instance) = self.instances.get_mut(id) else { return };
        for message in &messages {
            instance.chats.add_message(message);
        }
        for (id, contact) in contacts {
            instance.contacts.save(id, contact);
        }
        if instance.publishing().history_sync != Some(true) {
            return;
        }
        instance.history = History::new(messages, now);
        let config = instance.publishing().clone();
        self.announce(id, &EventData::InitialSyncFinished(Box::new(InitialSyncFinished::new())), &config);
    }
}
