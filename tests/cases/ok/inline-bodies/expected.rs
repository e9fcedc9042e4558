// ==> operations/books.rs

//! The operations of `client.books()`, as types.

use crate::generated::types::{AddBookRequest, AddBookResponse};
use crate::prelude::{Class, Credential, Json, Method, OperationInfo, Wire};

/// The operation `addBook`: `POST /books`. Called with
/// [`Books::add`](crate::generated::resources::Books::add).
#[derive(Debug)]
pub enum AddBook {}

impl Wire for AddBook {
    type Request = Json<AddBookRequest>;
    type Response = Json<AddBookResponse>;
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "addBook",
        method: Method::POST,
        path: "/books",
        credential: Credential::None,
        class: Class::Effectful,
        success: &[201],
        errors: &[],
    };
}

// ==> resources/books.rs

//! The resource `client.books()`.

use crate::generated::operations;
use crate::generated::types::AddBookRequest;
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
    /// Calls `addBook`.
    ///
    /// `addBook` · `POST /books` · key: [none](crate::prelude::Credential::None) · class:
    /// [effectful](crate::prelude::Class::Effectful) · success: `201`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// use inline_bodies::types::AddBookRequest;
    ///
    /// # async fn example(client: inline_bodies::Client) -> Result<(), inline_bodies::Error> {
    /// let add_book_response = client.books().add(AddBookRequest::new("text")).await?;
    /// println!("id: {}", add_book_response.id);
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias = "addBook")]
    #[inline]
    pub fn add(&self, body: AddBookRequest) -> Call<operations::AddBook> {
        Call::new(&self.client, body)
    }
}

// ==> types/books.rs

//! Types that only the resource `books` uses.

use crate::prelude::object;

/// The fields of `AddBookRequestAuthor`.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
#[must_use = "it does nothing until it is sent"]
pub struct AddBookRequestAuthor {
    /// The member `name`.
    pub name: String,
}

object!(AddBookRequestAuthor { name: "name" });

impl AddBookRequestAuthor {
    /// Creates a value with its required fields.
    #[inline]
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into() }
    }
}

/// The fields of `AddBookRequest`.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
#[must_use = "it does nothing until it is sent"]
pub struct AddBookRequest {
    /// The member `title`.
    pub title: String,
    /// The member `pages`.
    pub pages: Option<i32>,
    /// The member `author`.
    pub author: Option<AddBookRequestAuthor>,
}

object!(AddBookRequest { title: "title", pages: "pages", author: "author" });

impl AddBookRequest {
    /// Creates a value with its required fields.
    #[inline]
    pub fn new(title: impl Into<String>) -> Self {
        Self { title: title.into(), pages: None, author: None }
    }

    /// Sets [`pages`](Self::pages).
    #[inline]
    pub fn pages(mut self, pages: i32) -> Self {
        self.pages = Some(pages);
        self
    }

    /// Sets [`author`](Self::author).
    #[inline]
    pub fn author(mut self, author: AddBookRequestAuthor) -> Self {
        self.author = Some(author);
        self
    }
}

/// The fields of `AddBookResponse`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct AddBookResponse {
    /// The member `id`.
    pub id: String,
}

object!(AddBookResponse { id: "id" });

impl AddBookResponse {
    /// Creates an empty value for tests.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }
}
