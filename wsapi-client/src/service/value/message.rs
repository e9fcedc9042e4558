//! Message ids, and the references to messages that replies need.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::Jid;
use crate::runtime::{
    call::Param,
    json::{Field, SetText, Slot, View},
};

/// The id of a message, such as `3EB0C431C26A1916E07A`. It is opaque.
///
/// The response to a sent message contains its id as a `String`, because [`Created`](crate::types::Created) is also the
/// response to a created group. Pass `&sent.id` to a method that takes the id of a message.
///
/// ```
/// use wsapi_client::MessageId;
///
/// let id = MessageId::from("3EB0C431C26A1916E07A");
/// assert_eq!(id.to_string(), "3EB0C431C26A1916E07A");
/// ```
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MessageId(String);

impl MessageId {
    /// Returns the text of the id.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<String> for MessageId {
    fn from(id: String) -> Self {
        Self(id)
    }
}

impl From<&str> for MessageId {
    fn from(id: &str) -> Self {
        Self(id.to_owned())
    }
}

impl From<&String> for MessageId {
    fn from(id: &String) -> Self {
        Self(id.clone())
    }
}

impl From<&MessageId> for MessageId {
    fn from(id: &MessageId) -> Self {
        id.clone()
    }
}

impl From<MessageId> for String {
    fn from(id: MessageId) -> Self {
        id.0
    }
}

impl AsRef<str> for MessageId {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl fmt::Display for MessageId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for MessageId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "MessageId({})", self.0)
    }
}

/// A reference to a message and its author, for a reply. With only the id, the service uses the chat as the author,
/// which is wrong in groups.
///
/// [`Message::to_ref`](crate::types::Message::to_ref) returns the reference of a received message. The author of a
/// message that the account itself sent is the `id` in [`Users::my_profile`](crate::resources::Users::my_profile).
///
/// ```
/// use wsapi_client::{Jid, MessageRef, types::SendTextRequest};
///
/// # fn main() -> Result<(), wsapi_client::Error> {
/// let group: Jid = "120363151623077576@g.us".parse()?;
/// let question = MessageRef::new("3EB0C431C26A1916E07A", Jid::phone("+49 170 1234567")?);
/// let reply = SendTextRequest::new(group, "At seven.").reply_to(question);
/// # Ok(())
/// # }
/// ```
#[doc(alias("quote", "reply"))]
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct MessageRef {
    /// The id of the message.
    pub id: MessageId,
    /// The author of the message.
    pub sender: Jid,
}

impl MessageRef {
    /// Creates a reference from the id of a message and its author.
    ///
    /// ```
    /// use wsapi_client::{Jid, MessageRef};
    ///
    /// # fn main() -> Result<(), wsapi_client::Error> {
    /// let earlier = MessageRef::new("3EB0C431", "491701234567@s.whatsapp.net".parse::<Jid>()?);
    /// assert_eq!(earlier.id.as_str(), "3EB0C431");
    /// # Ok(())
    /// # }
    /// ```
    pub fn new(id: impl Into<MessageId>, sender: impl Into<Jid>) -> Self {
        Self { id: id.into(), sender: sender.into() }
    }
}

impl From<&MessageRef> for MessageRef {
    fn from(message: &MessageRef) -> Self {
        message.clone()
    }
}

impl Field for MessageId {
    fn empty() -> Self {
        Self::default()
    }

    fn view(&self) -> View<'_> {
        View::Text(self.as_str().into())
    }

    fn slot(&mut self) -> Slot<'_> {
        Slot::Text(self)
    }

    fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

impl SetText for MessageId {
    fn set_text(&mut self, text: &str) {
        text.clone_into(&mut self.0);
    }
}

impl Param for MessageId {
    fn into_param(self) -> String {
        self.into()
    }
}
