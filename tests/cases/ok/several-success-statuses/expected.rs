// ==> operations/jobs.rs

//! The operations of `client.jobs()`, as types.

use crate::generated::types::{StartJobResponse, StartJobResponse2};
use crate::prelude::{
    Class, Credential, Error, Expected, Json, Method, OperationInfo, Printed, Response, ResponseBody, Text, Wire,
};

/// The operation `startJob`: `POST /jobs`. Called with
/// [`Jobs::start`](crate::generated::resources::Jobs::start).
#[derive(Debug)]
pub enum StartJob {}

impl Wire for StartJob {
    type Request = ();
    type Response = StartJobResult;
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "startJob",
        method: Method::POST,
        path: "/jobs",
        credential: Credential::None,
        class: Class::Effectful,
        success: &[200, 201, 202, 204, 207],
        errors: &[],
    };
}

/// The result of `startJob`, by status.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
#[allow(clippy::large_enum_variant, reason = "a result is matched as soon as it is received")]
pub enum StartJobResult {
    /// It was done at once.
    Ok(StartJobResponse),
    /// It has begun, under `job_id`.
    Accepted(StartJobResponse2),
    /// There is nothing to do.
    NoContent,
    /// Parts of it were done.
    Status207(String),
}

impl ResponseBody for StartJobResult {
    type Output = Self;

    fn expected(status: u16) -> Expected {
        match status {
            200 | 201 => Expected::Json,
            202 => Expected::Json,
            207 => Expected::Text,
            _ => Expected::Nothing,
        }
    }

    fn read(response: Response) -> Result<Self, Error> {
        match response.status() {
            200 | 201 if response.is_empty() => Ok(Self::NoContent),
            200 | 201 => Json::read(response).map(Self::Ok),
            202 if response.is_empty() => Ok(Self::NoContent),
            202 => Json::read(response).map(Self::Accepted),
            204 => Ok(Self::NoContent),
            207 => Text::read(response).map(Self::Status207),
            _ => Err(response.unexpected()),
        }
    }

    fn print(output: Self, _: &[u16]) -> Printed {
        match output {
            Self::Ok(output) => Json::print(output, &[200]),
            Self::Accepted(output) => Json::print(output, &[202]),
            Self::NoContent => <()>::print((), &[204]),
            Self::Status207(output) => Text::print(output, &[207]),
        }
    }
}

/// The operation `putJob`: `PUT /jobs/{id}`. Called with
/// [`Jobs::put`](crate::generated::resources::Jobs::put).
#[derive(Debug)]
pub enum PutJob {}

impl Wire for PutJob {
    type Request = ();
    type Response = ();
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "putJob",
        method: Method::PUT,
        path: "/jobs/{id}",
        credential: Credential::None,
        class: Class::Idempotent,
        success: &[200, 201],
        errors: &[],
    };
}

// ==> resources/jobs.rs

//! The resource `client.jobs()`.

use crate::generated::operations;
use crate::prelude::{Call, Client};

/// The operations of `jobs`.
///
/// Returned by [`Client::jobs`].
#[derive(Clone, Debug)]
pub struct Jobs {
    pub(crate) client: Client,
}

impl Client {
    /// Returns the resource [`Jobs`].
    pub fn jobs(&self) -> Jobs {
        Jobs { client: self.clone() }
    }
}

impl Jobs {
    /// Calls `startJob`.
    ///
    /// `startJob` · `POST /jobs` · key: [none](crate::prelude::Credential::None) · class:
    /// [effectful](crate::prelude::Class::Effectful) · success: `200`, `201`, `202`, `204`, `207`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(client: several_success_statuses::Client) -> Result<(), several_success_statuses::Error> {
    /// let response = client.jobs().start().await?;
    /// println!("{response:?}");
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias = "startJob")]
    #[inline]
    pub fn start(&self) -> Call<operations::StartJob> {
        Call::new(&self.client, ()).accept("application/json, text/plain, */*;q=0.5")
    }

    /// Calls `putJob`.
    ///
    /// `putJob` · `PUT /jobs/{id}` · key: [none](crate::prelude::Credential::None) · class:
    /// [idempotent](crate::prelude::Class::Idempotent) · success: `200`, `201`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(client: several_success_statuses::Client) -> Result<(), several_success_statuses::Error> {
    /// client.jobs().put("text").await?;
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias = "putJob")]
    #[inline]
    pub fn put(&self, id: impl Into<String>) -> Call<operations::PutJob> {
        Call::new(&self.client, ()).path(id.into())
    }
}

// ==> types/jobs.rs

//! Types that only the resource `jobs` uses.

use crate::prelude::object;

/// The fields of `StartJobResponse`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct StartJobResponse {
    /// The member `result`.
    pub result: String,
}

object!(StartJobResponse { result: "result" });

impl StartJobResponse {
    /// Creates an empty value for tests.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }
}

/// The fields of `StartJobResponse2`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct StartJobResponse2 {
    /// The member `jobId`.
    pub job_id: String,
}

object!(StartJobResponse2 { job_id: "jobId" });

impl StartJobResponse2 {
    /// Creates an empty value for tests.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }
}
