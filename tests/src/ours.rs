//! The SDK, driven by operation id through its public interface.

use std::{fmt::Debug, pin::Pin};

use serde::Serialize;
use serde_json::{Value, json};
use wsapi_client::{Client, Download, Error, ReqwestTransport, RetryPolicy};

use crate::{Arguments, keys};

/// A call that is ready to be sent; it gives the answer as JSON.
pub(crate) type Pending = Pin<Box<dyn Future<Output = Result<Value, Error>> + Send>>;

/// The SDK with a key of each kind.
#[derive(Clone, Debug)]
pub struct Ours {
    client: Client,
}

impl Ours {
    /// The SDK for a server, and for the instance that the documents' examples name.
    pub fn new(url: &str, instance: &str) -> Self {
        // Each test counts its requests.
        Self::with_retries(url, instance, RetryPolicy::never())
    }

    /// The same with retries.
    pub fn with_retries(url: &str, instance: &str, policy: RetryPolicy) -> Self {
        // The tests talk to the loopback interface, whatever proxy the environment names.
        let transport = ReqwestTransport::new(wsapi_client::reqwest::Client::builder().no_proxy());
        let builder = Client::builder().base_url(url).transport(transport.expect("TLS can be set up"));
        let builder = builder.retry(policy);
        let builder = builder.api_key(keys::INSTANCE).account_key(keys::ACCOUNT).admin_key(keys::ADMIN);
        Self { client: builder.instance_id(instance).build().expect("a valid configuration") }
    }

    pub(crate) fn client(&self) -> &Client {
        &self.client
    }

    /// Sends the operation. The answer is JSON as the SDK encodes it, null for none, and bytes as numbers.
    ///
    /// # Errors
    ///
    /// Whatever the SDK says.
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

/// A value of the SDK as it encodes itself. Whoever listens hears what `Debug` says of it.
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
