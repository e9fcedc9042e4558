//! Writes the named API down as an [`openapiv3::OpenAPI`].

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
    let document = json!({
        "openapi": "3.0.3",
        "info": api.info.as_ref().map(Node::to_json),
        "tags": tags,
        "paths": paths,
        "components": { "schemas": schemas },
        "x-webhooks": webhooks(api),
        "x-envelope": envelope(api),
    });
    match serde_json::from_value(document) {
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

fn operation_json(operation: &Node) -> Value {
    let mut out = operation.to_json();
    for (index, parameter) in operation.items_of("parameters").enumerate() {
        out["parameters"][index]["schema"] = parameter.get("schema").map(schema_json).unwrap_or_default();
    }
    if let Some(body) = operation.get("requestBody") {
        write_contents(body, &mut out["requestBody"]);
    }
    for (status, response) in operation.members_of("responses") {
        let json = &mut out["responses"];
        // The service leaves the descriptions of some responses out; openapiv3 demands them.
        if response.get("description").is_none() {
            json[status]["description"] = "".into();
        }
        write_contents(response, &mut json[status]);
    }
    out
}

fn write_contents(node: &Node, out: &mut Value) {
    for (mime, media) in node.members_of("content") {
        if let Some(schema) = media.get("schema") {
            out["content"][mime]["schema"] = schema_json(schema);
        }
    }
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
    let mut out = schema.to_json();
    for (name, property) in schema.members_of("properties") {
        out["properties"][name] = schema_json(property);
    }
    for key in ["items", "additionalProperties"] {
        if let Some(part) = schema.get(key).filter(|part| part.as_map().is_some()) {
            out[key] = schema_json(part);
        }
    }
    if reference(schema).is_some()
        && let Some(map) = out.as_object_mut().filter(|map| map.len() > 1)
    {
        let target = map.remove("$ref").unwrap_or_default();
        map.insert("allOf".to_owned(), json!([{ "$ref": target }]));
    }
    out
}
