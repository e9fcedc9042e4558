//! Who is online, and who types.

use std::{
    collections::{HashMap, HashSet},
    time::SystemTime,
};

use wsapi_client::{
    EventData, Jid,
    types::{ChatPresence, ChatState, Presence, UserPresence},
};

use super::{Account, Actor, Network, Notice, notice};

/// The people whose presence is reported, by instance.
#[derive(Clone, Debug, Default)]
pub(super) struct Watching(HashMap<String, HashSet<Jid>>);

impl Watching {
    pub(super) fn forget(&mut self, instance: &str) {
        self.0.remove(instance);
    }
}

impl Network {
    /// Reports the presence of a person to an instance from now on.
    pub(crate) fn watch(&mut self, instance: &str, person: &Jid) {
        let person = self.canonical(person);
        self.presence.0.entry(instance.to_owned()).or_default().insert(person);
    }

    /// A person opens or closes the app.
    pub(crate) fn set_online(&mut self, person: &Jid, is_online: bool, at: SystemTime) {
        self.register(person).is_online = is_online;
        self.tell_presence(person, is_online, at);
    }

    /// An instance says whether its account is available.
    pub(crate) fn set_available(&mut self, actor: &Actor, is_available: bool, at: SystemTime) {
        let (Some(account), Some(instance)) = (self.accounts.get_mut(&actor.account), &actor.instance) else { return };
        if let Some(device) = account.device_mut(instance) {
            device.is_available = is_available;
        }
        self.tell_presence(&actor.account, is_available, at);
    }

    /// Whether others see an account as online.
    pub(crate) fn is_online(&self, person: &Jid) -> bool {
        let account = self.account(person);
        account.is_some_and(|account| account.is_online || account.devices().iter().any(|device| device.is_available))
    }

    /// An account types, records or stops. Only available devices are notified.
    pub(crate) fn set_state(&mut self, actor: &Actor, chat: &Jid, state: &ChatState) {
        let place = self.place(&actor.account, chat);
        self.conversation_mut(&place).set_state(&actor.account, state.clone());
        let deaf = self.deaf(actor, &place);
        let is_told = |viewer: &Jid| *viewer != actor.account && !deaf.contains(viewer);
        for viewer in place.viewers(self).into_iter().filter(is_told) {
            let mut event = ChatPresence::new(state.clone());
            event.id = place.chat(&viewer);
            event.sender = notice::sender_acting(self, &viewer, actor);
            self.tell_available(&viewer, |_| true, &EventData::ChatPresence(Box::new(event)));
        }
    }

    fn tell_presence(&mut self, person: &Jid, is_online: bool, at: SystemTime) {
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
            self.tell_available(&other, |instance| watchers.contains(instance), &data);
        }
    }

    /// Tells those devices of an account that are available.
    fn tell_available(&mut self, account: &Jid, is_told: impl Fn(&str) -> bool, data: &EventData) {
        let devices = self.accounts.get(account).map(Account::devices).unwrap_or_default();
        let told = devices.iter().filter(|device| device.is_available && is_told(&device.instance));
        self.notices.extend(told.map(|device| Notice { instance: device.instance.clone(), data: data.clone() }));
    }
}

#[cfg(test)]
mod tests {
    use std::time::UNIX_EPOCH;

    use wsapi_client::{EventData, Jid, types::ChatState};

    use crate::network::{Actor, Network};

    #[test]
    fn only_a_device_that_is_available_is_told_who_types() {
        let (bot, ada) = (Jid::from_digits("4915550000001"), Jid::from_digits("491701234567"));
        let (bot, ada) = (bot.expect("a number"), ada.expect("a number"));
        let mut network = Network::new(0);
        network.register(&ada);
        network.register(&bot).link("one");
        network.register(&bot).link("two");

        network.set_state(&Actor::phone(&ada), &bot, &ChatState::Typing);
        assert!(network.take_notices().is_empty());

        let two = Actor { account: bot.clone(), instance: Some("two".to_owned()) };
        network.set_available(&two, true, UNIX_EPOCH);
        network.set_state(&Actor::phone(&ada), &bot, &ChatState::Paused);
        let notices = network.take_notices();
        let [notice] = &notices[..] else { panic!("expected one notice, found {}", notices.len()) };
        let EventData::ChatPresence(presence) = &notice.data else { panic!("expected a presence") };
        assert_eq!((&presence.id, &presence.sender.id, &presence.state), (&ada, &ada, &ChatState::Paused));
        assert_eq!(notice.instance, "two");
    }
}
