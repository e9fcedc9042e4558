//! The configuration of a new instance.

use wsapi_client::{Jid, types::EventFilter};

use super::possible;
use crate::{
    network::Rejected,
    server::{Config, Instance, Mode, is_instance_id},
    world::World,
};

/// The id of the only instance of a server in single mode, and of the instance that a simulator has by default.
pub(super) const DEFAULT: &str = "default";

/// An instance for [`Builder::instance`](super::Builder::instance). By default, it is paired with a phone number of its
/// own and ready to send, unlike in the state file of the program and in the control API, where an instance without a
/// phone number is not paired.
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
    /// The phone number; `None` lets the simulator choose one.
    phone: Option<Jid>,
    is_paired: bool,
    config: Config,
}

impl NewInstance {
    /// Creates an instance with this id: 1 to 64 letters, digits, dots, hyphens or underscores.
    pub fn named(id: impl Into<String>) -> Self {
        Self { id: id.into(), phone: None, is_paired: true, config: Config::default() }
    }

    /// Creates an instance with a configuration, paired if it has a phone number.
    #[cfg(feature = "server")]
    pub(crate) fn with_config(id: &str, phone: Option<Jid>, config: Config) -> Self {
        Self { id: id.to_owned(), is_paired: phone.is_some(), phone, config }
    }

    /// Leaves the instance unpaired. [`Person::scans`](super::Person::scans) pairs it.
    pub fn unpaired(mut self) -> Self {
        self.is_paired = false;
        self
    }

    /// Sets the phone number of its account, such as `+49 170 1234567`.
    ///
    /// # Panics
    ///
    /// Panics if the text is not a phone number with a country code.
    #[track_caller]
    pub fn phone(mut self, number: &str) -> Self {
        self.phone = Some(possible(Jid::phone(number)));
        self
    }

    /// Sets its API key. The default is the default key of the server.
    pub fn key(mut self, key: impl Into<String>) -> Self {
        self.config.key = Some(key.into());
        self
    }

    /// Sets the URL to which its events are posted.
    pub fn webhook_url(mut self, url: impl Into<String>) -> Self {
        self.config.webhook_url = url.into();
        self
    }

    /// Sets the secret that signs its events.
    pub fn signing_secret(mut self, secret: impl Into<String>) -> Self {
        self.config.signing_secret = Some(secret.into());
        self
    }

    /// Publishes only events of these types. System events are always published.
    pub fn event_filters(mut self, filters: impl IntoIterator<Item = impl Into<EventFilter>>) -> Self {
        self.config.event_filters = filters.into_iter().map(Into::into).collect();
        self
    }

    /// Sets whether the instance publishes events. System events are always published.
    pub fn publish_events(mut self, publishes: bool) -> Self {
        self.config.publish_events = Some(publishes);
        self
    }

    /// Sets whether messages from before the pairing are stored for `flush_history`.
    pub fn history_sync(mut self, syncs: bool) -> Self {
        self.config.history_sync = Some(syncs);
        self
    }

    /// Adds the instance to a server, and returns its id.
    pub(super) fn add_to(self, world: &mut World) -> Result<String, Rejected> {
        let Self { id, phone, is_paired, config } = self;
        if !is_instance_id(&id) {
            let expected =
                "expected 1 to 64 letters, digits, dots, hyphens or underscores, the first a letter or digit";
            return Err(Rejected::because(format!("invalid instance id `{id}`: {expected}")));
        }
        if world.settings.mode == Mode::Single && id != DEFAULT {
            return Err(Rejected::because(format!("single mode has only the instance `{DEFAULT}`")));
        }
        if world.instances.contains_key(&id) {
            return Err(Rejected::because(format!("two instances have the id `{id}`")));
        }
        world.may_add_instance()?;
        let number = world.instances.len() + 1;
        let instance = Instance::new(world.settings.completed(config));
        let now = world.clock.now();
        world.customer.adopt(&id, &instance.config, now);
        world.instances.insert(id.clone(), instance);
        if is_paired {
            let default =
                || Jid::from_digits(&format!("49155500{number:05}")).expect("digits with a country code are a number");
            world.pair(&id, &phone.unwrap_or_else(default));
        }
        Ok(id)
    }
}

impl From<&str> for NewInstance {
    fn from(id: &str) -> Self {
        Self::named(id)
    }
}
