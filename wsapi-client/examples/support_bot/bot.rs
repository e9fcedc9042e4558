//! The handler of events: it finds the customer's stage, replies, and stores the next stage.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use wsapi_client::{
    Client, Error, Event, EventData, Jid,
    events::{Attempt, BoxError, Handler},
    types::{
        ChatState, MarkAs, MarkAsReadRequest, MarkChatAsReadRequest, Message, SendTextRequest, SetChatPresenceRequest,
    },
};

use crate::conversation::Stage;

pub(crate) struct Bot {
    client: Client,
    /// The stage of each chat, by its address. The handler is called for one event of a chat at a time, so nothing
    /// changes the stage between reading and storing it, although the lock is not held in between.
    stages: Mutex<HashMap<Jid, Stage>>,
}

impl Handler for Bot {
    async fn handle(&self, event: Event, _: Attempt) -> Result<(), BoxError> {
        match &event.data {
            EventData::Message(message) if message.is_direct() => self.answer(message).await,
            EventData::ChatSetting(setting) => {
                let archived = setting.archive.as_ref().and_then(|archive| archive.is_archived);
                if archived == Some(true) {
                    self.stages().remove(&setting.id); // The staff has settled the question.
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }
}

impl Bot {
    pub(crate) fn new(client: Client) -> Self {
        Self { client, stages: Mutex::default() }
    }

    async fn answer(&self, message: &Message) -> Result<(), BoxError> {
        let Some(text) = message.text_or_caption() else { return Ok(()) }; // A reaction, for example.
        let chat = &message.chat_id;
        let mut stage = self.stage(chat);
        if let Some((reply, next)) = stage.reply_to(text) {
            self.show_attention(message).await;
            self.send(SendTextRequest::new(chat, reply).reply_to(message.to_ref())).await?;
            self.stages().insert(chat.clone(), next.clone());
            stage = next;
        }
        if stage == Stage::WithStaff {
            // After an error the handler is called again, and finds the stage stored: it sends no second reply.
            self.client.chats().mark_as_read(chat, MarkChatAsReadRequest::new(false)).await?;
        }
        Ok(())
    }

    /// Marks the message as read and shows that the bot is typing. The reply does not depend on either.
    async fn show_attention(&self, message: &Message) {
        let read = MarkAsReadRequest::new(&message.chat_id, message.to_ref().sender, MarkAs::Read);
        let typing = SetChatPresenceRequest::new(ChatState::Typing);
        let (read, typing) = tokio::join!(
            self.client.messages().mark_as_read(&message.id, read),
            self.client.chats().set_presence(&message.chat_id, typing),
        );
        for error in [read.err(), typing.err()].into_iter().flatten() {
            eprintln!("{error}");
        }
    }

    /// Sends a reply. Fails only if it was certainly not sent, so that the handler can be called again.
    async fn send(&self, reply: SendTextRequest) -> Result<(), Error> {
        match self.client.messages().send_text(reply).await {
            Ok(_) => Ok(()),
            Err(error) if error.had_no_effect() => Err(error),
            // The customer probably has the reply, so the conversation continues. A lost reply is better than a second
            // one.
            Err(error) => {
                eprintln!("the reply may not have arrived: {error}");
                Ok(())
            }
        }
    }

    pub(crate) fn stage(&self, chat: &Jid) -> Stage {
        self.stages().get(chat).cloned().unwrap_or_default()
    }

    fn stages(&self) -> MutexGuard<'_, HashMap<Jid, Stage>> {
        self.stages.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
