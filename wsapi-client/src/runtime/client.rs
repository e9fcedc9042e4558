//! The handle that every call starts from.

use std::{fmt, sync::Arc};

use http::HeaderValue;

use super::{
    ClientBuilder, Error, Secret, Transport, base_url::BaseUrl, budget::Budget, headers, hidden::hidden,
    options::Defaults, pacing::Pace,
};

/// A client of the service: where it is, who is asking, and how requests travel.
///
/// Cloning it is cheap, and clones share their connections. Calls are made through its resources, one
/// method for each.
///
/// ```
/// use wsapi_client::Client;
///
/// # fn main() -> Result<(), wsapi_client::Error> {
/// let client = Client::builder().api_key("the key of the instance").instance_id("sales").build()?;
/// # Ok(())
/// # }
/// ```
///
/// Calls need a running tokio runtime, unless a [`Transport`] of your own does without.
#[derive(Clone)]
pub struct Client {
    pub(super) scope: Arc<Scope>,
}

/// Whom a client speaks for. It is all that differs between the handles on two instances.
#[derive(Clone)]
pub(super) struct Scope {
    pub(super) shared: Arc<Shared>,
    pub(super) instance_id: Option<Header>,
    pub(super) api_key: Option<Header>,
}

/// A header, or why the text that was given cannot be one. It is told when a call needs it.
pub(super) type Header = Result<HeaderValue, String>;

/// What all handles of a client have in common.
pub(super) struct Shared {
    pub(super) base_url: BaseUrl,
    pub(super) account_key: Option<HeaderValue>,
    pub(super) admin_key: Option<HeaderValue>,
    pub(super) transport: Arc<dyn Transport>,
    pub(super) defaults: Defaults,
    pub(super) budget: Budget,
    pub(super) pace: Option<Pace>,
}

impl Client {
    /// Starts the configuration of a client.
    ///
    /// ```
    /// use wsapi_client::Client;
    ///
    /// # fn main() -> Result<(), wsapi_client::Error> {
    /// let client = Client::builder().base_url("http://localhost:8080").build()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn builder() -> ClientBuilder {
        ClientBuilder::new()
    }

    /// A client as the environment says: see [`ClientBuilder::from_env`].
    ///
    /// ```no_run
    /// # fn main() -> Result<(), wsapi_client::Error> {
    /// let client = wsapi_client::Client::from_env()?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// A variable is not UTF-8, or what it holds is not valid for its setting. For a server that is spoken to without TLS,
    /// begin with [`ClientBuilder::from_env`], which lets you say so.
    pub fn from_env() -> Result<Self, Error> {
        ClientBuilder::from_env()?.build()
    }

    /// A handle on another instance, with the same key, the same settings and the same connections. It costs
    /// next to nothing: one for each of ten thousand instances is fine.
    ///
    /// An id that no header can carry is refused by the calls, before they send anything.
    ///
    /// ```
    /// # fn main() -> Result<(), wsapi_client::Error> {
    /// let client = wsapi_client::Client::builder().api_key("a key for both").build()?;
    /// let (sales, support) = (client.instance("sales"), client.instance("support"));
    /// # Ok(())
    /// # }
    /// ```
    pub fn instance(&self, id: impl AsRef<str>) -> Self {
        self.scope.changed(|scope| scope.instance_id = Some(headers::instance_id(id.as_ref())))
    }

    /// The same handle with another key of the instance, for instances that have a key each.
    ///
    /// ```
    /// # fn main() -> Result<(), wsapi_client::Error> {
    /// let client = wsapi_client::Client::builder().build()?;
    /// let sales = client.instance("sales").with_api_key("the key of sales");
    /// # Ok(())
    /// # }
    /// ```
    pub fn with_api_key(&self, key: impl Into<Secret>) -> Self {
        self.scope.changed(|scope| scope.api_key = Some(headers::secret("the API key", key.into().expose())))
    }

    pub(super) fn new(scope: Scope) -> Self {
        Self { scope: Arc::new(scope) }
    }
}

impl Scope {
    fn changed(&self, change: impl FnOnce(&mut Self)) -> Client {
        let mut scope = self.clone();
        change(&mut scope);
        Client::new(scope)
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Scope { shared, instance_id, api_key } = &*self.scope;
        f.debug_struct("Client")
            .field("base_url", &shared.base_url)
            .field("instance_id", &instance_id.as_ref().and_then(|id| id.as_ref().ok()))
            .field("api_key", &hidden(api_key))
            .field("account_key", &hidden(&shared.account_key))
            .field("admin_key", &hidden(&shared.admin_key))
            .field("transport", &shared.transport)
            .finish()
    }
}
