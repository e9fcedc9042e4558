//! The types of schemas, declared or inferred.

use std::fmt;

use super::{
    composition::{is_annotation_only, resolved},
    parts::is_enum,
};
use crate::node::{Cursor, Node};

/// The JSON values that a schema allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Type {
    Object,
    Array,
    String,
    Integer,
    Number,
    Boolean,
    /// Any JSON value.
    Any,
}

impl Type {
    /// The types that can be declared, by name.
    pub(crate) const DECLARED: [(&str, Type); 6] = [
        ("object", Type::Object),
        ("array", Type::Array),
        ("string", Type::String),
        ("integer", Type::Integer),
        ("number", Type::Number),
        ("boolean", Type::Boolean),
    ];

    /// Returns the name that declares it; `None` for any value.
    pub(crate) fn name(self) -> Option<&'static str> {
        Self::DECLARED.iter().find(|(_, ty)| *ty == self).map(|(name, _)| *name)
    }

    /// Returns the type that a name declares.
    pub(crate) fn declared(name: &str) -> Option<Self> {
        Self::DECLARED.iter().find(|(declared, _)| *declared == name).map(|(_, ty)| *ty)
    }
}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.name() {
            Some(name) if name.starts_with(['a', 'i', 'o']) => write!(f, "an {name}"),
            Some(name) => write!(f, "a {name}"),
            None => f.write_str("any value"),
        }
    }
}

/// Returns the type of a schema, found through references; `None` if it is unknown, which is reported elsewhere.
pub(crate) fn type_of(schema: &Cursor<'_>) -> Option<Type> {
    let schema = resolved(schema)?;
    match schema.node.get("type") {
        Some(declared) => Type::declared(declared.as_str()?),
        None => Some(declared_type(schema.node)),
    }
}

/// Returns the type that a schema itself declares, or that its keywords imply.
pub(crate) fn declared_type(schema: &Node) -> Type {
    if let Some(declared) = schema.str_at("type").and_then(Type::declared) {
        return declared;
    }
    let has = |key| schema.get(key).is_some();
    let has_members = || schema.items_of("allOf").any(|member| !is_annotation_only(member));
    if has("properties") || has("additionalProperties") || has("required") || has_members() {
        Type::Object
    } else if has("items") {
        Type::Array
    } else if is_enum(schema) {
        Type::String
    } else {
        Type::Any
    }
}
