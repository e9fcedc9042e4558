//! The handle that every call starts from.

pub(crate) mod base_url;
mod builder;
mod credentials;
pub(crate) mod headers;
mod proxy;

use std::{fmt, sync::Arc};

use http::HeaderValue;

use self::base_url::BaseUrl;
pub use self::builder::ClientBuilder;
use super::{
    clock::Clock,
    policy::{Budget, Defaults, Pace},
    service::Service,
    transport::Transport,
    value::{Secret, hidden::hidden},
};

/// A client of the service. It contains the base URL, the credentials and the transport.
///
/// Cloning it is cheap, and clones share their connections. Its resources, such as `messages()`, have a method for each
/// operation.
///
/// ```
/// use wsapi_client::Client;
///
/// # fn main() -> Result<(), wsapi_client::Error> {
/// let client = Client::builder().api_key("the API key").instance_id("sales").build()?;
/// # Ok(())
/// # }
/// ```
///
/// With the default transport, calls require a running tokio runtime.
#[doc(alias("sdk", "connection"))]
#[derive(Clone)]
pub struct Client {
    pub(crate) scope: Arc<Scope>,
}

/// The instance that a client acts for. Nothing else differs between the handles of two instances.
#[derive(Clone)]
pub(crate) struct Scope {
    shared: Arc<Shared>,
    pub(crate) instance_id: Option<HeaderText>,
    pub(crate) api_key: Option<HeaderText>,
}

/// A header, or the reason why the given text is not a valid one, which is reported by the calls that need it.
pub(crate) type HeaderText = Result<HeaderValue, String>;

/// The parts that all handles of a client share.
pub(crate) struct Shared {
    pub(crate) service: &'static Service,
    pub(crate) base_url: BaseUrl,
    /// Host and port, for errors.
    pub(crate) server: Arc<str>,
    pub(crate) account_key: Option<HeaderValue>,
    pub(crate) admin_key: Option<HeaderValue>,
    pub(crate) without_authentication: bool,
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) defaults: Defaults,
    pub(crate) budget: Budget,
    pub(crate) pace: Option<Pace>,
}

impl Client {
    /// Returns a client for another instance with the same key, settings and connections. It is cheap to create: one
    /// for each of ten thousand instances is fine.
    ///
    /// If the id is not a valid header value, calls fail before they send anything.
    ///
    /// ```
    /// # fn main() -> Result<(), wsapi_client::Error> {
    /// let client = wsapi_client::Client::builder().api_key("a key for both").build()?;
    /// let (sales, support) = (client.for_instance("sales"), client.for_instance("support"));
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias("tenant", "session"))]
    pub fn for_instance(&self, id: impl AsRef<str>) -> Self {
        self.changed(|scope| scope.instance_id = Some(headers::instance_id(id.as_ref())))
    }

    /// Returns the same client with another API key, for instances that have their own keys.
    ///
    /// ```
    /// # fn main() -> Result<(), wsapi_client::Error> {
    /// let client = wsapi_client::Client::builder().build()?;
    /// let sales = client.for_instance("sales").with_api_key("the API key of sales");
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias("token"))]
    pub fn with_api_key(&self, key: impl Into<Secret>) -> Self {
        self.changed(|scope| scope.api_key = Some(headers::secret("the API key", key.into().expose())))
    }

    /// The clock that its calls use.
    pub(crate) fn clock(&self) -> &Arc<dyn Clock> {
        &self.shared().clock
    }

    pub(crate) fn shared(&self) -> &Arc<Shared> {
        &self.scope.shared
    }

    fn new(shared: Shared, instance_id: Option<HeaderValue>, api_key: Option<HeaderValue>) -> Self {
        let scope = Scope { shared: Arc::new(shared), instance_id: instance_id.map(Ok), api_key: api_key.map(Ok) };
        Self { scope: Arc::new(scope) }
    }

    fn changed(&self, change: impl FnOnce(&mut Scope)) -> Self {
        let mut scope = Scope::clone(&self.scope);
        change(&mut scope);
        Self { scope: Arc::new(scope) }
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
            .field("clock", &shared.clock)
            .finish()
    }
}
