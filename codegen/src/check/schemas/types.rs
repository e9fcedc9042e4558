//! The types of schemas, declared or to be inferred.

use std::fmt;

use super::composition::{has_members, substance};
use crate::{
    check::near,
    node::{Cursor, Node, Value},
    problem::Problems,
};

/// What values a schema admits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::check) enum Type {
    Object,
    Array,
    String,
    Integer,
    Number,
    Boolean,
    /// Any JSON value.
    Any,
}

/// The types that can be declared.
const DECLARED: [(&str, Type); 6] = [
    ("object", Type::Object),
    ("array", Type::Array),
    ("string", Type::String),
    ("integer", Type::Integer),
    ("number", Type::Number),
    ("boolean", Type::Boolean),
];

impl Type {
    /// Whether a value is written as one word.
    pub(in crate::check) fn is_scalar(self) -> bool {
        matches!(self, Type::String | Type::Integer | Type::Number | Type::Boolean)
    }

    /// How a schema declares it; `None` for any value.
    pub(in crate::check) fn name(self) -> Option<&'static str> {
        DECLARED.iter().find(|(_, kind)| *kind == self).map(|(name, _)| *name)
    }

    fn declared(name: &str) -> Option<Self> {
        DECLARED.iter().find(|(declared, _)| *declared == name).map(|(_, kind)| *kind)
    }
}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Type::Object => "an object",
            Type::Array => "an array",
            Type::String => "a string",
            Type::Integer => "an integer",
            Type::Number => "a number",
            Type::Boolean => "a boolean",
            Type::Any => "any value",
        })
    }
}

/// The type of a schema, found through references; `None` if it cannot be known, which is reported elsewhere.
pub(in crate::check) fn type_of<'a>(document: &'a Node, schema: &Cursor<'a>) -> Option<Type> {
    let schema = substance(document, schema)?;
    match schema.node.get("type") {
        Some(declared) => Type::declared(declared.as_str()?),
        None => Some(inferred(&schema)),
    }
}

/// The type of a schema that declares none.
fn inferred(schema: &Cursor<'_>) -> Type {
    let has = |key| schema.node.get(key).is_some();
    let is_enum_of_strings = || {
        let mut values = schema.node.items_of("enum").filter(|value| !matches!(value.value, Value::Null)).peekable();
        values.peek().is_some() && values.all(|value| value.as_str().is_some())
    };
    if has("properties") || has("additionalProperties") || has("required") || has_members(schema) {
        Type::Object
    } else if has("items") {
        Type::Array
    } else if is_enum_of_strings() {
        Type::String
    } else {
        Type::Any
    }
}

/// Checks the `type` of a schema.
pub(super) fn check(schema: &Cursor<'_>, problems: &mut Problems) {
    let Some(declared) = schema.get("type") else { return };
    let names = DECLARED.map(|(name, _)| name);
    match &declared.node.value {
        Value::String(name) if Type::declared(name).is_some() => {}
        Value::String(name) if name == "null" => {
            problems
                .error(declared.place(), "null is no type of its own")
                .hint("declare the type of the other values and `nullable: true`");
        }
        Value::String(name) => {
            let hint = near::hint(name, names, &format!("the types are `{}`", names.join("`, `")));
            problems.error(declared.place(), format!("there is no type `{name}`")).hint(hint);
        }
        Value::List(_) => {
            problems
                .error(declared.place(), "a schema can have one type only, beside null in OpenAPI 3.1")
                .hint("declare one type, `nullable: true` if null is admitted, or no type for any value");
        }
        _ => {
            problems.error(declared.place(), format!("`type` must be a string, and this is {}", declared.node.noun()));
        }
    }
}
