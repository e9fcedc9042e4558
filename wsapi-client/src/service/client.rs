//! Clients of WSAPI.

use std::env::{self, VarError};

use bytes::Bytes;
use http::StatusCode;

use super::WSAPI;
use crate::{Client, ClientBuilder, Error, runtime::value::Secret};

impl Client {
    /// Creates a builder for a client.
    ///
    /// ```
    /// use wsapi_client::Client;
    ///
    /// # fn main() -> Result<(), wsapi_client::Error> {
    /// let client = Client::builder().api_key("the API key").instance_id("sales").build()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn builder() -> ClientBuilder {
        ClientBuilder::new(&WSAPI)
    }

    /// Builds a client from the environment: see [`ClientBuilder::from_env`].
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
    /// Fails if no key is set, or if a variable is not UTF-8 or its value is invalid. For a server without TLS or
    /// without keys, use [`ClientBuilder::from_env`] with [`allow_plain_http`](ClientBuilder::allow_plain_http) or
    /// [`without_authentication`](ClientBuilder::without_authentication).
    #[doc(alias("environment"))]
    pub fn from_env() -> Result<Self, Error> {
        ClientBuilder::from_env()?.build()
    }
}

impl ClientBuilder {
    /// Creates a builder with the settings of these environment variables.
    ///
    /// | variable | setting |
    /// |---|---|
    /// | `WSAPI_API_KEY` | [`api_key`](Self::api_key) |
    /// | `WSAPI_INSTANCE_ID` | [`instance_id`](Self::instance_id) |
    /// | `WSAPI_BASE_URL` | [`base_url`](Self::base_url) |
    /// | `WSAPI_ACCOUNT_KEY` | [`account_key`](Self::account_key) |
    /// | `WSAPI_ADMIN_KEY` | [`admin_key`](Self::admin_key) |
    ///
    /// An empty variable counts as not set. If no key is set, [`build`](Self::build) fails with an error that names
    /// `WSAPI_API_KEY`, unless [`without_authentication`](Self::without_authentication) declares that the server
    /// requires none.
    ///
    /// ```no_run
    /// use wsapi_client::ClientBuilder;
    ///
    /// # fn main() -> Result<(), wsapi_client::Error> {
    /// let client = ClientBuilder::from_env()?.allow_plain_http().build()?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// Fails if a variable is not UTF-8. The error names the variable. The values are checked by
    /// [`build`](Self::build).
    pub fn from_env() -> Result<Self, Error> {
        let mut builder = Client::builder().needs_key("WSAPI_API_KEY");
        if let Some(key) = variable("WSAPI_API_KEY")? {
            builder = builder.api_key(Secret::from(key));
        }
        if let Some(id) = variable("WSAPI_INSTANCE_ID")? {
            builder = builder.instance_id(id);
        }
        if let Some(url) = variable("WSAPI_BASE_URL")? {
            builder = builder.base_url(url);
        }
        if let Some(key) = variable("WSAPI_ACCOUNT_KEY")? {
            builder = builder.account_key(Secret::from(key));
        }
        if let Some(key) = variable("WSAPI_ADMIN_KEY")? {
            builder = builder.admin_key(Secret::from(key));
        }
        Ok(builder)
    }
}

fn variable(name: &str) -> Result<Option<String>, Error> {
    match env::var(name) {
        Ok(value) => Ok(Some(value).filter(|value| !value.is_empty())),
        Err(VarError::NotPresent) => Ok(None),
        Err(VarError::NotUnicode(_)) => {
            Err(Error::invalid_configuration(format!("the environment variable `{name}` is not UTF-8")))
        }
    }
}

impl Error {
    /// Creates the error for a response of the service with this status and detail, to test code that handles errors.
    ///
    /// ```
    /// use wsapi_client::{Delivery, Error};
    ///
    /// let error = Error::from_status(409, "device not paired");
    /// assert!(error.is_conflict());
    /// assert_eq!(error.delivery(), Delivery::Rejected);
    /// ```
    ///
    /// A status outside of 300 to 599 counts as 500.
    #[doc(alias("mock"))]
    pub fn from_status(status: u16, detail: &str) -> Self {
        let status = match status {
            300..600 => StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR),
            _ => StatusCode::INTERNAL_SERVER_ERROR,
        };
        let body = format!(r#"{{"status":{},"detail":{}}}"#, status.as_u16(), serde_json::Value::from(detail));
        Self::simulated_rejection(&WSAPI, status, Bytes::from(body))
    }
}
