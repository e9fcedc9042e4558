//! By what an event is known again.

use super::UnreadableEvent;
use crate::{Event, EventData};

/// The keys of an event, each of which marks it as handled: its id and, of a message, what tells it from all others,
/// since a server that was restarted can repeat a message in an event with another id.
///
/// Message ids are chosen by clients, and so tell apart only what one person sent to one chat. An edit is another message
/// with each time that it was made.
pub(super) fn keys(event: &Result<Event, UnreadableEvent>) -> Vec<String> {
    match event {
        Ok(event) => [id(&event.event_id), message(event)].into_iter().flatten().collect(),
        Err(event) => event.event_id().and_then(id).into_iter().collect(),
    }
}

/// What is empty tells nothing apart.
fn id(event_id: &str) -> Option<String> {
    (!event_id.is_empty()).then(|| format!("event:{event_id}"))
}

fn message(event: &Event) -> Option<String> {
    let EventData::Message(message) = &event.data else { return None };
    let sender = message.sender.id.without_device();
    let edited = (message.is_edit == Some(true)).then_some(message.time.as_str());
    let kind = if edited.is_some() { "edit" } else { "message" };
    let parts = [&event.instance_id, message.chat_id.as_str(), sender.as_str(), edited.unwrap_or_default()];
    // The lengths keep apart what a separator alone would not.
    let parts: String = parts.iter().map(|part| format!("{}:{part}:", part.len())).collect();
    let id = message.id.as_str();
    (!id.is_empty()).then(|| format!("{kind}:{parts}{id}"))
}
