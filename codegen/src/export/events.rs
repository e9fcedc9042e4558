//! Events as webhooks.

use serde_json::{Map, Value, json};

use super::{responses, schemas};
use crate::api::{Event, Events};

/// The webhooks, each a POST of the whole envelope.
pub(super) fn webhooks(events: &Events) -> Value {
    events.events.iter().map(|event| (event.wire.clone(), webhook(events, event))).collect::<Map<_, _>>().into()
}

fn webhook(events: &Events, event: &Event) -> Value {
    let fields = events.envelope.iter().map(|field| (field.wire.clone(), value(&schemas::property(field))));
    let mut properties: Vec<(String, Value)> = fields.collect();
    properties.insert(events.before_tag, (events.tag.clone(), json!({ "type": "string", "enum": [event.wire] })));
    properties.push((events.data.clone(), value(&schemas::schema(&event.kind, &event.limits))));
    let required = events.envelope.iter().filter(|field| schemas::is_required(field)).map(|field| field.wire.as_str());
    let required: Vec<&str> = required.chain([events.tag.as_str(), events.data.as_str()]).collect();
    let properties: Map<String, Value> = properties.into_iter().collect();
    let schema = json!({ "type": "object", "required": required, "properties": properties });
    let responses = responses::collect(&event.responses.iter().collect::<Vec<_>>());
    let mut media = json!({ "schema": schema });
    if let Some(example) = &event.example {
        media["example"] = example.clone();
    }
    let mut post = json!({
        "tags": event.tags,
        "requestBody": { "required": true, "content": { "application/json": media } },
        "responses": value(&responses),
        "deprecated": event.deprecated,
    });
    for (key, text) in [("operationId", &event.id), ("summary", &event.summary), ("description", &event.description)] {
        if !text.is_empty() {
            post[key] = text.as_str().into();
        }
    }
    json!({ "post": post })
}

fn value(node: &impl serde::Serialize) -> Value {
    serde_json::to_value(node).unwrap_or_default()
}
