// ==> operations/books.rs

//! The operations of `client.books()`, as types.

use crate::prelude::{Class, Credential, Method, OperationInfo, Wire};

/// The operation `listBooks`: `GET /{anything}/books`. Called with
/// [`Books::list`](crate::generated::resources::Books::list).
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

/// The operation `ping`: `GET /`. Called with
/// [`Root::ping`](crate::generated::resources::Root::ping).
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

/// The operation `getUserGroup`: `GET /user-groups/{id}`. Called with
/// [`UserGroups::get_user_group`](crate::generated::resources::UserGroups::get_user_group).
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
///
/// Returned by [`Client::books`].
#[derive(Clone, Debug)]
pub struct Books {
    pub(crate) client: Client,
}

impl Client {
    /// Returns the resource [`Books`].
    pub fn books(&self) -> Books {
        Books { client: self.clone() }
    }
}

impl Books {
    /// Calls `listBooks`.
    ///
    /// `listBooks` · `GET /{anything}/books` · key: [none](crate::prelude::Credential::None) · class:
    /// [safe](crate::prelude::Class::Safe) · success: `204`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(client: no_tags::Client) -> Result<(), no_tags::Error> {
    /// client.books().list("text").await?;
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias = "listBooks")]
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
///
/// Returned by [`Client::root`].
#[derive(Clone, Debug)]
pub struct Root {
    pub(crate) client: Client,
}

impl Client {
    /// Returns the resource [`Root`].
    pub fn root(&self) -> Root {
        Root { client: self.clone() }
    }
}

impl Root {
    /// Calls `ping`.
    ///
    /// `ping` · `GET /` · key: [none](crate::prelude::Credential::None) · class:
    /// [safe](crate::prelude::Class::Safe) · success: `204`
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
///
/// Returned by [`Client::user_groups`].
#[derive(Clone, Debug)]
pub struct UserGroups {
    pub(crate) client: Client,
}

impl Client {
    /// Returns the resource [`UserGroups`].
    pub fn user_groups(&self) -> UserGroups {
        UserGroups { client: self.clone() }
    }
}

impl UserGroups {
    /// Calls `getUserGroup`.
    ///
    /// `getUserGroup` · `GET /user-groups/{id}` · key: [none](crate::prelude::Credential::None) ·
    /// class: [safe](crate::prelude::Class::Safe) · success: `204`
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
