// ==> operations/settings.rs

//! The operations of `client.settings()`, as types.

use crate::generated::types::{Labels, SetSettingsRequest, Settings};
use crate::prelude::{Class, Credential, Json, Method, OperationInfo, Wire};

/// The operation `getSettings`: `GET /settings`. Called with
/// [`SettingsResource::get`](crate::generated::resources::SettingsResource::get).
#[derive(Debug)]
pub enum GetSettings {}

impl Wire for GetSettings {
    type Request = ();
    type Response = Json<Settings>;
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "getSettings",
        method: Method::GET,
        path: "/settings",
        credential: Credential::None,
        class: Class::Safe,
        success: &[200],
        errors: &[],
    };
}

/// The operation `putSettings`: `PUT /settings`. Called with
/// [`SettingsResource::put`](crate::generated::resources::SettingsResource::put).
#[derive(Debug)]
pub enum PutSettings {}

impl Wire for PutSettings {
    type Request = Json<SetSettingsRequest>;
    type Response = ();
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "putSettings",
        method: Method::PUT,
        path: "/settings",
        credential: Credential::None,
        class: Class::Idempotent,
        success: &[204],
        errors: &[],
    };
}

/// The operation `getLabels`: `GET /settings/labels`. Called with
/// [`SettingsResource::get_labels`](crate::generated::resources::SettingsResource::get_labels).
#[derive(Debug)]
pub enum GetLabels {}

impl Wire for GetLabels {
    type Request = ();
    type Response = Json<Labels>;
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "getLabels",
        method: Method::GET,
        path: "/settings/labels",
        credential: Credential::None,
        class: Class::Safe,
        success: &[200],
        errors: &[],
    };
}

// ==> resources/settings.rs

//! The resource `client.settings()`.

use crate::generated::operations;
use crate::generated::types::SetSettingsRequest;
use crate::prelude::{Call, Client};

/// The operations of `settings`.
///
/// Returned by [`Client::settings`].
#[derive(Clone, Debug)]
pub struct SettingsResource {
    pub(crate) client: Client,
}

impl Client {
    /// Returns the resource [`SettingsResource`].
    pub fn settings(&self) -> SettingsResource {
        SettingsResource { client: self.clone() }
    }
}

impl SettingsResource {
    /// Calls `getSettings`.
    ///
    /// `getSettings` · `GET /settings` · key: [none](crate::prelude::Credential::None) · class:
    /// [safe](crate::prelude::Class::Safe) · success: `200`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(client: other_members::Client) -> Result<(), other_members::Error> {
    /// let settings = client.settings().get().await?;
    /// println!("{settings:?}");
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias = "getSettings")]
    #[inline]
    pub fn get(&self) -> Call<operations::GetSettings> {
        Call::new(&self.client, ())
    }

    /// Calls `putSettings`.
    ///
    /// `putSettings` · `PUT /settings` · key: [none](crate::prelude::Credential::None) · class:
    /// [idempotent](crate::prelude::Class::Idempotent) · success: `204`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// use other_members::types::SetSettingsRequest;
    ///
    /// # async fn example(client: other_members::Client) -> Result<(), other_members::Error> {
    /// client.settings().put(SetSettingsRequest::new("text")).await?;
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias = "putSettings")]
    #[inline]
    pub fn put(&self, body: SetSettingsRequest) -> Call<operations::PutSettings> {
        Call::new(&self.client, body)
    }

    /// Calls `getLabels`.
    ///
    /// `getLabels` · `GET /settings/labels` · key: [none](crate::prelude::Credential::None) · class:
    /// [safe](crate::prelude::Class::Safe) · success: `200`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(client: other_members::Client) -> Result<(), other_members::Error> {
    /// let labels = client.settings().get_labels().await?;
    /// println!("{labels:?}");
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn get_labels(&self) -> Call<operations::GetLabels> {
        Call::new(&self.client, ())
    }
}

// ==> types/settings.rs

//! Types that only the resource `settings` uses.

use crate::prelude::{JsonObject, Nullable, object};

/// What is read, changed and written back.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
#[must_use = "it does nothing until it is sent"]
pub struct SetSettingsRequest {
    /// The member `name`.
    pub name: String,
    /// The member `url`.
    pub url: Nullable<String>,
    /// The member `limits`.
    pub limits: Option<Limits>,
    /// The members that this release does not know.
    pub other: JsonObject,
}

object!(SetSettingsRequest { name: "name", url: "url", limits: "limits", ..other });

impl SetSettingsRequest {
    /// Creates a value with its required fields.
    #[inline]
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), url: Nullable::Unset, limits: None, other: JsonObject::new() }
    }

    /// Sets [`url`](Self::url).
    #[inline]
    pub fn url(mut self, url: impl Into<String>) -> Self {
        self.url = Nullable::Value(url.into());
        self
    }

    /// Sends `null` for [`url`](Self::url) instead of leaving it out.
    #[inline]
    pub fn url_null(mut self) -> Self {
        self.url = Nullable::Null;
        self
    }

    /// Sets [`limits`](Self::limits).
    #[inline]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = Some(limits);
        self
    }
}

/// What is read, changed and written back.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Settings {
    /// The member `name`.
    pub name: Option<String>,
    /// The member `url`.
    pub url: Nullable<String>,
    /// The member `limits`.
    pub limits: Option<Limits>,
    /// The members that this release does not know.
    pub other: JsonObject,
}

object!(Settings { name: "name", url: "url", limits: "limits", ..other });

impl Settings {
    /// Creates an empty value for tests.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }
}

/// A property of this has the name that the field would have.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
#[must_use = "it does nothing until it is sent"]
pub struct Limits {
    /// The member `other`.
    pub other: i64,
    /// The members that this release does not know.
    pub other_members: JsonObject,
}

object!(Limits { other: "other", ..other_members });

impl Limits {
    /// Creates a value with its required fields.
    #[inline]
    pub fn new(other: i64) -> Self {
        Self { other, other_members: JsonObject::new() }
    }
}

/// No member has a property, and all are kept.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Labels {
    /// The members that this release does not know.
    pub other: JsonObject,
}

object!(Labels { ..other });

impl Labels {
    /// Creates an empty value for tests.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }
}
