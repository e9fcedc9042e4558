//! Configuration from the environment.

use std::env::{self, VarError};

use super::{ClientBuilder, Error, Secret};

impl ClientBuilder {
    /// Reads what the environment says, for the rest to be set as usual:
    ///
    /// | variable | setting |
    /// |---|---|
    /// | `WSAPI_API_KEY` | [`api_key`](Self::api_key) |
    /// | `WSAPI_INSTANCE_ID` | [`instance_id`](Self::instance_id) |
    /// | `WSAPI_BASE_URL` | [`base_url`](Self::base_url) |
    /// | `WSAPI_ACCOUNT_KEY` | [`account_key`](Self::account_key) |
    /// | `WSAPI_ADMIN_KEY` | [`admin_key`](Self::admin_key) |
    ///
    /// A variable that is empty counts as not set.
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
    /// A variable is not UTF-8. The error names it. All else is checked by [`build`](Self::build), whose errors name the
    /// setting.
    pub fn from_env() -> Result<Self, Error> {
        let key = |name| Ok::<_, Error>(variable(name)?.map(Secret::from));
        let mut builder = Self::new();
        builder.api_key = key("WSAPI_API_KEY")?;
        builder.instance_id = variable("WSAPI_INSTANCE_ID")?;
        builder.base_url = variable("WSAPI_BASE_URL")?;
        builder.account_key = key("WSAPI_ACCOUNT_KEY")?;
        builder.admin_key = key("WSAPI_ADMIN_KEY")?;
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
