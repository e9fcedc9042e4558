//! How the server is configured.

use std::fmt;

use super::Config;

/// Which server is simulated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Mode {
    /// The service, with operations on the account and without administration.
    #[default]
    Hosted,
    /// A self-hosted server with one instance, which no request names.
    Single,
    /// A self-hosted server with any number of instances, and administration.
    Multi,
}

/// The configuration of the server.
#[derive(Clone)]
pub(crate) struct Settings {
    pub(crate) mode: Mode,
    /// The customer's key, for `/account`.
    pub(crate) account_key: String,
    /// The key for `/admin`. If it is empty, any key is accepted.
    pub(crate) admin_key: String,
    /// The key of instances that have none of their own. If it is empty, any key is accepted.
    pub(crate) default_key: String,
    /// What instances have that configure nothing of their own. The default key is a field of its own.
    pub(crate) defaults: Config,
}

/// Hides the keys.
impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Settings").field("mode", &self.mode).field("defaults", &self.defaults).finish_non_exhaustive()
    }
}

impl Settings {
    /// The configuration of an instance, with the defaults for everything that is empty.
    pub(crate) fn completed(&self, config: Config) -> Config {
        let key = Some(self.default_key.clone()).filter(|key| !key.is_empty());
        config.or(&Config { key, ..self.defaults.clone() })
    }
}
