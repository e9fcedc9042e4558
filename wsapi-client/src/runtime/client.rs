//! The handle that every call starts from.

use std::{fmt, sync::Arc};

use http::HeaderValue;

use super::{ClientBuilder, Transport, base_url::BaseUrl};

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
    inner: Arc<Inner>,
}

pub(super) struct Inner {
    pub(super) base_url: BaseUrl,
    pub(super) instance_id: Option<HeaderValue>,
    pub(super) keys: Keys,
    pub(super) transport: Arc<dyn Transport>,
}

/// One key of each kind, ready to be sent.
#[derive(Default)]
pub(super) struct Keys {
    pub(super) instance: Option<HeaderValue>,
    pub(super) account: Option<HeaderValue>,
    pub(super) admin: Option<HeaderValue>,
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

    pub(super) fn new(inner: Inner) -> Self {
        Self { inner: Arc::new(inner) }
    }

    pub(super) fn base_url(&self) -> &BaseUrl {
        &self.inner.base_url
    }

    pub(super) fn keys(&self) -> &Keys {
        &self.inner.keys
    }

    pub(super) fn instance_header(&self) -> Option<&HeaderValue> {
        self.inner.instance_id.as_ref()
    }

    pub(super) fn transport(&self) -> &dyn Transport {
        &*self.inner.transport
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner { base_url, instance_id, keys, transport } = &*self.inner;
        f.debug_struct("Client")
            .field("base_url", base_url)
            .field("instance_id", instance_id)
            .field("api_key", &super::hidden::hidden(&keys.instance))
            .field("account_key", &super::hidden::hidden(&keys.account))
            .field("admin_key", &super::hidden::hidden(&keys.admin))
            .field("transport", transport)
            .finish()
    }
}
