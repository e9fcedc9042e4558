//! The configuration of a simulator.

use super::{NewInstance, Simulator, expectations::Expectations};
use crate::{
    clock::WorldClock,
    server::{Config, Mode, Settings},
    world::World,
};

/// The id of the instance if none is added. It is the only one of a server in single mode.
const DEFAULT: &str = "default";

/// Configures a [`Simulator`].
#[derive(Clone, Debug)]
#[must_use = "it does nothing until it is built"]
pub struct Builder {
    seed: u64,
    instances: Vec<NewInstance>,
    is_in_real_time: bool,
    is_strict: bool,
    settings: Settings,
    #[cfg(feature = "redis")]
    pub(crate) redis: Option<super::RedisSettings>,
}

impl Default for Builder {
    fn default() -> Self {
        let settings = Settings {
            mode: Mode::default(),
            account_key: "account-key".to_owned(),
            admin_key: "admin-key".to_owned(),
            default_key: "instance-key".to_owned(),
            defaults: Config::default(),
        };
        Self {
            seed: 0,
            instances: Vec::new(),
            is_in_real_time: false,
            is_strict: false,
            settings,
            #[cfg(feature = "redis")]
            redis: None,
        }
    }
}

impl Builder {
    /// Sets the kind of server. The default is the hosted service.
    pub fn mode(mut self, mode: Mode) -> Self {
        self.settings.mode = mode;
        self
    }

    /// Sets the number from which all ids are made. With the same number, a test has the same ids. The default is 0.
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// Adds an instance: an id, or a [`NewInstance`]. Without any, there is one with the id `default`.
    pub fn instance(mut self, instance: impl Into<NewInstance>) -> Self {
        self.instances.push(instance.into());
        self
    }

    /// Sets the key of the hosted account.
    pub fn account_key(mut self, key: impl Into<String>) -> Self {
        self.settings.account_key = key.into();
        self
    }

    /// Sets the key of the administration. An empty one switches authentication off there.
    pub fn admin_key(mut self, key: impl Into<String>) -> Self {
        self.settings.admin_key = key.into();
        self
    }

    /// Sets the key of instances that have none of their own. An empty one switches authentication off for them.
    pub fn default_key(mut self, key: impl Into<String>) -> Self {
        self.settings.default_key = key.into();
        self
    }

    /// Sets the webhook of instances that have none of their own.
    pub fn default_webhook_url(mut self, url: impl Into<String>) -> Self {
        self.settings.defaults.webhook_url = url.into();
        self
    }

    /// Sets the secret of instances that have none of their own.
    pub fn default_signing_secret(mut self, secret: impl Into<String>) -> Self {
        self.settings.defaults.signing_secret = Some(secret.into());
        self
    }

    /// Fails the test on every call that it has not announced. See [`Simulator::strict`].
    pub fn strict(mut self) -> Self {
        self.is_strict = true;
        self
    }

    /// Follows the time of the machine. By default each run of a test sees the same times.
    pub fn real_time(mut self) -> Self {
        self.is_in_real_time = true;
        self
    }

    /// Adds events to Redis streams instead of posting them to webhooks, once it is served. Requires the feature
    /// `redis`.
    #[cfg(feature = "redis")]
    pub fn redis(mut self, settings: super::RedisSettings) -> Self {
        self.redis = Some(settings);
        self
    }

    /// Replaces all settings of the server.
    #[cfg(feature = "program")]
    pub(crate) fn settings(mut self, settings: Settings) -> Self {
        self.settings = settings;
        self
    }

    /// Creates the simulator.
    ///
    /// # Panics
    ///
    /// Panics if two instances have the same id, or if a server in single mode has any other than `default`.
    pub fn build(self) -> Simulator {
        self.try_build().unwrap_or_else(|problem| panic!("{problem}"))
    }

    /// Creates the simulator, unless its instances do not fit together.
    pub(crate) fn try_build(mut self) -> Result<Simulator, String> {
        if self.instances.is_empty() {
            self.instances.push(NewInstance::named(DEFAULT));
        }
        let is_single = self.settings.mode == Mode::Single;
        if is_single && self.instances.iter().any(|instance| instance.id != DEFAULT) {
            return Err(format!("in single mode there is only the instance `{DEFAULT}`"));
        }
        let first = self.instances[0].id.clone();
        let clock = if self.is_in_real_time { WorldClock::of_machine() } else { WorldClock::for_tests() };
        let mut world = World::new(self.seed, clock, self.settings);
        for (index, instance) in self.instances.into_iter().enumerate() {
            let (id, instance, phone) = instance.into_parts(index, |config| world.settings.completed(config));
            let now = world.clock.now();
            world.customer.adopt(&id, &instance.config, now);
            if world.instances.insert(id.clone(), instance).is_some() {
                return Err(format!("two instances have the id `{id}`"));
            }
            if let Some(phone) = phone {
                world.pair(&id, &phone);
            }
        }
        Ok(Simulator::from_world(world, first, Expectations::new(self.seed, self.is_strict)))
    }
}
