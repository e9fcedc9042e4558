// ==> operations/books.rs

//! The operations of `client.books()`, as types.

use crate::prelude::{Class, Credential, Method, OperationInfo, Wire};

/// The operation `listBooks`: `GET /books`.
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

/// The operation `addBook`: `POST /books`.
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
    /// * Operation: `listBooks`, `GET /books`
    /// * Credential: none
    /// * Class: safe (it only reads)
    /// * Success: `204`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(client: lenient_overlay::Client) -> Result<(), lenient_overlay::Error> {
    /// client.books().list().await?;
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn list(&self) -> Call<operations::ListBooks> {
        Call::new(&self.client, ())
    }

    /// Calls `addBook`.
    ///
    /// * Operation: `addBook`, `POST /books`
    /// * Credential: none
    /// * Class: idempotent (sending it twice has the same effect as sending it once)
    /// * Success: `204`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(client: lenient_overlay::Client) -> Result<(), lenient_overlay::Error> {
    /// client.books().add().await?;
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn add(&self) -> Call<operations::AddBook> {
        Call::new(&self.client, ())
    }
}
