// ==> operations/messages.rs

//! The operations of `client.messages()`, as types.

use crate::generated::types::SendMessageRequest;
use crate::prelude::{Class, Credential, Json, Method, OperationInfo, Wire};

/// The operation `sendMessage`: `POST /messages`. Called with
/// [`Messages::send`](crate::generated::resources::Messages::send).
#[derive(Debug)]
pub enum SendMessage {}

impl Wire for SendMessage {
    type Request = Json<SendMessageRequest>;
    type Response = ();
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "sendMessage",
        method: Method::POST,
        path: "/messages",
        credential: Credential::None,
        class: Class::Effectful,
        success: &[204],
        errors: &[],
    };
}

// ==> resources/messages.rs

//! The resource `client.messages()`.

use crate::generated::operations;
use crate::generated::types::SendMessageRequest;
use crate::prelude::{Call, Client};

/// The operations of `messages`.
///
/// Returned by [`Client::messages`].
#[derive(Clone, Debug)]
pub struct Messages {
    pub(crate) client: Client,
}

impl Client {
    /// Returns the resource [`Messages`].
    pub fn messages(&self) -> Messages {
        Messages { client: self.clone() }
    }
}

impl Messages {
    /// Calls `sendMessage`.
    ///
    /// `sendMessage` · `POST /messages` · key: [none](crate::prelude::Credential::None) · class:
    /// [effectful](crate::prelude::Class::Effectful) · success: `204`
    ///
    /// # Examples
    ///
    /// ```no_run
    /// use message_ref::{Jid, types::SendMessageRequest};
    ///
    /// # async fn example(client: message_ref::Client) -> Result<(), message_ref::Error> {
    /// let to: Jid = "491701234567@s.whatsapp.net".parse()?;
    /// client.messages().send(SendMessageRequest::new(to, "text")).await?;
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias = "sendMessage")]
    #[inline]
    pub fn send(&self, body: SendMessageRequest) -> Call<operations::SendMessage> {
        Call::new(&self.client, body)
    }
}

// ==> types/messages.rs

//! Types that only the resource `messages` uses.

use crate::prelude::{Jid, MessageId, MessageRef, object};

/// The fields of `SendMessageRequest`.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
#[must_use = "it does nothing until it is sent"]
pub struct SendMessageRequest {
    /// The member `to`.
    pub to: Jid,
    /// The member `text`.
    pub text: String,
    /// The member `replyTo`.
    pub reply_to: Option<MessageId>,
    /// The member `replyToSenderId`.
    pub reply_to_sender_id: Option<Jid>,
}

object!(SendMessageRequest { to: "to", text: "text", reply_to: "replyTo", reply_to_sender_id: "replyToSenderId" });

impl SendMessageRequest {
    /// Creates a value with its required fields.
    #[inline]
    pub fn new(to: impl Into<Jid>, text: impl Into<String>) -> Self {
        Self { to: to.into(), text: text.into(), reply_to: None, reply_to_sender_id: None }
    }

    /// Sets [`reply_to`](Self::reply_to) and [`reply_to_sender_id`](Self::reply_to_sender_id) together,
    /// because an id refers to the right message only with its author.
    #[inline]
    pub fn reply_to(mut self, message: impl Into<MessageRef>) -> Self {
        let message = message.into();
        self.reply_to = Some(message.id);
        self.reply_to_sender_id = Some(message.sender);
        self
    }
}
