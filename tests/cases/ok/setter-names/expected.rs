// ==> operations/settings.rs

//! The operations of `client.settings()`, as types.

use crate::generated::types::Settings;
use crate::prelude::{Class, Credential, Json, Method, OperationInfo, Wire};

/// The operation `putSettings`: `PUT /settings`. Called with
/// [`SettingsResource::put`](crate::generated::resources::SettingsResource::put).
#[derive(Debug)]
pub enum PutSettings {}

impl Wire for PutSettings {
    type Request = Json<Settings>;
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

// ==> resources/settings.rs

//! The resource `client.settings()`.

use crate::generated::operations;
use crate::generated::types::Settings;
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
    /// [idempotent](crate::prelude::Class::Idempotent) · success: `204`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// use setter_names::types::Settings;
    ///
    /// # async fn example(client: setter_names::Client) -> Result<(), setter_names::Error> {
    /// client.settings().put(Settings::new()).await?;
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias = "putSettings")]
    #[inline]
    pub fn put(&self, body: Settings) -> Call<operations::PutSettings> {
        Call::new(&self.client, body)
    }
}

// ==> types/settings.rs

//! Types that only the resource `settings` uses.

use crate::prelude::{Jid, MessageId, MessageRef, Nullable, object};

/// The fields of `Settings`.
#[derive(Clone, PartialEq, Default)]
#[non_exhaustive]
#[must_use = "it does nothing until it is sent"]
pub struct Settings {
    /// The member `new`.
    pub new: Option<bool>,
    /// The member `setNew`.
    pub set_new: Option<String>,
    /// The member `x`.
    pub x: Nullable<String>,
    /// The member `xNull`.
    pub x_null: Option<String>,
    /// The member `setXNull`.
    pub set_x_null: Option<String>,
    /// The member `replyTo`.
    pub reply_to: Option<String>,
    /// The member `id`.
    pub id: Option<MessageId>,
    /// The member `sender`.
    pub sender: Option<Jid>,
}

object!(Settings {
    new: "new",
    set_new: "setNew",
    x: "x",
    x_null: "xNull",
    set_x_null: "setXNull",
    reply_to: "replyTo",
    id: "id",
    sender: "sender"
});

impl Settings {
    /// Creates a value with nothing set.
    #[inline]
    pub fn new() -> Self {
        Default::default()
    }

    /// Sets [`id`](Self::id) and [`sender`](Self::sender) together, because an id refers to the right
    /// message only with its author.
    #[inline]
    pub fn reply_to(mut self, message: impl Into<MessageRef>) -> Self {
        let message = message.into();
        self.id = Some(message.id);
        self.sender = Some(message.sender);
        self
    }

    /// Sets [`new`](Self::new).
    #[inline]
    pub fn set_new_2(mut self, new: bool) -> Self {
        self.new = Some(new);
        self
    }

    /// Sets [`set_new`](Self::set_new).
    #[inline]
    pub fn set_new(mut self, set_new: impl Into<String>) -> Self {
        self.set_new = Some(set_new.into());
        self
    }

    /// Sets [`x`](Self::x).
    #[inline]
    pub fn x(mut self, x: impl Into<String>) -> Self {
        self.x = Nullable::Value(x.into());
        self
    }

    /// Sends `null` for [`x`](Self::x) instead of leaving it out.
    #[inline]
    pub fn set_x_null_2(mut self) -> Self {
        self.x = Nullable::Null;
        self
    }

    /// Sets [`x_null`](Self::x_null).
    #[inline]
    pub fn x_null(mut self, x_null: impl Into<String>) -> Self {
        self.x_null = Some(x_null.into());
        self
    }

    /// Sets [`set_x_null`](Self::set_x_null).
    #[inline]
    pub fn set_x_null(mut self, set_x_null: impl Into<String>) -> Self {
        self.set_x_null = Some(set_x_null.into());
        self
    }

    /// Sets [`reply_to`](Self::reply_to).
    #[inline]
    pub fn set_reply_to(mut self, reply_to: impl Into<String>) -> Self {
        self.reply_to = Some(reply_to.into());
        self
    }
}
