//! progenitor as a judge: it and the generator choose the Rust types of all fields independently, and must agree.
//!
//! progenitor reads the exported document, reduced to a subset, so that its conventions do not matter: only objects
//! whose fields are all required, and references to placeholders for everything that has a name. Presence, limits and
//! boxes are the generator's own.

use std::{
    collections::HashMap,
    panic::{AssertUnwindSafe, catch_unwind},
};

use indexmap::IndexSet;
use openapiv3::OpenAPI;
use progenitor::{GenerationSettings, Generator, InterfaceStyle};
use quote::ToTokens;
use serde_json::{Map, Value, json};
use syn::Item;

use crate::{
    api::{Api, Field, Kind, Number, Struct},
    emit,
};

/// Returns the differences between the types of the generator and those of progenitor.
pub(crate) fn judge(api: &Api, exported: &OpenAPI) -> Vec<String> {
    let placeholders = Placeholders(RUNTIME_TYPES.into_iter().chain(api.types.iter().map(|ty| &*ty.name)).collect());
    let structs = api.types.iter().filter_map(|ty| Some((ty.name.as_str(), ty.as_struct()?)));
    // An object without fields is a map to progenitor, and deep nesting exhausts its stack.
    let is_judged = |fields: &[Field]| !fields.is_empty() && fields.iter().all(|field| depth(&field.kind) <= MAX_DEPTH);
    let judged: Vec<_> = structs.filter(|(_, strukt)| is_judged(&strukt.fields)).collect();
    let schema = |name: &str| serde_json::to_value(exported.components.as_ref()?.schemas.get(name)?).ok();
    let schemas = judged.iter().map(|(name, _)| schema(name).unwrap_or_default());
    let types = match printed(placeholders.subset(schemas)) {
        Ok(file) => placeholders.types(file),
        Err(message) => return vec![format!("progenitor failed: {message}")],
    };
    let compare = |(index, (name, strukt))| differences(name, strukt, types.get(&format!("Struct{index}")));
    judged.into_iter().enumerate().flat_map(compare).collect()
}

/// The maximum depth of lists and maps in a field that is compared.
const MAX_DEPTH: usize = 12;

fn depth(kind: &Kind) -> usize {
    match kind {
        Kind::List(inner) | Kind::Map(inner) | Kind::Nullable(inner) => 1 + depth(inner),
        _ => 0,
    }
}

fn differences(name: &str, strukt: &Struct, theirs: Option<&Vec<String>>) -> Vec<String> {
    let Some(theirs) = theirs.filter(|theirs| theirs.len() == strukt.fields.len()) else {
        return vec![format!("progenitor prints different fields for `{name}`")];
    };
    let differences = strukt.fields.iter().zip(theirs).filter_map(|(field, theirs)| {
        let ours = emit::type_text(&field.kind);
        (ours != *theirs).then(|| format!("`{}` of `{name}` is `{ours}`, but `{theirs}` for progenitor", field.name))
    });
    differences.collect()
}

fn printed(subset: Value) -> Result<syn::File, String> {
    let subset: OpenAPI = serde_json::from_value(subset).map_err(|error| error.to_string())?;
    let tokens = catch_unwind(AssertUnwindSafe(|| {
        let mut settings = GenerationSettings::default();
        settings.with_interface(InterfaceStyle::Positional).with_map_type("::std::collections::BTreeMap");
        Generator::new(&settings).generate_tokens(&subset).map_err(|error| error.to_string())
    }));
    let tokens = tokens.unwrap_or_else(|panic| {
        let text = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
        Err(format!("it panicked: {}", text.unwrap_or("without a message")))
    })?;
    syn::parse2(tokens).map_err(|error| error.to_string())
}

/// Types of the runtime: those of hints, and those of schemas without a type.
const RUNTIME_TYPES: [&str; 8] = ["Jid", "PhoneNumber", "MessageId", "Secret", "Time", "Media", "JsonObject", "Value"];

/// Replaces each type name with a placeholder such as `Type7`, because progenitor would turn `QRCode` into `QrCode`. A
/// placeholder is a string schema, so no struct contains another, and progenitor boxes nothing.
struct Placeholders<'a>(IndexSet<&'a str>);

impl Placeholders<'_> {
    /// A document with these structs, reduced to the types of their fields.
    fn subset(&self, structs: impl Iterator<Item = Value>) -> Value {
        let structs = structs.enumerate().map(|(index, schema)| (format!("Struct{index}"), self.object(&schema)));
        let names = (0..self.0.len()).map(|index| (format!("Type{index}"), json!({ "type": "string" })));
        json!({
            "openapi": "3.0.3",
            "info": { "title": "", "version": "" },
            "paths": {},
            "components": { "schemas": Map::from_iter(structs.chain(names)) },
        })
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
                let known = Number::FORMATS.iter().find(|(format, _)| schema["format"] == *format);
                let usual = if number == "integer" { "int64" } else { "double" };
                json!({ "type": number, "format": known.map_or(usual, |(format, _)| format) })
            }
        }
    }

    fn reference(&self, name: &str) -> Value {
        let name = name.strip_prefix("#/components/schemas/").unwrap_or(name);
        let index = self.0.get_index_of(name).unwrap_or_default();
        json!({ "$ref": format!("#/components/schemas/Type{index}") })
    }

    /// The types of the fields of each struct, as text.
    fn types(&self, file: syn::File) -> HashMap<String, Vec<String>> {
        let module = file.items.into_iter().find_map(|item| match item {
            Item::Mod(module) if module.ident == "types" => module.content,
            _ => None,
        });
        let types = module.into_iter().flat_map(|(_, items)| items).filter_map(|item| {
            let Item::Struct(item) = item else { return None };
            let field = |field: syn::Field| Some((field.ident?.to_string(), self.short(&field.ty)));
            let mut fields: Vec<_> = item.fields.into_iter().filter_map(field).collect();
            fields.sort();
            Some((item.ident.to_string(), fields.into_iter().map(|(_, ty)| ty).collect()))
        });
        types.collect()
    }

    /// Turns `::std::vec::Vec<Type7>` into `Vec < QRCode >`: without modules, and with the real names.
    fn short(&self, ty: &syn::Type) -> String {
        let text = ty.to_token_stream().to_string();
        let mut words: Vec<&str> = Vec::new();
        for word in text.split(' ') {
            match word {
                // The word before `::` is a module.
                "::" => drop(words.pop_if(|last| last.starts_with(char::is_alphabetic))),
                _ => words.push(self.name(word).unwrap_or(word)),
            }
        }
        words.join(" ")
    }

    fn name(&self, placeholder: &str) -> Option<&str> {
        self.0.get_index(placeholder.strip_prefix("Type")?.parse().ok()?).copied()
    }
}
