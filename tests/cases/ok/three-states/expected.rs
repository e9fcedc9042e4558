// ==> operations/profile.rs

//! The operations of `client.profile()`, as types.

use crate::generated::types::ChangeProfileRequest;
use crate::prelude::{Class, Credential, Json, Method, OperationInfo, Wire};

/// The operation `changeProfile`: `PATCH /profile`. Called with
/// [`Profile::change`](crate::generated::resources::Profile::change).
#[derive(Debug)]
pub enum ChangeProfile {}

impl Wire for ChangeProfile {
    type Request = Json<ChangeProfileRequest>;
    type Response = ();
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "changeProfile",
        method: Method::PATCH,
        path: "/profile",
        credential: Credential::None,
        class: Class::Effectful,
        success: &[204],
        errors: &[],
    };
}

// ==> resources/profile.rs

//! The resource `client.profile()`.

use crate::generated::operations;
use crate::generated::types::ChangeProfileRequest;
use crate::prelude::{Call, Client};

/// The operations of `profile`.
///
/// Returned by [`Client::profile`].
#[derive(Clone, Debug)]
pub struct Profile {
    pub(crate) client: Client,
}

impl Client {
    /// Returns the resource [`Profile`].
    pub fn profile(&self) -> Profile {
        Profile { client: self.clone() }
    }
}

impl Profile {
    /// Calls `changeProfile`.
    ///
    /// `changeProfile` · `PATCH /profile` · key: [none](crate::prelude::Credential::None) · class:
    /// [effectful](crate::prelude::Class::Effectful) · success: `204`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// use three_states::types::ChangeProfileRequest;
    ///
    /// # async fn example(client: three_states::Client) -> Result<(), three_states::Error> {
    /// let request = ChangeProfileRequest::new("text", Some("text".to_owned()));
    /// client.profile().change(request).await?;
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias = "changeProfile")]
    #[inline]
    pub fn change(&self, body: ChangeProfileRequest) -> Call<operations::ChangeProfile> {
        Call::new(&self.client, body)
    }
}

// ==> types/profile.rs

//! Types that only the resource `profile` uses.

use crate::prelude::{Nullable, UnknownValue, object, open_enum};

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

/// The fields of `ChangeProfileRequestAddress`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
#[must_use = "it does nothing until it is sent"]
pub struct ChangeProfileRequestAddress {
    /// The member `city`.
    pub city: Option<String>,
}

object!(ChangeProfileRequestAddress { city: "city" });

impl ChangeProfileRequestAddress {
    /// Creates a value with nothing set.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }

    /// Sets [`city`](Self::city).
    #[inline]
    pub fn city(mut self, city: impl Into<String>) -> Self {
        self.city = Some(city.into());
        self
    }
}

/// The fields of `ChangeProfileRequest`.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
#[must_use = "it does nothing until it is sent"]
pub struct ChangeProfileRequest {
    /// The member `name`.
    pub name: String,
    /// The member `nickname`.
    pub nickname: Option<String>,
    /// The member `about`.
    pub about: Nullable<String>,
    /// The member `about_null`.
    pub about_null: Option<bool>,
    /// The member `age`.
    pub age: Nullable<i64>,
    /// The member `friends`.
    pub friends: Nullable<Vec<String>>,
    /// The member `colour`.
    pub colour: Nullable<Colour>,
    /// The member `address`.
    pub address: Nullable<ChangeProfileRequestAddress>,
}

object!(ChangeProfileRequest {
    name: "name",
    nickname: "nickname" | null,
    about: "about",
    about_null: "about_null",
    age: "age",
    friends: "friends",
    colour: "colour",
    address: "address"
});

impl ChangeProfileRequest {
    /// Creates a value with its required fields.
    #[inline]
    pub fn new(name: impl Into<String>, nickname: Option<String>) -> Self {
        Self {
            name: name.into(),
            nickname,
            about: Nullable::Unset,
            about_null: None,
            age: Nullable::Unset,
            friends: Nullable::Unset,
            colour: Nullable::Unset,
            address: Nullable::Unset,
        }
    }

    /// Sets [`about`](Self::about).
    #[inline]
    pub fn about(mut self, about: impl Into<String>) -> Self {
        self.about = Nullable::Value(about.into());
        self
    }

    /// Sends `null` for [`about`](Self::about) instead of leaving it out.
    #[inline]
    pub fn set_about_null(mut self) -> Self {
        self.about = Nullable::Null;
        self
    }

    /// Sets [`about_null`](Self::about_null).
    #[inline]
    pub fn about_null(mut self, about_null: bool) -> Self {
        self.about_null = Some(about_null);
        self
    }

    /// Sets [`age`](Self::age).
    #[inline]
    pub fn age(mut self, age: i64) -> Self {
        self.age = Nullable::Value(age);
        self
    }

    /// Sends `null` for [`age`](Self::age) instead of leaving it out.
    #[inline]
    pub fn age_null(mut self) -> Self {
        self.age = Nullable::Null;
        self
    }

    /// Sets [`friends`](Self::friends).
    #[inline]
    pub fn friends(mut self, friends: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.friends = Nullable::Value(friends.into_iter().map(Into::into).collect());
        self
    }

    /// Sends `null` for [`friends`](Self::friends) instead of leaving it out.
    #[inline]
    pub fn friends_null(mut self) -> Self {
        self.friends = Nullable::Null;
        self
    }

    /// Sets [`colour`](Self::colour).
    #[inline]
    pub fn colour(mut self, colour: impl Into<Colour>) -> Self {
        self.colour = Nullable::Value(colour.into());
        self
    }

    /// Sends `null` for [`colour`](Self::colour) instead of leaving it out.
    #[inline]
    pub fn colour_null(mut self) -> Self {
        self.colour = Nullable::Null;
        self
    }

    /// Sets [`address`](Self::address).
    #[inline]
    pub fn address(mut self, address: ChangeProfileRequestAddress) -> Self {
        self.address = Nullable::Value(address);
        self
    }

    /// Sends `null` for [`address`](Self::address) instead of leaving it out.
    #[inline]
    pub fn address_null(mut self) -> Self {
        self.address = Nullable::Null;
        self
    }
}
