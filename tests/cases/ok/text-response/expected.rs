// ==> operations/health.rs

//! The operations of `client.health()`, as types.

use crate::prelude::{Class, Credential, Method, OperationInfo, Text, Wire};

/// The operation `getVersion`: `GET /version`. Called with
/// [`Health::get_version`](crate::generated::resources::Health::get_version).
#[derive(Debug)]
pub enum GetVersion {}

impl Wire for GetVersion {
    type Request = ();
    type Response = Text;
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "getVersion",
        method: Method::GET,
        path: "/version",
        credential: Credential::None,
        class: Class::Safe,
        success: &[200],
        errors: &[],
    };
}

/// The operation `getReport`: `GET /report`. Called with
/// [`Health::get_report`](crate::generated::resources::Health::get_report).
#[derive(Debug)]
pub enum GetReport {}

impl Wire for GetReport {
    type Request = ();
    type Response = Text;
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "getReport",
        method: Method::GET,
        path: "/report",
        credential: Credential::None,
        class: Class::Safe,
        success: &[200],
        errors: &[],
    };
}

// ==> resources/health.rs

//! The resource `client.health()`.

use crate::generated::operations;
use crate::prelude::{Call, Client};

/// The operations of `health`.
///
/// Returned by [`Client::health`].
#[derive(Clone, Debug)]
pub struct Health {
    pub(crate) client: Client,
}

impl Client {
    /// Returns the resource [`Health`].
    pub fn health(&self) -> Health {
        Health { client: self.clone() }
    }
}

impl Health {
    /// Calls `getVersion`.
    ///
    /// `getVersion` · `GET /version` · key: [none](crate::prelude::Credential::None) · class:
    /// [safe](crate::prelude::Class::Safe) · success: `200`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(client: text_response::Client) -> Result<(), text_response::Error> {
    /// let text = client.health().get_version().await?;
    /// println!("{}", text);
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn get_version(&self) -> Call<operations::GetVersion> {
        Call::new(&self.client, ()).accept("text/plain, */*;q=0.5")
    }

    /// Calls `getReport`.
    ///
    /// `getReport` · `GET /report` · key: [none](crate::prelude::Credential::None) · class:
    /// [safe](crate::prelude::Class::Safe) · success: `200`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(client: text_response::Client) -> Result<(), text_response::Error> {
    /// let text = client.health().get_report().await?;
    /// println!("{}", text);
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn get_report(&self) -> Call<operations::GetReport> {
        Call::new(&self.client, ()).accept("text/csv; charset=utf-8, */*;q=0.5")
    }
}
