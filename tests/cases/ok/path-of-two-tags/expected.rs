// ==> operations/a.rs

//! The operations of `client.a()`, as types.

use crate::prelude::{Class, Credential, Method, OperationInfo, Wire};

/// The operation `getV1`: `GET /one`.
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

/// The operation `getThree`: `GET /three`.
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

/// The operation `getV1_2`: `GET /two`.
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

/// The operation `postThree`: `POST /three`.
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
#[derive(Clone, Debug)]
pub struct A {
    pub(crate) client: Client,
}

impl Client {
    /// Returns the resource [`A`], which has a method for each of its operations.
    pub fn a(&self) -> A {
        A { client: self.clone() }
    }
}

impl A {
    /// Calls `getV1`.
    ///
    /// * Operation: `getV1`, `GET /one`
    /// * Credential: none
    /// * Class: safe (it only reads)
    /// * Success: `204`
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
    /// * Operation: `getThree`, `GET /three`
    /// * Credential: none
    /// * Class: safe (it only reads)
    /// * Success: `204`
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
#[derive(Clone, Debug)]
pub struct B {
    pub(crate) client: Client,
}

impl Client {
    /// Returns the resource [`B`], which has a method for each of its operations.
    pub fn b(&self) -> B {
        B { client: self.clone() }
    }
}

impl B {
    /// Calls `getV1_2`.
    ///
    /// * Operation: `getV1_2`, `GET /two`
    /// * Credential: none
    /// * Class: safe (it only reads)
    /// * Success: `204`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(client: a_path_of_two_tags::Client) -> Result<(), a_path_of_two_tags::Error> {
    /// client.b().get_v1().await?;
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn get_v1(&self) -> Call<operations::GetV12> {
        Call::new(&self.client, ())
    }

    /// Calls `postThree`.
    ///
    /// * Operation: `postThree`, `POST /three`
    /// * Credential: none
    /// * Class: effectful (sending it twice has the effect twice)
    /// * Success: `204`
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
