//! The configuration of instances.

use std::fmt;

use wsapi_client::types::EventFilter;

/// The configuration of an instance.
#[derive(Clone, Default, PartialEq, Eq)]
pub(crate) struct Config {
    /// The API key. If it is empty, the default key of the server applies.
    pub(crate) key: Option<String>,
    pub(crate) webhook_url: String,
    pub(crate) signing_secret: Option<String>,
    /// The events that are published; all if it is empty.
    pub(crate) event_filters: Vec<EventFilter>,
    pub(crate) publish_events: Option<bool>,
    /// `true` if the messages of a pairing are stored for `flushHistory`.
    pub(crate) history_sync: Option<bool>,
    /// `true` if events are read from the event stream instead of being posted to the webhook.
    pub(crate) is_pulled: bool,
}

/// Hides the key and the secret.
impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Config")
            .field("event_filters", &self.event_filters)
            .field("publish_events", &self.publish_events)
            .field("history_sync", &self.history_sync)
            .finish_non_exhaustive()
    }
}

/// The events to which no filter applies.
const SYSTEM_EVENTS: [&str; 4] = ["logged_in", "logged_out", "login_error", "initial_sync_finished"];

/// Returns `true` if events can have this type.
pub(crate) fn is_event_type(kind: &str) -> bool {
    SYSTEM_EVENTS.contains(&kind) || !matches!(EventFilter::from(kind), EventFilter::Unknown(_))
}

impl Config {
    /// Returns `true` if events of this kind are published.
    pub(crate) fn publishes(&self, kind: &EventFilter) -> bool {
        let is_wanted = self.event_filters.is_empty() || self.event_filters.contains(kind);
        SYSTEM_EVENTS.contains(&kind.as_str()) || (self.publish_events.unwrap_or(true) && is_wanted)
    }

    /// Replaces empty values with those of `defaults`.
    pub(crate) fn or(self, defaults: &Self) -> Self {
        let text = |own: Option<String>, default: &Option<String>| {
            own.filter(|text| !text.is_empty()).or_else(|| default.clone())
        };
        Self {
            key: text(self.key, &defaults.key),
            webhook_url: text(Some(self.webhook_url), &Some(defaults.webhook_url.clone())).unwrap_or_default(),
            signing_secret: text(self.signing_secret, &defaults.signing_secret),
            event_filters: match self.event_filters.is_empty() {
                true => defaults.event_filters.clone(),
                false => self.event_filters,
            },
            publish_events: self.publish_events.or(defaults.publish_events),
            history_sync: self.history_sync.or(defaults.history_sync),
            is_pulled: self.is_pulled || defaults.is_pulled,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Config;

    #[test]
    fn empty_values_take_the_defaults() {
        let defaults = Config { webhook_url: "https://a".to_owned(), key: Some("k".to_owned()), ..Config::default() };
        assert_eq!(Config { key: Some(String::new()), ..Config::default() }.or(&defaults), defaults);
    }
}
