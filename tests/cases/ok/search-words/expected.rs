// ==> operations/chats.rs

//! The operations of `client.chats()`, as types.

use crate::prelude::{Class, Credential, Method, OperationInfo, Wire};

/// The operation `setChatPresence`: `PUT /chats/presence`. Called with
/// [`Chats::set_presence`](crate::generated::resources::Chats::set_presence).
#[derive(Debug)]
pub enum SetChatPresence {}

impl Wire for SetChatPresence {
    type Request = ();
    type Response = ();
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "setChatPresence",
        method: Method::PUT,
        path: "/chats/presence",
        credential: Credential::None,
        class: Class::Idempotent,
        success: &[204],
        errors: &[],
    };
}

/// The operation `list`: `GET /chats`. Called with
/// [`Chats::list`](crate::generated::resources::Chats::list).
#[derive(Debug)]
pub enum List {}

impl Wire for List {
    type Request = ();
    type Response = ();
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "list",
        method: Method::GET,
        path: "/chats",
        credential: Credential::None,
        class: Class::Safe,
        success: &[204],
        errors: &[],
    };
}

// ==> resources/chats.rs

//! The resource `client.chats()`.

use crate::generated::operations;
use crate::prelude::{Call, Client};

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
    /// Calls `setChatPresence`.
    ///
    /// `setChatPresence` · `PUT /chats/presence` · key: [none](crate::prelude::Credential::None) ·
    /// class: [idempotent](crate::prelude::Class::Idempotent) · success: `204`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(client: search_words::Client) -> Result<(), search_words::Error> {
    /// client.chats().set_presence().await?;
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias = "setChatPresence")]
    #[doc(alias = "typing")]
    #[doc(alias = "recording")]
    #[inline]
    pub fn set_presence(&self) -> Call<operations::SetChatPresence> {
        Call::new(&self.client, ())
    }

    /// Calls `list`.
    ///
    /// `list` · `GET /chats` · key: [none](crate::prelude::Credential::None) · class:
    /// [safe](crate::prelude::Class::Safe) · success: `204`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn example(client: search_words::Client) -> Result<(), search_words::Error> {
    /// client.chats().list().await?;
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn list(&self) -> Call<operations::List> {
        Call::new(&self.client, ())
    }
}
