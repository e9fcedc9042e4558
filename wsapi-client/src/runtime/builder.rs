//! Configuration, checked once, so that a call has nothing left to refuse that was known before.

use std::{fmt, sync::Arc};

use super::{
    Client, Error, ReqwestTransport, Secret, Transport,
    base_url::BaseUrl,
    client::{Inner, Keys},
    headers,
    hidden::hidden,
};

/// The hosted service.
const DEFAULT_BASE_URL: &str = "https://api.wsapi.chat";

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
    base_url: Option<String>,
    instance_id: Option<String>,
    api_key: Option<Secret>,
    account_key: Option<Secret>,
    admin_key: Option<Secret>,
    transport: Option<Arc<dyn Transport>>,
}

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

    /// Checks the configuration and makes the client.
    ///
    /// ```
    /// let error = wsapi_client::Client::builder().api_key("key\r\nX-Other: 1").build().unwrap_err();
    /// assert!(error.is_invalid_input());
    /// ```
    ///
    /// # Errors
    ///
    /// The base URL is none, a key or the instance id cannot stand in a header, or TLS cannot be set up.
    pub fn build(self) -> Result<Client, Error> {
        let base_url = self.base_url.as_deref().unwrap_or(DEFAULT_BASE_URL);
        let base_url = BaseUrl::parse(base_url).map_err(Error::invalid_configuration)?;
        let header = |name: &str, text: &str| headers::secret(name, text).map_err(Error::invalid_configuration);
        let key = |name, key: Option<Secret>| key.map(|key| header(name, key.expose())).transpose();
        let keys = Keys {
            instance: key("the API key", self.api_key)?,
            account: key("the account key", self.account_key)?,
            admin: key("the admin key", self.admin_key)?,
        };
        let mut instance_id = self.instance_id.map(|id| header("the instance id", &id)).transpose()?;
        if let Some(id) = &mut instance_id {
            // It is a name, and worth showing in a log.
            id.set_sensitive(false);
        }
        let transport = match self.transport {
            Some(transport) => transport,
            None => Arc::new(ReqwestTransport::with_defaults().map_err(Error::no_transport)?),
        };
        Ok(Client::new(Inner { base_url, instance_id, keys, transport }))
    }
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The URL is not checked yet and may hold a password.
        f.debug_struct("ClientBuilder")
            .field("base_url", &hidden(&self.base_url))
            .field("instance_id", &self.instance_id)
            .field("api_key", &self.api_key)
            .field("account_key", &self.account_key)
            .field("admin_key", &self.admin_key)
            .field("transport", &self.transport)
            .finish()
    }
}
