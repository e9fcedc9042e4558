// ==> operations/books.rs

//! The operations of `client.books()`, as types.

use crate::prelude::{Class, Credential, Method, OperationInfo, Wire};

/// The operation `deleteBooks`: `DELETE /books`. Called with
/// [`Books::delete`](crate::generated::resources::Books::delete).
#[derive(Debug)]
pub enum DeleteBooks {}

impl Wire for DeleteBooks {
    type Request = ();
    type Response = ();
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "deleteBooks",
        method: Method::DELETE,
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
    /// Calls `deleteBooks`.
    ///
    /// `deleteBooks` · `DELETE /books` · key: [none](crate::prelude::Credential::None) · class:
    /// [idempotent](crate::prelude::Class::Idempotent) · success: `204`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(client: response_headers::Client) -> Result<(), response_headers::Error> {
    /// client.books().delete().await?;
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias = "deleteBooks")]
    #[inline]
    pub fn delete(&self) -> Call<operations::DeleteBooks> {
        Call::new(&self.client, ())
    }
}
