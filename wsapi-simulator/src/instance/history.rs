//! The messages that WhatsApp sent when the instance was paired, until they are flushed.

use std::{
    collections::BTreeMap,
    time::{Duration, SystemTime},
};

use wsapi_client::types::{Message, MessageHistorySync};

/// The time after which the messages are dropped.
const LIFETIME: Duration = Duration::from_secs(3600);
/// The maximum number of messages in an event.
const MOST_MESSAGES: usize = 500;

/// Messages by chat.
#[derive(Clone, Debug, Default)]
pub(crate) struct History {
    chats: BTreeMap<String, Vec<Message>>,
    since: Option<SystemTime>,
}

impl History {
    pub(crate) fn new(messages: Vec<Message>, now: SystemTime) -> Self {
        let mut chats: BTreeMap<String, Vec<Message>> = BTreeMap::new();
        for message in messages {
            chats.entry(message.chat_id.as_str().to_owned()).or_default().push(message);
        }
        Self { chats, since: Some(now) }
    }

    /// Removes all messages, and returns their events, sorted by chat id.
    pub(crate) fn flush(&mut self, now: SystemTime) -> Vec<MessageHistorySync> {
        let Self { chats, since } = std::mem::take(self);
        let age = since.and_then(|since| now.duration_since(since).ok());
        if age.is_none_or(|age| age >= LIFETIME) {
            return Vec::new();
        }
        chats.into_values().flat_map(|messages| events(&messages)).collect()
    }
}

/// Returns the events for the messages of one chat.
pub(crate) fn events(messages: &[Message]) -> Vec<MessageHistorySync> {
    let event = |messages: &[Message]| {
        let mut event = MessageHistorySync::new();
        event.chat_id = messages.first().map(|message| message.chat_id.clone());
        event.messages = Some(messages.to_vec());
        event
    };
    messages.chunks(MOST_MESSAGES).map(event).collect()
}
