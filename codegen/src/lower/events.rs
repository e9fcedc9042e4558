//! Webhooks become events.

use openapiv3::{OpenAPI, ReferenceOr, Schema};
use serde_json::Value;

use super::{
    borrowed,
    types::{fields, nullable_kind},
};
use crate::api::{Event, Events};

/// The events, which `normalize` left in two extensions.
pub(super) fn events(document: &OpenAPI) -> Option<Events> {
    let envelope = document.extensions.get("x-envelope")?.as_object()?;
    let webhooks = document.extensions.get("x-webhooks")?.as_array()?;
    let name = |key: &str| Some(envelope.get(key)?.as_str()?.to_owned());
    let (tag, data) = (name("tag")?, name("data")?);
    let schema: Schema = serde_json::from_value(envelope.get("schema")?.clone()).ok()?;
    let mut rest = fields(document, &schema);
    let others = rest.iter().filter(|field| field.wire != data);
    let before_tag = others.take_while(|field| field.wire != tag).count();
    rest.retain(|field| field.wire != tag && field.wire != data);
    let events = webhooks.iter().filter_map(|webhook| event(document, webhook)).collect();
    Some(Events { tag, data, envelope: rest, before_tag, events })
}

fn event(document: &OpenAPI, webhook: &Value) -> Option<Event> {
    let wire = webhook.get("wire")?.as_str()?;
    let schema: ReferenceOr<Schema> = serde_json::from_value(webhook.get("schema")?.clone()).ok()?;
    let text = |key: &str| webhook.get(key).and_then(Value::as_str);
    Some(Event {
        wire: wire.to_owned(),
        variant: text("x-rust-variant")?.to_owned(),
        kind: nullable_kind(document, borrowed(&schema)),
        description: text("description").or_else(|| text("summary")).unwrap_or_default().to_owned(),
    })
}
