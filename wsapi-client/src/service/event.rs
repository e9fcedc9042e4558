//! What an event is about.

use crate::{Event, EventData, Jid};

impl Event {
    /// The chat that the event is about, or else the person, the group or the newsletter. What has the same address
    /// came in one order and is to be handled in it. Events on the instance itself have none.
    ///
    /// ```
    /// use wsapi_client::Event;
    ///
    /// fn lane(event: &Event) -> String {
    ///     event.chat_id().map(ToString::to_string).unwrap_or_default()
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

    /// The message that arrived, if it is one.
    ///
    /// ```
    /// use wsapi_client::Event;
    ///
    /// fn is_in_group(event: &Event) -> bool {
    ///     event.as_message().is_some_and(|message| message.is_group)
    /// }
    /// ```
    pub fn as_message(&self) -> Option<&crate::types::Message> {
        match &self.data {
            EventData::Message(message) => Some(message),
            _ => None,
        }
    }
}
