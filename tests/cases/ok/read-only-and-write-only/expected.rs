// ==> operations/teams.rs

//! The operations of `client.teams()`, as types.

use crate::generated::types::{Team, TeamRequest};
use crate::prelude::{Class, Credential, Json, Method, OperationInfo, Wire};

/// The operation `putTeam`: `PUT /teams`. Called with
/// [`Teams::put`](crate::generated::resources::Teams::put).
#[derive(Debug)]
pub enum PutTeam {}

impl Wire for PutTeam {
    type Request = Json<TeamRequest>;
    type Response = Json<Team>;
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "putTeam",
        method: Method::PUT,
        path: "/teams",
        credential: Credential::None,
        class: Class::Idempotent,
        success: &[200],
        errors: &[],
    };
}

// ==> resources/teams.rs

//! The resource `client.teams()`.

use crate::generated::operations;
use crate::generated::types::TeamRequest;
use crate::prelude::{Call, Client};

/// The operations of `teams`.
///
/// Returned by [`Client::teams`].
#[derive(Clone, Debug)]
pub struct Teams {
    pub(crate) client: Client,
}

impl Client {
    /// Returns the resource [`Teams`].
    pub fn teams(&self) -> Teams {
        Teams { client: self.clone() }
    }
}

impl Teams {
    /// Calls `putTeam`.
    ///
    /// `putTeam` · `PUT /teams` · key: [none](crate::prelude::Credential::None) · class:
    /// [idempotent](crate::prelude::Class::Idempotent) · success: `200`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// use read_only_and_write_only::types::{MemberRequest, TeamRequest};
    ///
    /// # async fn example(client: read_only_and_write_only::Client) -> Result<(), read_only_and_write_only::Error> {
    /// let request = TeamRequest::new([MemberRequest::new("text", "text")]);
    /// let team = client.teams().put(request).await?;
    /// println!("members: {}", team.members.len());
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias = "putTeam")]
    #[inline]
    pub fn put(&self, body: TeamRequest) -> Call<operations::PutTeam> {
        Call::new(&self.client, body)
    }
}

// ==> types/teams.rs

//! Types that only the resource `teams` uses.

use crate::prelude::object;

/// The fields of `TeamRequest`.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
#[must_use = "it does nothing until it is sent"]
pub struct TeamRequest {
    /// The member `members`.
    pub members: Vec<MemberRequest>,
    /// The member `room`.
    pub room: Option<Room>,
}

object!(TeamRequest { members: "members", room: "room" });

impl TeamRequest {
    /// Creates a value with its required fields.
    #[inline]
    pub fn new(members: impl IntoIterator<Item = MemberRequest>) -> Self {
        Self { members: members.into_iter().collect(), room: None }
    }

    /// Sets [`room`](Self::room).
    #[inline]
    pub fn room(mut self, room: Room) -> Self {
        self.room = Some(room);
        self
    }
}

/// The fields of `Team`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Team {
    /// The member `members`.
    pub members: Vec<Member>,
    /// The member `room`.
    pub room: Option<Room>,
}

object!(Team { members: "members", room: "room" });

impl Team {
    /// Creates an empty value for tests.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }
}

/// The fields of `MemberRequest`.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
#[must_use = "it does nothing until it is sent"]
pub struct MemberRequest {
    /// The member `name`.
    pub name: String,
    /// The member `password`.
    pub password: String,
}

object!(MemberRequest { name: "name", password: "password" });

impl MemberRequest {
    /// Creates a value with its required fields.
    #[inline]
    pub fn new(name: impl Into<String>, password: impl Into<String>) -> Self {
        Self { name: name.into(), password: password.into() }
    }
}

/// The fields of `Member`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Member {
    /// The member `id`.
    pub id: String,
    /// The member `name`.
    pub name: String,
}

object!(Member { id: "id", name: "name" });

impl Member {
    /// Creates an empty value for tests.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }
}

/// The fields of `Room`.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
#[must_use = "it does nothing until it is sent"]
pub struct Room {
    /// The member `name`.
    pub name: String,
}

object!(Room { name: "name" });

impl Room {
    /// Creates a value with its required fields.
    #[inline]
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into() }
    }
}
