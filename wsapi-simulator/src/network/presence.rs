//! Presence, and typing and recording indicators.

use std::{
    collections::{HashMap, HashSet},
    time::SystemTime,
};

use indexmap::IndexSet;
use wsapi_client::{
    EventData, Jid,
    types::{ChatPresence, ChatState, Presence, UserPresence},
};

use super::{Account, Actor, Network, Notice, Place, Rejected, bounded, notice};

/// The maximum number of people whose presence is reported to an instance. The oldest are dropped.
const MOST_WATCHED: usize = 10_000;

/// The maximum number of people who are typing or recording. The oldest are dropped.
const MOST_STATES: usize = 1_000;

/// The people whose presence is reported, by instance.
#[derive(Clone, Debug, Default)]
pub(super) struct Watching(HashMap<String, IndexSet<Jid>>);

impl Watching {
    pub(super) fn forget(&mut self, instance: &str) {
        self.0.remove(instance);
    }
}

impl Network {
    /// Reports the presence of a person to an instance from now on.
    pub(crate) fn watch(&mut self, instance: &str, person: &Jid) {
        let person = self.canonical(person);
        let watched = self.presence.0.entry(instance.to_owned()).or_default();
        bounded::add(watched, person, MOST_WATCHED);
    }

    /// Records that a person opens or closes the app.
    pub(crate) fn set_online(&mut self, person: &Jid, is_online: bool, at: SystemTime) {
        self.register(person).is_online = is_online;
        self.notify_of_presence(person, is_online, at);
    }

    /// Records whether the account of an instance is available.
    pub(crate) fn set_available(&mut self, actor: &Actor, is_available: bool, at: SystemTime) {
        let (Some(account), Some(instance)) = (self.accounts.get_mut(&actor.account), &actor.instance) else { return };
        if let Some(device) = account.device_mut(instance) {
            device.is_available = is_available;
        }
        self.notify_of_presence(&actor.account, is_available, at);
    }

    /// Returns `true` if other people see an account as online.
    pub(crate) fn is_online(&self, person: &Jid) -> bool {
        let account = self.account(person);
        account.is_some_and(|account| account.is_online || account.devices().iter().any(|device| device.is_available))
    }

    /// Records that an account starts or stops typing or recording. Only available devices are notified.
    pub(crate) fn set_state(&mut self, actor: &Actor, chat: &Jid, state: &ChatState) -> Result<(), Rejected> {
        if actor.is_phone() {
            self.may_write(&actor.account, chat)?;
        }
        let place = self.place(&actor.account, chat);
        let typed = (place.clone(), actor.account.clone());
        match state {
            ChatState::Typing | ChatState::Recording => {
                bounded::insert(&mut self.states, typed, state.clone(), MOST_STATES);
            }
            _ => _ = self.states.shift_remove(&typed),
        }
        let deaf = self.deaf(actor, &place);
        let is_notified = |viewer: &Jid| *viewer != actor.account && !deaf.contains(viewer);
        for viewer in place.viewers(self).into_iter().filter(is_notified) {
            let mut event = ChatPresence::new(state.clone());
            event.id = place.chat(&viewer);
            event.sender = notice::sender_acting(self, &viewer, actor);
            self.notify_available(&viewer, |_| true, &EventData::ChatPresence(Box::new(event)));
        }
        Ok(())
    }

    /// Returns the typing or recording state of an account in a place, if there is one.
    pub(crate) fn state(&self, place: &Place, account: &Jid) -> Option<&ChatState> {
        self.states.get(&(place.clone(), account.clone()))
    }

    fn notify_of_presence(&mut self, person: &Jid, is_online: bool, at: SystemTime) {
        let Some(account) = self.accounts.get(person) else { return };
        let is_hidden = account.privacy.last_seen == "none";
        let mut event = UserPresence::new(if is_online { Presence::Available } else { Presence::Unavailable });
        event.user = account.identity();
        if !is_online && !is_hidden {
            event.last_seen = notice::seconds(at);
        }
        let data = EventData::UserPresence(Box::new(event));
        let watchers: HashSet<_> = self
            .presence
            .0
            .iter()
            .filter(|(_, people)| people.contains(person))
            .map(|(instance, _)| instance.clone())
            .collect();
        let others: Vec<_> =
            self.accounts.keys().filter(|other| *other != person && !self.is_blocked(other, person)).cloned().collect();
        for other in others {
            self.notify_available(&other, |instance| watchers.contains(instance), &data);
        }
    }

    /// Notifies the available devices of an account.
    fn notify_available(&mut self, account: &Jid, is_notified: impl Fn(&str) -> bool, data: &EventData) {
        let devices = self.accounts.get(account).map(Account::devices).unwrap_or_default();
        let notified = devices.iter().filter(|device| device.is_available && is_notified(&device.instance));
        self.notices.extend(notified.map(|device| Notice { instance: device.instance.clone(), data: data.clone() }));
    }
}

#[cfg(test)]
mod tests {
    use std::time::UNIX_EPOCH;

    use wsapi_client::{EventData, Jid, types::ChatState};

    use crate::network::{Actor, Network};

    #[test]
    fn only_available_devices_are_notified_of_typing() {
        let (bot, ada) = (Jid::from_digits("4915550000001"), Jid::from_digits("491701234567"));
        let (bot, ada) = (bot.expect("a number"), ada.expect("a number"));
        let mut network = Network::new(0);
        network.register(&ada);
        network.register(&bot).link("one");
        network.register(&bot).link("two");

        network.set_state(&Actor::phone(&ada), &bot, &ChatState::Typing).expect("it is shown");
        assert!(network.take_notices().is_empty());

        let two = Actor { account: bot.clone(), instance: Some("two".to_owned()) };
        network.set_available(&two, true, UNIX_EPOCH);
        network.set_state(&Actor::phone(&ada), &bot, &ChatState::Paused).expect("it is shown");
        let notices = network.take_notices();
        let [notice] = &notices[..] else { panic!("expected one notice, found {}", notices.len()) };
        let EventData::ChatPresence(presence) = &notice.data else { panic!("expected a presence") };
        assert_eq!((&presence.id, &presence.sender.id, &presence.state), (&ada, &ada, &ChatState::Paused));
        assert_eq!(notice.instance, "two");
    }
}
