// ==> operations/pictures.rs

//! The operations of `client.pictures()`, as types.

use crate::generated::types::AddPictureResponse;
use crate::prelude::{Class, Credential, Json, Method, OperationInfo, Wire};

/// The operation `addPicture`: `POST /pictures`. Called with
/// [`Pictures::add`](crate::generated::resources::Pictures::add).
#[derive(Debug)]
pub enum AddPicture {}

impl Wire for AddPicture {
    type Request = ();
    type Response = Json<AddPictureResponse>;
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "addPicture",
        method: Method::POST,
        path: "/pictures",
        credential: Credential::None,
        class: Class::Effectful,
        success: &[201],
        errors: &[],
    };
}

// ==> operations/sounds.rs

//! The operations of `client.sounds()`, as types.

use crate::generated::types::{AddPictureResponse, AddSoundRequest, Expiry};
use crate::prelude::{Call, Class, Credential, Json, Method, OperationInfo, Wire};

/// The operation `addSound`: `POST /sounds`. Called with
/// [`Sounds::add`](crate::generated::resources::Sounds::add).
#[derive(Debug)]
pub enum AddSound {}

impl Wire for AddSound {
    type Request = Json<AddSoundRequest>;
    type Response = Json<AddPictureResponse>;
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "addSound",
        method: Method::POST,
        path: "/sounds",
        credential: Credential::None,
        class: Class::Effectful,
        success: &[201],
        errors: &[],
    };
}

impl Call<AddSound> {
    /// Sets `expiry`.
    pub fn expiry(self, expiry: impl Into<Expiry>) -> Self {
        self.query("expiry", expiry.into())
    }
}

// ==> resources/pictures.rs

//! The resource `client.pictures()`.

use crate::generated::operations;
use crate::prelude::{Call, Client};

/// The operations of `pictures`.
///
/// Returned by [`Client::pictures`].
#[derive(Clone, Debug)]
pub struct Pictures {
    pub(crate) client: Client,
}

impl Client {
    /// Returns the resource [`Pictures`].
    pub fn pictures(&self) -> Pictures {
        Pictures { client: self.clone() }
    }
}

impl Pictures {
    /// Calls `addPicture`.
    ///
    /// `addPicture` · `POST /pictures` · key: [none](crate::prelude::Credential::None) · class:
    /// [effectful](crate::prelude::Class::Effectful) · success: `201`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(client: equal_inline_types_become_one::Client) -> Result<(), equal_inline_types_become_one::Error> {
    /// let add_picture_response = client.pictures().add().await?;
    /// println!("id: {}", add_picture_response.id);
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias = "addPicture")]
    #[inline]
    pub fn add(&self) -> Call<operations::AddPicture> {
        Call::new(&self.client, ())
    }
}

// ==> resources/sounds.rs

//! The resource `client.sounds()`.

use crate::generated::operations;
use crate::generated::types::AddSoundRequest;
use crate::prelude::{Call, Client};

/// The operations of `sounds`.
///
/// Returned by [`Client::sounds`].
#[derive(Clone, Debug)]
pub struct Sounds {
    pub(crate) client: Client,
}

impl Client {
    /// Returns the resource [`Sounds`].
    pub fn sounds(&self) -> Sounds {
        Sounds { client: self.clone() }
    }
}

impl Sounds {
    /// Calls `addSound`.
    ///
    /// `addSound` · `POST /sounds` · key: [none](crate::prelude::Credential::None) · class:
    /// [effectful](crate::prelude::Class::Effectful) · success: `201`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// use equal_inline_types_become_one::types::AddSoundRequest;
    ///
    /// # async fn example(client: equal_inline_types_become_one::Client) -> Result<(), equal_inline_types_become_one::Error> {
    /// let add_picture_response = client.sounds().add(AddSoundRequest::new()).await?;
    /// println!("id: {}", add_picture_response.id);
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias = "addSound")]
    #[inline]
    pub fn add(&self, body: AddSoundRequest) -> Call<operations::AddSound> {
        Call::new(&self.client, body)
    }
}

// ==> types/shared.rs

//! Types that several resources use.

use crate::prelude::object;

/// The fields of `AddPictureResponse`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct AddPictureResponse {
    /// Of the picture.
    pub id: String,
}

object!(AddPictureResponse { id: "id" });

impl AddPictureResponse {
    /// Creates an empty value for tests.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }
}

// ==> types/sounds.rs

//! Types that only the resource `sounds` uses.

use crate::prelude::{UnknownValue, object, open_enum};

/// The fields of `Place`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
#[must_use = "it does nothing until it is sent"]
pub struct Place {
    /// The member `x`.
    pub x: Option<f64>,
    /// The member `y`.
    pub y: Option<f64>,
}

object!(Place { x: "x", y: "y" });

impl Place {
    /// Creates a value with nothing set.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }

    /// Sets [`x`](Self::x).
    #[inline]
    pub fn x(mut self, x: f64) -> Self {
        self.x = Some(x);
        self
    }

    /// Sets [`y`](Self::y).
    #[inline]
    pub fn y(mut self, y: f64) -> Self {
        self.y = Some(y);
        self
    }
}

/// The fields of `Point`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
#[must_use = "it does nothing until it is sent"]
pub struct Point {
    /// The member `x`.
    pub x: Option<f64>,
    /// The member `y`.
    pub y: Option<f64>,
}

object!(Point { x: "x", y: "y" });

impl Point {
    /// Creates a value with nothing set.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }

    /// Sets [`x`](Self::x).
    #[inline]
    pub fn x(mut self, x: f64) -> Self {
        self.x = Some(x);
        self
    }

    /// Sets [`y`](Self::y).
    #[inline]
    pub fn y(mut self, y: f64) -> Self {
        self.y = Some(y);
        self
    }
}

/// One of the values of `Expiry`.
#[derive(Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Expiry {
    /// `day`
    Day,
    /// `week`
    Week,
    /// A value that this release does not know.
    Unknown(UnknownValue),
}

impl Expiry {
    /// Returns the value as the API writes it.
    #[inline]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Unknown(value) => value.as_str(),
        }
    }
}

impl From<&str> for Expiry {
    #[inline]
    fn from(value: &str) -> Self {
        match value {
            "day" => Self::Day,
            "week" => Self::Week,
            _ => Self::Unknown(UnknownValue::new(value)),
        }
    }
}

open_enum!(Expiry);

/// The fields of `AddSoundRequest`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
#[must_use = "it does nothing until it is sent"]
pub struct AddSoundRequest {
    /// How long it is kept.
    pub expiry: Option<Expiry>,
    /// The member `first`.
    pub first: Option<Place>,
    /// The member `second`.
    pub second: Option<Point>,
}

object!(AddSoundRequest { expiry: "expiry", first: "first", second: "second" });

impl AddSoundRequest {
    /// Creates a value with nothing set.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }

    /// Sets [`expiry`](Self::expiry).
    #[inline]
    pub fn expiry(mut self, expiry: impl Into<Expiry>) -> Self {
        self.expiry = Some(expiry.into());
        self
    }

    /// Sets [`first`](Self::first).
    #[inline]
    pub fn first(mut self, first: Place) -> Self {
        self.first = Some(first);
        self
    }

    /// Sets [`second`](Self::second).
    #[inline]
    pub fn second(mut self, second: Point) -> Self {
        self.second = Some(second);
        self
    }
}
