//! The configuration of the server.

use std::fmt;

use crate::instance::Config;

/// The kind of server that is simulated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Mode {
    /// The hosted service, with account operations and without administration.
    #[default]
    Hosted,
    /// A self-hosted server with one instance. Requests need not name it.
    Single,
    /// A self-hosted server with any number of instances, and administration.
    Multi,
}

/// The configuration of the server.
#[derive(Clone)]
pub(crate) struct Settings {
    pub(crate) mode: Mode,
    /// The account key, for `/account`.
    pub(crate) account_key: String,
    /// The admin key, for `/admin`. If it is empty, any key is accepted.
    pub(crate) admin_key: String,
    /// The key of instances without a key of their own. If it is empty, any key is accepted.
    pub(crate) default_key: String,
    /// The maximum size in bytes of a file that can be downloaded.
    pub(crate) max_file_size: u64,
    /// The configuration of instances without a configuration of their own. The default key is a separate field.
    pub(crate) defaults: Config,
}

/// Hides the keys.
impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Settings").field("mode", &self.mode).field("defaults", &self.defaults).finish_non_exhaustive()
    }
}

impl Settings {
    /// The default of `max_file_size`.
    pub(crate) const MAX_FILE_SIZE: u64 = 100 << 20;

    /// Returns the API key of an instance with this configuration; empty if the server accepts any key.
    pub(crate) fn key_of<'a>(&'a self, config: &'a Config) -> &'a str {
        config.key.as_deref().filter(|key| !key.is_empty()).unwrap_or(&self.default_key)
    }

    /// Replaces empty values in the configuration of an instance with the defaults.
    pub(crate) fn completed(&self, config: Config) -> Config {
        let key = Some(self.default_key.clone()).filter(|key| !key.is_empty());
        config.or(&Config { key, ..self.defaults.clone() })
    }
}
