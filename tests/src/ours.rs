//! The SDK, driven by operation id through its public interface.

use std::{fmt::Debug, pin::Pin};

use serde::Serialize;
use serde_json::{Value, json};
use wsapi_client::{Client, Download, Error, ReqwestTransport, RetryPolicy};

use crate::{Arguments, keys};

/// A call that is ready to be sent. It returns its output as JSON.
pub(crate) type Pending = Pin<Box<dyn Future<Output = Result<Value, Error>> + Send>>;

/// The SDK with all keys.
#[derive(Clone, Debug)]
pub struct Ours {
    client: Client,
}

impl Ours {
    /// Creates a client for a server and an instance, without retries.
    pub fn new(url: &str, instance: &str) -> Self {
        // Each test counts its requests.
        Self::with_retries(url, instance, RetryPolicy::never())
    }

    /// Like [`new`](Self::new), with retries.
    pub fn with_retries(url: &str, instance: &str, policy: RetryPolicy) -> Self {
        // The tests use the loopback interface, even if the environment sets a proxy.
        let transport = ReqwestTransport::new(wsapi_client::reqwest::Client::builder().no_proxy());
        let builder = Client::builder().base_url(url).transport(transport.expect("TLS can be set up"));
        let builder = builder.retry(policy);
        let builder = builder.api_key(keys::INSTANCE).account_key(keys::ACCOUNT).admin_key(keys::ADMIN);
        Self { client: builder.instance_id(instance).build().expect("a valid configuration") }
    }

    pub(crate) fn client(&self) -> &Client {
        &self.client
    }

    /// Sends the operation. Returns its output as JSON: null if there is none, and bytes as numbers.
    ///
    /// # Errors
    ///
    /// Returns the error of the SDK.
    pub async fn call(&self, arguments: &Arguments) -> Result<Value, Error> {
        driver::call(&self.client, &arguments.operation, arguments).await
    }
}

mod driver {
    use serde_json::Value;
    use wsapi_client::Client;

    use super::{Pending, download, json};
    use crate::{Arguments, In};

    include!(concat!(env!("OUT_DIR"), "/ours.rs"));
}

/// Encodes a value of the SDK. Its `Debug` output is logged, so that tests can check it.
pub(crate) fn json<T: Serialize + Debug>(value: T) -> Value {
    tracing::trace!("{value:?}");
    serde_json::to_value(value).expect("a value can be written as JSON")
}

async fn download(download: Download) -> Result<Value, Error> {
    tracing::trace!("{download:?}");
    let (content_type, file_name) = (download.content_type().map(str::to_owned), download.file_name());
    let bytes = download.bytes().await?;
    Ok(json!({ "contentType": content_type, "fileName": file_name, "bytes": &bytes[..] }))
}
