// ==> operations/books.rs

//! The operations of `client.books()`, as types.

use crate::prelude::{Class, Credential, Method, OperationInfo, Wire};

/// The operation `listBooks`: `GET /{anything}/books`.
#[derive(Debug)]
pub enum ListBooks {}

impl Wire for ListBooks {
    type Request = ();
    type Response = ();
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "listBooks",
        method: Method::GET,
        path: "/{anything}/books",
        credential: Credential::None,
        class: Class::Safe,
        success: &[204],
        errors: &[],
    };
}

// ==> operations/root.rs

//! The operations of `client.root()`, as types.

use crate::prelude::{Class, Credential, Method, OperationInfo, Wire};

/// The operation `ping`: `GET /`.
#[derive(Debug)]
pub enum Ping {}

impl Wire for Ping {
    type Request = ();
    type Response = ();
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "ping",
        method: Method::GET,
        path: "/",
        credential: Credential::None,
        class: Class::Safe,
        success: &[204],
        errors: &[],
    };
}

// ==> operations/user_groups.rs

//! The operations of `client.user_groups()`, as types.

use crate::prelude::{Class, Credential, Method, OperationInfo, Wire};

/// The operation `getUserGroup`: `GET /user-groups/{id}`.
#[derive(Debug)]
pub enum GetUserGroup {}

impl Wire for GetUserGroup {
    type Request = ();
    type Response = ();
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "getUserGroup",
        method: Method::GET,
        path: "/user-groups/{id}",
        credential: Credential::None,
        class: Class::Safe,
        success: &[204],
        errors: &[],
    };
}

// ==> resources/books.rs

//! The resource `client.books()`.

use crate::generated::operations;
use crate::prelude::{Call, Client};

/// The operations of `books`.
#[derive(Clone, Debug)]
pub struct Books {
    pub(crate) client: Client,
}

impl Client {
    /// Returns the resource [`Books`], which has a method for each of its operations.
    pub fn books(&self) -> Books {
        Books { client: self.clone() }
    }
}

impl Books {
    /// Calls `listBooks`.
    ///
    /// * Operation: `listBooks`, `GET /{anything}/books`
    /// * Credential: none
    /// * Class: safe (it only reads)
    /// * Success: `204`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(client: no_tags::Client) -> Result<(), no_tags::Error> {
    /// client.books().list("text").await?;
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn list(&self, anything: impl Into<String>) -> Call<operations::ListBooks> {
        Call::new(&self.client, ()).path(anything.into())
    }
}

// ==> resources/root.rs

//! The resource `client.root()`.

use crate::generated::operations;
use crate::prelude::{Call, Client};

/// The operations of `root`.
#[derive(Clone, Debug)]
pub struct Root {
    pub(crate) client: Client,
}

impl Client {
    /// Returns the resource [`Root`], which has a method for each of its operations.
    pub fn root(&self) -> Root {
        Root { client: self.clone() }
    }
}

impl Root {
    /// Calls `ping`.
    ///
    /// * Operation: `ping`, `GET /`
    /// * Credential: none
    /// * Class: safe (it only reads)
    /// * Success: `204`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(client: no_tags::Client) -> Result<(), no_tags::Error> {
    /// client.root().ping().await?;
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn ping(&self) -> Call<operations::Ping> {
        Call::new(&self.client, ())
    }
}

// ==> resources/user_groups.rs

//! The resource `client.user_groups()`.

use crate::generated::operations;
use crate::prelude::{Call, Client};

/// The operations of `user_groups`.
#[derive(Clone, Debug)]
pub struct UserGroups {
    pub(crate) client: Client,
}

impl Client {
    /// Returns the resource [`UserGroups`], which has a method for each of its operations.
    pub fn user_groups(&self) -> UserGroups {
        UserGroups { client: self.clone() }
    }
}

impl UserGroups {
    /// Calls `getUserGroup`.
    ///
    /// * Operation: `getUserGroup`, `GET /user-groups/{id}`
    /// * Credential: none
    /// * Class: safe (it only reads)
    /// * Success: `204`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(client: no_tags::Client) -> Result<(), no_tags::Error> {
    /// client.user_groups().get_user_group("text").await?;
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn get_user_group(&self, id: impl Into<String>) -> Call<operations::GetUserGroup> {
        Call::new(&self.client, ()).path(id.into())
    }
}
