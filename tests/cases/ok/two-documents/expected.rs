// ==> operations/books.rs

//! The operations of `client.books()`, as types.

use crate::generated::types::Book;
use crate::prelude::{Class, Credential, Json, Method, OperationInfo, Wire};

/// The operation `getBook`: `GET /books/{id}`. Called with
/// [`Books::get`](crate::generated::resources::Books::get).
#[derive(Debug)]
pub enum GetBook {}

impl Wire for GetBook {
    type Request = ();
    type Response = Json<Book>;
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "getBook",
        method: Method::GET,
        path: "/books/{id}",
        credential: Credential::Instance,
        class: Class::Safe,
        success: &[200],
        errors: &[401, 404],
    };
}

/// The operation `deleteBook`: `DELETE /books/{id}`. Called with
/// [`Books::delete`](crate::generated::resources::Books::delete).
#[derive(Debug)]
pub enum DeleteBook {}

impl Wire for DeleteBook {
    type Request = ();
    type Response = ();
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "deleteBook",
        method: Method::DELETE,
        path: "/books/{id}",
        credential: Credential::Instance,
        class: Class::Idempotent,
        success: &[204],
        errors: &[],
    };
}

// ==> resources/books.rs

//! The resource `client.books()`.

use crate::generated::operations;
use crate::prelude::{Call, Client};

/// What can be read.
///
/// Returned by [`Client::books`].
#[derive(Clone, Debug)]
pub struct Books {
    pub(crate) client: Client,
}

impl Client {
    /// Returns the resource [`Books`].
    ///
    /// What can be read.
    pub fn books(&self) -> Books {
        Books { client: self.clone() }
    }
}

impl Books {
    /// Calls `getBook`.
    ///
    /// `getBook` · `GET /books/{id}` · key: [instance](crate::prelude::Credential::Instance) · class:
    /// [safe](crate::prelude::Class::Safe) · success: `200`
    ///
    /// # Errors
    ///
    /// * `401`: The key is wrong.
    /// * `404`: There is no such book.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(client: two_documents::Client) -> Result<(), two_documents::Error> {
    /// let book = client.books().get("text").await?;
    /// println!("id: {}", book.id);
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias = "getBook")]
    #[inline]
    pub fn get(&self, id: impl Into<String>) -> Call<operations::GetBook> {
        Call::new(&self.client, ()).path(id.into())
    }

    /// Calls `deleteBook`.
    ///
    /// `deleteBook` · `DELETE /books/{id}` · key: [instance](crate::prelude::Credential::Instance) ·
    /// class: [idempotent](crate::prelude::Class::Idempotent) · success: `204`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(client: two_documents::Client) -> Result<(), two_documents::Error> {
    /// client.books().delete("text").await?;
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias = "deleteBook")]
    #[inline]
    pub fn delete(&self, id: impl Into<String>) -> Call<operations::DeleteBook> {
        Call::new(&self.client, ()).path(id.into())
    }
}

// ==> types/books.rs

//! Types that only the resource `books` uses.

use crate::prelude::object;

/// The fields of `Book`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Book {
    /// The member `id`.
    pub id: String,
    /// The member `title`.
    pub title: String,
}

object!(Book { id: "id", title: "title" });

impl Book {
    /// Creates an empty value for tests.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }
}
