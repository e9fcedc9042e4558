//! The record of an instance in the account.

use std::time::SystemTime;

use wsapi_client::{
    Jid, Nullable,
    types::{AccountInstance, AccountInstanceDetail, AccountInstanceSettings},
};

use super::names;
use crate::{instance::Config, network::seconds};

/// An instance of the account.
#[derive(Clone, Debug)]
pub(crate) struct Record {
    pub(crate) subscription: String,
    pub(crate) name: String,
    pub(crate) created: SystemTime,
    /// `true` if the defaults of the account apply instead of `own`.
    pub(crate) uses_defaults: bool,
    pub(crate) own: Config,
    pub(crate) key: Option<String>,
}

impl Record {
    pub(super) fn new(subscription: &str, name: &str, own: Config, created: SystemTime) -> Self {
        Self {
            subscription: subscription.to_owned(),
            name: name.to_owned(),
            created,
            uses_defaults: false,
            key: own.key.clone(),
            own,
        }
    }

    /// Returns the configuration that applies.
    pub(crate) fn config(&self, defaults: &Config) -> Config {
        let config = if self.uses_defaults { defaults } else { &self.own };
        Config { key: self.key.clone(), ..config.clone() }
    }

    pub(crate) fn printed(&self, id: &str, device: Jid) -> AccountInstance {
        let mut printed = AccountInstance::new();
        printed.id = Some(id.to_owned());
        printed.created = Some(seconds(self.created));
        printed.name = Some(self.name.clone());
        printed.use_custom_defaults = Some(self.uses_defaults);
        printed.status = Some(names::INSTANCE_ACTIVE.to_owned());
        printed.device_id = device_or_null(device);
        (printed.expired_at, printed.trial_ends_at) = (Nullable::Null, Nullable::Null);
        printed.is_in_trial = Some(false);
        printed.has_api_key = Some(self.key.is_some());
        printed
    }

    pub(crate) fn detail(&self, device: Jid, defaults: &Config) -> AccountInstanceDetail {
        let config = self.config(defaults);
        let mut settings = AccountInstanceSettings::new();
        settings.use_custom_defaults = Some(self.uses_defaults);
        settings.pull_mode = Some(config.is_pulled);
        settings.webhook_url =
            Some(config.webhook_url).filter(|url| !url.is_empty()).map_or(Nullable::Null, Nullable::Value);
        settings.event_signing_secret =
            config.signing_secret.map_or(Nullable::Null, |secret| Nullable::Value(secret.into()));
        settings.history_sync = Some(config.history_sync.unwrap_or_default());
        settings.event_filters = filters_or_null(config.event_filters);
        let mut detail = AccountInstanceDetail::new();
        detail.name = Some(self.name.clone());
        detail.has_api_key = Some(self.key.is_some());
        detail.settings = Some(settings);
        detail.status = Some(names::INSTANCE_ACTIVE.to_owned());
        detail.device_id = device_or_null(device);
        detail.created = Some(seconds(self.created));
        detail
    }
}

/// Returns the filters, or null if there are none.
pub(crate) fn filters_or_null<T>(filters: Vec<T>) -> Nullable<Vec<T>> {
    if filters.is_empty() { Nullable::Null } else { Nullable::Value(filters) }
}

fn device_or_null(device: Jid) -> Nullable<Jid> {
    if device == Jid::default() { Nullable::Null } else { Nullable::Value(device) }
}
