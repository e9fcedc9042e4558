// ==> operations/sort.rs

//! The operations of `client.sort()`, as types.

use crate::generated::types::{Level, Order};
use crate::prelude::{Call, Class, Credential, Method, OperationInfo, Wire};

/// The operation `sort`: `GET /sort`. Called with
/// [`Sort::sort`](crate::generated::resources::Sort::sort).
#[derive(Debug)]
pub enum Sort {}

impl Wire for Sort {
    type Request = ();
    type Response = ();
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "sort",
        method: Method::GET,
        path: "/sort",
        credential: Credential::None,
        class: Class::Safe,
        success: &[204],
        errors: &[],
    };
}

impl Call<Sort> {
    /// Sets `order`.
    pub fn order(self, order: impl Into<Order>) -> Self {
        self.query("order", order.into())
    }

    /// Sets `level`.
    pub fn level(self, level: impl Into<Level>) -> Self {
        self.query("level", level.into())
    }
}

// ==> resources/sort.rs

//! The resource `client.sort()`.

use crate::generated::operations;
use crate::prelude::{Call, Client};

/// The operations of `sort`.
///
/// Returned by [`Client::sort`].
#[derive(Clone, Debug)]
pub struct Sort {
    pub(crate) client: Client,
}

impl Client {
    /// Returns the resource [`Sort`].
    pub fn sort(&self) -> Sort {
        Sort { client: self.clone() }
    }
}

impl Sort {
    /// Calls `sort`.
    ///
    /// `sort` · `GET /sort` · key: [none](crate::prelude::Credential::None) · class:
    /// [safe](crate::prelude::Class::Safe) · success: `204`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(client: same_variant_name::Client) -> Result<(), same_variant_name::Error> {
    /// client.sort().sort().await?;
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn sort(&self) -> Call<operations::Sort> {
        Call::new(&self.client, ())
    }
}

// ==> types/sort.rs

//! Types that only the resource `sort` uses.

use crate::prelude::{UnknownValue, open_enum};

/// One of the values of `Order`.
#[derive(Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Order {
    /// `up-down`
    UpDown,
    /// `up_down`
    UpDown2,
    /// `down`
    Down,
    /// A value that this release does not know.
    Unknown(UnknownValue),
}

impl Order {
    /// Returns the value as the API writes it.
    #[inline]
    pub fn as_str(&self) -> &str {
        match self {
            Self::UpDown => "up-down",
            Self::UpDown2 => "up_down",
            Self::Down => "down",
            Self::Unknown(value) => value.as_str(),
        }
    }
}

impl From<&str> for Order {
    #[inline]
    fn from(value: &str) -> Self {
        match value {
            "up-down" => Self::UpDown,
            "up_down" => Self::UpDown2,
            "down" => Self::Down,
            _ => Self::Unknown(UnknownValue::new(value)),
        }
    }
}

open_enum!(Order);

/// One of the values of `Level`.
#[derive(Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Level {
    /// `v1`
    V1,
    /// `V1`
    V1_2,
    /// A value that this release does not know.
    Unknown(UnknownValue),
}

impl Level {
    /// Returns the value as the API writes it.
    #[inline]
    pub fn as_str(&self) -> &str {
        match self {
            Self::V1 => "v1",
            Self::V1_2 => "V1",
            Self::Unknown(value) => value.as_str(),
        }
    }
}

impl From<&str> for Level {
    #[inline]
    fn from(value: &str) -> Self {
        match value {
            "v1" => Self::V1,
            "V1" => Self::V1_2,
            _ => Self::Unknown(UnknownValue::new(value)),
        }
    }
}

open_enum!(Level);
