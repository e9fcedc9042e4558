// ==> operations/books.rs

//! The operations of `client.books()`, as types.

use crate::prelude::{Class, Credential, Json, Method, OperationInfo, Wire};

/// The operation `listBooks`: `GET /books`. Called with
/// [`Books::list`](crate::generated::resources::Books::list).
#[derive(Debug)]
pub enum ListBooks {}

impl Wire for ListBooks {
    type Request = ();
    type Response = Json<Vec<String>>;
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "listBooks",
        method: Method::GET,
        path: "/books",
        credential: Credential::None,
        class: Class::Safe,
        success: &[200],
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
    /// Lists books 📚.
    ///
    /// `listBooks` · `GET /books` · key: [none](crate::prelude::Credential::None) · class:
    /// [safe](crate::prelude::Class::Safe) · success: `200`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(client: json_document::Client) -> Result<(), json_document::Error> {
    /// let list = client.books().list().await?;
    /// println!("list: {}", list.len());
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias = "listBooks")]
    #[inline]
    pub fn list(&self) -> Call<operations::ListBooks> {
        Call::new(&self.client, ())
    }
}
