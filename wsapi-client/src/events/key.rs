//! By what an event is known again.

use super::UnreadableEvent;
use crate::{Event, EventData};

/// The keys of an event, each of which marks it as handled: its id and, of a message, instance, chat, message id and
/// whether it is an edit, since a server that was restarted can repeat a message in an event with another id.
pub(super) fn keys(event: &Result<Event, UnreadableEvent>) -> Vec<String> {
    match event {
        Ok(event) => [Some(id(&event.event_id)), message(event)].into_iter().flatten().collect(),
        Err(event) => event.event_id().map(id).into_iter().collect(),
    }
}

fn id(event_id: &str) -> String {
    format!("event:{event_id}")
}

fn message(event: &Event) -> Option<String> {
    let EventData::Message(message) = &event.data else { return None };
    let kind = if message.is_edit == Some(true) { "edit" } else { "message" };
    // The lengths keep apart what the separator alone would not.
    let (instance, chat) = (&event.instance_id, message.chat_id.as_str());
    Some(format!("{kind}:{}:{instance}:{}:{chat}:{}", instance.len(), chat.len(), message.id.as_str()))
}
