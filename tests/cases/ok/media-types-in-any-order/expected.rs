// ==> operations/a.rs

//! The operations of `client.a()`, as types.

use crate::prelude::{Class, Credential, Json, Method, OperationInfo, Wire};

/// The operation `getA`: `GET /a`. Called with [`A::get`](crate::generated::resources::A::get).
#[derive(Debug)]
pub enum GetA {}

impl Wire for GetA {
    type Request = ();
    type Response = Json<String>;
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "getA",
        method: Method::GET,
        path: "/a",
        credential: Credential::None,
        class: Class::Safe,
        success: &[200],
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
    /// Calls `getA`.
    ///
    /// `getA` · `GET /a` · key: [none](crate::prelude::Credential::None) · class:
    /// [safe](crate::prelude::Class::Safe) · success: `200`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(client: media_types_in_any_order::Client) -> Result<(), media_types_in_any_order::Error> {
    /// let response = client.a().get().await?;
    /// println!("{}", response);
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias = "getA")]
    #[inline]
    pub fn get(&self) -> Call<operations::GetA> {
        Call::new(&self.client, ())
    }
}
