//! The configuration of a client. It is checked once, in `build`, so that calls need not check it again.

use std::{fmt, sync::Arc, time::Duration};

use super::{Client, Shared, base_url::BaseUrl, headers, proxy};
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
/// A call sends only the key that its operation takes: the API key of the instance, the account key or the admin key.
/// Set those that your calls need.
///
/// ```
/// use std::time::Duration;
/// use wsapi_client::{Client, Pacing, RetryPolicy};
///
/// # fn main() -> Result<(), wsapi_client::Error> {
/// let client = Client::builder()
///     .base_url("https://whatsapp.example.com/api/")
///     .api_key("the API key")
///     .instance_id("sales")
///     .connect_timeout(Duration::from_secs(3))
///     .retry(RetryPolicy::new().attempts(5))
///     .pacing(Pacing::per_minute(20))
///     .build()?;
/// # Ok(())
/// # }
/// ```
#[doc(alias("config", "configuration", "settings"))]
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
    #[doc(alias("token", "authentication"))]
    pub fn api_key(mut self, key: impl Into<Secret>) -> Self {
        self.api_key = Some(key.into());
        self
    }

    /// Sets the instance that calls are for. A self-hosted server in single mode ignores it. Other servers reject a
    /// call for an instance without it (400).
    pub fn instance_id(mut self, id: impl Into<String>) -> Self {
        self.instance_id = Some(id.into());
        self
    }

    /// Sets the key of your WSAPI account, for the operations of [`Account`](crate::resources::Account).
    pub fn account_key(mut self, key: impl Into<Secret>) -> Self {
        self.account_key = Some(key.into());
        self
    }

    /// Sets the admin key of a self-hosted server, for its `/admin` operations.
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
    #[doc(alias("anonymous"))]
    pub fn without_authentication(mut self) -> Self {
        self.without_authentication = true;
        self
    }

    /// Sets the base URL of the service, by default that of the hosted service. It may have a path.
    #[doc(alias("endpoint", "host", "address", "server"))]
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Some(url.into());
        self
    }

    /// Allows a base URL that begins with `http://` for a host other than this machine. Keys, phone numbers and
    /// messages then cross the network unencrypted.
    ///
    /// ```
    /// # fn main() -> Result<(), wsapi_client::Error> {
    /// let builder = wsapi_client::Client::builder().base_url("http://whatsapp.cluster.local:8080");
    /// assert!(builder.clone().build().is_err());
    /// let client = builder.allow_plain_http().build()?;
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias("insecure", "tls"))]
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
    /// Sets the transport that sends the requests, a [`ReqwestTransport`] by default.
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
    #[doc(alias("http_client", "mock", "middleware"))]
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// Sets the clock, [`TokioClock`] by default.
    #[doc(alias("mock", "time"))]
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Some(Arc::new(clock));
        self
    }

    /// Sets the time limit for connecting, including name lookup and TLS, 10 s by default. A request that exceeds it
    /// was provably not sent. With a custom [`transport`](Self::transport), set this limit there instead.
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.connect_timeout = Some(limit);
        self
    }

    /// Sends all requests through this proxy, whose URL begins with `http://` or `https://`. By default, the
    /// environment variables `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY` apply, except for a server on this
    /// machine. With a custom [`transport`](Self::transport), set the proxy there instead.
    pub fn proxy(mut self, url: impl Into<String>) -> Self {
        self.proxy = Some(url.into());
        self
    }
}

/// Time limits, retries and sizes. A single call can override its time limits and retries.
impl ClientBuilder {
    /// Sets the time limit of a call, including all attempts and the delays between them, 240 s by default. It does not
    /// apply to a download that has begun.
    #[doc(alias("deadline"))]
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.defaults.total_timeout = limit;
        self
    }

    /// Sets the time limit of one attempt, 100 s by default. The server itself gives up after 90 s. After a shorter
    /// limit, it is unknown whether a message was sent.
    pub fn attempt_timeout(mut self, limit: Duration) -> Self {
        self.defaults.attempt_timeout = limit;
        self
    }

    /// Sets how long a download may pause between two chunks, 60 s by default.
    pub fn idle_timeout(mut self, limit: Duration) -> Self {
        self.defaults.idle_timeout = limit;
        self
    }

    /// Sets the number of attempts and the delays between them, by default those of [`RetryPolicy::new`]: three
    /// attempts.
    #[doc(alias("backoff", "max_retries"))]
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.defaults.retry = policy;
        self
    }

    /// Sets how fast each instance may send. By default there is no limit.
    #[doc(alias("rate_limit", "throttle", "delay"))]
    pub fn pacing(mut self, pacing: Pacing) -> Self {
        self.pacing = Some(pacing);
        self
    }

    /// Sets the size limit of a response in bytes, 64 MiB by default. It does not apply to downloads, which are not
    /// kept in memory.
    pub fn max_response_size(mut self, bytes: u64) -> Self {
        self.defaults.max_response_size = bytes;
        self
    }

    /// Sets the size limit in bytes of a file to send, 100 MiB by default. For a larger file, the call fails before
    /// anything is sent.
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
    /// blank, has surrounding white space or is not a valid header value, if a custom transport is combined with
    /// [`connect_timeout`](Self::connect_timeout) or [`proxy`](Self::proxy), if TLS is not available, or if the builder
    /// comes from an environment without a key.
    pub fn build(self) -> Result<Client, Error> {
        self.check_keys()?;
        let base_url = self.checked_base_url().map_err(Error::invalid_configuration)?;
        let (transport, server) = self.checked_transport(&base_url)?;
        let key = |name, key: &Option<Secret>| {
            let header = key.as_ref().map(|key| headers::secret(name, key.expose()));
            header.transpose().map_err(Error::invalid_configuration)
        };
        let instance_id = self.instance_id.as_deref().map(headers::instance_id);
        let instance_id = instance_id.transpose().map_err(Error::invalid_configuration)?;
        let api_key = key("the API key", &self.api_key)?;
        let shared = Shared {
            service: self.service,
            server: server.into(),
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
                "the environment variable `{variable}` is missing or empty: set it, or call \
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

    /// Returns the transport, and the name of the server in errors.
    fn checked_transport(&self, base_url: &BaseUrl) -> Result<(Arc<dyn Transport>, String), Error> {
        let rejected = |message: &str| Err(Error::invalid_configuration(message.to_owned()));
        if let Some(transport) = &self.transport {
            let setting = match (&self.connect_timeout, &self.proxy) {
                (Some(_), _) => "connect_timeout",
                (_, Some(_)) => "proxy",
                _ => return Ok((Arc::clone(transport), base_url.server())),
            };
            return rejected(&format!("`{setting}` has no effect on a custom transport; set it on the transport"));
        }
        if !cfg!(any(feature = "rustls", feature = "native-tls")) && !base_url.is_plain() {
            return rejected(
                "the base URL begins with `https://`, which requires the feature `rustls` or `native-tls`",
            );
        }
        let mut builder = reqwest::Client::builder().connect_timeout(self.connect_timeout.unwrap_or(CONNECT_TIMEOUT));
        let mut server = base_url.server();
        if let Some(url) = &self.proxy {
            let (proxy, name) =
                proxy::parse(url).map_err(|message| Error::invalid_configuration(message.to_owned()))?;
            builder = builder.proxy(proxy);
            server = format!("{server} through the proxy {name}");
        } else if base_url.is_loopback() {
            // Requests to this machine must not go to a proxy that the environment names.
            builder = builder.no_proxy();
        }
        let transport = ReqwestTransport::new(builder).map_err(Error::no_transport)?;
        Ok((Arc::new(transport), server))
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
