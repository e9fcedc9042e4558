//! The documents, without the overlay and before normalization.

use std::{error::Error, fs, path::Path};

use serde_json::{Map, Value};

const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// The text of a file of the workspace.
pub(crate) fn text(workspace: &Path, name: &str) -> Result<String, Box<dyn Error>> {
    fs::read_to_string(workspace.join(name)).map_err(|error| format!("{name}: {error}").into())
}

/// A document as values.
pub(crate) fn read(workspace: &Path, name: &str) -> Result<Value, Box<dyn Error>> {
    serde_yaml::from_str(&text(workspace, name)?).map_err(|error| format!("{name}: {error}").into())
}

/// Returns a document with the paths and components of both. If both have one, that of the first is used.
pub(crate) fn united(first: &Value, second: &Value) -> Value {
    let (mut united, mut second) = (first.clone(), second.clone());
    secure(&mut united);
    secure(&mut second);
    for (path, item) in entries(&second["paths"]) {
        add(&mut united["paths"][path], item);
    }
    for (section, components) in entries(&second["components"]) {
        add(&mut united["components"][section], components);
    }
    united
}

/// Writes the document's default of `security` to each operation without its own, because the default of the other
/// document may differ.
fn secure(document: &mut Value) {
    let default = document.get("security").cloned().unwrap_or_else(|| Value::Array(Vec::new()));
    for item in document["paths"].as_object_mut().into_iter().flat_map(Map::values_mut) {
        for (method, operation) in item.as_object_mut().into_iter().flatten() {
            if METHODS.contains(&method.as_str()) && operation.get("security").is_none() {
                operation["security"] = default.clone();
            }
        }
    }
}

/// Every operation with its path and method.
pub(crate) fn operations(document: &Value) -> impl Iterator<Item = &Value> {
    let items = entries(&document["paths"]).map(|(_, item)| item);
    items.flat_map(entries).filter(|(method, _)| METHODS.contains(&method.as_str())).map(|(_, operation)| operation)
}

/// The parameters of an operation, with references followed.
pub(crate) fn parameters<'a>(document: &'a Value, operation: &'a Value) -> impl Iterator<Item = &'a Value> {
    operation["parameters"].as_array().into_iter().flatten().map(|parameter| resolve(document, parameter))
}

fn resolve<'a>(document: &'a Value, value: &'a Value) -> &'a Value {
    let pointer = value.get("$ref").and_then(Value::as_str).and_then(|reference| reference.strip_prefix('#'));
    pointer.and_then(|pointer| document.pointer(pointer)).unwrap_or(value)
}

fn add(to: &mut Value, from: &Value) {
    if to.is_null() {
        *to = Value::Object(Map::new());
    }
    for (name, value) in entries(from) {
        if to.get(name).is_none() {
            to[name] = value.clone();
        }
    }
}

fn entries(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}
