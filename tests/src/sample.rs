//! Values for fields that the examples lack, so that all fields are tested.

use serde_json::{Map, Value, json};

use crate::document::{entries, resolve};

/// Deeper than any type that does not contain itself.
const DEPTH: usize = 8;
/// A valid text, a valid JID and valid base64.
const TEXT: &str = "491701234567";

/// Returns the example with all fields of its schema. Missing values are made from the schemas of the fields.
pub(crate) fn filled(document: &Value, schema: &Value, example: &Value) -> Value {
    fill(document, schema, Some(example), 0).unwrap_or_else(|| example.clone())
}

/// Makes a value with all fields of the schema. Returns `None` if only the service can make one.
pub(crate) fn made_up(document: &Value, schema: &Value) -> Option<Value> {
    fill(document, schema, None, 0)
}

/// Completes the value, or makes one. Returns `None` if only the service can make one.
fn fill(document: &Value, schema: &Value, value: Option<&Value>, depth: usize) -> Option<Value> {
    let properties = properties(document, schema);
    let schema = resolve(document, schema);
    match value {
        Some(Value::Object(fields)) => Some(object(document, &properties, fields, depth)),
        Some(Value::Array(items)) => {
            Some(items.iter().filter_map(|item| fill(document, &schema["items"], Some(item), depth + 1)).collect())
        }
        Some(value) => Some(value.clone()),
        None if depth > DEPTH => None,
        None if schema.get("example").is_some() => Some(schema["example"].clone()),
        None if !properties.is_empty() => Some(object(document, &properties, &Map::new(), depth)),
        None => made(document, schema, depth),
    }
}

fn object(document: &Value, properties: &[(String, &Value)], fields: &Map<String, Value>, depth: usize) -> Value {
    let mut fields = fields.clone();
    for (name, schema) in properties {
        if let Some(value) = fill(document, schema, fields.get(name), depth + 1) {
            fields.insert(name.clone(), value);
        }
    }
    fields.into()
}

/// The fields of an object, those of `allOf` included.
fn properties<'a>(document: &'a Value, schema: &'a Value) -> Vec<(String, &'a Value)> {
    let schema = resolve(document, schema);
    let parts = schema["allOf"].as_array().into_iter().flatten().flat_map(|part| properties(document, part));
    let own = entries(&schema["properties"]).map(|(name, schema)| (name.clone(), schema));
    parts.chain(own).collect()
}

fn made(document: &Value, schema: &Value, depth: usize) -> Option<Value> {
    if let Some(values) = schema["enum"].as_array() {
        return values.first().cloned();
    }
    if let [only] = schema["allOf"].as_array().map(Vec::as_slice).unwrap_or_default() {
        return fill(document, only, None, depth + 1);
    }
    match name_of_type(schema) {
        "boolean" => Some(json!(true)),
        "integer" | "number" => Some(schema.get("minimum").cloned().unwrap_or_else(|| json!(1))),
        "array" => Some(json!([fill(document, &schema["items"], None, depth + 1)?])),
        "object" => {
            let values = schema.get("additionalProperties").filter(|values| values.is_object());
            let value = values.map_or(Some(json!("value")), |values| fill(document, values, None, depth + 1));
            Some(json!({ "key": value? }))
        }
        "string" if schema.get("pattern").is_some() => None,
        "string" => match schema["format"].as_str() {
            Some("date-time") => Some(json!("2026-03-01T12:00:00Z")),
            Some("uri") => Some(json!("https://example.com/text")),
            Some("byte") => Some(json!("dGV4dA==")),
            Some("binary") => None,
            _ => Some(json!(TEXT)),
        },
        _ => None,
    }
}

/// The type. Of a list of types, this is the first, because `null` is the last.
fn name_of_type(schema: &Value) -> &str {
    let ty = &schema["type"];
    ty.as_str().or_else(|| ty[0].as_str()).unwrap_or_default()
}
