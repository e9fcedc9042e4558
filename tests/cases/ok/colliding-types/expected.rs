// ==> operations/books.rs

//! The operations of `client.books()`, as types.

use crate::generated::types::{BigBook, BigBook2, Part1, Part1_2};
use crate::prelude::{
    Class, Credential, Error, Expected, Json, Method, OperationInfo, Printed, Response, ResponseBody, Wire,
};

/// The operation `getBook`: `GET /books`. Called with
/// [`Books::get`](crate::generated::resources::Books::get).
#[derive(Debug)]
pub enum GetBook {}

impl Wire for GetBook {
    type Request = ();
    type Response = GetBookResult;
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "getBook",
        method: Method::GET,
        path: "/books",
        credential: Credential::None,
        class: Class::Safe,
        success: &[200, 201, 202, 203],
        errors: &[],
    };
}

/// The result of `getBook`, by status.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
#[allow(clippy::large_enum_variant, reason = "a result is matched as soon as it is received")]
pub enum GetBookResult {
    /// A book.
    Ok(BigBook),
    /// A book.
    Created(BigBook2),
    /// A part.
    Accepted(Part1),
    /// A part.
    Status203(Part1_2),
}

impl ResponseBody for GetBookResult {
    type Output = Self;

    fn expected(status: u16) -> Expected {
        match status {
            200 => Expected::Json,
            201 => Expected::Json,
            202 => Expected::Json,
            203 => Expected::Json,
            _ => Expected::Nothing,
        }
    }

    fn read(response: Response) -> Result<Self, Error> {
        match response.status() {
            200 => Json::read(response).map(Self::Ok),
            201 => Json::read(response).map(Self::Created),
            202 => Json::read(response).map(Self::Accepted),
            203 => Json::read(response).map(Self::Status203),
            _ => Err(response.unexpected()),
        }
    }

    fn print(output: Self, _: &[u16]) -> Printed {
        match output {
            Self::Ok(output) => Json::print(output, &[200]),
            Self::Created(output) => Json::print(output, &[201]),
            Self::Accepted(output) => Json::print(output, &[202]),
            Self::Status203(output) => Json::print(output, &[203]),
        }
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
    /// `getBook` · `GET /books` · key: [none](crate::prelude::Credential::None) · class:
    /// [safe](crate::prelude::Class::Safe) · success: `200`, `201`, `202`, `203`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(client: types_of_one_name::Client) -> Result<(), types_of_one_name::Error> {
    /// let response = client.books().get().await?;
    /// println!("{response:?}");
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

/// The fields of `BigBook`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct BigBook {
    /// The member `a`.
    pub a: Option<String>,
}

object!(BigBook { a: "a" });

impl BigBook {
    /// Creates an empty value for tests.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }
}

/// The fields of `BigBook2`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct BigBook2 {
    /// The member `b`.
    pub b: Option<String>,
}

object!(BigBook2 { b: "b" });

impl BigBook2 {
    /// Creates an empty value for tests.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }
}

/// The fields of `Part1`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Part1 {
    /// The member `a`.
    pub a: Option<i64>,
}

object!(Part1 { a: "a" });

impl Part1 {
    /// Creates an empty value for tests.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }
}

/// The fields of `Part1_2`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Part1_2 {
    /// The member `b`.
    pub b: Option<i64>,
}

object!(Part1_2 { b: "b" });

impl Part1_2 {
    /// Creates an empty value for tests.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }
}
