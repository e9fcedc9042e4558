//! The configuration of a simulator.

use super::{NewInstance, Simulator, expectations::Expectations, new_instance::DEFAULT, possible};
use crate::{
    clock::WorldClock,
    server::{Config, Mode, Settings},
    world::World,
};

/// Configures a [`Simulator`]. [`Simulator::builder`] returns it.
///
/// By default, it builds a simulator of the hosted service with one paired instance, `default`.
///
/// ```
/// use wsapi_simulator::{Mode, NewInstance, Simulator};
///
/// let sim = Simulator::builder()
///     .mode(Mode::Multi)
///     .instance("sales")
///     .instance(NewInstance::named("support").unpaired())
///     .strict()
///     .build();
/// assert!(sim.instance("sales").is_paired() && !sim.instance("support").is_paired());
/// ```
#[derive(Clone, Debug)]
#[must_use = "a builder has no effect until it is built"]
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
            max_file_size: Settings::MAX_FILE_SIZE,
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
    /// Sets the mode of the server. The default is [`Mode::Hosted`].
    pub fn mode(mut self, mode: Mode) -> Self {
        self.settings.mode = mode;
        self
    }

    /// Sets the seed from which all ids are generated. The same seed gives a test the same ids. The default is 0.
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// Adds an instance: an id, or a [`NewInstance`]. If none is added, the simulator has one with the id `default`.
    pub fn instance(mut self, instance: impl Into<NewInstance>) -> Self {
        self.instances.push(instance.into());
        self
    }

    /// Sets the API key of the hosted account. The default is `account-key`.
    pub fn account_key(mut self, key: impl Into<String>) -> Self {
        self.settings.account_key = key.into();
        self
    }

    /// Sets the admin key. If it is empty, admin operations require no authentication. The default is `admin-key`.
    pub fn admin_key(mut self, key: impl Into<String>) -> Self {
        self.settings.admin_key = key.into();
        self
    }

    /// Sets the API key of instances without a key of their own. If it is empty, they require no authentication. The
    /// default is `instance-key`.
    pub fn default_key(mut self, key: impl Into<String>) -> Self {
        self.settings.default_key = key.into();
        self
    }

    /// Sets the maximum size in bytes of a file that can be downloaded. Larger files are rejected with 413. The default
    /// is 100 MB.
    pub fn max_file_size(mut self, bytes: u64) -> Self {
        self.settings.max_file_size = bytes;
        self
    }

    /// Sets the webhook URL of instances without a webhook of their own.
    pub fn default_webhook_url(mut self, url: impl Into<String>) -> Self {
        self.settings.defaults.webhook_url = url.into();
        self
    }

    /// Sets the signing secret of instances without a secret of their own.
    pub fn default_signing_secret(mut self, secret: impl Into<String>) -> Self {
        self.settings.defaults.signing_secret = Some(secret.into());
        self
    }

    /// Fails the test on every unexpected call. See [`Simulator::strict`].
    pub fn strict(mut self) -> Self {
        self.is_strict = true;
        self
    }

    /// Uses the system clock. By default, every run of a test sees the same times, which begin on 2026-01-01. A program
    /// that compares the times of events with the system clock, as with `Verifier::max_age` of the SDK, needs this.
    pub fn real_time(mut self) -> Self {
        self.is_in_real_time = true;
        self
    }

    /// Makes a served simulator add events to Redis streams instead of posting them to webhooks. Requires the feature
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

    /// Builds an in-process simulator. With the feature `server`, `serve` builds one that also listens on a socket.
    ///
    /// # Panics
    ///
    /// Panics if two instances have the same id, if an id is invalid, or if a server in single mode has an instance
    /// other than `default`.
    #[track_caller]
    pub fn build(self) -> Simulator {
        possible(self.try_build())
    }

    /// Builds the simulator, or fails if its instances conflict.
    pub(crate) fn try_build(mut self) -> Result<Simulator, String> {
        if self.instances.is_empty() {
            self.instances.push(NewInstance::named(DEFAULT));
        }
        let first = self.instances[0].id.clone();
        let clock = if self.is_in_real_time { WorldClock::of_machine() } else { WorldClock::for_tests() };
        let mut world = World::new(self.seed, clock, self.settings);
        for instance in self.instances {
            instance.add_to(&mut world).map_err(|rejected| rejected.0)?;
        }
        Ok(Simulator::from_world(world, first, Expectations::new(self.seed, self.is_strict)))
    }
}
