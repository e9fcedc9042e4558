//! The events of a scenario.

use wsapi_client::Event;
use wsapi_transport_tests::message;

/// The chat whose first event is handled badly.
const BAD_CHAT: &str = "491701234567@s.whatsapp.net";

/// The number of other chats.
const OTHER_CHATS: usize = 6;

/// The events of each chat, of which the first is number 1.
const PER_CHAT: usize = 2;

/// A signed event, as it is delivered.
pub(crate) struct Sent {
    pub(crate) id: String,
    pub(crate) json: String,
    /// `true` if it is handled badly.
    pub(crate) is_bad: bool,
}

/// All events of a scenario.
pub(crate) struct Events {
    /// The events of the chat whose first event is handled badly, in order.
    pub(crate) bad: Vec<Sent>,
    /// Those of each other chat, in order.
    pub(crate) others: Vec<Vec<Sent>>,
}

impl Events {
    /// Creates events whose ids start with this text.
    pub(crate) fn new(prefix: &str) -> Self {
        let bad = chat(&format!("{prefix}_bad"), BAD_CHAT);
        let others = (1..=OTHER_CHATS).map(|n| chat(&format!("{prefix}_{n}"), &format!("12036300000000000{n}@g.us")));
        Self { bad, others: others.collect() }
    }

    /// The events of each chat.
    pub(crate) fn chats(&self) -> impl Iterator<Item = &Vec<Sent>> {
        std::iter::once(&self.bad).chain(&self.others)
    }

    /// The events in the order of their delivery: the first one of each chat, then the second one of each.
    pub(crate) fn in_order(&self) -> impl Iterator<Item = &Sent> {
        (0..PER_CHAT).flat_map(|number| self.chats().map(move |chat| &chat[number]))
    }

    pub(crate) fn count_of_others(&self) -> usize {
        self.others.iter().map(Vec::len).sum()
    }
}

fn chat(prefix: &str, chat_id: &str) -> Vec<Sent> {
    let events = (1..=PER_CHAT).map(|number| {
        let id = format!("evt_{prefix}_{number}");
        Sent { json: json(&id, chat_id), is_bad: chat_id == BAD_CHAT && number == 1, id }
    });
    events.collect()
}

/// A message with a field that the SDK does not know, and that it would print in another way.
fn json(id: &str, chat_id: &str) -> String {
    message(id, "sales", chat_id, id).replace("\"isGroup\"", "\"newField\": [1.0,  1e3],\"isGroup\"")
}

/// Returns whether the event belongs to the chat whose first event is handled badly.
pub(crate) fn is_of_bad_chat(event: &Event) -> bool {
    event.chat_id().is_some_and(|chat| chat.as_str() == BAD_CHAT)
}

/// Returns whether the event is handled badly.
pub(crate) fn is_bad(event: &Event) -> bool {
    is_of_bad_chat(event) && event.event_id.ends_with("_1")
}
