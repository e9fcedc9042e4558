// ==> operations/dogs.rs

//! The operations of `client.dogs()`, as types.

use crate::generated::types::{Dog, Named};
use crate::prelude::{
    Class, Credential, Error, Expected, Json, Method, OperationInfo, Printed, Response, ResponseBody, Wire,
};

/// The operation `getDog`: `GET /dogs`. Called with
/// [`Dogs::get`](crate::generated::resources::Dogs::get).
#[derive(Debug)]
pub enum GetDog {}

impl Wire for GetDog {
    type Request = ();
    type Response = GetDogResult;
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "getDog",
        method: Method::GET,
        path: "/dogs",
        credential: Credential::None,
        class: Class::Safe,
        success: &[200, 202],
        errors: &[],
    };
}

/// The result of `getDog`, by status.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
#[allow(clippy::large_enum_variant, reason = "a result is matched as soon as it is received")]
pub enum GetDogResult {
    /// A dog.
    Ok(Dog),
    /// It has not come yet, so only its name is known.
    Accepted(Named),
}

impl ResponseBody for GetDogResult {
    type Output = Self;

    fn expected(status: u16) -> Expected {
        match status {
            200 => Expected::Json,
            202 => Expected::Json,
            _ => Expected::Nothing,
        }
    }

    fn read(response: Response) -> Result<Self, Error> {
        match response.status() {
            200 => Json::read(response).map(Self::Ok),
            202 => Json::read(response).map(Self::Accepted),
            _ => Err(response.unexpected()),
        }
    }

    fn print(output: Self, _: &[u16]) -> Printed {
        match output {
            Self::Ok(output) => Json::print(output, &[200]),
            Self::Accepted(output) => Json::print(output, &[202]),
        }
    }
}

// ==> resources/dogs.rs

//! The resource `client.dogs()`.

use crate::generated::operations;
use crate::prelude::{Call, Client};

/// The operations of `dogs`.
///
/// Returned by [`Client::dogs`].
#[derive(Clone, Debug)]
pub struct Dogs {
    pub(crate) client: Client,
}

impl Client {
    /// Returns the resource [`Dogs`].
    pub fn dogs(&self) -> Dogs {
        Dogs { client: self.clone() }
    }
}

impl Dogs {
    /// Calls `getDog`.
    ///
    /// `getDog` · `GET /dogs` · key: [none](crate::prelude::Credential::None) · class:
    /// [safe](crate::prelude::Class::Safe) · success: `200`, `202`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(client: all_of::Client) -> Result<(), all_of::Error> {
    /// let response = client.dogs().get().await?;
    /// println!("{response:?}");
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias = "getDog")]
    #[inline]
    pub fn get(&self) -> Call<operations::GetDog> {
        Call::new(&self.client, ())
    }
}

// ==> types/dogs.rs

//! Types that only the resource `dogs` uses.

use crate::prelude::object;

/// An animal that barks.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Dog {
    /// What it listens to.
    pub name: String,
    /// The member `age`.
    pub age: Option<i64>,
    /// The member `loudness`.
    pub loudness: f64,
    /// The member `breed`.
    pub breed: Option<String>,
}

object!(Dog { name: "name", age: "age", loudness: "loudness", breed: "breed" });

impl Dog {
    /// Creates an empty value for tests.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }
}

/// The fields of `Named`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Named {
    /// The member `name`.
    pub name: String,
}

object!(Named { name: "name" });

impl Named {
    /// Creates an empty value for tests.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }
}
