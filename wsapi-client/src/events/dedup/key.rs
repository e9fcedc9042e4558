//! The deduplication keys of an event.

use crate::{Event, EventData, events::UnreadableEvent};

/// Returns the keys of an event, each of which marks it as handled: its id and, for a message, the parts that identify
/// the message, because a restarted server can send it again in an event with another id.
///
/// Clients choose message ids, so an id is unique only among the messages that one person sends to one chat. Each edit
/// is a separate message, identified by its time.
pub(in crate::events) fn keys(event: &Result<Event, UnreadableEvent>) -> Vec<String> {
    match event {
        Ok(event) => [id(&event.event_id), message(event)].into_iter().flatten().collect(),
        Err(event) => event.event_id().and_then(id).into_iter().collect(),
    }
}

/// Returns the key of an event id. An empty id identifies nothing.
fn id(event_id: &str) -> Option<String> {
    (!event_id.is_empty()).then(|| format!("event:{event_id}"))
}

fn message(event: &Event) -> Option<String> {
    let EventData::Message(message) = &event.data else { return None };
    let sender = message.sender.id.without_device();
    let edited = (message.is_edit == Some(true)).then_some(message.time.as_str());
    let kind = if edited.is_some() { "edit" } else { "message" };
    let parts = [&event.instance_id, message.chat_id.as_str(), sender.as_str(), edited.unwrap_or_default()];
    // Without the lengths, different parts could result in the same key.
    let parts: String = parts.iter().map(|part| format!("{}:{part}:", part.len())).collect();
    let id = message.id.as_str();
    (!id.is_empty()).then(|| format!("{kind}:{parts}{id}"))
}
