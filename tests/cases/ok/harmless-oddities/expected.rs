// ==> operations/books.rs

//! The operations of `client.books()`, as types.

use serde_json::Value;

use crate::generated::types::Book;
use crate::prelude::{
    Call, Class, Credential, Error, Expected, Json, Method, OperationInfo, Printed, Response, ResponseBody, Wire,
};

/// The operation `getBook`: `GET /books/{id}`. Called with
/// [`Books::get`](crate::generated::resources::Books::get).
#[derive(Debug)]
pub enum GetBook {}

impl Wire for GetBook {
    type Request = ();
    type Response = GetBookResult;
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "getBook",
        method: Method::GET,
        path: "/books/{id}",
        credential: Credential::None,
        class: Class::Safe,
        success: &[200, 201],
        errors: &[],
    };
}

impl Call<GetBook> {
    /// Sets `since`.
    pub fn since(self, since: impl Into<String>) -> Self {
        self.query("since", since.into())
    }
}

/// The result of `getBook`, by status.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
#[allow(clippy::large_enum_variant, reason = "a result is matched as soon as it is received")]
pub enum GetBookResult {
    /// The book.
    Ok(Book),
    /// Any JSON.
    Created(Value),
}

impl ResponseBody for GetBookResult {
    type Output = Self;

    fn expected(status: u16) -> Expected {
        match status {
            200 => Expected::Json,
            201 => Expected::Json,
            _ => Expected::Nothing,
        }
    }

    fn read(response: Response) -> Result<Self, Error> {
        match response.status() {
            200 => Json::read(response).map(Self::Ok),
            201 => Json::read(response).map(Self::Created),
            _ => Err(response.unexpected()),
        }
    }

    fn print(output: Self, _: &[u16]) -> Printed {
        match output {
            Self::Ok(output) => Json::print(output, &[200]),
            Self::Created(output) => Json::print(output, &[201]),
        }
    }
}

/// The operation `getBook_2`: `PUT /books/{id}`. Called with
/// [`Books::get_2`](crate::generated::resources::Books::get_2).
#[derive(Debug)]
pub enum GetBook2 {}

impl Wire for GetBook2 {
    type Request = ();
    type Response = ();
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "getBook_2",
        method: Method::PUT,
        path: "/books/{id}",
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
    /// Calls `getBook`.
    ///
    /// `getBook` · `GET /books/{id}` · key: [none](crate::prelude::Credential::None) · class:
    /// [safe](crate::prelude::Class::Safe) · success: `200`, `201`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(client: harmless_oddities::Client) -> Result<(), harmless_oddities::Error> {
    /// let response = client.books().get("text").await?;
    /// println!("{response:?}");
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias = "getBook")]
    #[inline]
    pub fn get(&self, id: impl Into<String>) -> Call<operations::GetBook> {
        Call::new(&self.client, ()).path(id.into())
    }

    /// Calls `getBook_2`.
    ///
    /// `getBook_2` · `PUT /books/{id}` · key: [none](crate::prelude::Credential::None) · class:
    /// [idempotent](crate::prelude::Class::Idempotent) · success: `204`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(client: harmless_oddities::Client) -> Result<(), harmless_oddities::Error> {
    /// client.books().get_2("text").await?;
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias = "getBook_2")]
    #[inline]
    pub fn get_2(&self, id: impl Into<String>) -> Call<operations::GetBook2> {
        Call::new(&self.client, ()).path(id.into())
    }
}

// ==> types/books.rs

//! Types that only the resource `books` uses.

use serde_json::Value;

use crate::prelude::{JsonObject, UnknownValue, object, open_enum};

/// One of the values of `Sizes`.
#[derive(Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Sizes {
    /// `a`
    A,
    /// A value that this release does not know.
    Unknown(UnknownValue),
}

impl Sizes {
    /// Returns the value as the API writes it.
    #[inline]
    pub fn as_str(&self) -> &str {
        match self {
            Self::A => "a",
            Self::Unknown(value) => value.as_str(),
        }
    }
}

impl From<&str> for Sizes {
    #[inline]
    fn from(value: &str) -> Self {
        match value {
            "a" => Self::A,
            _ => Self::Unknown(UnknownValue::new(value)),
        }
    }
}

open_enum!(Sizes);

/// The fields of `Book`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Book {
    /// The member `title`.
    pub title: String,
    /// The member `pages`.
    pub pages: Option<i64>,
    /// The member `tags`.
    pub tags: Option<Vec<Value>>,
    /// The member `sizes`.
    pub sizes: Option<Sizes>,
    /// Another book.
    pub self_: Option<Box<Book>>,
    /// The members that this release does not know.
    pub other: JsonObject,
}

object!(Book { title: "title", pages: "pages", tags: "tags", sizes: "sizes", self_: "self", ..other });

impl Book {
    /// Creates an empty value for tests.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }
}
