//! The configuration of a client. It is checked once, in `build`, so that calls need not check it again.

use std::{fmt, sync::Arc, time::Duration};

use super::{Client, Shared, base_url::BaseUrl, headers};
use crate::runtime::{
    clock::{Clock, TokioClock},
    error::Error,
    policy::{Budget, Defaults, Pace, Pacing, RetryPolicy},
    service::Service,
    transport::{ReqwestTransport, Transport},
    value::{Secret, hidden::hidden},
};

/// A reachable host accepts a connection within this time. A longer limit only delays the error.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// Configures a [`Client`].
///
/// A call carries only the key that its operation takes: the API key of the instance, the key of the account or the key
/// of the administrator. Set those that your calls need.
///
/// ```
/// use wsapi_client::Client;
///
/// # fn main() -> Result<(), wsapi_client::Error> {
/// let client = Client::builder().api_key("the API key").instance_id("sales").build()?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
#[must_use = "a builder does nothing until `build` is called"]
pub struct ClientBuilder {
    service: &'static Service,
    base_url: Option<String>,
    plain_http: bool,
    instance_id: Option<String>,
    api_key: Option<Secret>,
    account_key: Option<Secret>,
    admin_key: Option<Secret>,
    without_authentication: bool,
    missing_key: Option<&'static str>,
    transport: Option<Arc<dyn Transport>>,
    clock: Option<Arc<dyn Clock>>,
    connect_timeout: Option<Duration>,
    proxy: Option<String>,
    defaults: Defaults,
    pacing: Option<Pacing>,
}

/// The address of the service, and the credentials.
impl ClientBuilder {
    pub(crate) fn new(service: &'static Service) -> Self {
        Self {
            service,
            base_url: None,
            plain_http: false,
            instance_id: None,
            api_key: None,
            account_key: None,
            admin_key: None,
            without_authentication: false,
            missing_key: None,
            transport: None,
            clock: None,
            connect_timeout: None,
            proxy: None,
            defaults: Defaults::of(service),
            pacing: None,
        }
    }

    /// Sets the API key of the instance.
    ///
    /// ```
    /// let builder = wsapi_client::Client::builder().api_key("the API key");
    /// ```
    pub fn api_key(mut self, key: impl Into<Secret>) -> Self {
        self.api_key = Some(key.into());
        self
    }

    /// Sets the instance that calls are for. A self-hosted server in single mode ignores it.
    ///
    /// ```
    /// let builder = wsapi_client::Client::builder().instance_id("sales");
    /// ```
    pub fn instance_id(mut self, id: impl Into<String>) -> Self {
        self.instance_id = Some(id.into());
        self
    }

    /// Sets the customer's key, for the operations of the account.
    ///
    /// ```
    /// let builder = wsapi_client::Client::builder().account_key("the account key");
    /// ```
    pub fn account_key(mut self, key: impl Into<Secret>) -> Self {
        self.account_key = Some(key.into());
        self
    }

    /// Sets the administrator's key of a self-hosted server, for its `/admin` operations.
    ///
    /// ```
    /// let builder = wsapi_client::Client::builder().admin_key("the admin key");
    /// ```
    pub fn admin_key(mut self, key: impl Into<Secret>) -> Self {
        self.admin_key = Some(key.into());
        self
    }

    /// Declares that the server requires no keys, such as a self-hosted server without configured keys. Without this, a
    /// call whose key is not set fails before anything is sent. Keys that are set are still sent.
    ///
    /// ```
    /// # fn main() -> Result<(), wsapi_client::Error> {
    /// use wsapi_client::Client;
    ///
    /// let client = Client::builder().base_url("http://localhost:8080").without_authentication().build()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn without_authentication(mut self) -> Self {
        self.without_authentication = true;
        self
    }

    /// Sets the address of the service, the hosted service by default. It may have a path.
    ///
    /// ```
    /// let builder = wsapi_client::Client::builder().base_url("https://intern.example/whatsapp/");
    /// ```
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Some(url.into());
        self
    }

    /// Permits a base URL that begins with `http://` for a host other than this machine. Keys, numbers and messages
    /// then cross the network unencrypted.
    ///
    /// ```
    /// # fn main() -> Result<(), wsapi_client::Error> {
    /// let builder = wsapi_client::Client::builder().base_url("http://whatsapp.cluster.local:8080");
    /// assert!(builder.clone().build().is_err());
    /// let client = builder.allow_plain_http().build()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn allow_plain_http(mut self) -> Self {
        self.plain_http = true;
        self
    }

    /// From the environment: `build` fails and names this variable if no key is set.
    pub(crate) fn needs_key(mut self, variable: &'static str) -> Self {
        self.missing_key = Some(variable);
        self
    }
}

/// The connection.
impl ClientBuilder {
    /// Sets the transport of the requests, a [`ReqwestTransport`] by default.
    ///
    /// ```
    /// use wsapi_client::{Client, ReqwestTransport, reqwest};
    ///
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let builder = reqwest::Client::builder().tcp_keepalive(std::time::Duration::from_secs(30));
    /// let client = Client::builder().api_key("the API key").transport(ReqwestTransport::new(builder)?).build()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// Sets the clock, [`TokioClock`] by default.
    ///
    /// ```
    /// use wsapi_client::{Client, TokioClock};
    ///
    /// let builder = Client::builder().clock(TokioClock);
    /// ```
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Some(Arc::new(clock));
        self
    }

    /// Sets the time limit for a connection, 10 s by default, name lookup and TLS included. A call that exceeds it was
    /// provably not sent.
    ///
    /// ```
    /// # use std::time::Duration;
    /// let builder = wsapi_client::Client::builder().connect_timeout(Duration::from_secs(3));
    /// ```
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.connect_timeout = Some(limit);
        self
    }

    /// Sends all requests through this proxy. By default, the usual environment variables apply (`HTTPS_PROXY` and
    /// others), except for a server on this machine.
    ///
    /// ```
    /// let builder = wsapi_client::Client::builder().proxy("http://proxy.example:3128");
    /// ```
    pub fn proxy(mut self, url: impl Into<String>) -> Self {
        self.proxy = Some(url.into());
        self
    }
}

/// Time limits, retries and sizes. A single call can override its time limits and retries.
impl ClientBuilder {
    /// Sets the time limit of a call, all attempts and the delays between them included: 240 s by default. A download
    /// is not limited once it has begun.
    ///
    /// ```
    /// # use std::time::Duration;
    /// let builder = wsapi_client::Client::builder().timeout(Duration::from_secs(150));
    /// ```
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.defaults.total_timeout = limit;
        self
    }

    /// Sets the time limit of one attempt, 100 s by default. The server itself gives up after 90 s; with a shorter
    /// limit, it is not known whether a message was sent.
    ///
    /// ```
    /// # use std::time::Duration;
    /// let builder = wsapi_client::Client::builder().attempt_timeout(Duration::from_secs(95));
    /// ```
    pub fn attempt_timeout(mut self, limit: Duration) -> Self {
        self.defaults.attempt_timeout = limit;
        self
    }

    /// Sets the longest pause within a download, 60 s by default.
    ///
    /// ```
    /// # use std::time::Duration;
    /// let builder = wsapi_client::Client::builder().idle_timeout(Duration::from_secs(20));
    /// ```
    pub fn idle_timeout(mut self, limit: Duration) -> Self {
        self.defaults.idle_timeout = limit;
        self
    }

    /// Sets the number of attempts and the delays between them.
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

    /// Sets how fast each instance may send. By default there is no limit.
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

    /// Sets the largest response in bytes, 64 MiB by default. A download may be larger, because it is not held in
    /// memory.
    ///
    /// ```
    /// let builder = wsapi_client::Client::builder().max_response_size(1 << 20);
    /// ```
    pub fn max_response_size(mut self, bytes: u64) -> Self {
        self.defaults.max_response_size = bytes;
        self
    }

    /// Sets the largest file that is sent in bytes, 100 MiB by default. A larger one is refused before anything is
    /// sent.
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
    /// Checks the configuration and builds the client.
    ///
    /// ```
    /// let error = wsapi_client::Client::builder().api_key("key\r\nX-Other: 1").build().unwrap_err();
    /// assert!(error.is_invalid_input());
    /// ```
    ///
    /// # Errors
    ///
    /// Fails if the base URL or the proxy URL is invalid, if plain HTTP is not allowed, if a key or the instance id is
    /// not a valid header value, if TLS cannot be set up, and if the builder comes from an environment without a key.
    pub fn build(self) -> Result<Client, Error> {
        self.check_keys()?;
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
            service: self.service,
            server: base_url.server().into(),
            base_url,
            account_key: key("the account key", &self.account_key)?,
            admin_key: key("the admin key", &self.admin_key)?,
            without_authentication: self.without_authentication,
            transport,
            clock: self.clock.unwrap_or_else(|| Arc::new(TokioClock)),
            defaults: self.defaults,
            budget: Budget::full(),
            pace: self.pacing.map(Pace::new),
        };
        Ok(Client::new(shared, instance_id, api_key))
    }

    fn check_keys(&self) -> Result<(), Error> {
        let has_key = [&self.api_key, &self.account_key, &self.admin_key].into_iter().any(Option::is_some);
        match self.missing_key {
            Some(variable) if !has_key && !self.without_authentication => Err(Error::missing_variable(format!(
                "the environment variable `{variable}` is not set or empty; set it, or call \
                 `ClientBuilder::without_authentication` if the server requires no key"
            ))),
            _ => Ok(()),
        }
    }

    fn checked_base_url(&self) -> Result<BaseUrl, String> {
        let base_url = BaseUrl::parse(self.base_url.as_deref().unwrap_or(self.service.base_url))?;
        if base_url.is_plain() && !base_url.is_loopback() && !self.plain_http {
            return Err(
                "the base URL begins with `http://`, so keys and messages would cross the network unencrypted; \
                        use `https://`, or allow it with `ClientBuilder::allow_plain_http`"
                    .to_owned(),
            );
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
            return refused(&format!("`{setting}` has no effect on a custom transport; set it there"));
        }
        if !cfg!(any(feature = "rustls", feature = "native-tls")) && !base_url.is_plain() {
            return refused("the base URL begins with `https://`, which needs the feature `rustls` or `native-tls`");
        }
        let mut builder = reqwest::Client::builder().connect_timeout(self.connect_timeout.unwrap_or(CONNECT_TIMEOUT));
        if base_url.is_loopback() && self.proxy.is_none() {
            // Requests to this machine must not go to a proxy that the environment names.
            builder = builder.no_proxy();
        }
        if let Some(url) = &self.proxy {
            // The URL may contain a password, and so may the error.
            let Ok(proxy) = reqwest::Proxy::all(url) else { return refused("the proxy URL is invalid") };
            builder = builder.proxy(proxy);
        }
        let transport = ReqwestTransport::new(builder).map_err(Error::no_transport)?;
        Ok(Arc::new(transport))
    }
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The URLs are not checked yet and may contain a password.
        f.debug_struct("ClientBuilder")
            .field("base_url", &hidden(&self.base_url))
            .field("instance_id", &self.instance_id)
            .field("api_key", &self.api_key)
            .field("account_key", &self.account_key)
            .field("admin_key", &self.admin_key)
            .field("transport", &self.transport)
            .field("clock", &self.clock)
            .field("proxy", &hidden(&self.proxy))
            .field("defaults", &self.defaults)
            .field("pacing", &self.pacing)
            .finish_non_exhaustive()
    }
}
