// ==> operations/books.rs

//! The operations of `client.books()`, as types.

use crate::prelude::{Call, Class, Credential, Method, OperationInfo, Wire};

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

impl Call<ListBooks> {
    /// Sets `genres`.
    pub fn genres(self, genres: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.query_each("genres", genres.into_iter().map(Into::<String>::into))
    }

    /// Sets `sold`.
    pub fn sold(self, sold: bool) -> Self {
        self.query("sold", sold)
    }

    /// Sets `X-Shop`.
    pub fn x_shop(self, x_shop: i64) -> Self {
        self.header_param("X-Shop", x_shop)
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
    /// Calls `listBooks`.
    ///
    /// `listBooks` · `GET /books` · key: [none](crate::prelude::Credential::None) · class:
    /// [safe](crate::prelude::Class::Safe) · success: `204`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(client: nullable_parameters::Client) -> Result<(), nullable_parameters::Error> {
    /// client.books().list([1]).await?;
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias = "listBooks")]
    #[inline]
    pub fn list(&self, years: impl IntoIterator<Item = i64>) -> Call<operations::ListBooks> {
        Call::new(&self.client, ()).query_each("years", years)
    }
}
