// ==> operations/system.rs

//! The operations of `client.system()`, as types.

use crate::generated::types::RestartRequest;
use crate::prelude::{Class, Credential, Json, Method, OperationInfo, Wire};

/// The operation `restart`: `POST /restart`. Called with
/// [`System::restart`](crate::generated::resources::System::restart).
#[derive(Debug)]
pub enum Restart {}

impl Wire for Restart {
    type Request = Option<Json<RestartRequest>>;
    type Response = ();
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "restart",
        method: Method::POST,
        path: "/restart",
        credential: Credential::None,
        class: Class::Effectful,
        success: &[204],
        errors: &[],
    };
}

/// The operation `log`: `POST /log`. Called with
/// [`System::log`](crate::generated::resources::System::log).
#[derive(Debug)]
pub enum Log {}

impl Wire for Log {
    type Request = Option<Json<Vec<String>>>;
    type Response = ();
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "log",
        method: Method::POST,
        path: "/log",
        credential: Credential::None,
        class: Class::Effectful,
        success: &[204],
        errors: &[],
    };
}

// ==> resources/system.rs

//! The resource `client.system()`.

use crate::generated::operations;
use crate::generated::types::RestartRequest;
use crate::prelude::{Call, Client};

/// The operations of `system`.
///
/// Returned by [`Client::system`].
#[derive(Clone, Debug)]
pub struct System {
    pub(crate) client: Client,
}

impl Client {
    /// Returns the resource [`System`].
    pub fn system(&self) -> System {
        System { client: self.clone() }
    }
}

impl System {
    /// Calls `restart`.
    ///
    /// `restart` · `POST /restart` · key: [none](crate::prelude::Credential::None) · class:
    /// [effectful](crate::prelude::Class::Effectful) · success: `204`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// use optional_body::types::RestartRequest;
    ///
    /// # async fn example(client: optional_body::Client) -> Result<(), optional_body::Error> {
    /// client.system().restart(Some(RestartRequest::new())).await?;
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn restart(&self, body: Option<RestartRequest>) -> Call<operations::Restart> {
        Call::new(&self.client, body)
    }

    /// Calls `log`.
    ///
    /// `log` · `POST /log` · key: [none](crate::prelude::Credential::None) · class:
    /// [effectful](crate::prelude::Class::Effectful) · success: `204`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(client: optional_body::Client) -> Result<(), optional_body::Error> {
    /// client.system().log(Some(vec!["text".to_owned()])).await?;
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn log(&self, body: Option<Vec<String>>) -> Call<operations::Log> {
        Call::new(&self.client, body)
    }
}

// ==> types/system.rs

//! Types that only the resource `system` uses.

use crate::prelude::object;

/// The fields of `RestartRequest`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
#[must_use = "it does nothing until it is sent"]
pub struct RestartRequest {
    /// The member `reason`.
    pub reason: Option<String>,
}

object!(RestartRequest { reason: "reason" });

impl RestartRequest {
    /// Creates a value with nothing set.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }

    /// Sets [`reason`](Self::reason).
    #[inline]
    pub fn reason(mut self, reason: impl Into<String>) -> Self {
        self.reason = Some(reason.into());
        self
    }
}
