// ==> operations/books.rs

//! The operations of `client.books()`, as types.

use crate::generated::types::Book;
use crate::prelude::{Class, Credential, Download, Json, Method, OperationInfo, Wire};

/// The operation `setBook`: `PUT /books`. Called with
/// [`Books::set`](crate::generated::resources::Books::set).
#[derive(Debug)]
pub enum SetBook {}

impl Wire for SetBook {
    type Request = Json<Book>;
    type Response = Json<Book>;
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "setBook",
        method: Method::PUT,
        path: "/books",
        credential: Credential::None,
        class: Class::Idempotent,
        success: &[200],
        errors: &[],
    };
}

/// The operation `addBook`: `POST /books`. Called with
/// [`Books::add`](crate::generated::resources::Books::add).
#[derive(Debug)]
pub enum AddBook {}

impl Wire for AddBook {
    type Request = Option<Json<Book>>;
    type Response = Download;
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "addBook",
        method: Method::POST,
        path: "/books",
        credential: Credential::None,
        class: Class::Effectful,
        success: &[200],
        errors: &[],
    };
}

/// The operation `patchBook`: `PATCH /books`. Called with
/// [`Books::patch`](crate::generated::resources::Books::patch).
#[derive(Debug)]
pub enum PatchBook {}

impl Wire for PatchBook {
    type Request = Json<Book>;
    type Response = Json<Book>;
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "patchBook",
        method: Method::PATCH,
        path: "/books",
        credential: Credential::None,
        class: Class::Effectful,
        success: &[200],
        errors: &[],
    };
}

// ==> operations/events_.rs

//! The operations of `client.events_()`, as types.

use crate::prelude::{Class, Credential, Download, Method, OperationInfo, Wire};

/// The operation `watchBooks`: `GET /events`. Called with
/// [`Events::watch_books`](crate::generated::resources::Events::watch_books).
#[derive(Debug)]
pub enum WatchBooks {}

impl Wire for WatchBooks {
    type Request = ();
    type Response = Download;
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "watchBooks",
        method: Method::GET,
        path: "/events",
        credential: Credential::None,
        class: Class::Safe,
        success: &[200],
        errors: &[],
    };
}

// ==> operations/list.rs

//! The operations of `client.list()`, as types.

use crate::prelude::{Class, Credential, Method, OperationInfo, Text, Wire};

/// The operation `exportBooks`: `GET /list`. Called with
/// [`List::export_books`](crate::generated::resources::List::export_books).
#[derive(Debug)]
pub enum ExportBooks {}

impl Wire for ExportBooks {
    type Request = ();
    type Response = Text;
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "exportBooks",
        method: Method::GET,
        path: "/list",
        credential: Credential::None,
        class: Class::Safe,
        success: &[200],
        errors: &[],
    };
}

// ==> resources/books.rs

//! The resource `client.books()`.

use crate::generated::operations;
use crate::generated::types::Book;
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
    /// Calls `setBook`.
    ///
    /// `setBook` · `PUT /books` · key: [none](crate::prelude::Credential::None) · class:
    /// [idempotent](crate::prelude::Class::Idempotent) · success: `200`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// use media_types::types::Book;
    ///
    /// # async fn example(client: media_types::Client) -> Result<(), media_types::Error> {
    /// let book = client.books().set(Book::new()).await?;
    /// println!("{book:?}");
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias = "setBook")]
    #[inline]
    pub fn set(&self, body: Book) -> Call<operations::SetBook> {
        Call::new(&self.client, body)
    }

    /// Calls `addBook`.
    ///
    /// `addBook` · `POST /books` · key: [none](crate::prelude::Credential::None) · class:
    /// [effectful](crate::prelude::Class::Effectful) · success: `200`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// use media_types::types::Book;
    ///
    /// # async fn example(client: media_types::Client) -> Result<(), media_types::Error> {
    /// let download = client.books().add(Some(Book::new())).await?;
    /// let path = download.save_to("downloads").await?;
    /// println!("saved {}", path.display());
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias = "addBook")]
    #[inline]
    pub fn add(&self, body: Option<Book>) -> Call<operations::AddBook> {
        Call::new(&self.client, body)
    }

    /// Calls `patchBook`.
    ///
    /// `patchBook` · `PATCH /books` · key: [none](crate::prelude::Credential::None) · class:
    /// [effectful](crate::prelude::Class::Effectful) · success: `200`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// use media_types::types::Book;
    ///
    /// # async fn example(client: media_types::Client) -> Result<(), media_types::Error> {
    /// let book = client.books().patch(Book::new()).await?;
    /// println!("{book:?}");
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias = "patchBook")]
    #[inline]
    pub fn patch(&self, body: Book) -> Call<operations::PatchBook> {
        Call::new(&self.client, body)
            .content_type("application/merge-patch+json")
            .accept("application/vnd.shop.v2+json, */*;q=0.5")
    }
}

// ==> resources/events_.rs

//! The resource `client.events_()`.

use crate::generated::operations;
use crate::prelude::{Call, Client};

/// The operations of `events_`.
///
/// Returned by [`Client::events_`].
#[derive(Clone, Debug)]
pub struct Events {
    pub(crate) client: Client,
}

impl Client {
    /// Returns the resource [`Events`].
    pub fn events_(&self) -> Events {
        Events { client: self.clone() }
    }
}

impl Events {
    /// Calls `watchBooks`.
    ///
    /// `watchBooks` · `GET /events` · key: [none](crate::prelude::Credential::None) · class:
    /// [safe](crate::prelude::Class::Safe) · success: `200`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(client: media_types::Client) -> Result<(), media_types::Error> {
    /// let download = client.events_().watch_books().await?;
    /// let path = download.save_to("downloads").await?;
    /// println!("saved {}", path.display());
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn watch_books(&self) -> Call<operations::WatchBooks> {
        Call::new(&self.client, ()).accept("text/event-stream, */*;q=0.5")
    }
}

// ==> resources/list.rs

//! The resource `client.list()`.

use crate::generated::operations;
use crate::prelude::{Call, Client};

/// The operations of `list`.
///
/// Returned by [`Client::list`].
#[derive(Clone, Debug)]
pub struct List {
    pub(crate) client: Client,
}

impl Client {
    /// Returns the resource [`List`].
    pub fn list(&self) -> List {
        List { client: self.clone() }
    }
}

impl List {
    /// Calls `exportBooks`.
    ///
    /// `exportBooks` · `GET /list` · key: [none](crate::prelude::Credential::None) · class:
    /// [safe](crate::prelude::Class::Safe) · success: `200`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(client: media_types::Client) -> Result<(), media_types::Error> {
    /// let text = client.list().export_books().await?;
    /// println!("{}", text);
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn export_books(&self) -> Call<operations::ExportBooks> {
        Call::new(&self.client, ()).accept("text/csv, */*;q=0.5")
    }
}

// ==> types/books.rs

//! Types that only the resource `books` uses.

use crate::prelude::object;

/// The fields of `Book`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
#[must_use = "it does nothing until it is sent"]
pub struct Book {
    /// The member `title`.
    pub title: Option<String>,
}

object!(Book { title: "title" });

impl Book {
    /// Creates a value with nothing set.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }

    /// Sets [`title`](Self::title).
    #[inline]
    pub fn title(mut self, title: impl Into<String>) -> Self {
        self.title = Some(title.into());
        self
    }
}
