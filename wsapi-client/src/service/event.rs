//! Methods of events.

use crate::{Event, EventData, Jid};

impl Event {
    /// Returns the chat of the event, or, if it has none, the person, the group or the newsletter that it is about.
    ///
    /// The transports handle events for which this returns the same JID in the order in which they arrive. Returns
    /// `None` for an event about the instance itself, and for an event of an unknown type.
    ///
    /// ```
    /// use std::collections::HashMap;
    ///
    /// use wsapi_client::{Event, Jid};
    ///
    /// fn count_by_chat(events: &[Event]) -> HashMap<&Jid, usize> {
    ///     let mut counts = HashMap::new();
    ///     for chat in events.iter().filter_map(Event::chat_id) {
    ///         *counts.entry(chat).or_default() += 1;
    ///     }
    ///     counts
    /// }
    /// ```
    pub fn chat_id(&self) -> Option<&Jid> {
        let chat = match &self.data {
            EventData::Message(data) => &data.chat_id,
            EventData::MessageRead(data) => &data.chat_id,
            EventData::MessageDelete(data) => &data.chat_id,
            EventData::MessageStar(data) => &data.chat_id,
            EventData::MessageHistorySync(data) => data.chat_id.as_ref()?,
            EventData::ChatSetting(data) => &data.id,
            EventData::ChatPresence(data) => &data.id,
            EventData::ChatPicture(data) => &data.id,
            EventData::ChatPushName(data) => &data.user.id,
            EventData::ChatStatus(data) => &data.user.id,
            EventData::UserPresence(data) => &data.user.id,
            EventData::Contact(data) => &data.contact.id,
            EventData::Group(data) => &data.id,
            EventData::Newsletter(data) => &data.id,
            EventData::CallOffer(data) => &data.caller.id,
            EventData::CallTerminate(data) => &data.caller.id,
            EventData::CallAccept(data) => &data.caller.id,
            EventData::LoggedIn(_)
            | EventData::LoggedOut(_)
            | EventData::LoginError(_)
            | EventData::InitialSyncFinished(_)
            | EventData::Unknown(_) => return None,
        };
        Some(chat).filter(|chat| !chat.as_str().is_empty())
    }

    /// Returns the message, if the event is one.
    ///
    /// ```
    /// use wsapi_client::Event;
    ///
    /// fn print_text(event: &Event) {
    ///     if let Some(text) = event.as_message().and_then(|message| message.text_or_caption()) {
    ///         println!("{text}");
    ///     }
    /// }
    /// ```
    ///
    /// To handle other types of events, match on the [data](Self::data):
    ///
    /// ```
    /// use wsapi_client::{Event, EventData};
    ///
    /// fn print(event: &Event) {
    ///     match &event.data {
    ///         EventData::Message(message) => println!("message {}", message.id),
    ///         EventData::CallOffer(call) => println!("call {} from {}", call.id, call.caller.id),
    ///         other => println!("{}", other.event_type()),
    ///     }
    /// }
    /// ```
    #[doc(alias("text"))]
    pub fn as_message(&self) -> Option<&crate::types::Message> {
        match &self.data {
            EventData::Message(message) => Some(message),
            _ => None,
        }
    }
}
