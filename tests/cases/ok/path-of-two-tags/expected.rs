// ==> operations/a.rs

//! The operations of `client.a()`, as types.

use crate::prelude::{Class, Credential, Method, OperationInfo, Wire};

/// The operation `getV1`: `GET /one`. Called with
/// [`A::get_v1`](crate::generated::resources::A::get_v1).
#[derive(Debug)]
pub enum GetV1 {}

impl Wire for GetV1 {
    type Request = ();
    type Response = ();
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "getV1",
        method: Method::GET,
        path: "/one",
        credential: Credential::None,
        class: Class::Safe,
        success: &[204],
        errors: &[],
    };
}

/// The operation `getThree`: `GET /three`. Called with
/// [`A::get_three`](crate::generated::resources::A::get_three).
#[derive(Debug)]
pub enum GetThree {}

impl Wire for GetThree {
    type Request = ();
    type Response = ();
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "getThree",
        method: Method::GET,
        path: "/three",
        credential: Credential::None,
        class: Class::Safe,
        success: &[204],
        errors: &[],
    };
}

// ==> operations/b.rs

//! The operations of `client.b()`, as types.

use crate::prelude::{Class, Credential, Method, OperationInfo, Wire};

/// The operation `getV1_2`: `GET /two`. Called with
/// [`B::get_v1`](crate::generated::resources::B::get_v1).
#[derive(Debug)]
pub enum GetV12 {}

impl Wire for GetV12 {
    type Request = ();
    type Response = ();
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "getV1_2",
        method: Method::GET,
        path: "/two",
        credential: Credential::None,
        class: Class::Safe,
        success: &[204],
        errors: &[],
    };
}

/// The operation `postThree`: `POST /three`. Called with
/// [`B::post_three`](crate::generated::resources::B::post_three).
#[derive(Debug)]
pub enum PostThree {}

impl Wire for PostThree {
    type Request = ();
    type Response = ();
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "postThree",
        method: Method::POST,
        path: "/three",
        credential: Credential::None,
        class: Class::Effectful,
        success: &[204],
        errors: &[],
    };
}

// ==> resources/a.rs

//! The resource `client.a()`.

use crate::generated::operations;
use crate::prelude::{Call, Client};

/// The operations of `a`.
///
/// Returned by [`Client::a`].
#[derive(Clone, Debug)]
pub struct A {
    pub(crate) client: Client,
}

impl Client {
    /// Returns the resource [`A`].
    pub fn a(&self) -> A {
        A { client: self.clone() }
    }
}

impl A {
    /// Calls `getV1`.
    ///
    /// `getV1` · `GET /one` · key: [none](crate::prelude::Credential::None) · class:
    /// [safe](crate::prelude::Class::Safe) · success: `204`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(client: a_path_of_two_tags::Client) -> Result<(), a_path_of_two_tags::Error> {
    /// client.a().get_v1().await?;
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn get_v1(&self) -> Call<operations::GetV1> {
        Call::new(&self.client, ())
    }

    /// Calls `getThree`.
    ///
    /// `getThree` · `GET /three` · key: [none](crate::prelude::Credential::None) · class:
    /// [safe](crate::prelude::Class::Safe) · success: `204`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(client: a_path_of_two_tags::Client) -> Result<(), a_path_of_two_tags::Error> {
    /// client.a().get_three().await?;
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn get_three(&self) -> Call<operations::GetThree> {
        Call::new(&self.client, ())
    }
}

// ==> resources/b.rs

//! The resource `client.b()`.

use crate::generated::operations;
use crate::prelude::{Call, Client};

/// The operations of `b`.
///
/// Returned by [`Client::b`].
#[derive(Clone, Debug)]
pub struct B {
    pub(crate) client: Client,
}

impl Client {
    /// Returns the resource [`B`].
    pub fn b(&self) -> B {
        B { client: self.clone() }
    }
}

impl B {
    /// Calls `getV1_2`.
    ///
    /// `getV1_2` · `GET /two` · key: [none](crate::prelude::Credential::None) · class:
    /// [safe](crate::prelude::Class::Safe) · success: `204`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(client: a_path_of_two_tags::Client) -> Result<(), a_path_of_two_tags::Error> {
    /// client.b().get_v1().await?;
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias = "getV1_2")]
    #[inline]
    pub fn get_v1(&self) -> Call<operations::GetV12> {
        Call::new(&self.client, ())
    }

    /// Calls `postThree`.
    ///
    /// `postThree` · `POST /three` · key: [none](crate::prelude::Credential::None) · class:
    /// [effectful](crate::prelude::Class::Effectful) · success: `204`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(client: a_path_of_two_tags::Client) -> Result<(), a_path_of_two_tags::Error> {
    /// client.b().post_three().await?;
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn post_three(&self) -> Call<operations::PostThree> {
        Call::new(&self.client, ())
    }
}
