//! The types of values, as they are in Rust and as they are on the wire.

use std::collections::BTreeMap;

use wsapi_codegen::api::Kind;

/// How two types of a value differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Difference {
    /// Only in Rust: both are text, or both are integers.
    Meaning,
    /// On the wire.
    Form,
}

/// Compares two types, of which some may have new names.
pub(super) fn difference(old: &Kind, new: &Kind, renamed: &BTreeMap<&str, &str>) -> Option<Difference> {
    if text(old, renamed) == text(new, renamed) {
        return None;
    }
    let is_same_form = form(old, renamed) == form(new, renamed);
    Some(if is_same_form { Difference::Meaning } else { Difference::Form })
}

/// The Rust type.
pub(super) fn rust(kind: &Kind) -> String {
    text(kind, &BTreeMap::new())
}

pub(super) fn text(kind: &Kind, renamed: &BTreeMap<&str, &str>) -> String {
    let name = match kind {
        Kind::List(item) => return format!("Vec<{}>", text(item, renamed)),
        Kind::Map(value) => return format!("BTreeMap<String, {}>", text(value, renamed)),
        Kind::Nullable(inner) => return format!("Option<{}>", text(inner, renamed)),
        Kind::Struct(name) | Kind::Enum(name) => renamed.get(name.as_str()).copied().unwrap_or(name),
        Kind::Number(number) => return format!("{number:?}").to_lowercase(),
        Kind::Bool => "bool",
        Kind::String => "String",
        Kind::Jid => "Jid",
        Kind::PhoneNumber => "PhoneNumber",
        Kind::MessageId => "MessageId",
        Kind::Secret => "Secret",
        Kind::Time => "Time",
        Kind::Media => "Media",
        Kind::Json => "Value",
        Kind::JsonObject => "JsonObject",
    };
    name.to_owned()
}

/// The type on the wire.
fn form(kind: &Kind, renamed: &BTreeMap<&str, &str>) -> String {
    match kind {
        Kind::List(item) => format!("[{}]", form(item, renamed)),
        Kind::Map(value) => format!("{{{}}}", form(value, renamed)),
        Kind::Nullable(inner) => format!("{}?", form(inner, renamed)),
        Kind::Number(number) if number.is_float() => "number".to_owned(),
        Kind::Number(_) => "integer".to_owned(),
        Kind::String | Kind::Jid | Kind::PhoneNumber | Kind::MessageId | Kind::Secret | Kind::Time | Kind::Media => {
            "text".to_owned()
        }
        Kind::Enum(_) => "text".to_owned(),
        Kind::Struct(_) | Kind::Bool | Kind::Json | Kind::JsonObject => text(kind, renamed),
    }
}
