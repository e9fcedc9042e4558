// ==> operations/cars.rs

//! The operations of `client.cars()`, as types.

use crate::generated::types::Car;
use crate::prelude::{Class, Credential, Json, Method, OperationInfo, Wire};

/// The operation `getA`: `GET /a`. Called with
/// [`Cars::get_a`](crate::generated::resources::Cars::get_a).
#[derive(Debug)]
pub enum GetA {}

impl Wire for GetA {
    type Request = ();
    type Response = Json<Car>;
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

// ==> resources/cars.rs

//! The resource `client.cars()`.

use crate::generated::operations;
use crate::prelude::{Call, Client};

/// The operations of `cars`.
///
/// Returned by [`Client::cars`].
#[derive(Clone, Debug)]
pub struct Cars {
    pub(crate) client: Client,
}

impl Client {
    /// Returns the resource [`Cars`].
    pub fn cars(&self) -> Cars {
        Cars { client: self.clone() }
    }
}

impl Cars {
    /// Calls `getA`.
    ///
    /// `getA` · `GET /a` · key: [none](crate::prelude::Credential::None) · class:
    /// [safe](crate::prelude::Class::Safe) · success: `200`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(client: all_of_with_words::Client) -> Result<(), all_of_with_words::Error> {
    /// let car = client.cars().get_a().await?;
    /// println!("{car:?}");
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn get_a(&self) -> Call<operations::GetA> {
        Call::new(&self.client, ())
    }
}

// ==> types/cars.rs

//! Types that only the resource `cars` uses.

use crate::prelude::{Nullable, Time, UnknownValue, object, open_enum};

/// One of the values of `Colour`.
#[derive(Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Colour {
    /// `red`
    Red,
    /// `green`
    Green,
    /// A value that this release does not know.
    Unknown(UnknownValue),
}

impl Colour {
    /// Returns the value as the API writes it.
    #[inline]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Red => "red",
            Self::Green => "green",
            Self::Unknown(value) => value.as_str(),
        }
    }
}

impl From<&str> for Colour {
    #[inline]
    fn from(value: &str) -> Self {
        match value {
            "red" => Self::Red,
            "green" => Self::Green,
            _ => Self::Unknown(UnknownValue::new(value)),
        }
    }
}

open_enum!(Colour);

/// The fields of `Car`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Car {
    /// The paint.
    pub paint: Option<Colour>,
    /// When it was built.
    pub built: Option<Time>,
    /// The member `names`.
    pub names: Nullable<Vec<String>>,
    /// Use ``a`b`` or \<b\>, not \[c\].
    pub before: Option<Box<Car>>,
    /// The member `doors`.
    pub doors: Option<Vec<i64>>,
    /// One line
    /// and another.
    pub sold: Option<bool>,
}

object!(Car { paint: "paint", built: "built", names: "names", before: "before", doors: "doors", sold: "sold" });

impl Car {
    /// Creates an empty value for tests.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }
}
