// ==> operations/books.rs

//! The operations of `client.books()`, as types.

use crate::prelude::{Class, Credential, Method, OperationInfo, Wire};

/// The operation `listBooks`: `GET /books`. Called with
/// [`Books::list`](crate::generated::resources::Books::list).
#[derive(Debug)]
pub enum ListBooks {}

impl Wire for ListBooks {
    type Request = ();
    type Response = ();
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "listBooks",
        method: Method::GET,
        path: "/books",
        credential: Credential::None,
        class: Class::Safe,
        success: &[204],
        errors: &[],
    };
}

/// The operation `addBook`: `POST /books`. Called with
/// [`Books::add`](crate::generated::resources::Books::add).
#[derive(Debug)]
pub enum AddBook {}

impl Wire for AddBook {
    type Request = ();
    type Response = ();
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "addBook",
        method: Method::POST,
        path: "/books",
        credential: Credential::None,
        class: Class::Idempotent,
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
    /// `listBooks` · `GET /books` · key: [none](crate::prelude::Credential::None) · class:
    /// [safe](crate::prelude::Class::Safe) · success: `204`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(client: lenient_overlay::Client) -> Result<(), lenient_overlay::Error> {
    /// client.books().list().await?;
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias = "listBooks")]
    #[inline]
    pub fn list(&self) -> Call<operations::ListBooks> {
        Call::new(&self.client, ())
    }

    /// Calls `addBook`.
    ///
    /// `addBook` · `POST /books` · key: [none](crate::prelude::Credential::None) · class:
    /// [idempotent](crate::prelude::Class::Idempotent) · success: `204`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(client: lenient_overlay::Client) -> Result<(), lenient_overlay::Error> {
    /// client.books().add().await?;
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias = "addBook")]
    #[inline]
    pub fn add(&self) -> Call<operations::AddBook> {
        Call::new(&self.client, ())
    }
}
