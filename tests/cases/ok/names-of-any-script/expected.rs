// ==> operations/long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_-ecf0f09f93fee66c.rs

//! The operations of `client.long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long()`, as types.

use crate::prelude::{Class, Credential, Method, OperationInfo, Wire};

/// The operation `नमस्ते`: `PUT /a`. Called with
/// [`LongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLong::नमस्ते`](crate::generated::resources::LongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLong::नमस्ते).
#[derive(Debug)]
pub enum नमस्ते {}

impl Wire for नमस्ते {
    type Request = ();
    type Response = ();
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "नमस\u{94d}त\u{947}",
        method: Method::PUT,
        path: "/a",
        credential: Credential::None,
        class: Class::Idempotent,
        success: &[200],
        errors: &[],
    };
}

// ==> operations/u65e5-u672c-.rs

//! The operations of `client.日本()`, as types.

use crate::generated::types::A;
use crate::prelude::{Call, Class, Credential, Json, Method, OperationInfo, Wire};

/// The operation `取得`: `GET /a`. Called with [`日本::取得`](crate::generated::resources::日本::取得).
#[derive(Debug)]
pub enum 取得 {}

impl Wire for 取得 {
    type Request = ();
    type Response = Json<A>;
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "取得",
        method: Method::GET,
        path: "/a",
        credential: Credential::None,
        class: Class::Safe,
        success: &[200],
        errors: &[],
    };
}

impl Call<取得> {
    /// Sets `a-b`.
    pub fn a_b(self, a_b: impl Into<String>) -> Self {
        self.query("a-b", a_b.into())
    }

    /// Sets `A-B`.
    pub fn a_b_2(self, a_b_2: impl Into<String>) -> Self {
        self.header_param("A-B", a_b_2.into())
    }
}

/// The operation `नमसते`: `POST /a`. Called with
/// [`日本::नमसते`](crate::generated::resources::日本::नमसते).
#[derive(Debug)]
pub enum नमसते {}

impl Wire for नमसते {
    type Request = ();
    type Response = ();
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "नमसत\u{947}",
        method: Method::POST,
        path: "/a",
        credential: Credential::None,
        class: Class::Effectful,
        success: &[200],
        errors: &[],
    };
}

/// The operation `do_it`: `DELETE /a`. Called with
/// [`日本::do_it`](crate::generated::resources::日本::do_it).
#[derive(Debug)]
pub enum DoIt {}

impl Wire for DoIt {
    type Request = ();
    type Response = ();
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "do_it",
        method: Method::DELETE,
        path: "/a",
        credential: Credential::None,
        class: Class::Idempotent,
        success: &[200],
        errors: &[],
    };
}

/// The operation `do-it`: `PATCH /a`. Called with
/// [`日本::do_it_2`](crate::generated::resources::日本::do_it_2).
#[derive(Debug)]
pub enum DoIt2 {}

impl Wire for DoIt2 {
    type Request = ();
    type Response = ();
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "do-it",
        method: Method::PATCH,
        path: "/a",
        credential: Credential::None,
        class: Class::Effectful,
        success: &[200],
        errors: &[],
    };
}

// ==> resources/long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_-ecf0f09f93fee66c.rs

//! The resource `client.long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long()`.

use crate::generated::operations;
use crate::prelude::{Call, Client};

/// The operations of
/// `long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long`.
///
/// Returned by [`Client::long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long`].
#[derive(Clone, Debug)]
pub struct LongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLong
{
    pub(crate) client: Client,
}

impl Client {
    /// Returns the resource [`LongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLong`].
    pub fn long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long(
        &self,
    ) -> LongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLong{
        LongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLong {
            client: self.clone(),
        }
    }
}

impl LongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLong {
    /// Calls `नमस्ते`.
    ///
    /// `नमस्ते` · `PUT /a` · key: [none](crate::prelude::Credential::None) · class:
    /// [idempotent](crate::prelude::Class::Idempotent) · success: `200`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(client: names_of_any_script::Client) -> Result<(), names_of_any_script::Error> {
    /// client
    ///     .long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long()
    ///     .नमस्ते()
    ///     .await?;
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn नमस्ते(&self) -> Call<operations::नमस्ते> {
        Call::new(&self.client, ())
    }
}

// ==> resources/u65e5-u672c-.rs

//! The resource `client.日本()`.

use crate::generated::operations;
use crate::prelude::{Call, Client};

/// The operations of `日本`.
///
/// Returned by [`Client::日本`].
#[derive(Clone, Debug)]
pub struct 日本 {
    pub(crate) client: Client,
}

impl Client {
    /// Returns the resource [`日本`].
    pub fn 日本(&self) -> 日本 {
        日本 { client: self.clone() }
    }
}

impl 日本 {
    /// Calls `取得`.
    ///
    /// `取得` · `GET /a` · key: [none](crate::prelude::Credential::None) · class:
    /// [safe](crate::prelude::Class::Safe) · success: `200`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(client: names_of_any_script::Client) -> Result<(), names_of_any_script::Error> {
    /// let a = client.日本().取得().await?;
    /// println!("{a:?}");
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn 取得(&self) -> Call<operations::取得> {
        Call::new(&self.client, ())
    }

    /// Calls `नमसते`.
    ///
    /// `नमसते` · `POST /a` · key: [none](crate::prelude::Credential::None) · class:
    /// [effectful](crate::prelude::Class::Effectful) · success: `200`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(client: names_of_any_script::Client) -> Result<(), names_of_any_script::Error> {
    /// client.日本().नमसते().await?;
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn नमसते(&self) -> Call<operations::नमसते> {
        Call::new(&self.client, ())
    }

    /// Calls `do_it`.
    ///
    /// `do_it` · `DELETE /a` · key: [none](crate::prelude::Credential::None) · class:
    /// [idempotent](crate::prelude::Class::Idempotent) · success: `200`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(client: names_of_any_script::Client) -> Result<(), names_of_any_script::Error> {
    /// client.日本().do_it().await?;
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn do_it(&self) -> Call<operations::DoIt> {
        Call::new(&self.client, ())
    }

    /// Calls `do-it`.
    ///
    /// `do-it` · `PATCH /a` · key: [none](crate::prelude::Credential::None) · class:
    /// [effectful](crate::prelude::Class::Effectful) · success: `200`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(client: names_of_any_script::Client) -> Result<(), names_of_any_script::Error> {
    /// client.日本().do_it_2().await?;
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias = "do-it")]
    #[inline]
    pub fn do_it_2(&self) -> Call<operations::DoIt2> {
        Call::new(&self.client, ())
    }
}

// ==> types/u65e5-u672c-.rs

//! Types that only the resource `日本` uses.

use crate::prelude::{UnknownValue, object, open_enum};

/// One of the values of `Size`.
#[derive(Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Size {
    /// `1`
    V1,
    /// `+1`
    V1_2,
    /// A value that this release does not know.
    Unknown(UnknownValue),
}

impl Size {
    /// Returns the value as the API writes it.
    #[inline]
    pub fn as_str(&self) -> &str {
        match self {
            Self::V1 => "1",
            Self::V1_2 => "+1",
            Self::Unknown(value) => value.as_str(),
        }
    }
}

impl From<&str> for Size {
    #[inline]
    fn from(value: &str) -> Self {
        match value {
            "1" => Self::V1,
            "+1" => Self::V1_2,
            _ => Self::Unknown(UnknownValue::new(value)),
        }
    }
}

open_enum!(Size);

/// The fields of `A`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct A {
    /// The member `é`.
    pub é: Option<String>,
    /// The member `é`.
    pub é_2: Option<String>,
    /// The member `size`.
    pub size: Option<Size>,
}

object!(A { é: "é", é_2: "e\u{301}", size: "size" });

impl A {
    /// Creates an empty value for tests.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }
}
