// ==> operations/instance.rs

//! The operations of `client.instance()`, as types.

use crate::prelude::{Call, Class, Credential, Method, OperationInfo, Wire};

/// The operation `listInstances`: `GET /instance`. Called with
/// [`Instance::list_instances`](crate::generated::resources::Instance::list_instances).
#[derive(Debug)]
pub enum ListInstances {}

impl Wire for ListInstances {
    type Request = ();
    type Response = ();
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "listInstances",
        method: Method::GET,
        path: "/instance",
        credential: Credential::None,
        class: Class::Safe,
        success: &[204],
        errors: &[],
    };
}

impl Call<ListInstances> {
    /// Sets `timeout`.
    pub fn timeout_param(self, timeout_param: i64) -> Self {
        self.query("timeout", timeout_param)
    }

    /// Sets `into_future`.
    pub fn into_future(self, into_future: bool) -> Self {
        self.query("into_future", into_future)
    }
}

// ==> operations/type_.rs

//! The operations of `client.type_()`, as types.

use crate::generated::types::{OptionType, SelfType};
use crate::prelude::{Call, Class, Credential, Json, Method, OperationInfo, Wire};

/// The operation `match`: `POST /match`. Called with
/// [`Type::match_`](crate::generated::resources::Type::match_).
#[derive(Debug)]
pub enum Match {}

impl Wire for Match {
    type Request = Json<SelfType>;
    type Response = Json<OptionType>;
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "match",
        method: Method::POST,
        path: "/match",
        credential: Credential::None,
        class: Class::Effectful,
        success: &[200],
        errors: &[],
    };
}

impl Call<Match> {
    /// Sets `self`.
    pub fn self_(self, self_: impl Into<String>) -> Self {
        self.query("self", self_.into())
    }

    /// Sets `new`.
    pub fn new_param(self, new_param: impl Into<String>) -> Self {
        self.query("new", new_param.into())
    }

    /// Sets `filter[name]`.
    pub fn filter_name(self, filter_name: impl Into<String>) -> Self {
        self.query("filter[name]", filter_name.into())
    }

    /// Sets `filter-name`.
    pub fn filter_name_2(self, filter_name_2: impl Into<String>) -> Self {
        self.query("filter-name", filter_name_2.into())
    }
}

/// The operation `new`: `POST /new`. Called with
/// [`Type::new_`](crate::generated::resources::Type::new_).
#[derive(Debug)]
pub enum New {}

impl Wire for New {
    type Request = ();
    type Response = ();
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "new",
        method: Method::POST,
        path: "/new",
        credential: Credential::None,
        class: Class::Effectful,
        success: &[204],
        errors: &[],
    };
}

// ==> resources/instance.rs

//! The resource `client.instance()`.

use crate::generated::operations;
use crate::prelude::{Call, Client};

/// The operations of `instance`.
///
/// Returned by [`Client::instance`].
#[derive(Clone, Debug)]
pub struct Instance {
    pub(crate) client: Client,
}

impl Client {
    /// Returns the resource [`Instance`].
    pub fn instance(&self) -> Instance {
        Instance { client: self.clone() }
    }
}

impl Instance {
    /// Calls `listInstances`.
    ///
    /// `listInstances` · `GET /instance` · key: [none](crate::prelude::Credential::None) · class:
    /// [safe](crate::prelude::Class::Safe) · success: `204`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(client: keywords_and_odd_names::Client) -> Result<(), keywords_and_odd_names::Error> {
    /// client.instance().list_instances().await?;
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn list_instances(&self) -> Call<operations::ListInstances> {
        Call::new(&self.client, ())
    }
}

// ==> resources/type_.rs

//! The resource `client.type_()`.

use crate::generated::operations;
use crate::generated::types::SelfType;
use crate::prelude::{Call, Client};

/// The operations of `type_`.
///
/// Returned by [`Client::type_`].
#[derive(Clone, Debug)]
pub struct Type {
    pub(crate) client: Client,
}

impl Client {
    /// Returns the resource [`Type`].
    pub fn type_(&self) -> Type {
        Type { client: self.clone() }
    }
}

impl Type {
    /// Calls `match`.
    ///
    /// `match` · `POST /match` · key: [none](crate::prelude::Credential::None) · class:
    /// [effectful](crate::prelude::Class::Effectful) · success: `200`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// use keywords_and_odd_names::types::SelfType;
    ///
    /// # async fn example(client: keywords_and_odd_names::Client) -> Result<(), keywords_and_odd_names::Error> {
    /// let request = SelfType::new("text", "text", "text");
    /// let response = client.type_().match_(true, request).await?;
    /// println!("{}", response);
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn match_(&self, body_2: bool, body: SelfType) -> Call<operations::Match> {
        Call::new(&self.client, body).query("body", body_2)
    }

    /// Calls `new`.
    ///
    /// `new` · `POST /new` · key: [none](crate::prelude::Credential::None) · class:
    /// [effectful](crate::prelude::Class::Effectful) · success: `204`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(client: keywords_and_odd_names::Client) -> Result<(), keywords_and_odd_names::Error> {
    /// client.type_().new_().await?;
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn new_(&self) -> Call<operations::New> {
        Call::new(&self.client, ())
    }
}

// ==> types/type_.rs

//! Types that only the resource `type_` uses.

use crate::prelude::{UnknownValue, object, open_enum};

/// The fields of `SelfType`.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
#[must_use = "it does nothing until it is sent"]
pub struct SelfType {
    /// The member `type`.
    pub type_: String,
    /// The member `self`.
    pub self_: Option<String>,
    /// The member `user-id`.
    pub user_id: String,
    /// The member `user_id`.
    pub user_id_2: String,
    /// The member `24h`.
    pub n24h: Option<bool>,
    /// The member `new`.
    pub new: Option<String>,
    /// The member `$etag`.
    pub etag: Option<String>,
    /// The member \`\`.
    pub unnamed: Option<String>,
    /// The member `größe`.
    pub größe: Option<i64>,
    /// The member `async`.
    pub async_: Option<OptionType>,
}

object!(SelfType {
    type_: "type",
    self_: "self",
    user_id: "user-id",
    user_id_2: "user_id",
    n24h: "24h",
    new: "new",
    etag: "$etag",
    unnamed: "",
    größe: "größe",
    async_: "async"
});

impl SelfType {
    /// Creates a value with its required fields.
    #[inline]
    pub fn new(type_: impl Into<String>, user_id: impl Into<String>, user_id_2: impl Into<String>) -> Self {
        Self {
            type_: type_.into(),
            self_: None,
            user_id: user_id.into(),
            user_id_2: user_id_2.into(),
            n24h: None,
            new: None,
            etag: None,
            unnamed: None,
            größe: None,
            async_: None,
        }
    }

    /// Sets [`self_`](Self::self_).
    #[inline]
    pub fn self_(mut self, self_: impl Into<String>) -> Self {
        self.self_ = Some(self_.into());
        self
    }

    /// Sets [`n24h`](Self::n24h).
    #[inline]
    pub fn n24h(mut self, n24h: bool) -> Self {
        self.n24h = Some(n24h);
        self
    }

    /// Sets [`new`](Self::new).
    #[inline]
    pub fn set_new(mut self, new: impl Into<String>) -> Self {
        self.new = Some(new.into());
        self
    }

    /// Sets [`etag`](Self::etag).
    #[inline]
    pub fn etag(mut self, etag: impl Into<String>) -> Self {
        self.etag = Some(etag.into());
        self
    }

    /// Sets [`unnamed`](Self::unnamed).
    #[inline]
    pub fn unnamed(mut self, unnamed: impl Into<String>) -> Self {
        self.unnamed = Some(unnamed.into());
        self
    }

    /// Sets [`größe`](Self::größe).
    #[inline]
    pub fn größe(mut self, größe: i64) -> Self {
        self.größe = Some(größe);
        self
    }

    /// Sets [`async_`](Self::async_).
    #[inline]
    pub fn async_(mut self, async_: impl Into<OptionType>) -> Self {
        self.async_ = Some(async_.into());
        self
    }
}

/// One of the values of `OptionType`.
#[derive(Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum OptionType {
    /// \`\`
    Empty,
    /// `-1`
    Minus1,
    /// `1`
    V1,
    /// `self`
    SelfValue,
    /// `unknown`
    UnknownValue,
    /// `+`
    Symbol,
    /// `some thing`
    SomeThing,
    /// `"quoted"`
    Quoted,
    /// `a\b`
    AB,
    /// A value that this release does not know.
    Unknown(UnknownValue),
}

impl OptionType {
    /// Returns the value as the API writes it.
    #[inline]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Empty => "",
            Self::Minus1 => "-1",
            Self::V1 => "1",
            Self::SelfValue => "self",
            Self::UnknownValue => "unknown",
            Self::Symbol => "+",
            Self::SomeThing => "some thing",
            Self::Quoted => "\"quoted\"",
            Self::AB => "a\\b",
            Self::Unknown(value) => value.as_str(),
        }
    }
}

impl From<&str> for OptionType {
    #[inline]
    fn from(value: &str) -> Self {
        match value {
            "" => Self::Empty,
            "-1" => Self::Minus1,
            "1" => Self::V1,
            "self" => Self::SelfValue,
            "unknown" => Self::UnknownValue,
            "+" => Self::Symbol,
            "some thing" => Self::SomeThing,
            "\"quoted\"" => Self::Quoted,
            "a\\b" => Self::AB,
            _ => Self::Unknown(UnknownValue::new(value)),
        }
    }
}

open_enum!(OptionType);
