//! Methods of received messages.

use crate::{Jid, JidKind, MessageRef, types::Message};

impl Message {
    /// Returns whether this account sent the message from another device, such as the phone. Messages that the instance
    /// itself sends through the API are not reported as events.
    ///
    /// A bot usually ignores these messages: two bots on one account would reply to each other forever.
    #[doc(alias("from_me"))]
    pub fn is_mine(&self) -> bool {
        self.sender.is_me
    }

    /// Returns whether another person wrote the message in a chat with this account alone: not in a group, a status or
    /// a newsletter.
    ///
    /// ```
    /// use wsapi_client::{Event, types::Message};
    ///
    /// /// Returns the question that somebody asked in private.
    /// fn question(event: &Event) -> Option<&Message> {
    ///     let message = event.as_message().filter(|message| message.is_direct())?;
    ///     message.text.as_ref().map(|_| message)
    /// }
    /// ```
    #[doc(alias("is_private", "direct message"))]
    pub fn is_direct(&self) -> bool {
        !self.is_mine() && matches!(self.chat_id.kind(), JidKind::Person | JidKind::Lid)
    }

    /// Returns the text of the message, or the caption of its media.
    #[doc(alias("body", "content"))]
    pub fn text_or_caption(&self) -> Option<&str> {
        let caption = || self.media.as_ref()?.caption.as_deref();
        self.text.as_deref().or_else(caption).filter(|text| !text.is_empty())
    }

    /// Returns the id of the message's media, for [`Media::download`](crate::resources::Media::download).
    ///
    /// ```no_run
    /// # use wsapi_client::{Client, Error, types::Message};
    /// async fn store(client: Client, message: Message) -> Result<(), Error> {
    ///     if let Some(id) = message.media_id() {
    ///         client.media().download(id).await?.save_to("media").await?;
    ///     }
    ///     Ok(())
    /// }
    /// ```
    #[doc(alias("attachment", "file"))]
    pub fn media_id(&self) -> Option<&str> {
        self.media.as_ref()?.id.as_deref().filter(|id| !id.is_empty())
    }

    /// Returns a reference to the message and its author, for the setter `reply_to` of a message to send. In a group, a
    /// reply without the author, or with the chat as the author, quotes the wrong person.
    ///
    /// ```no_run
    /// # use wsapi_client::{Client, Error, types::{Message, SendTextRequest}};
    /// async fn reply(client: Client, message: Message) -> Result<(), Error> {
    ///     let reply = SendTextRequest::new(&message.chat_id, "pong").reply_to(message.to_ref());
    ///     client.messages().send_text(reply).await?;
    ///     Ok(())
    /// }
    /// ```
    #[doc(alias("quote", "reply"))]
    pub fn to_ref(&self) -> MessageRef {
        MessageRef::new(&self.id, self.author())
    }

    /// Returns the author without the device, which the service does not accept in a reply.
    fn author(&self) -> Jid {
        let id = &self.sender.id;
        let author = if id.as_str().is_empty() { self.sender.lid.as_ref().unwrap_or(id) } else { id };
        author.without_device()
    }
}
