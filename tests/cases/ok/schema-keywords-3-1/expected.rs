// ==> operations/measures.rs

//! The operations of `client.measures()`, as types.

use crate::generated::types::AddMeasureRequest;
use crate::prelude::{Class, Credential, Json, Method, OperationInfo, Wire};

/// The operation `addMeasure`: `POST /measures`. Called with
/// [`Measures::add`](crate::generated::resources::Measures::add).
#[derive(Debug)]
pub enum AddMeasure {}

impl Wire for AddMeasure {
    type Request = Json<AddMeasureRequest>;
    type Response = ();
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "addMeasure",
        method: Method::POST,
        path: "/measures",
        credential: Credential::None,
        class: Class::Effectful,
        success: &[204],
        errors: &[],
    };
}

// ==> resources/measures.rs

//! The resource `client.measures()`.

use crate::generated::operations;
use crate::generated::types::AddMeasureRequest;
use crate::prelude::{Call, Client};

/// The operations of `measures`.
///
/// Returned by [`Client::measures`].
#[derive(Clone, Debug)]
pub struct Measures {
    pub(crate) client: Client,
}

impl Client {
    /// Returns the resource [`Measures`].
    pub fn measures(&self) -> Measures {
        Measures { client: self.clone() }
    }
}

impl Measures {
    /// Calls `addMeasure`.
    ///
    /// `addMeasure` · `POST /measures` · key: [none](crate::prelude::Credential::None) · class:
    /// [effectful](crate::prelude::Class::Effectful) · success: `204`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// use schema_keywords_of_3_1::types::{AddMeasureRequest, Kind};
    ///
    /// # async fn example(client: schema_keywords_of_3_1::Client) -> Result<(), schema_keywords_of_3_1::Error> {
    /// client.measures().add(AddMeasureRequest::new(1, Kind::Length)).await?;
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias = "addMeasure")]
    #[inline]
    pub fn add(&self, body: AddMeasureRequest) -> Call<operations::AddMeasure> {
        Call::new(&self.client, body)
    }
}

// ==> types/measures.rs

//! Types that only the resource `measures` uses.

use crate::prelude::{Nullable, UnknownValue, object, open_enum};

/// What is measured.
#[derive(Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// `length`
    Length,
    /// A value that this release does not know.
    Unknown(UnknownValue),
}

impl Kind {
    /// Returns the value as the API writes it.
    #[inline]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Length => "length",
            Self::Unknown(value) => value.as_str(),
        }
    }
}

impl From<&str> for Kind {
    #[inline]
    fn from(value: &str) -> Self {
        match value {
            "length" => Self::Length,
            _ => Self::Unknown(UnknownValue::new(value)),
        }
    }
}

open_enum!(Kind);

/// One of the values of `Unit`.
#[derive(Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Unit {
    /// `m`
    M,
    /// `cm`
    Cm,
    /// A value that this release does not know.
    Unknown(UnknownValue),
}

impl Unit {
    /// Returns the value as the API writes it.
    #[inline]
    pub fn as_str(&self) -> &str {
        match self {
            Self::M => "m",
            Self::Cm => "cm",
            Self::Unknown(value) => value.as_str(),
        }
    }
}

impl From<&str> for Unit {
    #[inline]
    fn from(value: &str) -> Self {
        match value {
            "m" => Self::M,
            "cm" => Self::Cm,
            _ => Self::Unknown(UnknownValue::new(value)),
        }
    }
}

open_enum!(Unit);

/// The fields of `AddMeasureRequest`.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
#[must_use = "it does nothing until it is sent"]
pub struct AddMeasureRequest {
    /// The member `version`.
    pub version: i64,
    /// What is measured.
    pub kind: Kind,
    /// The member `metres`.
    pub metres: Option<f64>,
    /// The member `picture`.
    pub picture: Option<String>,
    /// The member `unit`.
    pub unit: Nullable<Unit>,
}

object!(AddMeasureRequest { version: "version", kind: "kind", metres: "metres", picture: "picture", unit: "unit" });

impl AddMeasureRequest {
    /// Creates a value with its required fields.
    #[inline]
    pub fn new(version: i64, kind: impl Into<Kind>) -> Self {
        Self { version, kind: kind.into(), metres: None, picture: None, unit: Nullable::Unset }
    }

    /// Sets [`metres`](Self::metres).
    #[inline]
    pub fn metres(mut self, metres: f64) -> Self {
        self.metres = Some(metres);
        self
    }

    /// Sets [`picture`](Self::picture).
    #[inline]
    pub fn picture(mut self, picture: impl Into<String>) -> Self {
        self.picture = Some(picture.into());
        self
    }

    /// Sets [`unit`](Self::unit).
    #[inline]
    pub fn unit(mut self, unit: impl Into<Unit>) -> Self {
        self.unit = Nullable::Value(unit.into());
        self
    }

    /// Sends `null` for [`unit`](Self::unit) instead of leaving it out.
    #[inline]
    pub fn unit_null(mut self) -> Self {
        self.unit = Nullable::Null;
        self
    }
}
