// ==> operations/a.rs

//! The operations of `client.a()`, as types.

use crate::generated::types::A0;
use crate::prelude::{Class, Credential, Json, Method, OperationInfo, Wire};

/// The operation `getA`: `GET /a`. Called with [`A::get`](crate::generated::resources::A::get).
#[derive(Debug)]
pub enum GetA {}

impl Wire for GetA {
    type Request = ();
    type Response = Json<A0>;
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
    /// # async fn example(client: required_diamonds::Client) -> Result<(), required_diamonds::Error> {
    /// let a0 = client.a().get().await?;
    /// println!("{a0:?}");
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias = "getA")]
    #[inline]
    pub fn get(&self) -> Call<operations::GetA> {
        Call::new(&self.client, ())
    }
}

// ==> types/a.rs

//! Types that only the resource `a` uses.

use crate::prelude::object;

/// The fields of `A0`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct A0 {
    /// The member `a`.
    pub a: A1,
    /// The member `b`.
    pub b: A1,
}

object!(A0 { a: "a", b: "b" });

impl A0 {
    /// Creates an empty value for tests.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }
}

/// The fields of `A1`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct A1 {
    /// The member `a`.
    pub a: A2,
    /// The member `b`.
    pub b: A2,
}

object!(A1 { a: "a", b: "b" });

impl A1 {
    /// Creates an empty value for tests.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }
}

/// The fields of `A2`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct A2 {
    /// The member `a`.
    pub a: A3,
    /// The member `b`.
    pub b: A3,
}

object!(A2 { a: "a", b: "b" });

impl A2 {
    /// Creates an empty value for tests.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }
}

/// The fields of `A3`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct A3 {
    /// The member `a`.
    pub a: A4,
    /// The member `b`.
    pub b: A4,
}

object!(A3 { a: "a", b: "b" });

impl A3 {
    /// Creates an empty value for tests.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }
}

/// The fields of `A4`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct A4 {
    /// The member `a`.
    pub a: A5,
    /// The member `b`.
    pub b: A5,
}

object!(A4 { a: "a", b: "b" });

impl A4 {
    /// Creates an empty value for tests.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }
}

/// The fields of `A5`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct A5 {
    /// The member `a`.
    pub a: A6,
    /// The member `b`.
    pub b: A6,
}

object!(A5 { a: "a", b: "b" });

impl A5 {
    /// Creates an empty value for tests.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }
}

/// The fields of `A6`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct A6 {
    /// The member `a`.
    pub a: A7,
    /// The member `b`.
    pub b: A7,
}

object!(A6 { a: "a", b: "b" });

impl A6 {
    /// Creates an empty value for tests.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }
}

/// The fields of `A7`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct A7 {
    /// The member `a`.
    pub a: A8,
    /// The member `b`.
    pub b: A8,
}

object!(A7 { a: "a", b: "b" });

impl A7 {
    /// Creates an empty value for tests.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }
}

/// The fields of `A8`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct A8 {
    /// The member `a`.
    pub a: A9,
    /// The member `b`.
    pub b: A9,
}

object!(A8 { a: "a", b: "b" });

impl A8 {
    /// Creates an empty value for tests.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }
}

/// The fields of `A9`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct A9 {
    /// The member `a`.
    pub a: A10,
    /// The member `b`.
    pub b: A10,
}

object!(A9 { a: "a", b: "b" });

impl A9 {
    /// Creates an empty value for tests.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }
}

/// The fields of `A10`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct A10 {
    /// The member `a`.
    pub a: A11,
    /// The member `b`.
    pub b: A11,
}

object!(A10 { a: "a", b: "b" });

impl A10 {
    /// Creates an empty value for tests.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }
}

/// The fields of `A11`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct A11 {
    /// The member `a`.
    pub a: A12,
    /// The member `b`.
    pub b: A12,
}

object!(A11 { a: "a", b: "b" });

impl A11 {
    /// Creates an empty value for tests.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }
}

/// The fields of `A12`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct A12 {
    /// The member `a`.
    pub a: A13,
    /// The member `b`.
    pub b: A13,
}

object!(A12 { a: "a", b: "b" });

impl A12 {
    /// Creates an empty value for tests.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }
}

/// The fields of `A13`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct A13 {
    /// The member `a`.
    pub a: A14,
    /// The member `b`.
    pub b: A14,
}

object!(A13 { a: "a", b: "b" });

impl A13 {
    /// Creates an empty value for tests.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }
}

/// The fields of `A14`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct A14 {
    /// The member `a`.
    pub a: A15,
    /// The member `b`.
    pub b: A15,
}

object!(A14 { a: "a", b: "b" });

impl A14 {
    /// Creates an empty value for tests.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }
}

/// The fields of `A15`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct A15 {
    /// The member `a`.
    pub a: A16,
    /// The member `b`.
    pub b: A16,
}

object!(A15 { a: "a", b: "b" });

impl A15 {
    /// Creates an empty value for tests.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }
}

/// The fields of `A16`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct A16 {
    /// The member `a`.
    pub a: A17,
    /// The member `b`.
    pub b: A17,
}

object!(A16 { a: "a", b: "b" });

impl A16 {
    /// Creates an empty value for tests.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }
}

/// The fields of `A17`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct A17 {
    /// The member `a`.
    pub a: A18,
    /// The member `b`.
    pub b: A18,
}

object!(A17 { a: "a", b: "b" });

impl A17 {
    /// Creates an empty value for tests.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }
}

/// The fields of `A18`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct A18 {
    /// The member `a`.
    pub a: A19,
    /// The member `b`.
    pub b: A19,
}

object!(A18 { a: "a", b: "b" });

impl A18 {
    /// Creates an empty value for tests.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }
}

/// The fields of `A19`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct A19 {
    /// The member `a`.
    pub a: A20,
    /// The member `b`.
    pub b: A20,
}

object!(A19 { a: "a", b: "b" });

impl A19 {
    /// Creates an empty value for tests.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }
}

/// The fields of `A20`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct A20 {
    /// The member `a`.
    pub a: A21,
    /// The member `b`.
    pub b: A21,
}

object!(A20 { a: "a", b: "b" });

impl A20 {
    /// Creates an empty value for tests.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }
}

/// The fields of `A21`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct A21 {
    /// The member `a`.
    pub a: A22,
    /// The member `b`.
    pub b: A22,
}

object!(A21 { a: "a", b: "b" });

impl A21 {
    /// Creates an empty value for tests.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }
}

/// The fields of `A22`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct A22 {
    /// The member `a`.
    pub a: A23,
    /// The member `b`.
    pub b: A23,
}

object!(A22 { a: "a", b: "b" });

impl A22 {
    /// Creates an empty value for tests.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }
}

/// The fields of `A23`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct A23 {
    /// The member `a`.
    pub a: A24,
    /// The member `b`.
    pub b: A24,
}

object!(A23 { a: "a", b: "b" });

impl A23 {
    /// Creates an empty value for tests.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }
}

/// The fields of `A24`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct A24 {
    /// The member `a`.
    pub a: A25,
    /// The member `b`.
    pub b: A25,
}

object!(A24 { a: "a", b: "b" });

impl A24 {
    /// Creates an empty value for tests.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }
}

/// The fields of `A25`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct A25 {
    /// The member `a`.
    pub a: A26,
    /// The member `b`.
    pub b: A26,
}

object!(A25 { a: "a", b: "b" });

impl A25 {
    /// Creates an empty value for tests.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }
}

/// The fields of `A26`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct A26 {
    /// The member `x`.
    pub x: Option<String>,
}

object!(A26 { x: "x" });

impl A26 {
    /// Creates an empty value for tests.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }
}
