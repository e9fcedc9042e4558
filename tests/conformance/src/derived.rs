//! Invalid requests derived from a valid one and from the documents.

use serde_json::{Map, Value, json};

use crate::{Case, Operation, document::Member, expected::Expected};

/// A change to a valid request, and the expected response.
#[derive(Debug)]
pub(crate) struct Derived {
    pub(crate) name: String,
    pub(crate) change: Change,
    pub(crate) expected: Expected,
}

/// A change to a valid request.
#[derive(Debug)]
pub(crate) enum Change {
    /// Replaces the body.
    Body(Value),
    /// Replaces the body by text that may not be JSON.
    Text(&'static str),
    /// Replaces the value of a path parameter.
    Path(&'static str, &'static str),
}

/// Returns the invalid variants of a valid request. `body` is its body, with variables replaced.
pub(crate) fn all(operation: &Operation, case: &Case, body: Option<&Value>) -> Vec<Derived> {
    let mut derived = paths(operation);
    if let (Some(members), Some(Value::Object(body))) = (&operation.body, body) {
        derived.push(text("truncated JSON", r#"{"a":"#, Expected::error(400, "invalid request body: unexpected EOF")));
        derived.push(text("no body", "", Expected::status(400)));
        derived.push(text("a list as the body", "[]", Expected::status(400)));
        for (name, member) in members {
            derived.extend(members_of(name, member, case, body));
        }
    }
    derived
}

fn text(name: &str, text: &'static str, expected: Expected) -> Derived {
    Derived { name: name.to_owned(), change: Change::Text(text), expected }
}

fn members_of(name: &str, member: &Member, case: &Case, body: &Map<String, Value>) -> Vec<Derived> {
    let with = |what: String, value: Option<Value>, expected: Expected| {
        let mut body = body.clone();
        match value {
            Some(value) => body.insert(name.to_owned(), value),
            None => body.remove(name),
        };
        Derived { name: what, change: Change::Body(body.into()), expected }
    };
    let invalid = || Expected::starts(400, "validation error");
    let mut derived = vec![with(format!("`{name}` of a wrong type"), Some(wrong(member)), Expected::status(400))];
    let kind = member.schema["type"].as_str().unwrap_or_default();
    let is_required = member.is_required && !case.lenient.iter().any(|lenient| lenient == name);
    // A missing boolean is false, and a missing number is 0.
    if is_required && matches!(kind, "string" | "array") {
        let empty = if kind == "array" { json!([]) } else { json!("") };
        derived.push(with(format!("without `{name}`"), None, invalid()));
        derived.push(with(format!("empty `{name}`"), Some(empty), invalid()));
    }
    if kind == "array" {
        derived.push(with(format!("`{name}` of numbers"), Some(json!([1])), Expected::status(400)));
    }
    if member.schema["enum"].is_array() {
        derived.push(with(format!("unknown `{name}`"), Some(json!("unknown")), invalid()));
    }
    if let (Some(most), "integer") = (member.schema["maximum"].as_i64(), kind) {
        derived.push(with(format!("`{name}` above its limit"), Some(json!(most + 1)), invalid()));
        derived.push(with(format!("negative `{name}`"), Some(json!(-1)), invalid()));
    }
    derived
}

/// Returns a value of a wrong type.
fn wrong(member: &Member) -> Value {
    match member.schema["type"].as_str() {
        Some("string") => json!(1),
        _ => json!("1"),
    }
}

/// Operations whose error for an invalid address does not mention the kind of address.
const PLAIN: [&str; 3] = ["getChatPicture", "getChatBusinessProfile", "subscribeChatPresence"];

/// Returns variants with an address without a server in the path.
fn paths(operation: &Operation) -> Vec<Derived> {
    let (name, detail) = match operation.path.split('/').collect::<Vec<_>>()[1..] {
        // The chat list is searched for the unparsed text.
        ["chats", "{chatId}"] if operation.method == "GET" => return Vec::new(),
        ["chats", "{chatId}", ..] if PLAIN.contains(&operation.id.as_str()) => ("chatId", "invalid JID:"),
        ["chats", "{chatId}", ..] => ("chatId", "invalid chat JID:"),
        ["groups", "{id}", ..] => ("id", "invalid group JID:"),
        ["communities", "{id}", ..] => ("id", "invalid community JID:"),
        ["newsletters", "{id}", ..] => ("id", "invalid newsletter JID:"),
        ["contacts", "{id}", ..] => ("id", "invalid contact JID:"),
        _ => return Vec::new(),
    };
    let expected = || Expected::starts(400, detail);
    vec![
        Derived {
            name: "address without a server".to_owned(),
            change: Change::Path(name, "123"),
            expected: expected(),
        },
        // Paths are not percent-decoded.
        Derived { name: "escaped address".to_owned(), change: Change::Path(name, "123%40g.us"), expected: expected() },
    ]
}
