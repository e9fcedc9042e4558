// ==> operations/books.rs

//! The operations of `client.books()`, as types.

use crate::prelude::{Class, Credential, Json, Method, OperationInfo, Wire};

/// The operation `countBooks`: `GET /books`. Called with
/// [`Books::count`](crate::generated::resources::Books::count).
#[derive(Debug)]
pub enum CountBooks {}

impl Wire for CountBooks {
    type Request = ();
    type Response = Json<i64>;
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "countBooks",
        method: Method::GET,
        path: "/books",
        credential: Credential::None,
        class: Class::Safe,
        success: &[200],
        errors: &[302, 404],
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
    /// Calls `countBooks`.
    ///
    /// `countBooks` · `GET /books` · key: [none](crate::prelude::Credential::None) · class:
    /// [safe](crate::prelude::Class::Safe) · success: `200`
    ///
    /// # Errors
    ///
    /// * `302`: They have moved.
    /// * `404`: There is no shelf.
    /// * `5XX`: The server is ill.
    /// * `default`: Something else is wrong.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(client: default_error::Client) -> Result<(), default_error::Error> {
    /// let response = client.books().count().await?;
    /// println!("{}", response);
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias = "countBooks")]
    #[inline]
    pub fn count(&self) -> Call<operations::CountBooks> {
        Call::new(&self.client, ())
    }
}

// ==> types/shared.rs

//! Types that several resources use.

use crate::prelude::object;

/// The fields of `Problem`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Problem {
    /// The member `detail`.
    pub detail: Option<String>,
}

object!(Problem { detail: "detail" });

impl Problem {
    /// Creates an empty value for tests.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }
}
