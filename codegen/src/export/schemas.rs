//! Types and kinds as schemas.

use openapiv3::{
    AdditionalProperties, ArrayType, ObjectType, ParameterSchemaOrContent, ReferenceOr, Schema, SchemaData, SchemaKind,
    StringType, Type as SchemaType,
};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::{hint, text};
use crate::api::{Field, Kind, Limits, Number, Parameter, Presence, Shape, Struct, Type, Variant, hint_of};

/// The prefix of references to components.
const SCHEMAS: &str = "#/components/schemas/";

/// A type with a name, as a component.
pub(super) fn named(ty: &Type) -> Schema {
    let (schema_kind, own) = match &ty.shape {
        Shape::Struct(strukt) => (object(strukt, &ty.limits), message_refs(strukt)),
        Shape::Enum(variants) => (string(variants, &ty.limits), self::variants(variants)),
    };
    let schema_data = SchemaData {
        description: text(&ty.description),
        deprecated: ty.deprecated,
        example: ty.example.clone(),
        extensions: [hint("x-sdk-name", ty.name.as_str())].into_iter().chain(own).collect(),
        ..SchemaData::default()
    };
    Schema { schema_data, schema_kind }
}

fn object(strukt: &Struct, limits: &Limits) -> SchemaKind {
    let properties = strukt.fields.iter().map(|field| (field.wire.clone(), boxed(property(field))));
    SchemaKind::Type(SchemaType::Object(ObjectType {
        properties: properties.collect(),
        required: strukt.fields.iter().filter(|field| is_required(field)).map(|field| field.wire.clone()).collect(),
        additional_properties: strukt.other.is_some().then_some(AdditionalProperties::Any(true)),
        ..typed(None, limits)
    }))
}

fn message_refs(strukt: &Struct) -> Option<(String, Value)> {
    let wire = |name: &str| strukt.fields.iter().find(|field| field.name == name).map(|field| field.wire.clone());
    let refs = strukt.message_refs.iter();
    let refs = refs.map(|refs| json!({ "name": refs.name, "id": wire(&refs.id), "sender": wire(&refs.sender) }));
    let refs: Vec<Value> = refs.collect();
    (!refs.is_empty()).then(|| hint("x-sdk-message-ref", refs))
}

fn string(variants: &[Variant], limits: &Limits) -> SchemaKind {
    let enumeration = variants.iter().map(|variant| Some(variant.wire.clone())).collect();
    SchemaKind::Type(SchemaType::String(StringType { enumeration, ..typed(None, limits) }))
}

fn variants(variants: &[Variant]) -> Option<(String, Value)> {
    let variants = variants.iter().map(|variant| hint(&variant.wire, variant.name.as_str()));
    Some(hint("x-sdk-variants", serde_json::Map::from_iter(variants)))
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

/// The schema of a parameter or a header.
pub(super) fn parameter(parameter: &Parameter) -> ParameterSchemaOrContent {
    let mut schema = schema(&parameter.kind, &parameter.limits);
    schema.schema_data.default.clone_from(&parameter.default);
    ParameterSchemaOrContent::Schema(ReferenceOr::Item(schema))
}

/// The schema of a kind. A reference is in an `allOf`, so that other keywords can be next to it.
pub(super) fn schema(kind: &Kind, limits: &Limits) -> Schema {
    // `openapiv3` holds integers in 64 bits with a sign. A larger limit is printed by the list of extensions.
    let (large, limits): (Limits, Limits) = limits.clone().into_iter().partition(|(_, limit)| is_large(limit));
    let mut schema_data = SchemaData { extensions: large.into_iter().collect(), ..typed(None, &limits) };
    let schema_kind = schema_kind(kind, &limits, &mut schema_data);
    Schema { schema_data, schema_kind }
}

fn is_large(limit: &Value) -> bool {
    match limit {
        Value::Array(values) => values.iter().any(is_large),
        limit => limit.as_u64().is_some_and(|number| i64::try_from(number).is_err()),
    }
}

fn schema_kind(kind: &Kind, limits: &Limits, data: &mut SchemaData) -> SchemaKind {
    SchemaKind::Type(match kind {
        Kind::Bool => SchemaType::Boolean(typed(None, limits)),
        Kind::Number(number) if number.is_float() => {
            SchemaType::Number(typed(Some(hint_of(&Number::FORMATS, number)), limits))
        }
        Kind::Number(number) => SchemaType::Integer(typed(Some(hint_of(&Number::FORMATS, number)), limits)),
        Kind::String => SchemaType::String(typed(None, limits)),
        Kind::Time => SchemaType::String(typed(Some("date-time"), limits)),
        Kind::Jid | Kind::PhoneNumber | Kind::MessageId | Kind::Secret | Kind::Media => {
            data.extensions.extend([hint("x-sdk-type", hint_of(&Kind::HINTS, kind))]);
            SchemaType::String(typed(None, limits))
        }
        Kind::JsonObject => SchemaType::Object(typed(None, limits)),
        Kind::List(item) => SchemaType::Array(array(item, limits)),
        Kind::Map(value) => {
            let additional_properties = Some(AdditionalProperties::Schema(Box::new(inner(value, limits))));
            SchemaType::Object(ObjectType { additional_properties, ..typed(None, limits) })
        }
        Kind::Json => return SchemaKind::Any(typed(None, limits)),
        Kind::Struct(name) | Kind::Enum(name) => {
            return SchemaKind::AllOf { all_of: vec![ReferenceOr::ref_(&format!("{SCHEMAS}{name}"))] };
        }
        Kind::Nullable(inner) => {
            data.nullable = true;
            return schema_kind(inner, limits, data);
        }
    })
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

/// A type with its limits.
fn typed<T: DeserializeOwned + Default>(format: Option<&str>, limits: &Limits) -> T {
    let mut keywords = limits.clone();
    keywords.remove("items");
    if let Some(format) = format {
        keywords.entry("format").or_insert_with(|| format.into());
    }
    serde_json::from_value(keywords.into()).unwrap_or_default()
}
