// ==> operations/books.rs

//! The operations of `client.books()`, as types.

use crate::generated::types::Book;
use crate::prelude::{Class, Credential, Json, Method, OperationInfo, Wire};

/// The operation `getBook`: `GET /books`. Called with
/// [`Books::get`](crate::generated::resources::Books::get).
#[derive(Debug)]
pub enum GetBook {}

impl Wire for GetBook {
    type Request = ();
    type Response = Json<Book>;
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "getBook",
        method: Method::GET,
        path: "/books",
        credential: Credential::None,
        class: Class::Safe,
        success: &[200],
        errors: &[404],
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
    /// Calls `getBook`.
    ///
    /// `getBook` · `GET /books` · key: [none](crate::prelude::Credential::None) · class:
    /// [safe](crate::prelude::Class::Safe) · success: `200`
    ///
    /// # Errors
    ///
    /// * `404`: There is none.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(client: unused_schemas::Client) -> Result<(), unused_schemas::Error> {
    /// let book = client.books().get().await?;
    /// println!("{book:?}");
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias = "getBook")]
    #[inline]
    pub fn get(&self) -> Call<operations::GetBook> {
        Call::new(&self.client, ())
    }
}

// ==> types/books.rs

//! Types that only the resource `books` uses.

use crate::prelude::object;

/// The fields of `Book`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Book {
    /// The member `title`.
    pub title: Option<String>,
}

object!(Book { title: "title" });

impl Book {
    /// Creates an empty value for tests.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }
}
