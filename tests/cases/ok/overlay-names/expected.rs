// ==> operations/groups.rs

//! The operations of `client.groups()`, as types.

use crate::generated::types::{Group, GrpGetOneV2Response};
use crate::prelude::{Call, Class, Credential, Json, Method, OperationInfo, Wire};

/// The operation `grpGetV2`: `GET /grp`. Called with
/// [`Groups::find`](crate::generated::resources::Groups::find).
#[derive(Debug)]
pub enum GrpGetV2 {}

impl Wire for GrpGetV2 {
    type Request = ();
    type Response = Json<Group>;
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "grpGetV2",
        method: Method::GET,
        path: "/grp",
        credential: Credential::None,
        class: Class::Safe,
        success: &[200],
        errors: &[],
    };
}

impl Call<GrpGetV2> {
    /// Sets `q`.
    pub fn matching(self, matching: impl Into<String>) -> Self {
        self.query("q", matching.into())
    }
}

/// The operation `grpGetOneV2`: `GET /grp/{id}`. Called with
/// [`Groups::get`](crate::generated::resources::Groups::get).
#[derive(Debug)]
pub enum GrpGetOneV2 {}

impl Wire for GrpGetOneV2 {
    type Request = ();
    type Response = Json<GrpGetOneV2Response>;
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "grpGetOneV2",
        method: Method::GET,
        path: "/grp/{id}",
        credential: Credential::None,
        class: Class::Safe,
        success: &[200],
        errors: &[],
    };
}

// ==> resources/groups.rs

//! The resource `client.groups()`.

use crate::generated::operations;
use crate::prelude::{Call, Client};

/// The operations of `groups`.
///
/// Returned by [`Client::groups`].
#[derive(Clone, Debug)]
pub struct Groups {
    pub(crate) client: Client,
}

impl Client {
    /// Returns the resource [`Groups`].
    pub fn groups(&self) -> Groups {
        Groups { client: self.clone() }
    }
}

impl Groups {
    /// Calls `grpGetV2`.
    ///
    /// `grpGetV2` · `GET /grp` · key: [none](crate::prelude::Credential::None) · class:
    /// [safe](crate::prelude::Class::Safe) · success: `200`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(client: overlay_names::Client) -> Result<(), overlay_names::Error> {
    /// let group = client.groups().find().await?;
    /// println!("{group:?}");
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias = "grpGetV2")]
    #[inline]
    pub fn find(&self) -> Call<operations::GrpGetV2> {
        Call::new(&self.client, ())
    }

    /// Calls `grpGetOneV2`.
    ///
    /// `grpGetOneV2` · `GET /grp/{id}` · key: [none](crate::prelude::Credential::None) · class:
    /// [safe](crate::prelude::Class::Safe) · success: `200`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(client: overlay_names::Client) -> Result<(), overlay_names::Error> {
    /// let grp_get_one_v2_response = client.groups().get("text").await?;
    /// println!("{grp_get_one_v2_response:?}");
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias = "grpGetOneV2")]
    #[inline]
    pub fn get(&self, id: impl Into<String>) -> Call<operations::GrpGetOneV2> {
        Call::new(&self.client, ()).path(id.into())
    }
}

// ==> types/groups.rs

//! Types that only the resource `groups` uses.

use crate::prelude::{UnknownValue, object, open_enum};

/// One of the values of `GroupState`.
#[derive(Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum GroupState {
    /// `1`
    Open,
    /// `2`
    Closed,
    /// A value that this release does not know.
    Unknown(UnknownValue),
}

impl GroupState {
    /// Returns the value as the API writes it.
    #[inline]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Open => "1",
            Self::Closed => "2",
            Self::Unknown(value) => value.as_str(),
        }
    }
}

impl From<&str> for GroupState {
    #[inline]
    fn from(value: &str) -> Self {
        match value {
            "1" => Self::Open,
            "2" => Self::Closed,
            _ => Self::Unknown(UnknownValue::new(value)),
        }
    }
}

open_enum!(GroupState);

/// The fields of `Group`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Group {
    /// The member `s`.
    pub state: Option<GroupState>,
}

object!(Group { state: "s" });

impl Group {
    /// Creates an empty value for tests.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }
}

/// The fields of `GrpGetOneV2Response`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct GrpGetOneV2Response {
    /// The member `s`.
    pub state: Option<GroupState>,
}

object!(GrpGetOneV2Response { state: "s" });

impl GrpGetOneV2Response {
    /// Creates an empty value for tests.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }
}
