//! Subscriptions, and their changes.

use std::time::{Duration, SystemTime};

use wsapi_client::{
    Nullable,
    types::{AccountSubscription, AccountSubscriptionChange},
};

use super::names;
use crate::network::seconds;

/// The length of a billing period.
const PERIOD: Duration = Duration::from_secs(30 * 24 * 3600);

/// A subscription. Instances refer to it by its id.
#[derive(Clone, Debug)]
pub(crate) struct Subscription {
    pub(crate) created: SystemTime,
}

/// One change of a subscription.
#[derive(Clone, Debug)]
pub(crate) struct Change {
    pub(super) number: u64,
    pub(crate) kind: &'static str,
    pub(crate) at: SystemTime,
    pub(crate) subscription: String,
    /// The number of instances before and after.
    quantities: (i64, i64),
    pub(crate) instance: Option<String>,
}

impl Subscription {
    pub(crate) fn printed(&self, id: &str, instances: Vec<String>, now: SystemTime) -> AccountSubscription {
        let age = now.duration_since(self.created).unwrap_or_default();
        let periods = u32::try_from(age.as_secs() / PERIOD.as_secs()).unwrap_or(u32::MAX);
        let start = self.created + PERIOD * periods;
        let mut printed = AccountSubscription::new();
        printed.id = Some(id.to_owned());
        printed.created = Some(seconds(self.created));
        printed.current_period_start = Some(seconds(start));
        printed.current_period_end = Some(seconds(start + PERIOD));
        printed.quantity = Some(i64::try_from(instances.len()).unwrap_or(i64::MAX));
        printed.plan = Some(names::PLAN.to_owned());
        printed.price = Some(names::PRICE.to_owned());
        printed.status = Some(names::SUBSCRIPTION_ACTIVE.to_owned());
        printed.cancel_at_period_end = Some(false);
        printed.instance_ids = Nullable::Value(instances);
        printed
    }
}

impl Change {
    pub(super) fn new(
        kind: &'static str,
        at: SystemTime,
        subscription: &str,
        quantities: (i64, i64),
        instance: Option<&str>,
    ) -> Self {
        let (subscription, instance) = (subscription.to_owned(), instance.map(str::to_owned));
        Self { number: 1, kind, at, subscription, quantities, instance }
    }

    pub(crate) fn printed(&self) -> AccountSubscriptionChange {
        let mut printed = AccountSubscriptionChange::new();
        printed.id = Some(format!("{}{}", names::CHANGE_PREFIX, self.number));
        printed.timestamp = Some(seconds(self.at));
        printed.subscription_id = Some(self.subscription.clone());
        printed.change_type = Some(self.kind.to_owned());
        printed.previous_quantity = Nullable::Value(self.quantities.0);
        printed.new_quantity = Nullable::Value(self.quantities.1);
        printed.instance_id = self.instance.clone().map_or(Nullable::Null, Nullable::Value);
        (printed.prorated_amount, printed.notes) = (Nullable::Null, Nullable::Null);
        printed
    }
}
