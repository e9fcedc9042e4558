// ==> operations/settings.rs

//! The operations of `client.settings()`, as types.

use crate::generated::types::{NewSettings, Settings};
use crate::prelude::{Class, Credential, Json, Method, OperationInfo, Wire};

/// The operation `putSettings`: `PUT /settings`. Called with
/// [`SettingsResource::put`](crate::generated::resources::SettingsResource::put).
#[derive(Debug)]
pub enum PutSettings {}

impl Wire for PutSettings {
    type Request = Json<NewSettings>;
    type Response = Json<Settings>;
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "putSettings",
        method: Method::PUT,
        path: "/settings",
        credential: Credential::None,
        class: Class::Idempotent,
        success: &[200],
        errors: &[],
    };
}

// ==> resources/settings.rs

//! The resource `client.settings()`.

use crate::generated::operations;
use crate::generated::types::NewSettings;
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
    /// Calls `putSettings`.
    ///
    /// `putSettings` · `PUT /settings` · key: [none](crate::prelude::Credential::None) · class:
    /// [idempotent](crate::prelude::Class::Idempotent) · success: `200`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// use overlay_direction::types::NewSettings;
    ///
    /// # async fn example(client: overlay_direction::Client) -> Result<(), overlay_direction::Error> {
    /// let settings = client.settings().put(NewSettings::new("text")).await?;
    /// println!("colour: {}", settings.colour);
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias = "putSettings")]
    #[inline]
    pub fn put(&self, body: NewSettings) -> Call<operations::PutSettings> {
        Call::new(&self.client, body)
    }
}

// ==> types/settings.rs

//! Types that only the resource `settings` uses.

use crate::prelude::{Nullable, object};

/// The fields of `NewSettings`.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
#[must_use = "it does nothing until it is sent"]
pub struct NewSettings {
    /// The member `colour`.
    pub colour: String,
    /// The member `size`.
    pub size: Option<i64>,
    /// The member `nickname`.
    pub nickname: Nullable<String>,
}

object!(NewSettings { colour: "colour", size: "size", nickname: "nickname" });

impl NewSettings {
    /// Creates a value with its required fields.
    #[inline]
    pub fn new(colour: impl Into<String>) -> Self {
        Self { colour: colour.into(), size: None, nickname: Nullable::Unset }
    }

    /// Sets [`size`](Self::size).
    #[inline]
    pub fn size(mut self, size: i64) -> Self {
        self.size = Some(size);
        self
    }

    /// Sets [`nickname`](Self::nickname).
    #[inline]
    pub fn nickname(mut self, nickname: impl Into<String>) -> Self {
        self.nickname = Nullable::Value(nickname.into());
        self
    }

    /// Sends `null` for [`nickname`](Self::nickname) instead of leaving it out.
    #[inline]
    pub fn nickname_null(mut self) -> Self {
        self.nickname = Nullable::Null;
        self
    }
}

/// The fields of `Settings`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Settings {
    /// The member `colour`.
    pub colour: String,
    /// The member `size`.
    pub size: i64,
    /// The member `nickname`.
    pub nickname: Option<String>,
}

object!(Settings { colour: "colour", size: "size", nickname: "nickname" });

impl Settings {
    /// Creates an empty value for tests.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }
}
