// ==> operations/health.rs

//! The operations of `client.health()`, as types.

use crate::prelude::{Class, Credential, Method, OperationInfo, Wire};

/// The operation `checkHealth`: `HEAD /health`. Called with
/// [`Health::check`](crate::generated::resources::Health::check).
#[derive(Debug)]
pub enum CheckHealth {}

impl Wire for CheckHealth {
    type Request = ();
    type Response = ();
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "checkHealth",
        method: Method::HEAD,
        path: "/health",
        credential: Credential::None,
        class: Class::Safe,
        success: &[204],
        errors: &[],
    };
}

// ==> operations/instances.rs

//! The operations of `client.instances()`, as types.

use crate::prelude::{Class, Credential, Method, OperationInfo, Wire};

/// The operation `listInstances`: `GET /instances`. Called with
/// [`Instances::list`](crate::generated::resources::Instances::list).
#[derive(Debug)]
pub enum ListInstances {}

impl Wire for ListInstances {
    type Request = ();
    type Response = ();
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "listInstances",
        method: Method::GET,
        path: "/instances",
        credential: Credential::Account,
        class: Class::Safe,
        success: &[204],
        errors: &[],
    };
}

/// The operation `deleteInstances`: `DELETE /instances`. Called with
/// [`Instances::delete`](crate::generated::resources::Instances::delete).
#[derive(Debug)]
pub enum DeleteInstances {}

impl Wire for DeleteInstances {
    type Request = ();
    type Response = ();
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "deleteInstances",
        method: Method::DELETE,
        path: "/instances",
        credential: Credential::Account,
        class: Class::Effectful,
        success: &[204],
        errors: &[],
    };
}

/// The operation `getQr`: `GET /instances/qr`. Called with
/// [`Instances::get_qr`](crate::generated::resources::Instances::get_qr).
#[derive(Debug)]
pub enum GetQr {}

impl Wire for GetQr {
    type Request = ();
    type Response = ();
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "getQr",
        method: Method::GET,
        path: "/instances/qr",
        credential: Credential::Instance,
        class: Class::Effectful,
        success: &[204],
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
    /// Calls `checkHealth`.
    ///
    /// `checkHealth` · `HEAD /health` · key: [none](crate::prelude::Credential::None) · class:
    /// [safe](crate::prelude::Class::Safe) · success: `204`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(client: keys_and_classes::Client) -> Result<(), keys_and_classes::Error> {
    /// client.health().check().await?;
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias = "checkHealth")]
    #[inline]
    pub fn check(&self) -> Call<operations::CheckHealth> {
        Call::new(&self.client, ())
    }
}

// ==> resources/instances.rs

//! The resource `client.instances()`.

use crate::generated::operations;
use crate::prelude::{Call, Client};

/// The operations of `instances`.
///
/// Returned by [`Client::instances`].
#[derive(Clone, Debug)]
pub struct Instances {
    pub(crate) client: Client,
}

impl Client {
    /// Returns the resource [`Instances`].
    pub fn instances(&self) -> Instances {
        Instances { client: self.clone() }
    }
}

impl Instances {
    /// Calls `listInstances`.
    ///
    /// `listInstances` · `GET /instances` · key: [account](crate::prelude::Credential::Account) ·
    /// class: [safe](crate::prelude::Class::Safe) · success: `204`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(client: keys_and_classes::Client) -> Result<(), keys_and_classes::Error> {
    /// client.instances().list().await?;
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias = "listInstances")]
    #[inline]
    pub fn list(&self) -> Call<operations::ListInstances> {
        Call::new(&self.client, ())
    }

    /// Calls `deleteInstances`.
    ///
    /// `deleteInstances` · `DELETE /instances` · key: [account](crate::prelude::Credential::Account) ·
    /// class: [effectful](crate::prelude::Class::Effectful) · success: `204`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(client: keys_and_classes::Client) -> Result<(), keys_and_classes::Error> {
    /// client.instances().delete().await?;
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias = "deleteInstances")]
    #[inline]
    pub fn delete(&self) -> Call<operations::DeleteInstances> {
        Call::new(&self.client, ())
    }

    /// Calls `getQr`.
    ///
    /// `getQr` · `GET /instances/qr` · key: [instance](crate::prelude::Credential::Instance) · class:
    /// [effectful](crate::prelude::Class::Effectful) · success: `204`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(client: keys_and_classes::Client) -> Result<(), keys_and_classes::Error> {
    /// client.instances().get_qr().await?;
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn get_qr(&self) -> Call<operations::GetQr> {
        Call::new(&self.client, ())
    }
}
