// ==> operations/chats.rs

//! The operations of `client.chats()`, as types.

use crate::generated::types::PutChatRequest;
use crate::prelude::{Class, Credential, Json, Method, OperationInfo, Wire};

/// The operation `putChat`: `PUT /chats/{id}`. Called with
/// [`Chats::put`](crate::generated::resources::Chats::put).
#[derive(Debug)]
pub enum PutChat {}

impl Wire for PutChat {
    type Request = Json<PutChatRequest>;
    type Response = ();
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "putChat",
        method: Method::PUT,
        path: "/chats/{id}",
        credential: Credential::None,
        class: Class::Idempotent,
        success: &[204],
        errors: &[],
    };
}

// ==> operations/numbers.rs

//! The operations of `client.numbers()`, as types.

use crate::prelude::{Call, Class, Credential, Method, OperationInfo, PhoneNumber, Wire};

/// The operation `getNumber`: `GET /numbers/{phone}`. Called with
/// [`Numbers::get`](crate::generated::resources::Numbers::get).
#[derive(Debug)]
pub enum GetNumber {}

impl Wire for GetNumber {
    type Request = ();
    type Response = ();
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "getNumber",
        method: Method::GET,
        path: "/numbers/{phone}",
        credential: Credential::None,
        class: Class::Safe,
        success: &[204],
        errors: &[],
    };
}

impl Call<GetNumber> {
    /// Sets `near`.
    pub fn near(self, near: impl Into<PhoneNumber>) -> Self {
        self.query("near", near.into())
    }
}

// ==> resources/chats.rs

//! The resource `client.chats()`.

use crate::generated::operations;
use crate::generated::types::PutChatRequest;
use crate::prelude::{Call, Client, Jid};

/// The operations of `chats`.
///
/// Returned by [`Client::chats`].
#[derive(Clone, Debug)]
pub struct Chats {
    pub(crate) client: Client,
}

impl Client {
    /// Returns the resource [`Chats`].
    pub fn chats(&self) -> Chats {
        Chats { client: self.clone() }
    }
}

impl Chats {
    /// Calls `putChat`.
    ///
    /// `putChat` · `PUT /chats/{id}` · key: [none](crate::prelude::Credential::None) · class:
    /// [idempotent](crate::prelude::Class::Idempotent) · success: `204`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// use overlay_types::{Jid, types::PutChatRequest};
    ///
    /// # async fn example(client: overlay_types::Client) -> Result<(), overlay_types::Error> {
    /// let id: Jid = "491701234567@s.whatsapp.net".parse()?;
    /// let request = PutChatRequest::new(
    ///     "3EB0C431C26A1916E07A",
    ///     ["491701234567@s.whatsapp.net".parse::<Jid>()?],
    ///     ["+491701234567", "+44 20 7946 0123"],
    /// );
    /// client.chats().put(id, request).await?;
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias = "putChat")]
    #[inline]
    pub fn put(&self, id: impl Into<Jid>, body: PutChatRequest) -> Call<operations::PutChat> {
        Call::new(&self.client, body).path(id.into())
    }
}

// ==> resources/numbers.rs

//! The resource `client.numbers()`.

use crate::generated::operations;
use crate::prelude::{Call, Client, PhoneNumber};

/// The operations of `numbers`.
///
/// Returned by [`Client::numbers`].
#[derive(Clone, Debug)]
pub struct Numbers {
    pub(crate) client: Client,
}

impl Client {
    /// Returns the resource [`Numbers`].
    pub fn numbers(&self) -> Numbers {
        Numbers { client: self.clone() }
    }
}

impl Numbers {
    /// Calls `getNumber`.
    ///
    /// `getNumber` · `GET /numbers/{phone}` · key: [none](crate::prelude::Credential::None) · class:
    /// [safe](crate::prelude::Class::Safe) · success: `204`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(client: overlay_types::Client) -> Result<(), overlay_types::Error> {
    /// client.numbers().get("+491701234567").near("+491709876543").await?;
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias = "getNumber")]
    #[inline]
    pub fn get(&self, phone: impl Into<PhoneNumber>) -> Call<operations::GetNumber> {
        Call::new(&self.client, ()).path(phone.into())
    }
}

// ==> types/chats.rs

//! Types that only the resource `chats` uses.

use crate::prelude::{Jid, MessageId, Nullable, PhoneNumber, Secret, Time, object};

/// The fields of `PutChatRequest`.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
#[must_use = "it does nothing until it is sent"]
pub struct PutChatRequest {
    /// The member `messageId`.
    pub message_id: MessageId,
    /// The member `members`.
    pub members: Vec<Jid>,
    /// The member `apiKey`.
    pub api_key: Option<Secret>,
    /// The member `mutedUntil`.
    pub muted_until: Nullable<Time>,
    /// The member `owner`.
    pub owner: Option<PhoneNumber>,
    /// The member `callers`.
    pub callers: Vec<PhoneNumber>,
}

object!(PutChatRequest {
    message_id: "messageId",
    members: "members",
    api_key: "apiKey",
    muted_until: "mutedUntil",
    owner: "owner",
    callers: "callers"
});

impl PutChatRequest {
    /// Creates a value with its required fields.
    #[inline]
    pub fn new(
        message_id: impl Into<MessageId>,
        members: impl IntoIterator<Item = impl Into<Jid>>,
        callers: impl IntoIterator<Item = impl Into<PhoneNumber>>,
    ) -> Self {
        Self {
            message_id: message_id.into(),
            members: members.into_iter().map(Into::into).collect(),
            api_key: None,
            muted_until: Nullable::Unset,
            owner: None,
            callers: callers.into_iter().map(Into::into).collect(),
        }
    }

    /// Sets [`api_key`](Self::api_key).
    #[inline]
    pub fn api_key(mut self, api_key: impl Into<Secret>) -> Self {
        self.api_key = Some(api_key.into());
        self
    }

    /// Sets [`muted_until`](Self::muted_until).
    #[inline]
    pub fn muted_until(mut self, muted_until: impl Into<Time>) -> Self {
        self.muted_until = Nullable::Value(muted_until.into());
        self
    }

    /// Sends `null` for [`muted_until`](Self::muted_until) instead of leaving it out.
    #[inline]
    pub fn muted_until_null(mut self) -> Self {
        self.muted_until = Nullable::Null;
        self
    }

    /// Sets [`owner`](Self::owner).
    #[inline]
    pub fn owner(mut self, owner: impl Into<PhoneNumber>) -> Self {
        self.owner = Some(owner.into());
        self
    }
}
