//! Schemas become structs, enums and kinds.

use openapiv3::{
    AdditionalProperties, IntegerFormat, NumberFormat, ObjectType, OpenAPI, ReferenceOr, Schema, SchemaKind,
    StringFormat, StringType, Type as SchemaType, VariantOrUnknownOrEmpty,
};

use super::{borrowed, component, text};
use crate::{
    api::{Enum, Field, Kind, MessageRefs, Presence, Struct, Type},
    schema::SCHEMAS,
};

/// All named types, in document order.
pub(super) fn types(document: &OpenAPI) -> Vec<Type> {
    let schemas = document.components.iter().flat_map(|components| &components.schemas);
    schemas
        .filter_map(|(name, schema)| match schema {
            ReferenceOr::Item(schema) => Some(named(document, name, schema)),
            ReferenceOr::Reference { .. } => None,
        })
        .collect()
}

fn named(document: &OpenAPI, name: &str, schema: &Schema) -> Type {
    let description = schema.schema_data.description.clone().unwrap_or_default();
    let extensions = &schema.schema_data.extensions;
    if let Some(variants) = extensions.get("x-rust-variants").and_then(serde_json::Value::as_object) {
        let variant =
            |(wire, name): (&String, &serde_json::Value)| (wire.clone(), name.as_str().unwrap_or_default().to_owned());
        return Type::Enum(Enum {
            name: name.to_owned(),
            description,
            variants: variants.iter().map(variant).collect(),
        });
    }
    let fields = fields(document, schema);
    let message_refs = extensions.get("x-sdk-message-ref").map(|refs| message_refs(refs, &fields)).unwrap_or_default();
    let sent = extensions.get("x-rust-sent").and_then(serde_json::Value::as_bool).unwrap_or(false);
    let other = text(extensions, "x-rust-other").map(str::to_owned);
    let example = schema.schema_data.example.clone();
    Type::Struct(Struct { name: name.to_owned(), description, sent, fields, other, message_refs, example })
}

/// The fields of an object, in document order.
pub(super) fn fields(document: &OpenAPI, schema: &Schema) -> Vec<Field> {
    let Some((properties, required)) = object(schema) else { return Vec::new() };
    properties
        .iter()
        .map(|(wire, property)| field(document, wire, property, required.iter().any(|name| name == wire)))
        .collect()
}

/// Properties in document order.
type Properties = indexmap::IndexMap<String, ReferenceOr<Box<Schema>>>;

/// openapiv3 reads an object with unusual keywords as `Any`; its fields are the same.
fn object(schema: &Schema) -> Option<(&Properties, &[String])> {
    match &schema.schema_kind {
        SchemaKind::Type(SchemaType::Object(ObjectType { properties, required, .. })) => Some((properties, required)),
        SchemaKind::Any(any) => Some((&any.properties, &any.required)),
        _ => None,
    }
}

fn field(document: &OpenAPI, wire: &str, property: &ReferenceOr<Box<Schema>>, required: bool) -> Field {
    let data = match property {
        ReferenceOr::Item(schema) => Some(&schema.schema_data),
        ReferenceOr::Reference { .. } => None,
    };
    let presence = match (required, data.is_some_and(|data| data.nullable)) {
        (true, false) => Presence::Required,
        (true, true) => Presence::Nullable,
        (false, false) => Presence::Optional,
        (false, true) => Presence::ThreeState,
    };
    Field {
        wire: wire.to_owned(),
        name: data.and_then(|data| text(&data.extensions, "x-rust-field")).unwrap_or(wire).to_owned(),
        kind: kind(document, borrowed(property)),
        presence,
        description: data.and_then(|data| data.description.clone()).unwrap_or_default(),
        example: data.and_then(|data| data.example.clone()),
    }
}

fn message_refs(refs: &serde_json::Value, fields: &[Field]) -> Vec<MessageRefs> {
    let rust = |wire: &str| fields.iter().find(|field| field.wire == wire).map(|field| field.name.clone());
    let pair = |entry: &serde_json::Value| {
        Some(MessageRefs {
            name: entry.get("name")?.as_str()?.to_owned(),
            id: rust(entry.get("id")?.as_str()?)?,
            sender: rust(entry.get("sender")?.as_str()?)?,
        })
    };
    refs.as_array().into_iter().flatten().filter_map(pair).collect()
}

/// What a schema holds that no field stands around to say whether it may be null.
pub(super) fn nullable_kind(document: &OpenAPI, schema: ReferenceOr<&Schema>) -> Kind {
    let nullable = matches!(&schema, ReferenceOr::Item(schema) if schema.schema_data.nullable);
    match kind(document, schema) {
        // Any JSON is null as well.
        Kind::Json => Kind::Json,
        kind if nullable => Kind::Nullable(Box::new(kind)),
        kind => kind,
    }
}

/// What a schema holds, apart from null.
pub(super) fn kind(document: &OpenAPI, schema: ReferenceOr<&Schema>) -> Kind {
    let schema = match schema {
        ReferenceOr::Reference { reference } => return named_kind(document, &reference),
        ReferenceOr::Item(schema) => schema,
    };
    match &schema.schema_kind {
        SchemaKind::Type(SchemaType::Boolean(_)) => Kind::Bool,
        SchemaKind::Type(SchemaType::Integer(integer)) => Kind::Number(match &integer.format {
            VariantOrUnknownOrEmpty::Item(IntegerFormat::Int32) => "i32",
            VariantOrUnknownOrEmpty::Unknown(format) if format == "uint32" => "u32",
            VariantOrUnknownOrEmpty::Unknown(format) if format == "uint64" => "u64",
            _ => "i64",
        }),
        SchemaKind::Type(SchemaType::Number(number)) => Kind::Number(match &number.format {
            VariantOrUnknownOrEmpty::Item(NumberFormat::Float) => "f32",
            _ => "f64",
        }),
        SchemaKind::Type(SchemaType::String(string)) => string_kind(schema, string),
        SchemaKind::Type(SchemaType::Array(array)) => {
            let item = array.items.as_ref().map(|item| nullable_kind(document, borrowed(item)));
            Kind::List(Box::new(item.unwrap_or(Kind::Json)))
        }
        SchemaKind::Type(SchemaType::Object(object)) => match &object.additional_properties {
            Some(AdditionalProperties::Schema(value)) => Kind::Map(Box::new(nullable_kind(document, borrowed(value)))),
            _ => Kind::JsonObject,
        },
        SchemaKind::AllOf { all_of } => match &all_of[..] {
            [only] => kind(document, borrowed(only)),
            _ => Kind::Json,
        },
        _ => Kind::Json,
    }
}

fn named_kind(document: &OpenAPI, reference: &str) -> Kind {
    let name = reference.strip_prefix(SCHEMAS).unwrap_or(reference);
    match component(document, name) {
        Some(schema) if schema.schema_data.extensions.contains_key("x-rust-variants") => Kind::Enum(name.to_owned()),
        Some(_) => Kind::Struct(name.to_owned()),
        None => Kind::Json,
    }
}

fn string_kind(schema: &Schema, string: &StringType) -> Kind {
    match (text(&schema.schema_data.extensions, "x-sdk-type"), &string.format) {
        (Some("jid"), _) => Kind::Jid,
        (Some("phone"), _) => Kind::PhoneNumber,
        (Some("message-id"), _) => Kind::MessageId,
        (Some("secret"), _) => Kind::Secret,
        (Some("media"), _) => Kind::Media,
        (Some("time"), _) | (None, VariantOrUnknownOrEmpty::Item(StringFormat::DateTime)) => Kind::Time,
        _ => Kind::String,
    }
}
