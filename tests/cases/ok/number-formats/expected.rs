// ==> operations/numbers.rs

//! The operations of `client.numbers()`, as types.

use crate::generated::types::GetNumbersResponse;
use crate::prelude::{Class, Credential, Json, Method, OperationInfo, Wire};

/// The operation `getNumbers`: `GET /numbers`. Called with
/// [`Numbers::get`](crate::generated::resources::Numbers::get).
#[derive(Debug)]
pub enum GetNumbers {}

impl Wire for GetNumbers {
    type Request = ();
    type Response = Json<GetNumbersResponse>;
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "getNumbers",
        method: Method::GET,
        path: "/numbers",
        credential: Credential::None,
        class: Class::Safe,
        success: &[200],
        errors: &[],
    };
}

// ==> resources/numbers.rs

//! The resource `client.numbers()`.

use crate::generated::operations;
use crate::prelude::{Call, Client};

/// The operations of `numbers`.
///
/// Returned by [`Client::numbers`].
#[derive(Clone, Debug)]
pub struct Numbers {
    pub(crate) client: Client,
}

impl Client {
    /// Returns the resource [`Numbers`].
    pub fn numbers(&self) -> Numbers {
        Numbers { client: self.clone() }
    }
}

impl Numbers {
    /// Calls `getNumbers`.
    ///
    /// `getNumbers` · `GET /numbers` · key: [none](crate::prelude::Credential::None) · class:
    /// [safe](crate::prelude::Class::Safe) · success: `200`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(client: number_formats::Client) -> Result<(), number_formats::Error> {
    /// let get_numbers_response = client.numbers().get().await?;
    /// println!("a: {}", get_numbers_response.a);
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias = "getNumbers")]
    #[inline]
    pub fn get(&self) -> Call<operations::GetNumbers> {
        Call::new(&self.client, ())
    }
}

// ==> types/numbers.rs

//! Types that only the resource `numbers` uses.

use crate::prelude::object;

/// The fields of `GetNumbersResponse`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct GetNumbersResponse {
    /// The member `a`.
    pub a: i64,
    /// The member `b`.
    pub b: i32,
    /// The member `c`.
    pub c: i64,
    /// The member `d`.
    pub d: u32,
    /// The member `e`.
    pub e: u64,
    /// The member `f`.
    pub f: f64,
    /// The member `g`.
    pub g: f32,
    /// The member `h`.
    pub h: f64,
    /// The member `i`.
    pub i: Option<i64>,
    /// The member `j`.
    pub j: Option<i64>,
    /// The member `k`.
    pub k: Option<u64>,
    /// The member `l`.
    pub l: Option<u64>,
}

object!(GetNumbersResponse {
    a: "a",
    b: "b",
    c: "c",
    d: "d",
    e: "e",
    f: "f",
    g: "g",
    h: "h",
    i: "i",
    j: "j",
    k: "k",
    l: "l"
});

impl GetNumbersResponse {
    /// Creates an empty value for tests.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }
}
