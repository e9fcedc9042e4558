// ==> operations/books.rs

//! The operations of `client.books()`, as types.

use crate::prelude::{Call, Class, Credential, Method, OperationInfo, Wire};

/// The operation `getBook`: `GET /shelves/{shelf}/books/{book}`. Called with
/// [`Books::get`](crate::generated::resources::Books::get).
#[derive(Debug)]
pub enum GetBook {}

impl Wire for GetBook {
    type Request = ();
    type Response = ();
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "getBook",
        method: Method::GET,
        path: "/shelves/{shelf}/books/{book}",
        credential: Credential::None,
        class: Class::Safe,
        success: &[204],
        errors: &[],
    };
}

impl Call<GetBook> {
    /// Sets `verbose`.
    pub fn verbose(self, verbose: bool) -> Self {
        self.query("verbose", verbose)
    }
}

/// The operation `deleteBook`: `DELETE /shelves/{shelf}/books/{book}`. Called with
/// [`Books::delete`](crate::generated::resources::Books::delete).
#[derive(Debug)]
pub enum DeleteBook {}

impl Wire for DeleteBook {
    type Request = ();
    type Response = ();
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "deleteBook",
        method: Method::DELETE,
        path: "/shelves/{shelf}/books/{book}",
        credential: Credential::None,
        class: Class::Idempotent,
        success: &[204],
        errors: &[],
    };
}

impl Call<DeleteBook> {
    /// Sets `verbose`.
    pub fn verbose_2(self, verbose_2: impl Into<String>) -> Self {
        self.header_param("verbose", verbose_2.into())
    }
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
    /// Calls `getBook`.
    ///
    /// `getBook` · `GET /shelves/{shelf}/books/{book}` · key: [none](crate::prelude::Credential::None)
    /// · class: [safe](crate::prelude::Class::Safe) · success: `204`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(client: path_level_parameters::Client) -> Result<(), path_level_parameters::Error> {
    /// client.books().get("text", "text").await?;
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias = "getBook")]
    #[inline]
    pub fn get(&self, shelf: impl Into<String>, book: impl Into<String>) -> Call<operations::GetBook> {
        Call::new(&self.client, ()).path(shelf.into()).path(book.into())
    }

    /// Calls `deleteBook`.
    ///
    /// `deleteBook` · `DELETE /shelves/{shelf}/books/{book}` · key:
    /// [none](crate::prelude::Credential::None) · class:
    /// [idempotent](crate::prelude::Class::Idempotent) · success: `204`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(client: path_level_parameters::Client) -> Result<(), path_level_parameters::Error> {
    /// client.books().delete(1, "text", "text").await?;
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias = "deleteBook")]
    #[inline]
    pub fn delete(
        &self,
        shelf: i64,
        book: impl Into<String>,
        verbose: impl Into<String>,
    ) -> Call<operations::DeleteBook> {
        Call::new(&self.client, ()).path(shelf).path(book.into()).query("verbose", verbose.into())
    }
}
