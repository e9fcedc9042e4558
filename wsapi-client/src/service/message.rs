//! What receivers ask of a message.

use crate::{Jid, MessageRef, types::Message};

impl Message {
    /// Whether the account wrote it itself, over the API or on any of its devices. A bot that answers its own
    /// messages never stops.
    ///
    /// ```
    /// fn is_to_be_answered(message: &wsapi_client::types::Message) -> bool {
    ///     !message.is_mine()
    /// }
    /// ```
    pub fn is_mine(&self) -> bool {
        self.sender.is_me
    }

    /// Its text or, of a medium, its caption.
    ///
    /// ```
    /// fn is_ping(message: &wsapi_client::types::Message) -> bool {
    ///     message.text_or_caption() == Some("ping")
    /// }
    /// ```
    pub fn text_or_caption(&self) -> Option<&str> {
        let caption = || self.media.as_ref()?.caption.as_deref();
        self.text.as_deref().or_else(caption).filter(|text| !text.is_empty())
    }

    /// What `media().download(…)` takes to fetch its medium.
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

    /// The message and its author, for a reply to it. In a group a reply that leaves the author out, or takes the
    /// chat for it, quotes the wrong person.
    ///
    /// ```no_run
    /// # use wsapi_client::{Client, Error, types::{Message, SendTextRequest}};
    /// async fn answer(client: Client, message: Message) -> Result<(), Error> {
    ///     let reply = SendTextRequest::new(&message.chat_id, "pong").reply_to(message.to_ref());
    ///     client.messages().send_text(reply).await?;
    ///     Ok(())
    /// }
    /// ```
    pub fn to_ref(&self) -> MessageRef {
        MessageRef::new(&self.id, self.author())
    }

    /// The author without the device that it was written on, which the service does not take back.
    fn author(&self) -> Jid {
        let id = &self.sender.id;
        let author = if id.as_str().is_empty() { self.sender.lid.as_ref().unwrap_or(id) } else { id };
        author.without_device()
    }
}
