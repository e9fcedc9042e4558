// ==> operations/maybe.rs

//! The operations of `client.maybe()`, as types.

use crate::generated::types::Book;
use crate::prelude::{
    Class, Credential, Error, Expected, Json, Method, OperationInfo, Printed, Response, ResponseBody, Wire,
};

/// The operation `getMaybe`: `GET /maybe`. Called with
/// [`Maybe::get`](crate::generated::resources::Maybe::get).
#[derive(Debug)]
pub enum GetMaybe {}

impl Wire for GetMaybe {
    type Request = ();
    type Response = GetMaybeResult;
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "getMaybe",
        method: Method::GET,
        path: "/maybe",
        credential: Credential::None,
        class: Class::Safe,
        success: &[200, 204],
        errors: &[],
    };
}

/// The result of `getMaybe`, by status.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
#[allow(clippy::large_enum_variant, reason = "a result is matched as soon as it is received")]
pub enum GetMaybeResult {
    /// The book.
    Ok(Book),
    /// There is none.
    NoContent,
}

impl ResponseBody for GetMaybeResult {
    type Output = Self;

    fn expected(status: u16) -> Expected {
        match status {
            200 => Expected::Json,
            _ => Expected::Nothing,
        }
    }

    fn read(response: Response) -> Result<Self, Error> {
        match response.status() {
            200 if response.is_empty() => Ok(Self::NoContent),
            200 => Json::read(response).map(Self::Ok),
            204 => Ok(Self::NoContent),
            _ => Err(response.unexpected()),
        }
    }

    fn print(output: Self, _: &[u16]) -> Printed {
        match output {
            Self::Ok(output) => Json::print(output, &[200]),
            Self::NoContent => <()>::print((), &[204]),
        }
    }
}

// ==> operations/moved.rs

//! The operations of `client.moved()`, as types.

use crate::prelude::{Class, Credential, Method, OperationInfo, Wire};

/// The operation `getMoved`: `GET /moved`. Called with
/// [`Moved::get`](crate::generated::resources::Moved::get).
#[derive(Debug)]
pub enum GetMoved {}

impl Wire for GetMoved {
    type Request = ();
    type Response = ();
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "getMoved",
        method: Method::GET,
        path: "/moved",
        credential: Credential::None,
        class: Class::Safe,
        success: &[302],
        errors: &[404],
    };
}

// ==> operations/nothing.rs

//! The operations of `client.nothing()`, as types.

use crate::prelude::{Class, Credential, Method, OperationInfo, Wire};

/// The operation `getUndocumented`: `GET /nothing`. Called with
/// [`Nothing::get_undocumented`](crate::generated::resources::Nothing::get_undocumented).
#[derive(Debug)]
pub enum GetUndocumented {}

impl Wire for GetUndocumented {
    type Request = ();
    type Response = ();
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "getUndocumented",
        method: Method::GET,
        path: "/nothing",
        credential: Credential::None,
        class: Class::Safe,
        success: &[],
        errors: &[],
    };
}

// ==> operations/only_default.rs

//! The operations of `client.only_default()`, as types.

use crate::generated::types::Book;
use crate::prelude::{Class, Credential, Json, Method, OperationInfo, Wire};

/// The operation `getOnlyDefault`: `GET /only-default`. Called with
/// [`OnlyDefault::get_only_default`](crate::generated::resources::OnlyDefault::get_only_default).
#[derive(Debug)]
pub enum GetOnlyDefault {}

impl Wire for GetOnlyDefault {
    type Request = ();
    type Response = Json<Book>;
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "getOnlyDefault",
        method: Method::GET,
        path: "/only-default",
        credential: Credential::None,
        class: Class::Safe,
        success: &[],
        errors: &[],
    };
}

// ==> operations/range.rs

//! The operations of `client.range()`, as types.

use crate::generated::types::Book;
use crate::prelude::{Class, Credential, Json, Method, OperationInfo, Wire};

/// The operation `getRange`: `GET /range`. Called with
/// [`Range::get`](crate::generated::resources::Range::get).
#[derive(Debug)]
pub enum GetRange {}

impl Wire for GetRange {
    type Request = ();
    type Response = Json<Book>;
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "getRange",
        method: Method::GET,
        path: "/range",
        credential: Credential::None,
        class: Class::Safe,
        success: &[],
        errors: &[],
    };
}

// ==> operations/range_and_status.rs

//! The operations of `client.range_and_status()`, as types.

use crate::generated::types::Book;
use crate::prelude::{
    Class, Credential, Error, Expected, Json, Method, OperationInfo, Printed, Response, ResponseBody, Wire,
};

/// The operation `getEither`: `GET /range-and-status`. Called with
/// [`RangeAndStatus::get_either`](crate::generated::resources::RangeAndStatus::get_either).
#[derive(Debug)]
pub enum GetEither {}

impl Wire for GetEither {
    type Request = ();
    type Response = GetEitherResult;
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "getEither",
        method: Method::GET,
        path: "/range-and-status",
        credential: Credential::None,
        class: Class::Safe,
        success: &[],
        errors: &[],
    };
}

/// The result of `getEither`, by status.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
#[allow(clippy::large_enum_variant, reason = "a result is matched as soon as it is received")]
pub enum GetEitherResult {
    /// It is being bound.
    Accepted(String),
    /// The book.
    Other(Book),
}

impl ResponseBody for GetEitherResult {
    type Output = Self;

    fn expected(_: u16) -> Expected {
        Expected::Json
    }

    fn read(response: Response) -> Result<Self, Error> {
        match response.status() {
            202 => Json::read(response).map(Self::Accepted),
            _ => Json::read(response).map(Self::Other),
        }
    }

    fn print(output: Self, _: &[u16]) -> Printed {
        match output {
            Self::Accepted(output) => Json::print(output, &[202]),
            Self::Other(output) => Json::print(output, &[200]),
        }
    }
}

// ==> operations/redirects.rs

//! The operations of `client.redirects()`, as types.

use crate::prelude::{Class, Credential, Method, OperationInfo, Wire};

/// The operation `getRedirected`: `GET /redirects`. Called with
/// [`Redirects::get_redirected`](crate::generated::resources::Redirects::get_redirected).
#[derive(Debug)]
pub enum GetRedirected {}

impl Wire for GetRedirected {
    type Request = ();
    type Response = ();
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "getRedirected",
        method: Method::GET,
        path: "/redirects",
        credential: Credential::None,
        class: Class::Safe,
        success: &[],
        errors: &[],
    };
}

// ==> resources/maybe.rs

//! The resource `client.maybe()`.

use crate::generated::operations;
use crate::prelude::{Call, Client};

/// The operations of `maybe`.
///
/// Returned by [`Client::maybe`].
#[derive(Clone, Debug)]
pub struct Maybe {
    pub(crate) client: Client,
}

impl Client {
    /// Returns the resource [`Maybe`].
    pub fn maybe(&self) -> Maybe {
        Maybe { client: self.clone() }
    }
}

impl Maybe {
    /// Calls `getMaybe`.
    ///
    /// `getMaybe` · `GET /maybe` · key: [none](crate::prelude::Credential::None) · class:
    /// [safe](crate::prelude::Class::Safe) · success: `200`, `204`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(client: statuses::Client) -> Result<(), statuses::Error> {
    /// let response = client.maybe().get().await?;
    /// println!("{response:?}");
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias = "getMaybe")]
    #[inline]
    pub fn get(&self) -> Call<operations::GetMaybe> {
        Call::new(&self.client, ())
    }
}

// ==> resources/moved.rs

//! The resource `client.moved()`.

use crate::generated::operations;
use crate::prelude::{Call, Client};

/// The operations of `moved`.
///
/// Returned by [`Client::moved`].
#[derive(Clone, Debug)]
pub struct Moved {
    pub(crate) client: Client,
}

impl Client {
    /// Returns the resource [`Moved`].
    pub fn moved(&self) -> Moved {
        Moved { client: self.clone() }
    }
}

impl Moved {
    /// Calls `getMoved`.
    ///
    /// `getMoved` · `GET /moved` · key: [none](crate::prelude::Credential::None) · class:
    /// [safe](crate::prelude::Class::Safe) · success: `302`
    ///
    /// # Errors
    ///
    /// * `404`: There is no such book.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(client: statuses::Client) -> Result<(), statuses::Error> {
    /// client.moved().get().await?;
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias = "getMoved")]
    #[inline]
    pub fn get(&self) -> Call<operations::GetMoved> {
        Call::new(&self.client, ())
    }
}

// ==> resources/nothing.rs

//! The resource `client.nothing()`.

use crate::generated::operations;
use crate::prelude::{Call, Client};

/// The operations of `nothing`.
///
/// Returned by [`Client::nothing`].
#[derive(Clone, Debug)]
pub struct Nothing {
    pub(crate) client: Client,
}

impl Client {
    /// Returns the resource [`Nothing`].
    pub fn nothing(&self) -> Nothing {
        Nothing { client: self.clone() }
    }
}

impl Nothing {
    /// Calls `getUndocumented`.
    ///
    /// `getUndocumented` · `GET /nothing` · key: [none](crate::prelude::Credential::None) · class:
    /// [safe](crate::prelude::Class::Safe)
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(client: statuses::Client) -> Result<(), statuses::Error> {
    /// client.nothing().get_undocumented().await?;
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn get_undocumented(&self) -> Call<operations::GetUndocumented> {
        Call::new(&self.client, ())
    }
}

// ==> resources/only_default.rs

//! The resource `client.only_default()`.

use crate::generated::operations;
use crate::prelude::{Call, Client};

/// The operations of `only_default`.
///
/// Returned by [`Client::only_default`].
#[derive(Clone, Debug)]
pub struct OnlyDefault {
    pub(crate) client: Client,
}

impl Client {
    /// Returns the resource [`OnlyDefault`].
    pub fn only_default(&self) -> OnlyDefault {
        OnlyDefault { client: self.clone() }
    }
}

impl OnlyDefault {
    /// Calls `getOnlyDefault`.
    ///
    /// `getOnlyDefault` · `GET /only-default` · key: [none](crate::prelude::Credential::None) · class:
    /// [safe](crate::prelude::Class::Safe) · success: `default`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(client: statuses::Client) -> Result<(), statuses::Error> {
    /// let book = client.only_default().get_only_default().await?;
    /// println!("{book:?}");
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn get_only_default(&self) -> Call<operations::GetOnlyDefault> {
        Call::new(&self.client, ())
    }
}

// ==> resources/range.rs

//! The resource `client.range()`.

use crate::generated::operations;
use crate::prelude::{Call, Client};

/// The operations of `range`.
///
/// Returned by [`Client::range`].
#[derive(Clone, Debug)]
pub struct Range {
    pub(crate) client: Client,
}

impl Client {
    /// Returns the resource [`Range`].
    pub fn range(&self) -> Range {
        Range { client: self.clone() }
    }
}

impl Range {
    /// Calls `getRange`.
    ///
    /// `getRange` · `GET /range` · key: [none](crate::prelude::Credential::None) · class:
    /// [safe](crate::prelude::Class::Safe) · success: `2XX`
    ///
    /// # Errors
    ///
    /// * `5XX`: The shop is closed.
    /// * `default`: Something else.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(client: statuses::Client) -> Result<(), statuses::Error> {
    /// let book = client.range().get().await?;
    /// println!("{book:?}");
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias = "getRange")]
    #[inline]
    pub fn get(&self) -> Call<operations::GetRange> {
        Call::new(&self.client, ())
    }
}

// ==> resources/range_and_status.rs

//! The resource `client.range_and_status()`.

use crate::generated::operations;
use crate::prelude::{Call, Client};

/// The operations of `range_and_status`.
///
/// Returned by [`Client::range_and_status`].
#[derive(Clone, Debug)]
pub struct RangeAndStatus {
    pub(crate) client: Client,
}

impl Client {
    /// Returns the resource [`RangeAndStatus`].
    pub fn range_and_status(&self) -> RangeAndStatus {
        RangeAndStatus { client: self.clone() }
    }
}

impl RangeAndStatus {
    /// Calls `getEither`.
    ///
    /// `getEither` · `GET /range-and-status` · key: [none](crate::prelude::Credential::None) · class:
    /// [safe](crate::prelude::Class::Safe) · success: `202`, `2XX`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(client: statuses::Client) -> Result<(), statuses::Error> {
    /// let response = client.range_and_status().get_either().await?;
    /// println!("{response:?}");
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn get_either(&self) -> Call<operations::GetEither> {
        Call::new(&self.client, ())
    }
}

// ==> resources/redirects.rs

//! The resource `client.redirects()`.

use crate::generated::operations;
use crate::prelude::{Call, Client};

/// The operations of `redirects`.
///
/// Returned by [`Client::redirects`].
#[derive(Clone, Debug)]
pub struct Redirects {
    pub(crate) client: Client,
}

impl Client {
    /// Returns the resource [`Redirects`].
    pub fn redirects(&self) -> Redirects {
        Redirects { client: self.clone() }
    }
}

impl Redirects {
    /// Calls `getRedirected`.
    ///
    /// `getRedirected` · `GET /redirects` · key: [none](crate::prelude::Credential::None) · class:
    /// [safe](crate::prelude::Class::Safe)
    ///
    /// # Errors
    ///
    /// * `3XX`: The book is somewhere else.
    /// * `4XX`: The request is wrong.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(client: statuses::Client) -> Result<(), statuses::Error> {
    /// client.redirects().get_redirected().await?;
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn get_redirected(&self) -> Call<operations::GetRedirected> {
        Call::new(&self.client, ())
    }
}

// ==> types/shared.rs

//! Types that several resources use.

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
