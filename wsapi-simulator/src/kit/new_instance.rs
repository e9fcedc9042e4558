//! An instance that a simulator starts with.

use wsapi_client::{Jid, types::EventFilter};

use crate::server::{Config, Instance};

/// An instance for [`Builder::instance`](super::Builder::instance). Unless it is said otherwise, it is paired with a
/// number of its own, and ready to send.
///
/// ```
/// use wsapi_simulator::{Mode, NewInstance, Simulator};
///
/// let sales = NewInstance::named("sales").phone("+49 30 1234567").key("secret").event_filters(["message"]);
/// let sim = Simulator::builder().mode(Mode::Multi).instance(sales).instance("support").build();
/// assert!(sim.instance("support").is_paired());
/// ```
#[derive(Clone, Debug)]
#[must_use = "it does nothing until it is added to a simulator"]
pub struct NewInstance {
    pub(super) id: String,
    /// `None` for a number that the simulator chooses.
    phone: Option<Jid>,
    is_paired: bool,
    config: Config,
}

impl NewInstance {
    /// An instance with this id.
    pub fn named(id: impl Into<String>) -> Self {
        Self { id: id.into(), phone: None, is_paired: true, config: Config::default() }
    }

    /// An instance with a configuration, paired if it has a number.
    #[cfg(feature = "program")]
    pub(crate) fn with_config(id: &str, phone: Option<Jid>, config: Config) -> Self {
        Self { id: id.to_owned(), is_paired: phone.is_some(), phone, config }
    }

    /// Leaves it without a device. [`Person::scans`](super::Person::scans) pairs it.
    pub fn unpaired(mut self) -> Self {
        self.is_paired = false;
        self
    }

    /// Sets the number of its account, as people write it.
    ///
    /// # Panics
    ///
    /// Panics if the text is not a phone number with a country code.
    pub fn phone(mut self, number: &str) -> Self {
        self.phone = Some(Jid::phone(number).unwrap_or_else(|error| panic!("{error}")));
        self
    }

    /// Sets its key. Without one it has the default key of the server.
    pub fn key(mut self, key: impl Into<String>) -> Self {
        self.config.key = Some(key.into());
        self
    }

    /// Sets the address that its events are posted to.
    pub fn webhook_url(mut self, url: impl Into<String>) -> Self {
        self.config.webhook_url = url.into();
        self
    }

    /// Sets the secret that signs its events.
    pub fn signing_secret(mut self, secret: impl Into<String>) -> Self {
        self.config.signing_secret = Some(secret.into());
        self
    }

    /// Publishes only events of these types, besides the system events.
    pub fn event_filters(mut self, filters: impl IntoIterator<Item = impl Into<EventFilter>>) -> Self {
        self.config.event_filters = filters.into_iter().map(Into::into).collect();
        self
    }

    /// Whether it publishes events. System events are always published.
    pub fn publish_events(mut self, publishes: bool) -> Self {
        self.config.publish_events = Some(publishes);
        self
    }

    /// Whether the messages from before a pairing are kept for `flush_history`.
    pub fn history_sync(mut self, syncs: bool) -> Self {
        self.config.history_sync = Some(syncs);
        self
    }

    /// The instance, and the number of its account unless it is unpaired.
    pub(super) fn into_parts(
        self,
        index: usize,
        complete: impl Fn(Config) -> Config,
    ) -> (String, Instance, Option<Jid>) {
        let default = || Jid::from_digits(&format!("49155500{:05}", index + 1)).expect("digits with a country code");
        let phone = self.is_paired.then(|| self.phone.unwrap_or_else(default));
        (self.id, Instance::new(complete(self.config)), phone)
    }
}

impl From<&str> for NewInstance {
    fn from(id: &str) -> Self {
        Self::named(id)
    }
}
