//! The state of a simulator: the network, the server, and the time.

mod login;

pub(crate) use self::login::Code;

#[cfg(feature = "server")]
use std::time::{Duration, UNIX_EPOCH};
use std::{
    collections::{HashMap, VecDeque},
    time::SystemTime,
};

use bytes::Bytes;
use indexmap::IndexMap;
use wsapi_client::{
    EventData, Jid,
    types::{ChatPushName, EventFilter},
};

#[cfg(feature = "server")]
use crate::network::{Actor, Content, Draft};
use crate::{
    clock::WorldClock,
    customer::CustomerAccount,
    events::{Envelope, Published},
    instance::{Config, Instance},
    network::{Account, Network, Rejected},
    settings::Settings,
};

/// The maximum number of instances.
const MOST_INSTANCES: usize = 1_000;

/// All mutable state. A clone is a snapshot with the same clock.
#[derive(Clone, Debug)]
pub(crate) struct World {
    pub(crate) clock: WorldClock,
    pub(crate) network: Network,
    pub(crate) settings: Settings,
    pub(crate) instances: IndexMap<String, Instance>,
    /// The customer's account of the hosted service.
    pub(crate) customer: CustomerAccount,
    /// The published events that are not queued for delivery yet, in order.
    pub(crate) outbox: VecDeque<Published>,
    /// The files that the server finds at URLs.
    pub(crate) web: HashMap<String, Bytes>,
}

impl World {
    pub(crate) fn new(seed: u64, clock: WorldClock, settings: Settings) -> Self {
        let network = Network::new(seed);
        let customer = CustomerAccount::new(clock.now());
        let (instances, outbox, web) = (IndexMap::new(), VecDeque::new(), HashMap::new());
        Self { clock, network, settings, instances, customer, outbox, web }
    }

    /// Rejects another instance if there are too many.
    pub(crate) fn may_add_instance(&self) -> Result<(), Rejected> {
        if self.instances.len() < MOST_INSTANCES {
            Ok(())
        } else {
            Err(Rejected::because(format!("there are already {MOST_INSTANCES} instances")))
        }
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

    /// Configures an instance. The change applies without a restart.
    pub(crate) fn configure(&mut self, id: &str, change: impl Fn(&mut Config)) {
        if let Some(instance) = self.instances.get_mut(id) {
            instance.configure(&change);
        }
        if let Some(record) = self.customer.records.get_mut(id) {
            change(&mut record.own);
        }
    }

    /// Returns the address of the account to which an instance is linked.
    pub(crate) fn paired_account(&self, instance: &str) -> Result<Jid, Rejected> {
        let known = self.known_instance(instance)?;
        known.account().cloned().ok_or_else(|| Rejected::because(format!("the instance `{instance}` is not paired")))
    }

    /// Returns the instance with this id.
    pub(crate) fn known_instance(&self, id: &str) -> Result<&Instance, Rejected> {
        self.instances.get(id).ok_or_else(|| unknown_instance(id))
    }

    /// Returns the instance with this id, to change it.
    pub(crate) fn known_instance_mut(&mut self, id: &str) -> Result<&mut Instance, Rejected> {
        self.instances.get_mut(id).ok_or_else(|| unknown_instance(id))
    }

    /// Returns the account of an instance.
    pub(crate) fn account_of(&self, instance: &str) -> Option<&Account> {
        self.network.account(self.instances.get(instance)?.account()?)
    }

    /// Publishes the notices of the network to the instances. WhatsApp stores the notices of an instance without a
    /// connection.
    pub(crate) fn publish(&mut self) {
        self.synchronise();
        let now = self.clock.now();
        for notice in self.network.take_notices() {
            let Some(instance) = self.instances.get_mut(&notice.instance) else { continue };
            if instance.is_connected(now) {
                self.report(&notice.instance, &notice.data);
            } else {
                instance.miss(notice.data);
            }
        }
    }

    /// Returns the time at which the next events are due without any act or request. Events that are already due count
    /// until they are published.
    pub(crate) fn next_due(&self) -> Option<SystemTime> {
        self.instances.values().filter_map(Instance::due_at).min()
    }

    /// Performs an act in the past: the instances have already seen it, and no event reports it.
    #[cfg(feature = "server")]
    pub(crate) fn quietly<T>(&mut self, act: impl FnOnce(&mut Self) -> T) -> T {
        self.publish();
        let waiting = self.outbox.len();
        let result = act(self);
        self.publish();
        self.outbox.truncate(waiting);
        result
    }

    /// Adds a text that was written some minutes ago.
    #[cfg(feature = "server")]
    pub(crate) fn wrote_before(&mut self, author: &Jid, chat: &Jid, text: String, minutes: u32) {
        let draft = Draft { content: Content::text(text), ..Draft::default() };
        let at = self.clock.now().checked_sub(Duration::from_secs(60 * u64::from(minutes)));
        let at = at.map_or(UNIX_EPOCH, |at| at.max(UNIX_EPOCH));
        self.network.post(&Actor::phone(author), chat, draft, at);
    }

    /// Reports an event that an instance received, and the changes that it learns from it.
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

    /// Returns the event of a changed push name, if a message shows one.
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

    /// Publishes an event of an instance, ignoring its filters. Returns the id of the event.
    pub(crate) fn announce(&mut self, id: &str, data: &EventData, config: &Config) -> String {
        let now = self.clock.now();
        let envelope = Envelope { id: self.network.ids.event(now), at: now, data };
        let published = Published::new(id, &envelope, config);
        let event_id = published.id.clone();
        self.outbox.push_back(published);
        event_id
    }
}

fn unknown_instance(id: &str) -> Rejected {
    Rejected::because(format!("there is no instance `{id}`"))
}
