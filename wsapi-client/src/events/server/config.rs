//! The address of a Redis server.

use std::{fmt, mem};

use ::redis::{
    Client, IntoConnectionInfo, RedisConnectionInfo, RedisResult, TlsMode,
    sentinel::{SentinelClient, SentinelNodeConnectionInfo, SentinelServerType},
};

use crate::{Error, Secret};

/// The address of a Redis server, or of the sentinels that monitor it. Requires the feature `redis`.
///
/// A string is a URL such as `redis://user:password@host:6379/0`, which ends with the number of the database.
/// `rediss://` uses TLS, which requires the feature `rustls` and trusts the certificates that the system trusts. If
/// rustls is built with several crypto providers, the program must install one as the default before it connects.
///
/// ```
/// use wsapi_client::events::redis::RedisConfig;
///
/// let single = RedisConfig::from("redis://127.0.0.1/2");
/// let replicated = RedisConfig::sentinels(["redis://10.0.0.1:26379", "redis://10.0.0.2:26379"], "mymaster")
///     .username("bot")
///     .password("the password of the server")
///     .database(2);
/// ```
#[derive(Clone)]
pub struct RedisConfig(Kind);

#[derive(Clone)]
enum Kind {
    Url(Secret),
    /// The login is for the server, not for the sentinels.
    Sentinels {
        urls: Vec<Secret>,
        name: String,
        login: RedisConnectionInfo,
        is_tls: bool,
    },
}

impl RedisConfig {
    /// Creates the configuration of a server that sentinels monitor under this name. The URLs are those of the
    /// sentinels, including their passwords. The other methods set the login and the database of the server; they have
    /// no effect on a single URL, which contains both.
    pub fn sentinels<U: Into<Secret>>(urls: impl IntoIterator<Item = U>, name: impl Into<String>) -> Self {
        let urls = urls.into_iter().map(Into::into).collect();
        Self(Kind::Sentinels { urls, name: name.into(), login: RedisConnectionInfo::default(), is_tls: false })
    }

    /// Sets the user name for the server that the sentinels monitor.
    #[must_use]
    pub fn username(self, name: impl Into<String>) -> Self {
        self.login(|login| login.set_username(name.into()))
    }

    /// Sets the password for the server that the sentinels monitor.
    #[must_use]
    pub fn password(self, password: impl Into<Secret>) -> Self {
        self.login(|login| login.set_password(password.into().expose()))
    }

    /// Sets the number of the database on the server that the sentinels monitor, 0 by default.
    #[must_use]
    pub fn database(self, number: u32) -> Self {
        self.login(|login| login.set_db(number.into()))
    }

    /// Uses TLS for the server that the sentinels monitor. Requires the feature `rustls`.
    #[must_use]
    pub fn tls(mut self) -> Self {
        if let Kind::Sentinels { is_tls, .. } = &mut self.0 {
            *is_tls = true;
        }
        self
    }

    fn login(mut self, change: impl FnOnce(RedisConnectionInfo) -> RedisConnectionInfo) -> Self {
        if let Kind::Sentinels { login, .. } = &mut self.0 {
            *login = change(mem::take(login));
        }
        self
    }

    /// Returns the host and the port, or the name under which sentinels monitor the server. Fails if the configuration
    /// is invalid.
    pub(in crate::events) fn address(&self) -> Result<String, Error> {
        // A URL can contain a password, so it is not shown.
        let invalid = |_| Error::invalid_text("invalid Redis URL: expected `redis://user:password@host:6379/0`");
        let read = |url: &Secret| match url.expose().into_connection_info() {
            Err(_) if url.expose().starts_with("rediss:") && !cfg!(feature = "rustls") => {
                Err(Error::invalid_text("a `rediss://` URL requires the feature `rustls`"))
            }
            info => info.map_err(invalid),
        };
        match &self.0 {
            Kind::Url(url) => Ok(read(url)?.addr().to_string()),
            Kind::Sentinels { urls, name, .. } if urls.is_empty() || name.is_empty() => {
                Err(Error::invalid_text("missing sentinel URL or name: pass both to `RedisConfig::sentinels`"))
            }
            Kind::Sentinels { is_tls: true, .. } if !cfg!(feature = "rustls") => {
                Err(Error::invalid_text("`RedisConfig::tls` requires the feature `rustls`"))
            }
            Kind::Sentinels { urls, name, .. } => {
                urls.iter().try_for_each(|url| read(url).map(drop))?;
                Ok(name.clone())
            }
        }
    }

    /// Finds the server to connect to. Asks the sentinels each time.
    pub(in crate::events) async fn client(&self) -> RedisResult<Client> {
        match &self.0 {
            Kind::Url(url) => Client::open(url.expose()),
            Kind::Sentinels { urls, name, login, is_tls } => {
                let mut node = SentinelNodeConnectionInfo::default().set_redis_connection_info(login.clone());
                if *is_tls {
                    node = node.set_tls_mode(TlsMode::Secure);
                }
                let urls = urls.iter().map(Secret::expose).collect();
                SentinelClient::build(urls, name.clone(), Some(node), SentinelServerType::Master)?
                    .async_get_client()
                    .await
            }
        }
    }
}

impl<U: Into<Secret>> From<U> for RedisConfig {
    fn from(url: U) -> Self {
        Self(Kind::Url(url.into()))
    }
}

/// Hides the URLs, which can contain passwords.
impl fmt::Debug for RedisConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.0 {
            Kind::Url(_) => "RedisConfig(url)",
            Kind::Sentinels { .. } => "RedisConfig(sentinels)",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::RedisConfig;

    #[test]
    fn address_has_host_and_port_only() {
        let address = |config: RedisConfig| config.address().expect("a valid configuration");
        assert_eq!(address("redis://bot:sesame@127.0.0.1/2".into()), "127.0.0.1:6379");
        assert_eq!(address(RedisConfig::sentinels(["redis://:sesame@10.0.0.1:26379"], "mymaster")), "mymaster");
    }
}
