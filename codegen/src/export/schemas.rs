//! Types and kinds as schemas.

use indexmap::IndexMap;
use openapiv3::{
    AdditionalProperties, AnySchema, ArrayType, BooleanType, IntegerType, NumberType, ObjectType, ReferenceOr, Schema,
    SchemaData, SchemaKind, StringFormat, StringType, Type as SchemaType, VariantOrUnknownOrEmpty,
};
use serde_json::{Number as JsonNumber, Value, json};

use super::{Extensions, hint, text};
use crate::api::{Enum, Field, Kind, Limits, Number, Presence, Struct, Type};

/// A type with a name, as a component.
pub(super) fn named(ty: &Type) -> Schema {
    match ty {
        Type::Struct(strukt) => self::strukt(strukt),
        Type::Enum(choice) => self::choice(choice),
    }
}

fn strukt(strukt: &Struct) -> Schema {
    let mut extensions = Extensions::from_iter([hint("x-sdk-name", strukt.name.as_str())]);
    let wire = |name: &str| strukt.fields.iter().find(|field| field.name == name).map(|field| field.wire.clone());
    let refs: Vec<Value> = strukt
        .message_refs
        .iter()
        .map(|refs| json!({ "name": refs.name, "id": wire(&refs.id), "sender": wire(&refs.sender) }))
        .collect();
    if !refs.is_empty() {
        extensions.extend([hint("x-sdk-message-ref", refs)]);
    }
    let properties = strukt.fields.iter().map(|field| (field.wire.clone(), boxed(property(field))));
    let object = ObjectType {
        properties: properties.collect(),
        required: strukt.fields.iter().filter(|field| is_required(field)).map(|field| field.wire.clone()).collect(),
        ..object(strukt.other.is_some().then_some(AdditionalProperties::Any(true)), &strukt.limits)
    };
    Schema {
        schema_data: SchemaData {
            description: text(&strukt.description),
            deprecated: strukt.deprecated,
            example: strukt.example.clone(),
            extensions,
            ..SchemaData::default()
        },
        schema_kind: SchemaKind::Type(SchemaType::Object(object)),
    }
}

pub(super) fn is_required(field: &Field) -> bool {
    matches!(field.presence, Presence::Required | Presence::Nullable)
}

/// The schema of a field.
pub(super) fn property(field: &Field) -> ReferenceOr<Schema> {
    let mut schema = schema(&field.kind, &field.limits);
    let data = &mut schema.schema_data;
    data.nullable |= matches!(field.presence, Presence::Nullable | Presence::ThreeState);
    data.description = text(&field.description);
    data.deprecated = field.deprecated;
    data.default.clone_from(&field.default);
    data.example.clone_from(&field.example);
    data.extensions.extend([hint("x-sdk-field", field.name.as_str())]);
    ReferenceOr::Item(schema)
}

fn choice(choice: &Enum) -> Schema {
    let variants = choice.variants.iter().map(|variant| hint(&variant.wire, variant.name.as_str()));
    let variants: serde_json::Map<String, Value> = variants.collect();
    let string = StringType {
        enumeration: choice.variants.iter().map(|variant| Some(variant.wire.clone())).collect(),
        ..string_type(&choice.limits)
    };
    Schema {
        schema_data: SchemaData {
            description: text(&choice.description),
            deprecated: choice.deprecated,
            example: choice.example.clone(),
            extensions: Extensions::from_iter([
                hint("x-sdk-name", choice.name.as_str()),
                hint("x-sdk-variants", variants),
            ]),
            ..SchemaData::default()
        },
        schema_kind: SchemaKind::Type(SchemaType::String(string)),
    }
}

/// The schema of a kind. A reference is in an `allOf`, so that there can be something next to it.
pub(super) fn schema(kind: &Kind, limits: &Limits) -> Schema {
    let mut data = SchemaData::default();
    let mut meant = |meaning: &str| {
        data.extensions.extend([hint("x-sdk-type", meaning)]);
        string(limits)
    };
    let schema_kind = match kind {
        Kind::Bool => SchemaKind::Type(SchemaType::Boolean(BooleanType {
            enumeration: limits.values.iter().map(Value::as_bool).collect(),
        })),
        Kind::Number(number) if number.is_float() => SchemaKind::Type(SchemaType::Number(float(*number, limits))),
        Kind::Number(number) => SchemaKind::Type(SchemaType::Integer(integer(*number, limits))),
        Kind::String => string(limits),
        Kind::Jid => meant("jid"),
        Kind::PhoneNumber => meant("phone"),
        Kind::MessageId => meant("message-id"),
        Kind::Secret => meant("secret"),
        Kind::Media => meant("media"),
        Kind::Time => {
            let format = VariantOrUnknownOrEmpty::Item(StringFormat::DateTime);
            SchemaKind::Type(SchemaType::String(StringType { format, ..string_type(limits) }))
        }
        Kind::Json => SchemaKind::Any(AnySchema { enumeration: limits.values.clone(), ..AnySchema::default() }),
        Kind::JsonObject => SchemaKind::Type(SchemaType::Object(object(None, limits))),
        Kind::Struct(name) | Kind::Enum(name) => SchemaKind::AllOf {
            all_of: vec![ReferenceOr::Reference { reference: format!("#/components/schemas/{name}") }],
        },
        Kind::List(item) => SchemaKind::Type(SchemaType::Array(ArrayType {
            items: Some(boxed(inner(item, limits))),
            min_items: limits.min_items.and_then(count),
            max_items: limits.max_items.and_then(count),
            unique_items: limits.unique_items,
        })),
        Kind::Map(value) => {
            let values = AdditionalProperties::Schema(Box::new(inner(value, limits)));
            SchemaKind::Type(SchemaType::Object(object(Some(values), limits)))
        }
        Kind::Nullable(inner) => {
            let mut schema = schema(inner, limits);
            schema.schema_data.nullable = true;
            return schema;
        }
    };
    Schema { schema_data: data, schema_kind }
}

fn inner(kind: &Kind, limits: &Limits) -> ReferenceOr<Schema> {
    ReferenceOr::Item(schema(kind, limits.items.as_deref().unwrap_or(&Limits::default())))
}

/// A schema as `openapiv3` has it inside of another one.
pub(crate) fn boxed(schema: ReferenceOr<Schema>) -> ReferenceOr<Box<Schema>> {
    match schema {
        ReferenceOr::Item(schema) => ReferenceOr::Item(Box::new(schema)),
        ReferenceOr::Reference { reference } => ReferenceOr::Reference { reference },
    }
}

fn string(limits: &Limits) -> SchemaKind {
    SchemaKind::Type(SchemaType::String(string_type(limits)))
}

fn string_type(limits: &Limits) -> StringType {
    StringType {
        format: limits.format.clone().into(),
        pattern: limits.pattern.clone(),
        enumeration: limits.values.iter().map(|value| value.as_str().map(str::to_owned)).collect(),
        min_length: limits.min_length.and_then(count),
        max_length: limits.max_length.and_then(count),
    }
}

fn object(additional_properties: Option<AdditionalProperties>, limits: &Limits) -> ObjectType {
    ObjectType {
        additional_properties,
        min_properties: limits.min_properties.and_then(count),
        max_properties: limits.max_properties.and_then(count),
        properties: IndexMap::new(),
        required: Vec::new(),
    }
}

/// openapiv3 holds the limits of integers in 64 bits; others are left out.
fn integer(number: Number, limits: &Limits) -> IntegerType {
    let limit = |number: &Option<JsonNumber>| number.as_ref().and_then(JsonNumber::as_i64);
    IntegerType {
        format: limits.format.clone().or_else(|| Some(number.format().to_owned())).into(),
        multiple_of: limit(&limits.multiple_of),
        exclusive_minimum: limits.exclusive_minimum,
        exclusive_maximum: limits.exclusive_maximum,
        minimum: limit(&limits.minimum),
        maximum: limit(&limits.maximum),
        enumeration: limits.values.iter().map(Value::as_i64).collect(),
    }
}

fn float(number: Number, limits: &Limits) -> NumberType {
    let limit = |number: &Option<JsonNumber>| number.as_ref().and_then(JsonNumber::as_f64);
    NumberType {
        format: limits.format.clone().or_else(|| Some(number.format().to_owned())).into(),
        multiple_of: limit(&limits.multiple_of),
        exclusive_minimum: limits.exclusive_minimum,
        exclusive_maximum: limits.exclusive_maximum,
        minimum: limit(&limits.minimum),
        maximum: limit(&limits.maximum),
        enumeration: limits.values.iter().map(Value::as_f64).collect(),
    }
}

fn count(count: u64) -> Option<usize> {
    usize::try_from(count).ok()
}
