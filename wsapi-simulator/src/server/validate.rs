//! Checks parameters and bodies against the rules of the documents, with the server's error texts.

use std::collections::HashMap;

use percent_encoding::percent_decode_str;
use serde_json::{Map, Value};

use super::{Rejection, formats};
use crate::rules::{Kind, Member, Shape};

/// Parses the query parameters.
pub(super) fn query(query: Option<&str>, members: &[Member]) -> Result<HashMap<String, String>, Rejection> {
    let pairs = query.unwrap_or_default().split('&').filter(|pair| !pair.is_empty());
    let pair = |pair: &str| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        (decoded(name), decoded(value))
    };
    let values: HashMap<_, _> = pairs.map(pair).collect();
    let is_missing = |member: &&Member| member.is_required && values.get(member.name).is_none_or(String::is_empty);
    match members.iter().find(is_missing) {
        Some(member) => Err(Rejection::bad_request(format!("missing required query parameter: {}", member.name))),
        None => Ok(values),
    }
}

/// Decodes percent-encoding and `+`.
fn decoded(text: &str) -> String {
    percent_decode_str(&text.replace('+', " ")).decode_utf8_lossy().into_owned()
}

/// Checks a body, and returns the members of the JSON object that it begins with. The server ignores what follows.
pub(super) fn body(body: &[u8], shape: &Shape) -> Result<Map<String, Value>, Rejection> {
    let broken = |detail: String| Rejection::bad_request(format!("invalid request body: {detail}"));
    let mut values = serde_json::Deserializer::from_slice(body).into_iter::<Value>();
    let value = match values.next() {
        None => return Err(broken("EOF".to_owned())),
        Some(Err(error)) if error.is_eof() => return Err(broken("unexpected EOF".to_owned())),
        Some(Err(error)) => return Err(broken(error.to_string())),
        Some(Ok(value)) => value,
    };
    let members = match value {
        Value::Object(members) => members,
        // Go treats `null` as an object without members.
        Value::Null => Map::new(),
        other => {
            let detail = format!("json: cannot unmarshal {} into Go value of type {}", name(&other), shape.schema);
            return Err(broken(detail));
        }
    };
    types(&members, shape).map_err(broken)?;
    let problems = problems(&members, shape);
    if problems.is_empty() {
        return Ok(members);
    }
    Err(Rejection::bad_request(format!("validation error: {}", problems.join("\n"))))
}

/// Fails for the first member of a wrong type.
fn types(members: &Map<String, Value>, shape: &Shape) -> Result<(), String> {
    for member in shape.members {
        let Some(value) = members.get(member.name).filter(|value| !value.is_null()) else { continue };
        if let (Kind::Time, Some(text)) = (&member.kind, value.as_str()) {
            formats::time(text)?;
        } else if !fits(value, &member.kind) {
            let (found, go) = (name(value), go_type(&member.kind));
            return Err(format!(
                "json: cannot unmarshal {found} into Go struct field {}.{} of type {go}",
                shape.schema, member.name
            ));
        }
    }
    Ok(())
}

fn fits(value: &Value, kind: &Kind) -> bool {
    match kind {
        Kind::Text | Kind::TextUpTo(_) | Kind::OneOf(_) | Kind::Time => value.is_string(),
        Kind::Boolean => value.is_boolean(),
        Kind::Number => value.is_number(),
        Kind::Integer(..) => value.is_i64(),
        Kind::List(of, _) => value.as_array().is_some_and(|list| list.iter().all(|value| fits(value, of))),
        Kind::Object(_) => value.is_object(),
        Kind::Any => true,
    }
}

/// Returns the values that violate a rule, one line each. A missing boolean is false, and a missing number is 0.
fn problems(members: &Map<String, Value>, shape: &Shape) -> Vec<String> {
    let problem = |member: &Member| {
        let value = members.get(member.name).unwrap_or(&Value::Null);
        let format = || formats::broken(shape.schema, member.name, value.as_str().unwrap_or_default());
        let rule = broken_rule(value, member).or_else(format)?;
        if rule == "required" && NOT_REQUIRED.contains(&(shape.name, member.name)) {
            return None;
        }
        let field = go_name(member.name);
        Some(format!("Key: '{}.{field}' Error:Field validation for '{field}' failed on the '{rule}' tag", shape.schema))
    };
    shape.members.iter().filter_map(problem).collect()
}

/// The members that the SDK always sends, but that the server does not require.
const NOT_REQUIRED: [(&str, &str); 3] = [
    ("SendReactionRequest", "senderId"),
    ("SendReactionRequest", "reaction"),
    // An empty description removes the earlier one.
    ("SetDescriptionRequest", "description"),
];

/// Returns the name of the rule that a value violates.
fn broken_rule(value: &Value, member: &Member) -> Option<&'static str> {
    let text = value.as_str().unwrap_or_default();
    match &member.kind {
        Kind::Text | Kind::TextUpTo(_) | Kind::OneOf(_) if text.is_empty() => member.is_required.then_some("required"),
        Kind::TextUpTo(most) => (text.chars().count() as u64 > *most).then_some("max"),
        Kind::OneOf(values) => (!values.contains(&text)).then_some("oneof"),
        Kind::List(_, least) => match value.as_array().map_or(0, Vec::len) {
            0 if member.is_required => Some("required"),
            length => (length < *least && member.is_required).then_some("min"),
        },
        Kind::Integer(least, most) => match value.as_i64() {
            None | Some(0) => None,
            Some(number) if number < *least => Some("min"),
            Some(number) => (number > *most).then_some("max"),
        },
        Kind::Object(_) => (member.is_required && value.is_null()).then_some("required"),
        _ => None,
    }
}

/// Returns the Go name of a member.
fn go_name(wire: &str) -> String {
    let mut name = wire.to_owned();
    name[..1].make_ascii_uppercase();
    for (suffix, initials) in [("Id", "ID"), ("Url", "URL")] {
        if let Some(start) = name.strip_suffix(suffix) {
            return format!("{start}{initials}");
        }
    }
    name
}

fn go_type(kind: &Kind) -> &'static str {
    match kind {
        Kind::Text | Kind::TextUpTo(_) | Kind::OneOf(_) => "string",
        Kind::Time => "time.Time",
        Kind::Boolean => "bool",
        Kind::Number => "float64",
        Kind::Integer(..) => "int",
        Kind::List(..) => "[]string",
        Kind::Object(_) | Kind::Any => "map[string]interface {}",
    }
}

fn name(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "bool",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}
