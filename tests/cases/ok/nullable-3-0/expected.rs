// ==> operations/rooms.rs

//! The operations of `client.rooms()`, as types.

use crate::generated::types::Room;
use crate::prelude::{Class, Credential, Json, Method, OperationInfo, Wire};

/// The operation `getRoom`: `GET /rooms`. Called with
/// [`Rooms::get`](crate::generated::resources::Rooms::get).
#[derive(Debug)]
pub enum GetRoom {}

impl Wire for GetRoom {
    type Request = ();
    type Response = Json<Room>;
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "getRoom",
        method: Method::GET,
        path: "/rooms",
        credential: Credential::None,
        class: Class::Safe,
        success: &[200],
        errors: &[],
    };
}

// ==> resources/rooms.rs

//! The resource `client.rooms()`.

use crate::generated::operations;
use crate::prelude::{Call, Client};

/// The operations of `rooms`.
///
/// Returned by [`Client::rooms`].
#[derive(Clone, Debug)]
pub struct Rooms {
    pub(crate) client: Client,
}

impl Client {
    /// Returns the resource [`Rooms`].
    pub fn rooms(&self) -> Rooms {
        Rooms { client: self.clone() }
    }
}

impl Rooms {
    /// Calls `getRoom`.
    ///
    /// `getRoom` · `GET /rooms` · key: [none](crate::prelude::Credential::None) · class:
    /// [safe](crate::prelude::Class::Safe) · success: `200`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(client: nullable_in_3_0::Client) -> Result<(), nullable_in_3_0::Error> {
    /// let room = client.rooms().get().await?;
    /// println!("{room:?}");
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias = "getRoom")]
    #[inline]
    pub fn get(&self) -> Call<operations::GetRoom> {
        Call::new(&self.client, ())
    }
}

// ==> types/rooms.rs

//! Types that only the resource `rooms` uses.

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

/// The fields of `Room`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Room {
    /// The member `name`.
    pub name: Option<String>,
    /// The member `floor`.
    pub floor: Nullable<i64>,
    /// The member `tenant`.
    pub tenant: Option<Tenant>,
    /// The member `colour`.
    pub colour: Nullable<Colour>,
}

object!(Room { name: "name" | null, floor: "floor", tenant: "tenant" | null, colour: "colour" });

impl Room {
    /// Creates an empty value for tests.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }
}

/// The fields of `Tenant`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Tenant {
    /// The member `since`.
    pub since: Time,
}

object!(Tenant { since: "since" });

impl Tenant {
    /// Creates an empty value for tests.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }
}
