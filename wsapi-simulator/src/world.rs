//! The state of a simulator: the network, the server, and the time.

mod login;

pub(crate) use self::login::Code;

use std::collections::{HashMap, VecDeque};

use bytes::Bytes;
use indexmap::IndexMap;
use wsapi_client::{
    EventData, Jid,
    types::{ChatPushName, EventFilter},
};

use crate::{
    clock::WorldClock,
    events::{Envelope, Published},
    network::{Account, Network},
    server::{Config, CustomerAccount, Instance, Settings},
};

/// Everything that changes. A clone is a snapshot, with the same clock.
#[derive(Clone, Debug)]
pub(crate) struct World {
    pub(crate) clock: WorldClock,
    pub(crate) network: Network,
    pub(crate) settings: Settings,
    pub(crate) instances: IndexMap<String, Instance>,
    /// The customer of the hosted service.
    pub(crate) customer: CustomerAccount,
    /// Events that no transport has taken yet, in order.
    pub(crate) outbox: VecDeque<Published>,
    /// The files that the server finds at addresses.
    pub(crate) web: HashMap<String, Bytes>,
}

impl World {
    pub(crate) fn new(seed: u64, clock: WorldClock, settings: Settings) -> Self {
        let network = Network::new(seed);
        let customer = CustomerAccount::new(clock.now());
        let (instances, outbox, web) = (IndexMap::new(), VecDeque::new(), HashMap::new());
        Self { clock, network, settings, instances, customer, outbox, web }
    }

    /// Links an instance to the account of a phone, without an event.
    pub(crate) fn pair(&mut self, instance: &str, phone: &Jid) {
        let account = self.network.register(phone);
        if account.push_name.is_empty() {
            account.push_name = phone.user().to_owned();
        }
        let number = account.link(instance);
        let now = self.clock.now();
        if let Some(instance) = self.instances.get_mut(instance) {
            instance.pair(phone.clone(), number, now);
            instance.begins_sync(now);
        }
    }

    /// Configures an instance on the fly: the change applies without a restart.
    pub(crate) fn configure(&mut self, id: &str, change: impl Fn(&mut Config)) {
        if let Some(instance) = self.instances.get_mut(id) {
            instance.configure(&change);
        }
        if let Some(record) = self.customer.records.get_mut(id) {
            change(&mut record.own);
        }
    }

    /// The account of an instance.
    pub(crate) fn account_of(&self, instance: &str) -> Option<&Account> {
        self.network.account(self.instances.get(instance)?.account()?)
    }

    /// Publishes the notices of the network to the instances. WhatsApp keeps what an instance without a connection misses.
    pub(crate) fn publish(&mut self) {
        self.synchronise();
        let now = self.clock.now();
        for notice in self.network.take_notices() {
            let Some(instance) = self.instances.get_mut(&notice.instance) else { continue };
            if instance.is_connected(now) {
                self.report(&notice.instance, &notice.data);
            } else {
                instance.missed.push(notice.data);
            }
        }
    }

    /// Reports an event that an instance has received, and what it learns from it.
    fn report(&mut self, id: &str, data: &EventData) {
        let Self { clock, network, instances, outbox, .. } = self;
        let Some(instance) = instances.get_mut(id) else { return };
        instance.observe(data);
        let (config, kind) = (instance.publishing(), EventFilter::from(data.event_type()));
        if config.publishes(&kind) {
            let at = clock.now();
            let envelope = Envelope { id: network.ids.event(at), at, data };
            outbox.push_back(Published::new(id, &envelope, config));
        }
        if let Some(change) = self.new_push_name(id, data) {
            self.report(id, &EventData::ChatPushName(Box::new(change)));
        }
    }

    /// A message shows the name of its author, which may be another one than before.
    fn new_push_name(&mut self, id: &str, data: &EventData) -> Option<ChatPushName> {
        let EventData::Message(message) = data else { return None };
        let author = self.network.account(&message.sender.id).filter(|_| !message.sender.is_me)?;
        if !self.instances.get_mut(id)?.learn_push_name(&author.jid, &author.push_name) {
            return None;
        }
        let mut change = ChatPushName::new();
        (change.user, change.push_name) = (author.identity(), author.push_name.clone());
        Some(change)
    }

    /// Publishes an event of an instance, whatever its filters say.
    pub(crate) fn announce(&mut self, id: &str, data: &EventData, config: &Config) {
        let now = self.clock.now();
        let envelope = Envelope { id: self.network.ids.event(now), at: now, data };
        self.outbox.push_back(Published::new(id, &envelope, config));
    }
}
