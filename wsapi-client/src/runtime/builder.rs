//! Configuration, checked once, so that a call has nothing left to refuse that was known before.

use std::{fmt, sync::Arc, time::Duration};

use super::{
    Client, Error, Pacing, ReqwestTransport, RetryPolicy, Secret, Transport,
    base_url::BaseUrl,
    budget::Budget,
    client::{Scope, Shared},
    headers,
    hidden::hidden,
    options::Defaults,
    pacing::Pace,
};

/// The hosted service.
const DEFAULT_BASE_URL: &str = "https://api.wsapi.chat";
/// A host that answers at all answers within this; more would only delay the news that it does not.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// Configures a [`Client`].
///
/// A call carries the key of its own kind only: that of the instance, of the account or of the
/// administrator. Give those that your calls need.
///
/// ```
/// use wsapi_client::Client;
///
/// # fn main() -> Result<(), wsapi_client::Error> {
/// let client = Client::builder().api_key("the key of the instance").instance_id("sales").build()?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Default)]
#[must_use = "a builder does nothing until `build` is called"]
pub struct ClientBuilder {
    pub(super) base_url: Option<String>,
    plain_http: bool,
    pub(super) instance_id: Option<String>,
    pub(super) api_key: Option<Secret>,
    pub(super) account_key: Option<Secret>,
    pub(super) admin_key: Option<Secret>,
    transport: Option<Arc<dyn Transport>>,
    connect_timeout: Option<Duration>,
    proxy: Option<String>,
    defaults: Defaults,
    pacing: Option<Pacing>,
}

/// Where the service is, and who is asking.
impl ClientBuilder {
    pub(super) fn new() -> Self {
        Self::default()
    }

    /// The key of the instance. A self-hosted server may ask for none.
    ///
    /// ```
    /// let builder = wsapi_client::Client::builder().api_key("the key of the instance");
    /// ```
    pub fn api_key(mut self, key: impl Into<Secret>) -> Self {
        self.api_key = Some(key.into());
        self
    }

    /// The instance that calls are for. A self-hosted server in single mode needs none.
    ///
    /// ```
    /// let builder = wsapi_client::Client::builder().instance_id("sales");
    /// ```
    pub fn instance_id(mut self, id: impl Into<String>) -> Self {
        self.instance_id = Some(id.into());
        self
    }

    /// The customer's key, for the operations of the account.
    ///
    /// ```
    /// let builder = wsapi_client::Client::builder().account_key("the key of the account");
    /// ```
    pub fn account_key(mut self, key: impl Into<Secret>) -> Self {
        self.account_key = Some(key.into());
        self
    }

    /// The administrator's key of a self-hosted server, for its `/admin` operations.
    ///
    /// ```
    /// let builder = wsapi_client::Client::builder().admin_key("the key of the administrator");
    /// ```
    pub fn admin_key(mut self, key: impl Into<Secret>) -> Self {
        self.admin_key = Some(key.into());
        self
    }

    /// Where the service is: `https://api.wsapi.chat` unless told otherwise. It may have a path.
    ///
    /// ```
    /// let builder = wsapi_client::Client::builder().base_url("https://intern.example/whatsapp/");
    /// ```
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Some(url.into());
        self
    }

    /// Lets the base URL begin with `http://` for a host that is not this machine. Keys, numbers and messages
    /// then pass the network in clear.
    ///
    /// ```
    /// # fn main() -> Result<(), wsapi_client::Error> {
    /// let builder = wsapi_client::Client::builder().base_url("http://wsapi.cluster.local:8080");
    /// assert!(builder.clone().build().is_err());
    /// let client = builder.allow_plain_http().build()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn allow_plain_http(mut self) -> Self {
        self.plain_http = true;
        self
    }
}

/// How requests travel.
impl ClientBuilder {
    /// What carries the requests: a [`ReqwestTransport`] unless told otherwise.
    ///
    /// ```
    /// use wsapi_client::{Client, ReqwestTransport, reqwest};
    ///
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let builder = reqwest::Client::builder().tcp_keepalive(std::time::Duration::from_secs(30));
    /// let client = Client::builder().transport(ReqwestTransport::new(builder)?).build()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// The longest time for a connection, 10 s unless set, with name lookup and TLS. A call that fails on it
    /// provably was not sent.
    ///
    /// ```
    /// # use std::time::Duration;
    /// let builder = wsapi_client::Client::builder().connect_timeout(Duration::from_secs(3));
    /// ```
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.connect_timeout = Some(limit);
        self
    }

    /// Sends all requests through this proxy. Unless it is set, the usual variables of the environment count
    /// (`HTTPS_PROXY` and its like).
    ///
    /// ```
    /// let builder = wsapi_client::Client::builder().proxy("http://proxy.example:3128");
    /// ```
    pub fn proxy(mut self, url: impl Into<String>) -> Self {
        self.proxy = Some(url.into());
        self
    }
}

/// How long calls may take, and how often they are tried. A single call can say otherwise.
impl ClientBuilder {
    /// The longest time for a call with all its attempts and the waits between them, 240 s unless set. A
    /// download is not limited once it has begun.
    ///
    /// ```
    /// # use std::time::Duration;
    /// let builder = wsapi_client::Client::builder().timeout(Duration::from_secs(150));
    /// ```
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.defaults.total_timeout = limit;
        self
    }

    /// The longest time for one attempt, 100 s unless set. The server itself gives up after 90 s; who gives up
    /// earlier does not know whether a message went out.
    ///
    /// ```
    /// # use std::time::Duration;
    /// let builder = wsapi_client::Client::builder().attempt_timeout(Duration::from_secs(95));
    /// ```
    pub fn attempt_timeout(mut self, limit: Duration) -> Self {
        self.defaults.attempt_timeout = limit;
        self
    }

    /// The longest time without a byte of a download that has begun, 60 s unless set.
    ///
    /// ```
    /// # use std::time::Duration;
    /// let builder = wsapi_client::Client::builder().idle_timeout(Duration::from_secs(20));
    /// ```
    pub fn idle_timeout(mut self, limit: Duration) -> Self {
        self.defaults.idle_timeout = limit;
        self
    }

    /// How often a call is tried, and how long it waits in between.
    ///
    /// ```
    /// use wsapi_client::{Client, RetryPolicy};
    ///
    /// let builder = Client::builder().retry(RetryPolicy::new().attempts(5));
    /// ```
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.defaults.retry = policy;
        self
    }

    /// How fast each instance may send. Unless it is set, as fast as calls are made.
    ///
    /// ```
    /// use wsapi_client::{Client, Pacing};
    ///
    /// let builder = Client::builder().pacing(Pacing::per_minute(20));
    /// ```
    pub fn pacing(mut self, pacing: Pacing) -> Self {
        self.pacing = Some(pacing);
        self
    }

    /// The most bytes that an answer may have, 64 MiB unless set. A download may be larger, since it is not
    /// held in memory.
    ///
    /// ```
    /// let builder = wsapi_client::Client::builder().max_response_size(1 << 20);
    /// ```
    pub fn max_response_size(mut self, bytes: u64) -> Self {
        self.defaults.max_response_size = bytes;
        self
    }

    /// The most bytes that a medium may have which is sent, 100 MiB unless set. A larger one is refused before
    /// anything is sent.
    ///
    /// ```
    /// let builder = wsapi_client::Client::builder().max_media_size(16 << 20);
    /// ```
    pub fn max_media_size(mut self, bytes: u64) -> Self {
        self.defaults.max_media_size = bytes;
        self
    }
}

impl ClientBuilder {
    /// Checks the configuration and makes the client.
    ///
    /// ```
    /// let error = wsapi_client::Client::builder().api_key("key\r\nX-Other: 1").build().unwrap_err();
    /// assert!(error.is_invalid_input());
    /// ```
    ///
    /// # Errors
    ///
    /// The base URL is none, or a plain one that is not allowed; a key or the instance id cannot stand in a
    /// header; the proxy is none; or TLS cannot be set up.
    pub fn build(self) -> Result<Client, Error> {
        let base_url = self.checked_base_url().map_err(Error::invalid_configuration)?;
        let transport = self.checked_transport(&base_url)?;
        let key = |name, key: &Option<Secret>| {
            let header = key.as_ref().map(|key| headers::secret(name, key.expose()));
            header.transpose().map_err(Error::invalid_configuration)
        };
        let instance_id = self.instance_id.as_deref().map(headers::instance_id);
        let instance_id = instance_id.transpose().map_err(Error::invalid_configuration)?;
        let api_key = key("the API key", &self.api_key)?;
        let shared = Shared {
            base_url,
            account_key: key("the account key", &self.account_key)?,
            admin_key: key("the admin key", &self.admin_key)?,
            transport,
            defaults: self.defaults,
            budget: Budget::full(),
            pace: self.pacing.map(Pace::new),
        };
        let shared = Arc::new(shared);
        Ok(Client::new(Scope { shared, instance_id: instance_id.map(Ok), api_key: api_key.map(Ok) }))
    }

    fn checked_base_url(&self) -> Result<BaseUrl, String> {
        let base_url = BaseUrl::parse(self.base_url.as_deref().unwrap_or(DEFAULT_BASE_URL))?;
        if base_url.is_plain() && !base_url.is_loopback() && !self.plain_http {
            return Err("the base URL begins with `http://`, so keys and messages would pass the network in clear; \
                        use `https://`, or allow it with `ClientBuilder::allow_plain_http`"
                .to_owned());
        }
        Ok(base_url)
    }

    fn checked_transport(&self, base_url: &BaseUrl) -> Result<Arc<dyn Transport>, Error> {
        let refused = |message: &str| Err(Error::invalid_configuration(message.to_owned()));
        if let Some(transport) = &self.transport {
            let setting = match (&self.connect_timeout, &self.proxy) {
                (Some(_), _) => "connect_timeout",
                (_, Some(_)) => "proxy",
                _ => return Ok(Arc::clone(transport)),
            };
            return refused(&format!("`{setting}` has no effect on a transport of your own; set it there"));
        }
        if !cfg!(any(feature = "rustls", feature = "native-tls")) && !base_url.is_plain() {
            return refused("the base URL begins with `https://`, which needs the feature `rustls` or `native-tls`");
        }
        let mut builder = reqwest::Client::builder().connect_timeout(self.connect_timeout.unwrap_or(CONNECT_TIMEOUT));
        if base_url.is_loopback() && self.proxy.is_none() {
            // What stays on this machine must not take the way over a proxy that the environment names.
            builder = builder.no_proxy();
        }
        if let Some(url) = &self.proxy {
            // The URL may hold a password, and so may the error.
            let Ok(proxy) = reqwest::Proxy::all(url) else { return refused("the URL of the proxy is invalid") };
            builder = builder.proxy(proxy);
        }
        let transport = ReqwestTransport::new(builder).map_err(Error::no_transport)?;
        Ok(Arc::new(transport))
    }
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The URLs are not checked yet and may hold a password.
        f.debug_struct("ClientBuilder")
            .field("base_url", &hidden(&self.base_url))
            .field("instance_id", &self.instance_id)
            .field("api_key", &self.api_key)
            .field("account_key", &self.account_key)
            .field("admin_key", &self.admin_key)
            .field("transport", &self.transport)
            .field("proxy", &hidden(&self.proxy))
            .field("defaults", &self.defaults)
            .field("pacing", &self.pacing)
            .finish_non_exhaustive()
    }
}
