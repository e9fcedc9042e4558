//! progenitor as a judge: the generator and progenitor choose the Rust types of all fields independently, and must agree.
//!
//! progenitor reads the exported document, reduced to a closed subset, so that its habits do not matter: only objects
//! whose fields are all required, and references to placeholders for everything that has a name. Presence, limits and
//! boxes are the generator's own.

use std::{
    collections::HashMap,
    panic::{AssertUnwindSafe, catch_unwind},
};

use openapiv3::{AdditionalProperties, ObjectType, OpenAPI, ReferenceOr, Schema, SchemaData, SchemaKind, Type};
use progenitor::{GenerationSettings, Generator, InterfaceStyle};
use quote::ToTokens;
use syn::{Item, visit_mut::VisitMut};

use crate::{
    api::{Api, Struct},
    emit,
    export::boxed,
};

/// Returns the differences between the types of the generator and those of progenitor.
pub(crate) fn judge(api: &Api, exported: &OpenAPI) -> Vec<String> {
    let names = RUNTIME_TYPES.into_iter().chain(api.types.iter().map(|ty| ty.name()));
    let placeholders = Placeholders(names.enumerate().map(|(index, name)| (name, format!("Type{index}"))).collect());
    let file = match printed(&placeholders.subset(exported)) {
        Ok(file) => file,
        Err(message) => return vec![format!("progenitor fails: {message}")],
    };
    let types = placeholders.types(file);
    // An object without fields is a map to progenitor.
    let structs = api.structs().filter(|strukt| !strukt.fields.is_empty());
    structs.flat_map(|strukt| differences(strukt, types.get(strukt.name.as_str()))).collect()
}

fn differences(strukt: &Struct, theirs: Option<&Vec<String>>) -> Vec<String> {
    let ours: Vec<String> = strukt.fields.iter().map(|field| emit::type_text(&field.kind)).collect();
    let Some(theirs) = theirs.filter(|theirs| theirs.len() == ours.len()) else {
        return vec![format!("progenitor prints other fields of `{}`", strukt.name)];
    };
    let pairs = strukt.fields.iter().zip(ours.iter().zip(theirs)).filter(|(_, (ours, theirs))| ours != theirs);
    let describe = |(field, (ours, theirs)): (&crate::api::Field, (&String, &String))| {
        format!("`{}` of `{}` is `{ours}`, and `{theirs}` for progenitor", field.name, strukt.name)
    };
    pairs.map(describe).collect()
}

fn printed(subset: &OpenAPI) -> Result<syn::File, String> {
    let tokens = catch_unwind(AssertUnwindSafe(|| {
        let mut settings = GenerationSettings::default();
        settings.with_interface(InterfaceStyle::Positional).with_map_type("::std::collections::BTreeMap");
        Generator::new(&settings).generate_tokens(subset).map_err(|error| error.to_string())
    }));
    let tokens = tokens.unwrap_or_else(|panic| {
        let text = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
        Err(format!("it panicked: {}", text.unwrap_or("without a message")))
    })?;
    syn::parse2(tokens).map_err(|error| error.to_string())
}

/// Types of the runtime, which schemas name by a hint or by having no type.
const RUNTIME_TYPES: [&str; 8] = ["Jid", "PhoneNumber", "MessageId", "Secret", "Time", "Media", "JsonObject", "Value"];

/// Names that progenitor does not change, in place of those that it would: `QRCode` becomes `QrCode`.
struct Placeholders<'a>(HashMap<&'a str, String>);

impl Placeholders<'_> {
    /// The exported document, reduced to the types of fields.
    fn subset(&self, exported: &OpenAPI) -> OpenAPI {
        let mut subset = OpenAPI { openapi: exported.openapi.clone(), ..OpenAPI::default() };
        let components = subset.components.get_or_insert_default();
        let string = SchemaKind::Type(Type::String(Default::default()));
        for placeholder in self.0.values() {
            components.schemas.insert(placeholder.clone(), item(string.clone()));
        }
        for (name, schema) in exported.components.iter().flat_map(|components| &components.schemas) {
            if let (ReferenceOr::Item(schema), Some(placeholder)) = (schema, self.0.get(name.as_str()))
                && let SchemaKind::Type(Type::Object(object)) = &schema.schema_kind
            {
                let object = SchemaKind::Type(Type::Object(self.object(object)));
                components.schemas.insert(placeholder.clone(), item(object));
            }
        }
        subset
    }

    /// Fields in the order of the document, all of them required. progenitor sorts them by name.
    fn object(&self, object: &ObjectType) -> ObjectType {
        let properties = object.properties.values().enumerate().map(|(index, property)| {
            let ReferenceOr::Item(schema) = property else { return (numbered(index), property.clone()) };
            (numbered(index), boxed(self.kind(schema, false)))
        });
        let required = (0..object.properties.len()).map(numbered).collect();
        ObjectType { properties: properties.collect(), required, ..ObjectType::default() }
    }

    /// A schema without everything that is not its type.
    fn kind(&self, schema: &Schema, is_nullable: bool) -> ReferenceOr<Schema> {
        let kind = match &schema.schema_kind {
            SchemaKind::AllOf { all_of } => match &all_of[..] {
                [ReferenceOr::Reference { reference }] => self.reference(reference),
                _ => self.reference("Value"),
            },
            SchemaKind::Type(Type::String(string)) => {
                let meaning = schema.schema_data.extensions.get("x-sdk-type").and_then(|meaning| meaning.as_str());
                let is_time = matches!(
                    &string.format,
                    openapiv3::VariantOrUnknownOrEmpty::Item(openapiv3::StringFormat::DateTime)
                );
                match meaning {
                    Some("jid") => self.reference("Jid"),
                    Some("phone") => self.reference("PhoneNumber"),
                    Some("message-id") => self.reference("MessageId"),
                    Some("secret") => self.reference("Secret"),
                    Some("media") => self.reference("Media"),
                    _ if is_time => self.reference("Time"),
                    _ => item(SchemaKind::Type(Type::String(Default::default()))),
                }
            }
            SchemaKind::Type(Type::Integer(integer)) => {
                let integer = openapiv3::IntegerType { format: integer.format.clone(), ..Default::default() };
                item(SchemaKind::Type(Type::Integer(integer)))
            }
            SchemaKind::Type(Type::Number(number)) => {
                let number = openapiv3::NumberType { format: number.format.clone(), ..Default::default() };
                item(SchemaKind::Type(Type::Number(number)))
            }
            SchemaKind::Type(Type::Boolean(_)) => item(SchemaKind::Type(Type::Boolean(Default::default()))),
            SchemaKind::Type(Type::Array(array)) => {
                let items =
                    array.items.as_ref().and_then(ReferenceOr::as_item).map(|items| boxed(self.kind(items, true)));
                let array = openapiv3::ArrayType { items, min_items: None, max_items: None, unique_items: false };
                item(SchemaKind::Type(Type::Array(array)))
            }
            SchemaKind::Type(Type::Object(object)) => match &object.additional_properties {
                Some(AdditionalProperties::Schema(values)) => {
                    let values = values.as_item().map(|values| self.kind(values, true));
                    let additional_properties = values.map(|values| AdditionalProperties::Schema(Box::new(values)));
                    item(SchemaKind::Type(Type::Object(ObjectType { additional_properties, ..ObjectType::default() })))
                }
                _ => self.reference("JsonObject"),
            },
            _ => self.reference("Value"),
        };
        if is_nullable && schema.schema_data.nullable { nullable(kind) } else { kind }
    }

    fn reference(&self, name: &str) -> ReferenceOr<Schema> {
        let name = name.strip_prefix("#/components/schemas/").unwrap_or(name);
        let placeholder = self.0.get(name).map_or("Type", String::as_str);
        ReferenceOr::Reference { reference: format!("#/components/schemas/{placeholder}") }
    }

    /// The types of the fields of each struct, as text.
    fn types(&self, file: syn::File) -> HashMap<&str, Vec<String>> {
        let names: HashMap<&str, &str> =
            self.0.iter().map(|(name, placeholder)| (placeholder.as_str(), *name)).collect();
        let module = file.items.into_iter().find_map(|item| match item {
            Item::Mod(module) if module.ident == "types" => module.content,
            _ => None,
        });
        let mut types = HashMap::new();
        let mut paths = ShortPaths { names: &names };
        for item in module.into_iter().flat_map(|(_, items)| items) {
            let Item::Struct(mut item) = item else { continue };
            let Some(name) = names.get(item.ident.to_string().as_str()) else { continue };
            paths.visit_item_struct_mut(&mut item);
            let field = |field: syn::Field| Some((field.ident?.to_string(), field.ty.to_token_stream().to_string()));
            let mut fields: Vec<_> = item.fields.into_iter().filter_map(field).collect();
            fields.sort();
            types.insert(*name, fields.into_iter().map(|(_, ty)| ty).collect());
        }
        types
    }
}

fn item(schema_kind: SchemaKind) -> ReferenceOr<Schema> {
    ReferenceOr::Item(Schema { schema_data: SchemaData::default(), schema_kind })
}

fn nullable(schema: ReferenceOr<Schema>) -> ReferenceOr<Schema> {
    let schema_data = SchemaData { nullable: true, ..SchemaData::default() };
    ReferenceOr::Item(Schema { schema_data, schema_kind: SchemaKind::AllOf { all_of: vec![schema] } })
}

/// Names that progenitor sorts into the order of the document.
fn numbered(index: usize) -> String {
    format!("field_{index:05}")
}

/// Turns `::std::boxed::Box<::std::vec::Vec<Type7>>` into `Vec<T>`.
struct ShortPaths<'a> {
    names: &'a HashMap<&'a str, &'a str>,
}

impl VisitMut for ShortPaths<'_> {
    fn visit_type_mut(&mut self, ty: &mut syn::Type) {
        syn::visit_mut::visit_type_mut(self, ty);
        let syn::Type::Path(path) = ty else { return };
        let Some(last) = path.path.segments.pop() else { return };
        let mut last = last.into_value();
        if last.ident == "Box"
            && let syn::PathArguments::AngleBracketed(arguments) = &last.arguments
            && let Some(syn::GenericArgument::Type(inner)) = arguments.args.first()
        {
            *ty = inner.clone();
            return;
        }
        if let Some(name) = self.names.get(last.ident.to_string().as_str()) {
            last.ident = proc_macro2::Ident::new(name, last.ident.span());
        }
        path.path.leading_colon = None;
        path.path.segments.clear();
        path.path.segments.push(last);
    }
}
