//! Writes the named API down as an [`openapiv3::OpenAPI`].

use std::{panic, thread};

use serde_json::{Map, Value, json};

use super::Normalized;
use crate::{
    node::Node,
    problem::{At, Place, Problems},
    schema::reference,
    unite::United,
};

/// The document that the later stages read.
pub(super) fn write(api: &United, problems: &mut Problems) -> Option<Normalized> {
    let mut paths: Map<String, Value> = Map::new();
    for operation in &api.operations {
        let item = paths.entry(operation.path.clone()).or_insert_with(|| json!({}));
        item[&operation.method] = operation_json(&operation.node);
    }
    let schemas: Map<String, Value> =
        api.schemas.iter().map(|(name, placed)| (name.clone(), schema_json(&placed.node))).collect();
    let tags: Vec<Value> = api.tags.iter().map(|(name, text)| json!({"name": name, "description": text})).collect();
    let document: Map<String, Value> = [
        ("openapi", "3.0.3".into()),
        ("info", api.info.as_ref().map(Node::to_json).unwrap_or_default()),
        ("tags", tags.into()),
        ("paths", paths.into()),
        ("components", [("schemas".to_owned(), Value::from(schemas))].into_iter().collect()),
        ("x-webhooks", webhooks(api)),
        ("x-envelope", envelope(api)),
    ]
    .map(|(key, value)| (key.to_owned(), value))
    .into_iter()
    .collect();
    match read(document.into()) {
        Ok(openapi) => {
            let places = api.schemas.iter().map(|(name, placed)| (name.clone(), placed.place.clone())).collect();
            Some(Normalized { openapi, places })
        }
        Err(error) => {
            let at = At { document: "normalized document".into(), line: 1 };
            let place = Place { at, pointer: String::new() };
            problems.error(place, format!("openapiv3 cannot read it: {error}")).hint("this is a bug of the generator");
            None
        }
    }
}

/// How much of the stack the reading may take: serde copies each schema of openapiv3 with all that stands in it.
const STACK: usize = 256 << 20;

/// Reads the document on a thread with room for schemas that stand deep in each other.
fn read(document: Value) -> Result<openapiv3::OpenAPI, String> {
    let reading = || serde_json::from_value(document).map_err(|error| error.to_string());
    thread::scope(|scope| {
        let thread = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, reading);
        let thread = thread.map_err(|error| error.to_string())?;
        thread.join().unwrap_or_else(|panic| panic::resume_unwind(panic))
    })
}

fn operation_json(operation: &Node) -> Value {
    members(operation, |key, node| match key {
        "parameters" => node.as_list().unwrap_or_default().iter().map(holder_json).collect(),
        "requestBody" => holder_json(node),
        "responses" => members(node, |_, response| {
            let mut json = holder_json(response);
            if let Some(map) = json.as_object_mut() {
                // Nothing is printed of these.
                map.remove("headers");
                map.remove("links");
            }
            // The service leaves the descriptions of some responses out; openapiv3 demands them.
            if response.get("description").is_none() {
                json["description"] = "".into();
            }
            json
        }),
        _ => node.to_json(),
    })
}

/// A parameter, body or response: what holds a schema, or several by media type.
fn holder_json(holder: &Node) -> Value {
    let mut json = members(holder, |key, node| match key {
        "schema" => schema_json(node),
        "content" => members(node, |_, media| holder_json(media)),
        _ => node.to_json(),
    });
    // One is enough to show what is meant.
    if let (Some(first), None) = (first_example(holder), holder.get("example")) {
        json["example"] = first;
    }
    json
}

fn first_example(holder: &Node) -> Option<Value> {
    holder.members_of("examples").find_map(|(_, example)| example.get("value")).map(Node::to_json)
}

/// The members of a map, without those that nothing is printed of.
fn members(node: &Node, json: impl Fn(&str, &Node) -> Value) -> Value {
    let kept = node.members().filter(|(key, _)| *key != "examples");
    kept.map(|(key, node)| (key.to_owned(), json(key, node))).collect()
}

fn webhooks(api: &United) -> Value {
    let webhook = |(wire, placed): (&String, &crate::unite::Placed)| {
        let mut json = placed.node.to_json();
        json["schema"] = placed.node.get("schema").map(schema_json).unwrap_or_default();
        json["wire"] = wire.as_str().into();
        json
    };
    api.webhooks.iter().map(webhook).collect()
}

fn envelope(api: &United) -> Value {
    let Some(envelope) = &api.envelope else { return Value::Null };
    json!({ "tag": envelope.tag, "data": envelope.data, "schema": schema_json(&envelope.schema.node) })
}

/// A schema as openapiv3 reads it without loss: it drops whatever stands beside a `$ref`, so that a described reference
/// goes in as an `allOf` of one.
fn schema_json(schema: &Node) -> Value {
    let mut out = members(schema, |key, node| match key {
        "properties" => node.members().map(|(name, property)| (name.to_owned(), schema_json(property))).collect(),
        "items" | "additionalProperties" if node.as_map().is_some() => schema_json(node),
        _ => node.to_json(),
    });
    if reference(schema).is_some()
        && let Some(map) = out.as_object_mut().filter(|map| map.len() > 1)
    {
        let target = map.remove("$ref").unwrap_or_default();
        map.insert("allOf".to_owned(), json!([{ "$ref": target }]));
    }
    out
}
