//! The customer's account of the hosted service. Nearly all of it is invented.

pub(crate) mod names;
mod record;
mod subscription;

pub(crate) use self::{
    record::{Record, filters_or_null},
    subscription::{Change, Subscription},
};

use std::{collections::VecDeque, time::SystemTime};

use indexmap::IndexMap;

use crate::{
    ids::Ids,
    instance::{Config, Instance},
};

/// The subscriptions, their changes, and the records of the account's instances.
#[derive(Clone, Debug)]
pub(crate) struct CustomerAccount {
    pub(crate) subscriptions: IndexMap<String, Subscription>,
    /// The records by instance id, in the order of creation.
    pub(crate) records: IndexMap<String, Record>,
    /// The changes, oldest first.
    pub(crate) changes: VecDeque<Change>,
    /// The configuration of instances without a configuration of their own.
    pub(crate) defaults: Config,
}

/// The maximum number of changes. The oldest are dropped.
const MOST_CHANGES: usize = 10_000;

impl CustomerAccount {
    /// Creates an account with one subscription.
    pub(crate) fn new(now: SystemTime) -> Self {
        let id = names::FIRST_SUBSCRIPTION.to_owned();
        let change = Change::new(names::CHANGE_CREATED, now, &id, (0, 0), None);
        Self {
            subscriptions: IndexMap::from([(id, Subscription { created: now })]),
            records: IndexMap::new(),
            changes: VecDeque::from([change]),
            defaults: Config::default(),
        }
    }

    /// Adds an existing instance to the first subscription.
    pub(crate) fn adopt(&mut self, id: &str, config: &Config, now: SystemTime) {
        let record = Record::new(names::FIRST_SUBSCRIPTION, id, config.clone(), now);
        self.add(id, record, now);
    }

    /// Creates an instance with the defaults of the account and a key of its own.
    pub(crate) fn create(
        &mut self,
        subscription: &str,
        name: Option<&str>,
        ids: &mut Ids,
        now: SystemTime,
    ) -> (String, Instance) {
        let id = format!("{}{}", names::INSTANCE_PREFIX, ids.hex(16));
        let mut record = Record::new(subscription, name.unwrap_or(&id), Config::default(), now);
        record.uses_defaults = true;
        record.key = Some(new_key(ids));
        let instance = Instance::new(record.config(&self.defaults));
        self.add(&id, record, now);
        (id, instance)
    }

    /// Removes an instance. Returns `false` if the subscription does not have it.
    pub(crate) fn remove(&mut self, subscription: &str, id: &str, now: SystemTime) -> bool {
        if self.records.get(id).is_none_or(|record| record.subscription != subscription) {
            return false;
        }
        let before = self.quantity(subscription);
        self.records.shift_remove(id);
        self.log(Change::new(names::CHANGE_REMOVED, now, subscription, (before, before - 1), Some(id)));
        true
    }

    /// Returns the number of instances of a subscription.
    pub(crate) fn quantity(&self, subscription: &str) -> i64 {
        let count = self.records.values().filter(|record| record.subscription == subscription).count();
        i64::try_from(count).unwrap_or(i64::MAX)
    }

    fn add(&mut self, id: &str, record: Record, now: SystemTime) {
        let (subscription, before) = (record.subscription.clone(), self.quantity(&record.subscription));
        self.records.insert(id.to_owned(), record);
        self.log(Change::new(names::CHANGE_ADDED, now, &subscription, (before, before + 1), Some(id)));
    }

    fn log(&mut self, mut change: Change) {
        if self.changes.len() == MOST_CHANGES {
            self.changes.pop_front();
        }
        change.number = self.changes.back().map_or(1, |last| last.number + 1);
        self.changes.push_back(change);
    }
}

/// Generates the API key of an instance.
pub(crate) fn new_key(ids: &mut Ids) -> String {
    format!("{}{}", names::KEY_PREFIX, ids.hex(32))
}
