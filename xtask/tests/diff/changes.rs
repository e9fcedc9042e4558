//! Random changes of one map of a document. Each function returns `false` if the map does not allow the change.

use fastrand::Rng;
use serde_yaml::{Mapping, Value};

fn yaml(text: &str) -> Value {
    serde_yaml::from_str(text).expect("it is YAML")
}

fn choice<'t>(all: &[&'t str], random: &mut Rng) -> &'t str {
    all[random.usize(..all.len())]
}

/// Adds, removes or renames a value of an enum.
pub(crate) fn values(values: &mut Vec<Value>, random: &mut Rng) -> bool {
    if values.is_empty() || !values.iter().all(Value::is_string) {
        return false;
    }
    let at = random.usize(..values.len());
    match random.u8(..3) {
        0 => values.insert(at, "added-value".into()),
        1 => values[at] = "renamed-value".into(),
        _ => drop(values.remove(at)),
    }
    true
}

/// Sets or removes a limit of a schema.
pub(crate) fn limit(map: &mut Mapping, random: &mut Rng) -> bool {
    let Some(ty) = map.get("type").and_then(Value::as_str).filter(|_| !map.contains_key("in")) else { return false };
    let keys: &[&str] = match ty {
        "string" => &["minLength", "maxLength", "pattern", "format"],
        "integer" | "number" => &["minimum", "maximum", "multipleOf"],
        "array" => &["minItems", "maxItems", "uniqueItems"],
        "object" => &["minProperties", "maxProperties"],
        _ => return false,
    };
    let key = choice(keys, random);
    let value = match key {
        "pattern" => "^a+$".into(),
        "format" => "uuid".into(),
        "uniqueItems" => true.into(),
        _ => random.u8(1..9).into(),
    };
    if map.shift_remove(key).is_none() || random.bool() {
        map.insert(key.into(), value);
    }
    true
}

/// Sets or removes the default of a schema.
pub(crate) fn default(map: &mut Mapping, random: &mut Rng) -> bool {
    let Some(ty) = map.get("type").and_then(Value::as_str).filter(|_| !map.contains_key("in")) else { return false };
    let value: Value = match (ty, map.get("enum").and_then(Value::as_sequence)) {
        ("string", Some(values)) => values.last().cloned().unwrap_or_default(),
        ("string", None) => "other".into(),
        ("integer" | "number", _) => random.u8(1..9).into(),
        ("boolean", _) => random.bool().into(),
        _ => return false,
    };
    if map.shift_remove("default").is_none() || random.bool() {
        map.insert("default".into(), value);
    }
    true
}

/// Deprecates an operation, a parameter or a member, or removes the deprecation.
pub(crate) fn deprecation(map: &mut Mapping, _: &mut Rng) -> bool {
    let is_possible = map.contains_key("operationId") || map.contains_key("in") || map.contains_key("type");
    if is_possible && map.shift_remove("deprecated").is_none() {
        map.insert("deprecated".into(), true.into());
    }
    is_possible
}

/// Adds a parameter to an operation.
pub(crate) fn new_parameter(map: &mut Mapping, random: &mut Rng) -> bool {
    if !map.contains_key("operationId") || !map.contains_key("parameters") {
        return false;
    }
    let schema =
        choice(&["{type: string}", "{type: integer, minimum: 1}", "{type: array, items: {type: string}}"], random);
    let (part, required) = (choice(&["query", "header"], random), random.bool());
    let added = yaml(&format!("{{name: X-Added, in: {part}, required: {required}, schema: {schema}}}"));
    map.get_mut("parameters").and_then(Value::as_sequence_mut).map(|all| all.push(added)).is_some()
}

/// Makes a parameter required or optional, or renames or moves it.
pub(crate) fn parameter(map: &mut Mapping, random: &mut Rng) -> bool {
    let part = map.get("in").and_then(Value::as_str).unwrap_or_default().to_owned();
    if !map.contains_key("schema") || !["query", "header", "path"].contains(&part.as_str()) {
        return false;
    }
    match random.u8(..3) {
        0 => {
            let required = map.get("required").and_then(Value::as_bool).unwrap_or_default();
            map.insert("required".into(), (!required).into());
        }
        1 => {
            let name = format!("{}Renamed", map.get("name").and_then(Value::as_str).unwrap_or_default());
            map.insert("name".into(), name.into());
        }
        _ => {
            map.insert("in".into(), if part == "query" { "header" } else { "query" }.into());
        }
    }
    true
}

/// Moves the operations of a path to another one.
pub(crate) fn path(map: &mut Mapping, random: &mut Rng) -> bool {
    let paths: Vec<Value> =
        map.keys().filter(|key| key.as_str().is_some_and(|key| key.starts_with('/'))).cloned().collect();
    let is_item = |path: &Value| {
        map[path].as_mapping().is_some_and(|item| item.values().any(|one| one.get("responses").is_some()))
    };
    let paths: Vec<Value> = paths.into_iter().filter(is_item).collect();
    let Some(path) = random.choice(paths) else { return false };
    let item = map.shift_remove(&path).unwrap_or_default();
    let old = path.as_str().unwrap_or_default();
    let new = match random.bool() {
        true => format!("{old}/moved"),
        false => format!("/moved{old}"),
    };
    map.insert(new.into(), item);
    true
}

/// Returns one of the responses of an operation.
fn response<'m>(map: &'m mut Mapping, random: &mut Rng) -> Option<&'m mut Mapping> {
    let responses = map.get_mut("responses")?.as_mapping_mut().filter(|all| !all.is_empty())?;
    let at = random.usize(..responses.len());
    responses.values_mut().nth(at)?.as_mapping_mut().filter(|response| !response.contains_key("$ref"))
}

/// Adds, retypes or removes a header of a response.
pub(crate) fn header(map: &mut Mapping, random: &mut Rng) -> bool {
    let schema = choice(&["{type: string}", "{type: integer}", "{type: array, items: {type: string}}"], random);
    let Some(response) = response(map, random) else { return false };
    if response.shift_remove("headers").is_none() || random.bool() {
        let headers = yaml(&format!(
            "{{X-Added: {{required: {}, schema: {schema}}}, Retry-After: {{schema: {{type: integer}}}}}}",
            random.bool()
        ));
        response.insert("headers".into(), headers);
    }
    true
}

/// Gives a body another media type.
pub(crate) fn media_type(map: &mut Mapping, random: &mut Rng) -> bool {
    let types = ["application/vnd.other+json", "application/json; charset=utf-8", "text/plain", "image/png"];
    let other = choice(&types, random);
    let content = map.get_mut("content").and_then(Value::as_mapping_mut).filter(|content| !content.is_empty());
    let Some(content) = content else { return false };
    let first = content.keys().next().cloned().unwrap_or_default();
    let body = content.shift_remove(&first).unwrap_or_default();
    content.insert(other.into(), body);
    true
}

/// Adds, renames or removes a status.
pub(crate) fn status(map: &mut Mapping, random: &mut Rng) -> bool {
    let responses = map.get_mut("responses").and_then(Value::as_mapping_mut).filter(|all| !all.is_empty());
    let Some(responses) = responses else { return false };
    let all: Vec<Value> = responses.keys().cloned().collect();
    let status = random.choice(all).unwrap_or_default();
    let other = choice(&["202", "206", "2XX", "418", "4XX", "default"], random);
    match random.u8(..3) {
        0 => {
            let response = responses.shift_remove(&status).unwrap_or_default();
            responses.insert(other.into(), response);
        }
        1 => {
            let response = responses[&status].clone();
            responses.insert(other.into(), response);
        }
        _ => {
            responses.shift_remove(&status);
        }
    }
    true
}

/// Changes the security that an operation requires.
pub(crate) fn security(map: &mut Mapping, random: &mut Rng) -> bool {
    let Some(alternatives) = map.get_mut("security").and_then(Value::as_sequence_mut) else { return false };
    match random.u8(..3) {
        0 => alternatives.push(Mapping::new().into()),
        1 => alternatives.clear(),
        _ => {
            let scoped = alternatives.first_mut().and_then(Value::as_mapping_mut);
            scoped.into_iter().flat_map(Mapping::values_mut).for_each(|scopes| *scopes = yaml("[added]"));
        }
    }
    true
}
