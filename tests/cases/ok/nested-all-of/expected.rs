// ==> operations/company.rs

//! The operations of `client.company()`, as types.

use crate::generated::types::Company;
use crate::prelude::{Class, Credential, Json, Method, OperationInfo, Wire};

/// The operation `getCompany`: `GET /company`. Called with
/// [`CompanyResource::get`](crate::generated::resources::CompanyResource::get).
#[derive(Debug)]
pub enum GetCompany {}

impl Wire for GetCompany {
    type Request = ();
    type Response = Json<Company>;
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "getCompany",
        method: Method::GET,
        path: "/company",
        credential: Credential::None,
        class: Class::Safe,
        success: &[200],
        errors: &[],
    };
}

// ==> resources/company.rs

//! The resource `client.company()`.

use crate::generated::operations;
use crate::prelude::{Call, Client};

/// The operations of `company`.
///
/// Returned by [`Client::company`].
#[derive(Clone, Debug)]
pub struct CompanyResource {
    pub(crate) client: Client,
}

impl Client {
    /// Returns the resource [`CompanyResource`].
    pub fn company(&self) -> CompanyResource {
        CompanyResource { client: self.clone() }
    }
}

impl CompanyResource {
    /// Calls `getCompany`.
    ///
    /// `getCompany` · `GET /company` · key: [none](crate::prelude::Credential::None) · class:
    /// [safe](crate::prelude::Class::Safe) · success: `200`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(client: nested_all_of::Client) -> Result<(), nested_all_of::Error> {
    /// let company = client.company().get().await?;
    /// println!("{company:?}");
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias = "getCompany")]
    #[inline]
    pub fn get(&self) -> Call<operations::GetCompany> {
        Call::new(&self.client, ())
    }
}

// ==> types/company.rs

//! Types that only the resource `company` uses.

use crate::prelude::{Nullable, object};

/// The fields of `Company`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Company {
    /// The member `board`.
    pub board: Option<CompanyBoard>,
    /// Another team.
    pub staff: Nullable<CompanyStaff>,
    /// The member `owners`.
    pub owners: Option<Vec<Vec<CompanyOwnersItemItem>>>,
}

object!(Company { board: "board", staff: "staff", owners: "owners" });

impl Company {
    /// Creates an empty value for tests.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }
}

/// Who leads the team.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct CompanyBoardLead {
    /// The member `name`.
    pub name: Option<String>,
    /// The member `since`.
    pub since: Option<String>,
}

object!(CompanyBoardLead { name: "name", since: "since" });

impl CompanyBoardLead {
    /// Creates an empty value for tests.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }
}

/// The fields of `CompanyBoard`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct CompanyBoard {
    /// Who leads the team.
    pub lead: Option<CompanyBoardLead>,
    /// The member `seats`.
    pub seats: Option<i64>,
}

object!(CompanyBoard { lead: "lead", seats: "seats" });

impl CompanyBoard {
    /// Creates an empty value for tests.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }
}

/// Another team.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct CompanyStaff {
    /// Who leads the team.
    pub lead: Option<CompanyBoardLead>,
    /// The member `desks`.
    pub desks: Option<i64>,
}

object!(CompanyStaff { lead: "lead", desks: "desks" });

impl CompanyStaff {
    /// Creates an empty value for tests.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }
}

/// The fields of `CompanyOwnersItemItem`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct CompanyOwnersItemItem {
    /// The member `board`.
    pub board: Option<CompanyBoard>,
    /// Another team.
    pub staff: Nullable<CompanyStaff>,
    /// The member `owners`.
    pub owners: Option<Vec<Vec<CompanyOwnersItemItem>>>,
    /// The member `share`.
    pub share: Option<i64>,
}

object!(CompanyOwnersItemItem { board: "board", staff: "staff", owners: "owners", share: "share" });

impl CompanyOwnersItemItem {
    /// Creates an empty value for tests.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }
}
