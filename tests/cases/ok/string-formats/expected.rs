// ==> operations/strings.rs

//! The operations of `client.strings()`, as types.

use crate::generated::types::GetStringsResponse;
use crate::prelude::{Class, Credential, Json, Method, OperationInfo, Wire};

/// The operation `getStrings`: `GET /strings/{at}`. Called with
/// [`Strings::get`](crate::generated::resources::Strings::get).
#[derive(Debug)]
pub enum GetStrings {}

impl Wire for GetStrings {
    type Request = ();
    type Response = Json<GetStringsResponse>;
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "getStrings",
        method: Method::GET,
        path: "/strings/{at}",
        credential: Credential::None,
        class: Class::Safe,
        success: &[200],
        errors: &[],
    };
}

// ==> resources/strings.rs

//! The resource `client.strings()`.

use crate::generated::operations;
use crate::prelude::{Call, Client, Time};

/// The operations of `strings`.
///
/// Returned by [`Client::strings`].
#[derive(Clone, Debug)]
pub struct Strings {
    pub(crate) client: Client,
}

impl Client {
    /// Returns the resource [`Strings`].
    pub fn strings(&self) -> Strings {
        Strings { client: self.clone() }
    }
}

impl Strings {
    /// Calls `getStrings`.
    ///
    /// `getStrings` · `GET /strings/{at}` · key: [none](crate::prelude::Credential::None) · class:
    /// [safe](crate::prelude::Class::Safe) · success: `200`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// use string_formats::Time;
    ///
    /// # async fn example(client: string_formats::Client) -> Result<(), string_formats::Error> {
    /// let get_strings_response = client
    ///     .strings()
    ///     .get("2026-01-31T12:00:00Z".parse::<Time>()?)
    ///     .await?;
    /// println!("id: {}", get_strings_response.id);
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias = "getStrings")]
    #[inline]
    pub fn get(&self, at: impl Into<Time>) -> Call<operations::GetStrings> {
        Call::new(&self.client, ()).path(at.into())
    }
}

// ==> types/strings.rs

//! Types that only the resource `strings` uses.

use crate::prelude::{Time, object};

/// The fields of `GetStringsResponse`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct GetStringsResponse {
    /// The member `time`.
    pub time: Time,
    /// The member `times`.
    pub times: Option<Vec<Time>>,
    /// The member `day`.
    pub day: String,
    /// The member `id`.
    pub id: String,
    /// The member `bytes`.
    pub bytes: Option<String>,
    /// The member `code`.
    pub code: Option<String>,
}

object!(GetStringsResponse { time: "time", times: "times", day: "day", id: "id", bytes: "bytes", code: "code" });

impl GetStringsResponse {
    /// Creates an empty value for tests.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }
}
