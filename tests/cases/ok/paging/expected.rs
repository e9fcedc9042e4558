// ==> operations/books.rs

//! The operations of `client.books()`, as types.

use crate::generated::types::{Book, ListBooksResponse, ListShelvesResponse, ListTitlesResponse, ListWordsResponse};
use crate::prelude::{Call, Class, Credential, Json, Method, OperationInfo, Paged, Wire};

/// The operation `listBooks`: `GET /books`. Called with
/// [`Books::list`](crate::generated::resources::Books::list).
#[derive(Debug)]
pub enum ListBooks {}

impl Wire for ListBooks {
    type Request = ();
    type Response = Json<ListBooksResponse>;
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

impl Call<ListBooks> {
    /// Sets `pageNumber`.
    pub fn page_number(self, page_number: i64) -> Self {
        self.query("pageNumber", page_number)
    }

    /// Sets `author`.
    pub fn author(self, author: impl Into<String>) -> Self {
        self.query("author", author.into())
    }
}

impl Paged for ListBooks {
    type Item = Book;

    fn page(call: Call<Self>, number: i64) -> Call<Self> {
        call.page_number(number)
    }

    fn items(page: ListBooksResponse) -> (Vec<Book>, Option<i64>) {
        (page.books, Some(page.total.into()))
    }
}

/// The operation `listTitles`: `GET /titles`. Called with
/// [`Books::list_titles`](crate::generated::resources::Books::list_titles).
#[derive(Debug)]
pub enum ListTitles {}

impl Wire for ListTitles {
    type Request = ();
    type Response = Json<ListTitlesResponse>;
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "listTitles",
        method: Method::GET,
        path: "/titles",
        credential: Credential::None,
        class: Class::Safe,
        success: &[200],
        errors: &[],
    };
}

impl Call<ListTitles> {
    /// Sets `page`.
    pub fn page(self, page: i32) -> Self {
        self.query("page", page)
    }
}

impl Paged for ListTitles {
    type Item = String;

    fn page(call: Call<Self>, number: i64) -> Call<Self> {
        call.page(i32::try_from(number).unwrap_or(i32::MAX))
    }

    fn items(page: ListTitlesResponse) -> (Vec<String>, Option<i64>) {
        (page.titles.unwrap_or_default(), None)
    }

    fn number(page: &ListTitlesResponse) -> Option<i64> {
        page.page
    }
}

/// The operation `listShelves`: `GET /shelves`. Called with
/// [`Books::list_shelves`](crate::generated::resources::Books::list_shelves).
#[derive(Debug)]
pub enum ListShelves {}

impl Wire for ListShelves {
    type Request = ();
    type Response = Json<ListShelvesResponse>;
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "listShelves",
        method: Method::GET,
        path: "/shelves",
        credential: Credential::None,
        class: Class::Safe,
        success: &[200],
        errors: &[],
    };
}

impl Call<ListShelves> {
    /// Sets `page`.
    pub fn page(self, page: i64) -> Self {
        self.query("page", page)
    }
}

/// The operation `listWords`: `GET /words`. Called with
/// [`Books::list_words`](crate::generated::resources::Books::list_words).
#[derive(Debug)]
pub enum ListWords {}

impl Wire for ListWords {
    type Request = ();
    type Response = Json<ListWordsResponse>;
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "listWords",
        method: Method::GET,
        path: "/words",
        credential: Credential::None,
        class: Class::Safe,
        success: &[200],
        errors: &[],
    };
}

impl Call<ListWords> {
    /// Sets `page`.
    pub fn page(self, page: impl Into<String>) -> Self {
        self.query("page", page.into())
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
    /// [safe](crate::prelude::Class::Safe) · success: `200`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(client: paging::Client) -> Result<(), paging::Error> {
    /// let list_books_response = client.books().list().await?;
    /// println!("books: {}", list_books_response.books.len());
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias = "listBooks")]
    #[inline]
    pub fn list(&self) -> Call<operations::ListBooks> {
        Call::new(&self.client, ())
    }

    /// Calls `listTitles`.
    ///
    /// `listTitles` · `GET /titles` · key: [none](crate::prelude::Credential::None) · class:
    /// [safe](crate::prelude::Class::Safe) · success: `200`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(client: paging::Client) -> Result<(), paging::Error> {
    /// let list_titles_response = client.books().list_titles().await?;
    /// println!("{list_titles_response:?}");
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn list_titles(&self) -> Call<operations::ListTitles> {
        Call::new(&self.client, ())
    }

    /// Calls `listShelves`.
    ///
    /// `listShelves` · `GET /shelves` · key: [none](crate::prelude::Credential::None) · class:
    /// [safe](crate::prelude::Class::Safe) · success: `200`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(client: paging::Client) -> Result<(), paging::Error> {
    /// let list_shelves_response = client.books().list_shelves().await?;
    /// println!("{list_shelves_response:?}");
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn list_shelves(&self) -> Call<operations::ListShelves> {
        Call::new(&self.client, ())
    }

    /// Calls `listWords`.
    ///
    /// `listWords` · `GET /words` · key: [none](crate::prelude::Credential::None) · class:
    /// [safe](crate::prelude::Class::Safe) · success: `200`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(client: paging::Client) -> Result<(), paging::Error> {
    /// let list_words_response = client.books().list_words().await?;
    /// println!("{list_words_response:?}");
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn list_words(&self) -> Call<operations::ListWords> {
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

/// The fields of `ListBooksResponse`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct ListBooksResponse {
    /// The member `books`.
    pub books: Vec<Book>,
    /// The member `total`.
    pub total: i32,
}

object!(ListBooksResponse { books: "books", total: "total" });

impl ListBooksResponse {
    /// Creates an empty value for tests.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }
}

/// The fields of `ListTitlesResponse`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct ListTitlesResponse {
    /// The member `titles`.
    pub titles: Option<Vec<String>>,
    /// The member `page`.
    pub page: Option<i64>,
}

object!(ListTitlesResponse { titles: "titles", page: "page" });

impl ListTitlesResponse {
    /// Creates an empty value for tests.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }
}

/// The fields of `ListShelvesResponse`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct ListShelvesResponse {
    /// The member `shelves`.
    pub shelves: Option<Vec<String>>,
    /// The member `rooms`.
    pub rooms: Option<Vec<String>>,
    /// The member `total`.
    pub total: Option<i64>,
}

object!(ListShelvesResponse { shelves: "shelves", rooms: "rooms", total: "total" });

impl ListShelvesResponse {
    /// Creates an empty value for tests.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }
}

/// The fields of `ListWordsResponse`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct ListWordsResponse {
    /// The member `words`.
    pub words: Option<Vec<String>>,
    /// The member `total`.
    pub total: Option<i64>,
}

object!(ListWordsResponse { words: "words", total: "total" });

impl ListWordsResponse {
    /// Creates an empty value for tests.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }
}
