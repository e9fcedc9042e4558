//! The kinds of schemas.

use indexmap::IndexMap;

use crate::{
    api::{Kind, Number},
    node::Node,
    normalize::Component,
    schema::{Type, declared_type, is_enum, reference},
};

/// The types that schemas refer to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Kinds<'a> {
    types: &'a IndexMap<String, Component>,
}

impl<'a> Kinds<'a> {
    pub(super) fn of(types: &'a IndexMap<String, Component>) -> Self {
        Self { types }
    }

    /// The kind of a schema for which no field says whether it may be null.
    pub(super) fn nullable(self, schema: &Node) -> Kind {
        match self.kind(schema) {
            // Any JSON is null as well.
            Kind::Json => Kind::Json,
            kind if schema.flag("nullable") => Kind::Nullable(Box::new(kind)),
            kind => kind,
        }
    }

    /// The kind of a schema, apart from null.
    pub(super) fn kind(self, schema: &Node) -> Kind {
        if let Some(name) = reference(schema) {
            return self.named(name);
        }
        match declared_type(schema) {
            Type::Boolean => Kind::Bool,
            Type::Integer => Kind::Number(match schema.str_at("format") {
                Some("int32") => Number::I32,
                Some("uint32") => Number::U32,
                Some("uint64") => Number::U64,
                _ => Number::I64,
            }),
            Type::Number => Kind::Number(match schema.str_at("format") {
                Some("float") => Number::F32,
                _ => Number::F64,
            }),
            Type::String => text(schema),
            Type::Array => {
                let items = schema.get("items").filter(|items| items.as_map().is_some());
                Kind::List(Box::new(items.map_or(Kind::Json, |items| self.nullable(items))))
            }
            Type::Object => match schema.get("additionalProperties").filter(|values| values.as_map().is_some()) {
                Some(values) => Kind::Map(Box::new(self.nullable(values))),
                None => Kind::JsonObject,
            },
            Type::Any => Kind::Json,
        }
    }

    fn named(self, name: &str) -> Kind {
        match self.types.get(name) {
            Some(component) if is_enum(&component.node) => Kind::Enum(name.to_owned()),
            Some(_) => Kind::Struct(name.to_owned()),
            None => Kind::Json,
        }
    }
}

fn text(schema: &Node) -> Kind {
    match (schema.str_at("x-sdk-type"), schema.str_at("format")) {
        (Some("jid"), _) => Kind::Jid,
        (Some("phone"), _) => Kind::PhoneNumber,
        (Some("message-id"), _) => Kind::MessageId,
        (Some("secret"), _) => Kind::Secret,
        (Some("media"), _) => Kind::Media,
        (Some("time"), _) | (None, Some("date-time")) => Kind::Time,
        _ => Kind::String,
    }
}
