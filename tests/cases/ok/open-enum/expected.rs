// ==> operations/lamps.rs

//! The operations of `client.lamps()`, as types.

use crate::generated::types::{GetLampResponse, Mode};
use crate::prelude::{Call, Class, Credential, Json, Method, OperationInfo, Wire};

/// The operation `getLamp`: `GET /lamps/{colour}`. Called with
/// [`Lamps::get`](crate::generated::resources::Lamps::get).
#[derive(Debug)]
pub enum GetLamp {}

impl Wire for GetLamp {
    type Request = ();
    type Response = Json<GetLampResponse>;
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "getLamp",
        method: Method::GET,
        path: "/lamps/{colour}",
        credential: Credential::None,
        class: Class::Safe,
        success: &[200],
        errors: &[],
    };
}

impl Call<GetLamp> {
    /// Sets `mode`.
    pub fn mode(self, mode: impl Into<Mode>) -> Self {
        self.query("mode", mode.into())
    }
}

// ==> resources/lamps.rs

//! The resource `client.lamps()`.

use crate::generated::operations;
use crate::generated::types::Colour;
use crate::prelude::{Call, Client};

/// The operations of `lamps`.
///
/// Returned by [`Client::lamps`].
#[derive(Clone, Debug)]
pub struct Lamps {
    pub(crate) client: Client,
}

impl Client {
    /// Returns the resource [`Lamps`].
    pub fn lamps(&self) -> Lamps {
        Lamps { client: self.clone() }
    }
}

impl Lamps {
    /// Calls `getLamp`.
    ///
    /// `getLamp` · `GET /lamps/{colour}` · key: [none](crate::prelude::Credential::None) · class:
    /// [safe](crate::prelude::Class::Safe) · success: `200`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// use open_enum::types::Colour;
    ///
    /// # async fn example(client: open_enum::Client) -> Result<(), open_enum::Error> {
    /// let get_lamp_response = client.lamps().get(Colour::Red).await?;
    /// println!("colour: {}", get_lamp_response.colour);
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias = "getLamp")]
    #[inline]
    pub fn get(&self, colour: impl Into<Colour>) -> Call<operations::GetLamp> {
        Call::new(&self.client, ()).path(colour.into())
    }
}

// ==> types/lamps.rs

//! Types that only the resource `lamps` uses.

use std::collections::BTreeMap;

use crate::prelude::{UnknownValue, object, open_enum};

/// The colour of the light.
#[derive(Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Colour {
    /// `red`
    Red,
    /// `light-green`
    LightGreen,
    /// `X24h`
    X24h,
    /// A value that this release does not know.
    Unknown(UnknownValue),
}

impl Colour {
    /// Returns the value as the API writes it.
    #[inline]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Red => "red",
            Self::LightGreen => "light-green",
            Self::X24h => "X24h",
            Self::Unknown(value) => value.as_str(),
        }
    }
}

impl From<&str> for Colour {
    #[inline]
    fn from(value: &str) -> Self {
        match value {
            "red" => Self::Red,
            "light-green" => Self::LightGreen,
            "X24h" => Self::X24h,
            _ => Self::Unknown(UnknownValue::new(value)),
        }
    }
}

open_enum!(Colour);

/// One of the values of `Mode`.
#[derive(Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Mode {
    /// `steady`
    Steady,
    /// `blinking`
    Blinking,
    /// A value that this release does not know.
    Unknown(UnknownValue),
}

impl Mode {
    /// Returns the value as the API writes it.
    #[inline]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Steady => "steady",
            Self::Blinking => "blinking",
            Self::Unknown(value) => value.as_str(),
        }
    }
}

impl From<&str> for Mode {
    #[inline]
    fn from(value: &str) -> Self {
        match value {
            "steady" => Self::Steady,
            "blinking" => Self::Blinking,
            _ => Self::Unknown(UnknownValue::new(value)),
        }
    }
}

open_enum!(Mode);

/// The fields of `GetLampResponse`.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct GetLampResponse {
    /// The member `colour`.
    pub colour: Colour,
    /// The member `others`.
    pub others: Option<Vec<Colour>>,
    /// The member `byRoom`.
    pub by_room: Option<BTreeMap<String, Colour>>,
    /// The member `watts`.
    pub watts: i64,
    /// The member `isLamp`.
    pub is_lamp: Option<bool>,
}

object!(GetLampResponse { colour: "colour", others: "others", by_room: "byRoom", watts: "watts", is_lamp: "isLamp" });

impl GetLampResponse {
    /// Creates a value for tests. The other fields are empty.
    #[inline]
    pub fn new(colour: impl Into<Colour>) -> Self {
        Self { colour: colour.into(), others: None, by_room: None, watts: Default::default(), is_lamp: None }
    }
}
