// ==> operations/marks.rs

//! The operations of `client.marks()`, as types.

use crate::generated::types::{Mark, Marks};
use crate::prelude::{Class, Credential, Json, Method, OperationInfo, Wire};

/// The operation `putMarks`: `PUT /marks`. Called with
/// [`MarksResource::put`](crate::generated::resources::MarksResource::put).
#[derive(Debug)]
pub enum PutMarks {}

impl Wire for PutMarks {
    type Request = Json<Option<Vec<Option<String>>>>;
    type Response = Json<Option<Marks>>;
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "putMarks",
        method: Method::PUT,
        path: "/marks",
        credential: Credential::None,
        class: Class::Idempotent,
        success: &[200],
        errors: &[],
    };
}

/// The operation `addMark`: `POST /marks`. Called with
/// [`MarksResource::add`](crate::generated::resources::MarksResource::add).
#[derive(Debug)]
pub enum AddMark {}

impl Wire for AddMark {
    type Request = Option<Json<Option<Mark>>>;
    type Response = ();
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "addMark",
        method: Method::POST,
        path: "/marks",
        credential: Credential::None,
        class: Class::Effectful,
        success: &[204],
        errors: &[],
    };
}

// ==> resources/marks.rs

//! The resource `client.marks()`.

use crate::generated::operations;
use crate::generated::types::Mark;
use crate::prelude::{Call, Client};

/// The operations of `marks`.
///
/// Returned by [`Client::marks`].
#[derive(Clone, Debug)]
pub struct MarksResource {
    pub(crate) client: Client,
}

impl Client {
    /// Returns the resource [`MarksResource`].
    pub fn marks(&self) -> MarksResource {
        MarksResource { client: self.clone() }
    }
}

impl MarksResource {
    /// Calls `putMarks`.
    ///
    /// `putMarks` · `PUT /marks` · key: [none](crate::prelude::Credential::None) · class:
    /// [idempotent](crate::prelude::Class::Idempotent) · success: `200`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(client: nullable_everywhere::Client) -> Result<(), nullable_everywhere::Error> {
    /// let response = client.marks().put(Some(vec![Some("text".to_owned())])).await?;
    /// println!("{response:?}");
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias = "putMarks")]
    #[inline]
    pub fn put(&self, body: Option<Vec<Option<String>>>) -> Call<operations::PutMarks> {
        Call::new(&self.client, body)
    }

    /// Calls `addMark`.
    ///
    /// `addMark` · `POST /marks` · key: [none](crate::prelude::Credential::None) · class:
    /// [effectful](crate::prelude::Class::Effectful) · success: `204`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// use nullable_everywhere::types::Mark;
    ///
    /// # async fn example(client: nullable_everywhere::Client) -> Result<(), nullable_everywhere::Error> {
    /// client.marks().add(Some(Some(Mark::Good))).await?;
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias = "addMark")]
    #[inline]
    pub fn add(&self, body: Option<Option<Mark>>) -> Call<operations::AddMark> {
        Call::new(&self.client, body)
    }
}

// ==> types/marks.rs

//! Types that only the resource `marks` uses.

use serde_json::Value;
use std::collections::BTreeMap;

use crate::prelude::{UnknownValue, object, open_enum};

/// The fields of `MarksSeat`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct MarksSeat {
    /// The member `row`.
    pub row: Option<i64>,
}

object!(MarksSeat { row: "row" });

impl MarksSeat {
    /// Creates an empty value for tests.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }
}

/// The fields of `Marks`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Marks {
    /// The member `byPupil`.
    pub by_pupil: BTreeMap<String, Option<Mark>>,
    /// The member `best`.
    pub best: Option<Mark>,
    /// The member `all`.
    pub all: Option<Vec<Vec<Option<f64>>>>,
    /// The member `seats`.
    pub seats: Option<Vec<Option<MarksSeat>>>,
    /// The member `anything`.
    pub anything: Option<Vec<Value>>,
}

object!(Marks { by_pupil: "byPupil", best: "best" | null, all: "all", seats: "seats", anything: "anything" });

impl Marks {
    /// Creates an empty value for tests.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }
}

/// One of the values of `Mark`.
#[derive(Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Mark {
    /// `good`
    Good,
    /// `bad`
    Bad,
    /// A value that this release does not know.
    Unknown(UnknownValue),
}

impl Mark {
    /// Returns the value as the API writes it.
    #[inline]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Good => "good",
            Self::Bad => "bad",
            Self::Unknown(value) => value.as_str(),
        }
    }
}

impl From<&str> for Mark {
    #[inline]
    fn from(value: &str) -> Self {
        match value {
            "good" => Self::Good,
            "bad" => Self::Bad,
            _ => Self::Unknown(UnknownValue::new(value)),
        }
    }
}

open_enum!(Mark);
