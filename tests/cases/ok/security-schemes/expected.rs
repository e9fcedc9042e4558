// ==> operations/again.rs

//! The operations of `client.again()`, as types.

use crate::prelude::{Class, Credential, Method, OperationInfo, Wire};

/// The operation `withTokenAgain`: `GET /again`. Called with
/// [`Again::with_token`](crate::generated::resources::Again::with_token).
#[derive(Debug)]
pub enum WithTokenAgain {}

impl Wire for WithTokenAgain {
    type Request = ();
    type Response = ();
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "withTokenAgain",
        method: Method::GET,
        path: "/again",
        credential: Credential::None,
        class: Class::Safe,
        success: &[204],
        errors: &[],
    };
}

// ==> operations/basic.rs

//! The operations of `client.basic()`, as types.

use crate::prelude::{Class, Credential, Method, OperationInfo, Wire};

/// The operation `withBasic`: `GET /basic`. Called with
/// [`Basic::with`](crate::generated::resources::Basic::with).
#[derive(Debug)]
pub enum WithBasic {}

impl Wire for WithBasic {
    type Request = ();
    type Response = ();
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "withBasic",
        method: Method::GET,
        path: "/basic",
        credential: Credential::None,
        class: Class::Safe,
        success: &[204],
        errors: &[],
    };
}

// ==> operations/both.rs

//! The operations of `client.both()`, as types.

use crate::prelude::{Class, Credential, Method, OperationInfo, Wire};

/// The operation `withBoth`: `GET /both`. Called with
/// [`Both::with`](crate::generated::resources::Both::with).
#[derive(Debug)]
pub enum WithBoth {}

impl Wire for WithBoth {
    type Request = ();
    type Response = ();
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "withBoth",
        method: Method::GET,
        path: "/both",
        credential: Credential::Instance,
        class: Class::Safe,
        success: &[204],
        errors: &[],
    };
}

// ==> operations/either.rs

//! The operations of `client.either()`, as types.

use crate::prelude::{Class, Credential, Method, OperationInfo, Wire};

/// The operation `withEither`: `GET /either`. Called with
/// [`Either::with`](crate::generated::resources::Either::with).
#[derive(Debug)]
pub enum WithEither {}

impl Wire for WithEither {
    type Request = ();
    type Response = ();
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "withEither",
        method: Method::GET,
        path: "/either",
        credential: Credential::Instance,
        class: Class::Safe,
        success: &[204],
        errors: &[],
    };
}

// ==> operations/header.rs

//! The operations of `client.header()`, as types.

use crate::prelude::{Class, Credential, Method, OperationInfo, Wire};

/// The operation `withHeader`: `GET /header`. Called with
/// [`Header::with`](crate::generated::resources::Header::with).
#[derive(Debug)]
pub enum WithHeader {}

impl Wire for WithHeader {
    type Request = ();
    type Response = ();
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "withHeader",
        method: Method::GET,
        path: "/header",
        credential: Credential::None,
        class: Class::Safe,
        success: &[204],
        errors: &[],
    };
}

// ==> operations/oauth2.rs

//! The operations of `client.oauth2()`, as types.

use crate::prelude::{Class, Credential, Method, OperationInfo, Wire};

/// The operation `withOauth2`: `GET /oauth2`. Called with
/// [`Oauth2::with`](crate::generated::resources::Oauth2::with).
#[derive(Debug)]
pub enum WithOauth2 {}

impl Wire for WithOauth2 {
    type Request = ();
    type Response = ();
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "withOauth2",
        method: Method::GET,
        path: "/oauth2",
        credential: Credential::None,
        class: Class::Safe,
        success: &[204],
        errors: &[],
    };
}

// ==> operations/places.rs

//! The operations of `client.places()`, as types.

use crate::prelude::{Class, Credential, Method, OperationInfo, Wire};

/// The operation `withPlaces`: `GET /places`. Called with
/// [`Places::with`](crate::generated::resources::Places::with).
#[derive(Debug)]
pub enum WithPlaces {}

impl Wire for WithPlaces {
    type Request = ();
    type Response = ();
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "withPlaces",
        method: Method::GET,
        path: "/places",
        credential: Credential::None,
        class: Class::Safe,
        success: &[204],
        errors: &[],
    };
}

// ==> operations/query.rs

//! The operations of `client.query()`, as types.

use crate::prelude::{Class, Credential, Method, OperationInfo, Wire};

/// The operation `withQuery`: `GET /query`. Called with
/// [`Query::with`](crate::generated::resources::Query::with).
#[derive(Debug)]
pub enum WithQuery {}

impl Wire for WithQuery {
    type Request = ();
    type Response = ();
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "withQuery",
        method: Method::GET,
        path: "/query",
        credential: Credential::None,
        class: Class::Safe,
        success: &[204],
        errors: &[],
    };
}

// ==> operations/token.rs

//! The operations of `client.token()`, as types.

use crate::prelude::{Class, Credential, Method, OperationInfo, Wire};

/// The operation `withToken`: `GET /token`. Called with
/// [`Token::with`](crate::generated::resources::Token::with).
#[derive(Debug)]
pub enum WithToken {}

impl Wire for WithToken {
    type Request = ();
    type Response = ();
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "withToken",
        method: Method::GET,
        path: "/token",
        credential: Credential::None,
        class: Class::Safe,
        success: &[204],
        errors: &[],
    };
}

// ==> operations/undefined.rs

//! The operations of `client.undefined()`, as types.

use crate::prelude::{Class, Credential, Method, OperationInfo, Wire};

/// The operation `withNothing`: `GET /undefined`. Called with
/// [`Undefined::with_nothing`](crate::generated::resources::Undefined::with_nothing).
#[derive(Debug)]
pub enum WithNothing {}

impl Wire for WithNothing {
    type Request = ();
    type Response = ();
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "withNothing",
        method: Method::GET,
        path: "/undefined",
        credential: Credential::None,
        class: Class::Safe,
        success: &[204],
        errors: &[],
    };
}

// ==> resources/again.rs

//! The resource `client.again()`.

use crate::generated::operations;
use crate::prelude::{Call, Client};

/// The operations of `again`.
///
/// Returned by [`Client::again`].
#[derive(Clone, Debug)]
pub struct Again {
    pub(crate) client: Client,
}

impl Client {
    /// Returns the resource [`Again`].
    pub fn again(&self) -> Again {
        Again { client: self.clone() }
    }
}

impl Again {
    /// Calls `withTokenAgain`.
    ///
    /// `withTokenAgain` · `GET /again` · key: [none](crate::prelude::Credential::None) · class:
    /// [safe](crate::prelude::Class::Safe) · success: `204`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(client: security_schemes::Client) -> Result<(), security_schemes::Error> {
    /// client.again().with_token().await?;
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias = "withTokenAgain")]
    #[inline]
    pub fn with_token(&self) -> Call<operations::WithTokenAgain> {
        Call::new(&self.client, ())
    }
}

// ==> resources/basic.rs

//! The resource `client.basic()`.

use crate::generated::operations;
use crate::prelude::{Call, Client};

/// The operations of `basic`.
///
/// Returned by [`Client::basic`].
#[derive(Clone, Debug)]
pub struct Basic {
    pub(crate) client: Client,
}

impl Client {
    /// Returns the resource [`Basic`].
    pub fn basic(&self) -> Basic {
        Basic { client: self.clone() }
    }
}

impl Basic {
    /// Calls `withBasic`.
    ///
    /// `withBasic` · `GET /basic` · key: [none](crate::prelude::Credential::None) · class:
    /// [safe](crate::prelude::Class::Safe) · success: `204`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(client: security_schemes::Client) -> Result<(), security_schemes::Error> {
    /// client.basic().with().await?;
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias = "withBasic")]
    #[inline]
    pub fn with(&self) -> Call<operations::WithBasic> {
        Call::new(&self.client, ())
    }
}

// ==> resources/both.rs

//! The resource `client.both()`.

use crate::generated::operations;
use crate::prelude::{Call, Client};

/// The operations of `both`.
///
/// Returned by [`Client::both`].
#[derive(Clone, Debug)]
pub struct Both {
    pub(crate) client: Client,
}

impl Client {
    /// Returns the resource [`Both`].
    pub fn both(&self) -> Both {
        Both { client: self.clone() }
    }
}

impl Both {
    /// Calls `withBoth`.
    ///
    /// `withBoth` · `GET /both` · key: [instance](crate::prelude::Credential::Instance) · class:
    /// [safe](crate::prelude::Class::Safe) · success: `204`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(client: security_schemes::Client) -> Result<(), security_schemes::Error> {
    /// client.both().with().await?;
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias = "withBoth")]
    #[inline]
    pub fn with(&self) -> Call<operations::WithBoth> {
        Call::new(&self.client, ())
    }
}

// ==> resources/either.rs

//! The resource `client.either()`.

use crate::generated::operations;
use crate::prelude::{Call, Client};

/// The operations of `either`.
///
/// Returned by [`Client::either`].
#[derive(Clone, Debug)]
pub struct Either {
    pub(crate) client: Client,
}

impl Client {
    /// Returns the resource [`Either`].
    pub fn either(&self) -> Either {
        Either { client: self.clone() }
    }
}

impl Either {
    /// Calls `withEither`.
    ///
    /// `withEither` · `GET /either` · key: [instance](crate::prelude::Credential::Instance) · class:
    /// [safe](crate::prelude::Class::Safe) · success: `204`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(client: security_schemes::Client) -> Result<(), security_schemes::Error> {
    /// client.either().with().await?;
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias = "withEither")]
    #[inline]
    pub fn with(&self) -> Call<operations::WithEither> {
        Call::new(&self.client, ())
    }
}

// ==> resources/header.rs

//! The resource `client.header()`.

use crate::generated::operations;
use crate::prelude::{Call, Client};

/// The operations of `header`.
///
/// Returned by [`Client::header`].
#[derive(Clone, Debug)]
pub struct Header {
    pub(crate) client: Client,
}

impl Client {
    /// Returns the resource [`Header`].
    pub fn header(&self) -> Header {
        Header { client: self.clone() }
    }
}

impl Header {
    /// Calls `withHeader`.
    ///
    /// `withHeader` · `GET /header` · key: [none](crate::prelude::Credential::None) · class:
    /// [safe](crate::prelude::Class::Safe) · success: `204`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(client: security_schemes::Client) -> Result<(), security_schemes::Error> {
    /// client.header().with().await?;
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias = "withHeader")]
    #[inline]
    pub fn with(&self) -> Call<operations::WithHeader> {
        Call::new(&self.client, ())
    }
}

// ==> resources/oauth2.rs

//! The resource `client.oauth2()`.

use crate::generated::operations;
use crate::prelude::{Call, Client};

/// The operations of `oauth2`.
///
/// Returned by [`Client::oauth2`].
#[derive(Clone, Debug)]
pub struct Oauth2 {
    pub(crate) client: Client,
}

impl Client {
    /// Returns the resource [`Oauth2`].
    pub fn oauth2(&self) -> Oauth2 {
        Oauth2 { client: self.clone() }
    }
}

impl Oauth2 {
    /// Calls `withOauth2`.
    ///
    /// `withOauth2` · `GET /oauth2` · key: [none](crate::prelude::Credential::None) · class:
    /// [safe](crate::prelude::Class::Safe) · success: `204`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(client: security_schemes::Client) -> Result<(), security_schemes::Error> {
    /// client.oauth2().with().await?;
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias = "withOauth2")]
    #[inline]
    pub fn with(&self) -> Call<operations::WithOauth2> {
        Call::new(&self.client, ())
    }
}

// ==> resources/places.rs

//! The resource `client.places()`.

use crate::generated::operations;
use crate::prelude::{Call, Client};

/// The operations of `places`.
///
/// Returned by [`Client::places`].
#[derive(Clone, Debug)]
pub struct Places {
    pub(crate) client: Client,
}

impl Client {
    /// Returns the resource [`Places`].
    pub fn places(&self) -> Places {
        Places { client: self.clone() }
    }
}

impl Places {
    /// Calls `withPlaces`.
    ///
    /// `withPlaces` · `GET /places` · key: [none](crate::prelude::Credential::None) · class:
    /// [safe](crate::prelude::Class::Safe) · success: `204`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(client: security_schemes::Client) -> Result<(), security_schemes::Error> {
    /// client.places().with().await?;
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias = "withPlaces")]
    #[inline]
    pub fn with(&self) -> Call<operations::WithPlaces> {
        Call::new(&self.client, ())
    }
}

// ==> resources/query.rs

//! The resource `client.query()`.

use crate::generated::operations;
use crate::prelude::{Call, Client};

/// The operations of `query`.
///
/// Returned by [`Client::query`].
#[derive(Clone, Debug)]
pub struct Query {
    pub(crate) client: Client,
}

impl Client {
    /// Returns the resource [`Query`].
    pub fn query(&self) -> Query {
        Query { client: self.clone() }
    }
}

impl Query {
    /// Calls `withQuery`.
    ///
    /// `withQuery` · `GET /query` · key: [none](crate::prelude::Credential::None) · class:
    /// [safe](crate::prelude::Class::Safe) · success: `204`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(client: security_schemes::Client) -> Result<(), security_schemes::Error> {
    /// client.query().with().await?;
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias = "withQuery")]
    #[inline]
    pub fn with(&self) -> Call<operations::WithQuery> {
        Call::new(&self.client, ())
    }
}

// ==> resources/token.rs

//! The resource `client.token()`.

use crate::generated::operations;
use crate::prelude::{Call, Client};

/// The operations of `token`.
///
/// Returned by [`Client::token`].
#[derive(Clone, Debug)]
pub struct Token {
    pub(crate) client: Client,
}

impl Client {
    /// Returns the resource [`Token`].
    pub fn token(&self) -> Token {
        Token { client: self.clone() }
    }
}

impl Token {
    /// Calls `withToken`.
    ///
    /// `withToken` · `GET /token` · key: [none](crate::prelude::Credential::None) · class:
    /// [safe](crate::prelude::Class::Safe) · success: `204`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(client: security_schemes::Client) -> Result<(), security_schemes::Error> {
    /// client.token().with().await?;
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias = "withToken")]
    #[inline]
    pub fn with(&self) -> Call<operations::WithToken> {
        Call::new(&self.client, ())
    }
}

// ==> resources/undefined.rs

//! The resource `client.undefined()`.

use crate::generated::operations;
use crate::prelude::{Call, Client};

/// The operations of `undefined`.
///
/// Returned by [`Client::undefined`].
#[derive(Clone, Debug)]
pub struct Undefined {
    pub(crate) client: Client,
}

impl Client {
    /// Returns the resource [`Undefined`].
    pub fn undefined(&self) -> Undefined {
        Undefined { client: self.clone() }
    }
}

impl Undefined {
    /// Calls `withNothing`.
    ///
    /// `withNothing` · `GET /undefined` · key: [none](crate::prelude::Credential::None) · class:
    /// [safe](crate::prelude::Class::Safe) · success: `204`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(client: security_schemes::Client) -> Result<(), security_schemes::Error> {
    /// client.undefined().with_nothing().await?;
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn with_nothing(&self) -> Call<operations::WithNothing> {
        Call::new(&self.client, ())
    }
}
