//! Types and kinds as schemas.

use openapiv3::{
    AdditionalProperties, AnySchema, ArrayType, ObjectType, ReferenceOr, Schema, SchemaData, SchemaKind, StringType,
    Type as SchemaType,
};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::{hint, text};
use crate::api::{Enum, Field, Kind, Limits, Presence, Struct, Type};

/// The prefix of references to components.
const SCHEMAS: &str = "#/components/schemas/";

/// A type with a name, as a component.
pub(super) fn named(ty: &Type) -> Schema {
    match ty {
        Type::Struct(strukt) => self::strukt(strukt),
        Type::Enum(choice) => self::choice(choice),
    }
}

fn strukt(strukt: &Struct) -> Schema {
    let wire = |name: &str| strukt.fields.iter().find(|field| field.name == name).map(|field| field.wire.clone());
    let refs = strukt.message_refs.iter();
    let refs: Vec<Value> =
        refs.map(|refs| json!({ "name": refs.name, "id": wire(&refs.id), "sender": wire(&refs.sender) })).collect();
    let hints = [hint("x-sdk-name", strukt.name.as_str()), hint("x-sdk-message-ref", refs)];
    let properties = strukt.fields.iter().map(|field| (field.wire.clone(), boxed(property(field))));
    let object = ObjectType {
        properties: properties.collect(),
        required: strukt.fields.iter().filter(|field| is_required(field)).map(|field| field.wire.clone()).collect(),
        additional_properties: strukt.other.is_some().then_some(AdditionalProperties::Any(true)),
        ..typed(None, &strukt.limits)
    };
    Schema {
        schema_data: SchemaData {
            description: text(&strukt.description),
            deprecated: strukt.deprecated,
            example: strukt.example.clone(),
            extensions: hints.into_iter().filter(|(_, value)| *value != json!([])).collect(),
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
        ..typed(None, &choice.limits)
    };
    Schema {
        schema_data: SchemaData {
            description: text(&choice.description),
            deprecated: choice.deprecated,
            example: choice.example.clone(),
            extensions: [hint("x-sdk-name", choice.name.as_str()), hint("x-sdk-variants", variants)].into(),
            ..SchemaData::default()
        },
        schema_kind: SchemaKind::Type(SchemaType::String(string)),
    }
}

/// The schema of a kind. A reference is in an `allOf`, so that other keywords can be next to it.
pub(super) fn schema(kind: &Kind, limits: &Limits) -> Schema {
    let mut schema_data: SchemaData = typed(None, limits);
    schema_data.extensions.clear();
    let mut meant = |meaning: &str| {
        schema_data.extensions.extend([hint("x-sdk-type", meaning)]);
        SchemaType::String(typed(None, limits))
    };
    let ty = match kind {
        Kind::Bool => SchemaType::Boolean(typed(None, limits)),
        Kind::Number(number) if number.is_float() => SchemaType::Number(typed(Some(number.format()), limits)),
        Kind::Number(number) => SchemaType::Integer(typed(Some(number.format()), limits)),
        Kind::String => SchemaType::String(typed(None, limits)),
        Kind::Time => SchemaType::String(typed(Some("date-time"), limits)),
        Kind::Jid => meant("jid"),
        Kind::PhoneNumber => meant("phone"),
        Kind::MessageId => meant("message-id"),
        Kind::Secret => meant("secret"),
        Kind::Media => meant("media"),
        Kind::JsonObject => SchemaType::Object(typed(None, limits)),
        Kind::List(item) => SchemaType::Array(array(item, limits)),
        Kind::Map(value) => {
            let additional_properties = Some(AdditionalProperties::Schema(Box::new(inner(value, limits))));
            SchemaType::Object(ObjectType { additional_properties, ..typed(None, limits) })
        }
        Kind::Json => {
            let enumeration = limits.get("enum").and_then(Value::as_array).cloned().unwrap_or_default();
            let schema_kind = SchemaKind::Any(AnySchema { enumeration, ..AnySchema::default() });
            return Schema { schema_data, schema_kind };
        }
        Kind::Struct(name) | Kind::Enum(name) => {
            let schema_kind = SchemaKind::AllOf { all_of: vec![ReferenceOr::ref_(&format!("{SCHEMAS}{name}"))] };
            return Schema { schema_data, schema_kind };
        }
        Kind::Nullable(inner) => {
            let mut schema = schema(inner, limits);
            schema.schema_data.nullable = true;
            return schema;
        }
    };
    Schema { schema_data, schema_kind: SchemaKind::Type(ty) }
}

fn array(item: &Kind, limits: &Limits) -> ArrayType {
    let count = |key| limits.get(key)?.as_u64().and_then(|count| usize::try_from(count).ok());
    ArrayType {
        items: Some(boxed(inner(item, limits))),
        min_items: count("minItems"),
        max_items: count("maxItems"),
        unique_items: limits.contains_key("uniqueItems"),
    }
}

fn inner(kind: &Kind, limits: &Limits) -> ReferenceOr<Schema> {
    plain(kind, limits.get("items").and_then(Value::as_object).unwrap_or(&Limits::default()))
}

/// A schema as `openapiv3` nests it in another one.
fn boxed(schema: ReferenceOr<Schema>) -> ReferenceOr<Box<Schema>> {
    match schema {
        ReferenceOr::Item(schema) => ReferenceOr::Item(Box::new(schema)),
        ReferenceOr::Reference { reference } => ReferenceOr::Reference { reference },
    }
}

/// The schema of a kind, or a plain reference if there is nothing next to it.
pub(super) fn plain(kind: &Kind, limits: &Limits) -> ReferenceOr<Schema> {
    match kind {
        Kind::Struct(name) | Kind::Enum(name) if limits.is_empty() => ReferenceOr::ref_(&format!("{SCHEMAS}{name}")),
        _ => ReferenceOr::Item(schema(kind, limits)),
    }
}

/// A type with its limits. `openapiv3` stores those of integers as `i64`; others are left out.
fn typed<T: DeserializeOwned + Default>(format: Option<&str>, limits: &Limits) -> T {
    let mut keywords = limits.clone();
    keywords.remove("items");
    keywords.retain(|_, limit| limit.as_u64().is_none_or(|number| i64::try_from(number).is_ok()));
    if let Some(format) = format {
        keywords.entry("format").or_insert_with(|| format.into());
    }
    serde_json::from_value(keywords.into()).unwrap_or_default()
}
