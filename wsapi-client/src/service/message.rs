//! Methods of received messages.

use crate::{Jid, MessageRef, types::Message};

impl Message {
    /// Returns whether this account sent the message, through the API or from any of its devices. A bot that replies to
    /// its own messages never stops.
    ///
    /// ```
    /// use wsapi_client::types::Message;
    ///
    /// fn needs_reply(message: &Message) -> bool {
    ///     !message.is_mine() && message.text_or_caption() == Some("ping")
    /// }
    /// ```
    pub fn is_mine(&self) -> bool {
        self.sender.is_me
    }

    /// Returns the text of the message, or the caption of its media.
    ///
    /// ```
    /// use wsapi_client::types::Message;
    ///
    /// fn is_command(message: &Message) -> bool {
    ///     message.text_or_caption().is_some_and(|text| text.starts_with('/'))
    /// }
    /// ```
    pub fn text_or_caption(&self) -> Option<&str> {
        let caption = || self.media.as_ref()?.caption.as_deref();
        self.text.as_deref().or_else(caption).filter(|text| !text.is_empty())
    }

    /// Returns the id of the message's media, for `media().download(…)`.
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
    pub fn media_id(&self) -> Option<&str> {
        self.media.as_ref()?.id.as_deref().filter(|id| !id.is_empty())
    }

    /// Returns a reference to the message and its author, for a reply. In a group, a reply without the author, or with
    /// the chat as the author, quotes the wrong person.
    ///
    /// ```no_run
    /// # use wsapi_client::{Client, Error, types::{Message, SendTextRequest}};
    /// async fn reply(client: Client, message: Message) -> Result<(), Error> {
    ///     let reply = SendTextRequest::new(&message.chat_id, "pong").reply_to(message.to_ref());
    ///     client.messages().send_text(reply).await?;
    ///     Ok(())
    /// }
    /// ```
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
