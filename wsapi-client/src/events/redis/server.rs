//! Where a Redis server is, and what opens it.

use std::fmt;

use ::redis::{
    Client, IntoConnectionInfo, RedisConnectionInfo, RedisResult, TlsMode,
    sentinel::{SentinelClient, SentinelNodeConnectionInfo, SentinelServerType},
};
use tokio::sync::Mutex;

use crate::{Error, Secret};

/// A Redis server: one at a fixed address, or the one that a group of sentinels names.
///
/// A text is taken as an address: `redis://user:password@host:6379/0`, with `rediss://` for TLS, which needs the feature
/// `rustls` and trusts whom the system trusts. The number at its end is that of the database. A program that builds
/// rustls with two providers of cryptography has to install one of them as its default before it connects.
///
/// ```
/// use wsapi_client::events::redis::Server;
///
/// let alone = Server::from("redis://127.0.0.1/2");
/// let watched = Server::sentinels(["redis://10.0.0.1:26379", "redis://10.0.0.2:26379"], "mymaster")
///     .password("the password of the server")
///     .database(2);
/// ```
#[derive(Clone)]
pub struct Server(Way);

#[derive(Clone)]
enum Way {
    Address(Secret),
    Sentinels { addresses: Vec<Secret>, name: String, login: Login },
}

/// How the server that sentinels name is opened.
#[derive(Clone, Default)]
struct Login {
    username: Option<String>,
    password: Option<Secret>,
    database: u32,
    is_tls: bool,
}

impl Server {
    /// The server that the sentinels at these addresses name. What opens a sentinel stands in its address, what opens the
    /// server is set by the methods of this type.
    ///
    /// ```
    /// use wsapi_client::events::redis::Server;
    ///
    /// let server = Server::sentinels(["redis://10.0.0.1:26379"], "mymaster");
    /// ```
    pub fn sentinels<A: Into<Secret>>(addresses: impl IntoIterator<Item = A>, name: impl Into<String>) -> Self {
        let addresses = addresses.into_iter().map(Into::into).collect();
        Self(Way::Sentinels { addresses, name: name.into(), login: Login::default() })
    }

    /// The user's name at the server that sentinels name. Ignored where the address of the server says it.
    ///
    /// ```
    /// # use wsapi_client::events::redis::Server;
    /// let server = Server::sentinels(["redis://10.0.0.1:26379"], "mymaster").username("bot");
    /// ```
    #[must_use]
    pub fn username(self, name: impl Into<String>) -> Self {
        self.login(|login| login.username = Some(name.into()))
    }

    /// The password at the server that sentinels name. Ignored where the address of the server says it.
    ///
    /// ```
    /// # use wsapi_client::events::redis::Server;
    /// let server = Server::sentinels(["redis://10.0.0.1:26379"], "mymaster").password("…");
    /// ```
    #[must_use]
    pub fn password(self, password: impl Into<Secret>) -> Self {
        self.login(|login| login.password = Some(password.into()))
    }

    /// The number of the database at the server that sentinels name; 0 unless it is set. Ignored where the address of
    /// the server says it.
    ///
    /// ```
    /// # use wsapi_client::events::redis::Server;
    /// let server = Server::sentinels(["redis://10.0.0.1:26379"], "mymaster").database(2);
    /// ```
    #[must_use]
    pub fn database(self, number: u32) -> Self {
        self.login(|login| login.database = number)
    }

    /// Speaks TLS with the server that sentinels name. Ignored where the address of the server says it.
    ///
    /// ```
    /// # use wsapi_client::events::redis::Server;
    /// let server = Server::sentinels(["rediss://redis.example:26379"], "mymaster").tls();
    /// ```
    #[must_use]
    pub fn tls(self) -> Self {
        self.login(|login| login.is_tls = true)
    }

    fn login(mut self, change: impl FnOnce(&mut Login)) -> Self {
        if let Way::Sentinels { login, .. } = &mut self.0 {
            change(login);
        }
        self
    }

    /// What opens connections to the server. Nothing is opened yet.
    pub(super) fn finder(&self) -> Result<Finder, Error> {
        match &self.0 {
            Way::Address(address) => match Client::open(address.expose()) {
                Ok(client) => Ok(Finder::Address(Box::new(client))),
                Err(_) => {
                    Err(Error::invalid_text("not the address of a Redis server, or TLS without the feature `rustls`"))
                }
            },
            Way::Sentinels { addresses, name, login } => {
                let Some(client) = login.sentinels(addresses, name) else {
                    return Err(Error::invalid_text(
                        "the sentinels need a name to ask for and addresses of Redis servers",
                    ));
                };
                Ok(Finder::Sentinels(Box::new(Mutex::new(client))))
            }
        }
    }
}

impl Login {
    fn sentinels(&self, addresses: &[Secret], name: &str) -> Option<SentinelClient> {
        if addresses.is_empty() || name.is_empty() {
            return None;
        }
        let addresses = addresses.iter().map(|address| address.expose().into_connection_info());
        let addresses = addresses.collect::<RedisResult<Vec<_>>>().ok()?;
        let mut redis = RedisConnectionInfo::default().set_db(i64::from(self.database));
        if let Some(name) = &self.username {
            redis = redis.set_username(name);
        }
        if let Some(password) = &self.password {
            redis = redis.set_password(password.expose());
        }
        let mut node = SentinelNodeConnectionInfo::default().set_redis_connection_info(redis);
        if self.is_tls {
            node = node.set_tls_mode(TlsMode::Secure);
        }
        SentinelClient::build(addresses, String::from(name), Some(node), SentinelServerType::Master).ok()
    }
}

impl From<&str> for Server {
    fn from(address: &str) -> Self {
        Self(Way::Address(address.into()))
    }
}

impl From<String> for Server {
    fn from(address: String) -> Self {
        Self(Way::Address(address.into()))
    }
}

impl From<Secret> for Server {
    fn from(address: Secret) -> Self {
        Self(Way::Address(address))
    }
}

/// Hides the addresses, which may hold passwords.
impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.0 {
            Way::Address(_) => "Server(address)",
            Way::Sentinels { .. } => "Server(sentinels)",
        })
    }
}

/// Finds the server anew for each connection.
pub(super) enum Finder {
    Address(Box<Client>),
    Sentinels(Box<Mutex<SentinelClient>>),
}

impl Finder {
    pub(super) async fn find(&self) -> RedisResult<Client> {
        match self {
            Self::Address(client) => Ok(Client::clone(client)),
            Self::Sentinels(sentinels) => sentinels.lock().await.async_get_client().await,
        }
    }
}
