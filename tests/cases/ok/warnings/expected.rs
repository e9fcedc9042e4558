// ==> operations/lists.rs

//! The operations of `client.lists()`, as types.

use crate::generated::types::{AddListRequest, AddListResponse};
use crate::prelude::{
    Call, Class, Credential, Error, Expected, Json, Method, OperationInfo, Printed, Response, ResponseBody, Text, Wire,
};

/// The operation `addList`: `POST /lists`. Called with
/// [`Lists::add`](crate::generated::resources::Lists::add).
#[derive(Debug)]
pub enum AddList {}

impl Wire for AddList {
    type Request = Json<AddListRequest>;
    type Response = AddListResult;
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "addList",
        method: Method::POST,
        path: "/lists",
        credential: Credential::None,
        class: Class::Effectful,
        success: &[200, 201],
        errors: &[],
    };
}

impl Call<AddList> {
    /// Sets `q`.
    pub fn q(self, q: impl Into<String>) -> Self {
        self.query("q", q.into())
    }
}

/// The result of `addList`, by status.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
#[allow(clippy::large_enum_variant, reason = "a result is matched as soon as it is received")]
pub enum AddListResult {
    /// A list.
    Ok(String),
    /// It was added.
    Created(AddListResponse),
}

impl ResponseBody for AddListResult {
    type Output = Self;

    fn expected(status: u16) -> Expected {
        match status {
            200 => Expected::Text,
            201 => Expected::Json,
            _ => Expected::Nothing,
        }
    }

    fn read(response: Response) -> Result<Self, Error> {
        match response.status() {
            200 => Text::read(response).map(Self::Ok),
            201 => Json::read(response).map(Self::Created),
            _ => Err(response.unexpected()),
        }
    }

    fn print(output: Self, _: &[u16]) -> Printed {
        match output {
            Self::Ok(output) => Text::print(output, &[200]),
            Self::Created(output) => Json::print(output, &[201]),
        }
    }
}

// ==> resources/lists.rs

//! The resource `client.lists()`.

use crate::generated::operations;
use crate::generated::types::AddListRequest;
use crate::prelude::{Call, Client};

/// The operations of `lists`.
///
/// Returned by [`Client::lists`].
#[derive(Clone, Debug)]
pub struct Lists {
    pub(crate) client: Client,
}

impl Client {
    /// Returns the resource [`Lists`].
    pub fn lists(&self) -> Lists {
        Lists { client: self.clone() }
    }
}

impl Lists {
    /// Calls `addList`.
    ///
    /// `addList` · `POST /lists` · key: [none](crate::prelude::Credential::None) · class:
    /// [effectful](crate::prelude::Class::Effectful) · success: `200`, `201`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// use warnings::types::AddListRequest;
    ///
    /// # async fn example(client: warnings::Client) -> Result<(), warnings::Error> {
    /// let response = client.lists().add(AddListRequest::new()).q("a").await?;
    /// println!("{response:?}");
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias = "addList")]
    #[inline]
    pub fn add(&self, body: AddListRequest) -> Call<operations::AddList> {
        Call::new(&self.client, body).accept("text/csv, application/json, */*;q=0.5")
    }
}

// ==> types/lists.rs

//! Types that only the resource `lists` uses.

use crate::prelude::{JsonObject, object};

/// The fields of `AddListRequest`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
#[must_use = "it does nothing until it is sent"]
pub struct AddListRequest {
    /// The member `name`.
    pub name: Option<String>,
    /// The members that this release does not know.
    pub other: JsonObject,
}

object!(AddListRequest { name: "name", ..other });

impl AddListRequest {
    /// Creates a value with nothing set.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }

    /// Sets [`name`](Self::name).
    #[inline]
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }
}

/// The fields of `AddListResponse`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct AddListResponse {
    /// What it is known by.
    pub id: Option<String>,
    /// The member `length`.
    pub length: Option<i64>,
}

object!(AddListResponse { id: "id", length: "length" });

impl AddListResponse {
    /// Creates an empty value for tests.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }
}
