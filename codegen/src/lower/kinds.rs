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
pub(super) struct Kinds<'a>(pub(super) &'a IndexMap<String, Component>);

impl Kinds<'_> {
    /// The kind of a schema that is not a field, null included.
    pub(super) fn nullable(self, schema: &Node) -> Kind {
        match self.kind(schema) {
            // Any JSON includes null.
            Kind::Json => Kind::Json,
            kind if schema.flag("nullable") => Kind::Nullable(Box::new(kind)),
            kind => kind,
        }
    }

    /// The kind of a schema, apart from null.
    pub(super) fn kind(self, schema: &Node) -> Kind {
        if let Some(name) = reference(schema) {
            return match self.0.get(name) {
                Some(component) if is_enum(&component.node) => Kind::Enum(name.to_owned()),
                Some(_) => Kind::Struct(name.to_owned()),
                None => Kind::Json,
            };
        }
        match (declared_type(schema), schema.str_at("format")) {
            (Type::Boolean, _) => Kind::Bool,
            (Type::Integer, format) => Kind::Number(number(format, false).unwrap_or(Number::I64)),
            (Type::Number, format) => Kind::Number(number(format, true).unwrap_or(Number::F64)),
            (Type::String, format) => text(schema.str_at("x-sdk-type"), format),
            (Type::Array, _) => {
                let items = schema.get("items").filter(|items| items.as_map().is_some());
                Kind::List(Box::new(items.map_or(Kind::Json, |items| self.nullable(items))))
            }
            (Type::Object, _) => match schema.get("additionalProperties").filter(|values| values.as_map().is_some()) {
                Some(values) => Kind::Map(Box::new(self.nullable(values))),
                None => Kind::JsonObject,
            },
            (Type::Any, _) => Kind::Json,
        }
    }
}

fn text(hint: Option<&str>, format: Option<&str>) -> Kind {
    match (hint, format) {
        (Some("time"), _) | (None, Some("date-time")) => Kind::Time,
        _ => Kind::HINTS.into_iter().find(|(name, _)| Some(*name) == hint).map_or(Kind::String, |(_, kind)| kind),
    }
}

/// The type of numbers that a format names.
pub(super) fn number(format: Option<&str>, is_float: bool) -> Option<Number> {
    let mut formats = Number::FORMATS.into_iter().filter(|(_, number)| number.is_float() == is_float);
    formats.find_map(|(name, number)| (Some(name) == format).then_some(number))
}
