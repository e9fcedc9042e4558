//! progenitor as a judge: it and the generator choose the Rust types of all fields independently, and must agree.
//!
//! progenitor reads the exported document, reduced to a subset, so that its conventions do not matter: only objects
//! whose fields are all required, and references to placeholders for everything that has a name. Presence, limits and
//! boxes are the generator's own.

use std::{
    collections::HashMap,
    panic::{AssertUnwindSafe, catch_unwind},
};

use openapiv3::OpenAPI;
use progenitor::{GenerationSettings, Generator, InterfaceStyle};
use quote::ToTokens;
use serde_json::{Map, Value, json};
use syn::{Item, visit_mut::VisitMut};

use crate::{
    api::{Api, Kind, Struct},
    emit,
};

/// Returns the differences between the types of the generator and those of progenitor.
pub(crate) fn judge(api: &Api, exported: &OpenAPI) -> Vec<String> {
    let names = RUNTIME_TYPES.into_iter().chain(api.types.iter().map(|ty| ty.name()));
    let placeholders = Placeholders(names.enumerate().map(|(index, name)| (name, format!("Type{index}"))).collect());
    // An object without fields is a map to progenitor, and deep nesting exhausts its stack.
    let is_judged = |strukt: &&Struct| {
        !strukt.fields.is_empty() && strukt.fields.iter().all(|field| depth(&field.kind) <= MAX_DEPTH)
    };
    let judged: Vec<&Struct> = api.structs().filter(is_judged).collect();
    let subset = placeholders.subset(&judged, exported).map_err(|error| error.to_string());
    let file = match subset.and_then(|subset| printed(&subset)) {
        Ok(file) => file,
        Err(message) => return vec![format!("progenitor failed: {message}")],
    };
    let types = placeholders.types(file);
    judged.into_iter().flat_map(|strukt| differences(strukt, types.get(strukt.name.as_str()))).collect()
}

/// The maximum depth of lists and maps in a field that is compared.
const MAX_DEPTH: usize = 12;

fn depth(kind: &Kind) -> usize {
    match kind {
        Kind::List(inner) | Kind::Map(inner) | Kind::Nullable(inner) => 1 + depth(inner),
        _ => 0,
    }
}

fn differences(strukt: &Struct, theirs: Option<&Vec<String>>) -> Vec<String> {
    let ours: Vec<String> = strukt.fields.iter().map(|field| emit::type_text(&field.kind)).collect();
    let Some(theirs) = theirs.filter(|theirs| theirs.len() == ours.len()) else {
        return vec![format!("progenitor prints different fields for `{}`", strukt.name)];
    };
    let pairs = strukt.fields.iter().zip(ours.iter().zip(theirs)).filter(|(_, (ours, theirs))| ours != theirs);
    let differences = pairs.map(|(field, (ours, theirs))| {
        format!("`{}` of `{}` is `{ours}`, but `{theirs}` for progenitor", field.name, strukt.name)
    });
    differences.collect()
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

/// Types of the runtime: those of hints, and those of schemas without a type.
const RUNTIME_TYPES: [&str; 8] = ["Jid", "PhoneNumber", "MessageId", "Secret", "Time", "Media", "JsonObject", "Value"];

/// The formats of numbers that decide the type.
const NUMBERS: [&str; 6] = ["int32", "int64", "uint32", "uint64", "float", "double"];

/// Replaces names that progenitor would change: it turns `QRCode` into `QrCode`.
struct Placeholders<'a>(HashMap<&'a str, String>);

impl Placeholders<'_> {
    /// The exported document, reduced to the types of fields.
    fn subset(&self, structs: &[&Struct], exported: &OpenAPI) -> serde_json::Result<OpenAPI> {
        let mut schemas: Map<_, _> = self.0.values().map(|name| (name.clone(), json!({ "type": "string" }))).collect();
        let components = exported.components.iter().flat_map(|components| &components.schemas);
        let components: HashMap<_, _> = components.map(|(name, schema)| (name.as_str(), schema)).collect();
        for name in structs.iter().map(|strukt| strukt.name.as_str()) {
            if let (Some(placeholder), Some(schema)) = (self.0.get(name), components.get(name)) {
                schemas.insert(placeholder.clone(), self.object(&serde_json::to_value(schema)?));
            }
        }
        serde_json::from_value(json!({
            "openapi": exported.openapi,
            "info": { "title": "", "version": "" },
            "paths": {},
            "components": { "schemas": schemas },
        }))
    }

    /// Fields in the order of the document, all of them required. progenitor sorts them by name.
    fn object(&self, schema: &Value) -> Value {
        let fields = schema["properties"].as_object().into_iter().flatten().enumerate();
        let properties: Map<_, _> =
            fields.map(|(index, (_, field))| (format!("field_{index:05}"), self.of_type(field))).collect();
        let required: Vec<&String> = properties.keys().collect();
        json!({ "type": "object", "required": required, "properties": properties })
    }

    /// A schema reduced to its type.
    fn of_type(&self, schema: &Value) -> Value {
        let inner = |key: &str| match self.of_type(&schema[key]) {
            inner if schema[key]["nullable"] == true => json!({ "nullable": true, "allOf": [inner] }),
            inner => inner,
        };
        match schema["type"].as_str() {
            None => {
                let reference = schema["$ref"].as_str().or(schema["allOf"][0]["$ref"].as_str());
                self.reference(reference.unwrap_or("Value"))
            }
            Some("array") => json!({ "type": "array", "items": inner("items") }),
            Some("object") if schema["additionalProperties"].is_object() => {
                json!({ "type": "object", "additionalProperties": inner("additionalProperties") })
            }
            Some("object") => self.reference("JsonObject"),
            Some("string") => match Kind::HINTS.iter().find(|(hint, _)| schema["x-sdk-type"] == *hint) {
                Some((_, kind)) => self.reference(&emit::type_text(kind)),
                None if schema["format"] == "date-time" => self.reference("Time"),
                None => json!({ "type": "string" }),
            },
            Some("boolean") => json!({ "type": "boolean" }),
            // progenitor knows more formats of numbers than the generator, such as `uint8`.
            Some(number) => {
                let format = NUMBERS.iter().find(|format| schema["format"] == **format);
                json!({ "type": number, "format": format.unwrap_or(if number == "integer" { &"int64" } else { &"double" }) })
            }
        }
    }

    fn reference(&self, name: &str) -> Value {
        let name = name.strip_prefix("#/components/schemas/").unwrap_or(name);
        let placeholder = self.0.get(name).map_or("Type", String::as_str);
        json!({ "$ref": format!("#/components/schemas/{placeholder}") })
    }

    /// The types of the fields of each struct, as text.
    fn types(&self, file: syn::File) -> HashMap<&str, Vec<String>> {
        let names: HashMap<_, _> = self.0.iter().map(|(name, placeholder)| (placeholder.as_str(), *name)).collect();
        let module = file.items.into_iter().find_map(|item| match item {
            Item::Mod(module) if module.ident == "types" => module.content,
            _ => None,
        });
        let mut types = HashMap::new();
        for item in module.into_iter().flat_map(|(_, items)| items) {
            let Item::Struct(mut item) = item else { continue };
            let Some(name) = names.get(item.ident.to_string().as_str()) else { continue };
            ShortPaths(&names).visit_item_struct_mut(&mut item);
            let field = |field: syn::Field| Some((field.ident?.to_string(), field.ty.to_token_stream().to_string()));
            let mut fields: Vec<_> = item.fields.into_iter().filter_map(field).collect();
            fields.sort();
            types.insert(*name, fields.into_iter().map(|(_, ty)| ty).collect());
        }
        types
    }
}

/// Turns `::std::boxed::Box<::std::vec::Vec<Type7>>` into `Vec<T>`.
struct ShortPaths<'a>(&'a HashMap<&'a str, &'a str>);

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
        if let Some(name) = self.0.get(last.ident.to_string().as_str()) {
            last.ident = proc_macro2::Ident::new(name, last.ident.span());
        }
        path.path.leading_colon = None;
        path.path.segments.clear();
        path.path.segments.push(last);
    }
}
