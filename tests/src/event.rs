//! The events of the events document.

use serde_json::Value;

use crate::{
    document::{entries, events as document, resolve, text},
    schema::{Dialect, Schema},
};

/// An event.
#[derive(Clone, Debug)]
pub struct Event {
    /// Its type on the wire.
    pub name: String,
    /// Its schema.
    pub schema: Schema,
    /// Its example in the document.
    pub example: Value,
}

impl Event {
    /// Returns the example, and a second one with all fields if the first lacks some.
    pub fn samples(&self) -> Vec<Value> {
        let mut samples = vec![self.example.clone(), self.schema.filled(&self.example)];
        samples.dedup();
        samples
    }
}

/// Every event, in document order.
pub fn events() -> Vec<Event> {
    entries(&document()["webhooks"])
        .flat_map(|(name, item)| entries(item).map(move |(_, post)| event(name, post)))
        .collect()
}

fn event(name: &str, operation: &Value) -> Event {
    let body = resolve(document(), &operation["requestBody"]);
    let (_, media) = entries(&body["content"]).next().unwrap_or_else(|| panic!("`{name}` has no content"));
    let example = media.get("example").unwrap_or_else(|| panic!("`{name}` has no example"));
    let name = text(&example["eventType"]);
    Event { name, schema: Schema::new(Dialect::OpenApi3_1, &media["schema"]), example: example.clone() }
}
