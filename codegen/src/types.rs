//! Struct definitions, by progenitor.
//!
//! progenitor gets a closed subset, so that its habits cannot show: only objects whose fields are all required, with
//! numbered names that keep document order, and references for whatever has a name. Limits, enums and presence stay
//! with us. Of what it prints only the types of the fields are kept.

use std::{
    collections::BTreeMap,
    panic::{AssertUnwindSafe, catch_unwind},
};

use openapiv3::OpenAPI;
use proc_macro2::TokenStream;
use progenitor::{GenerationSettings, Generator, InterfaceStyle};
use quote::ToTokens;
use serde_json::{Map, Value, json};
use syn::{Item, visit_mut::VisitMut};

use crate::{
    api::{Kind, Struct},
    problem::{At, Place, Problems},
};

/// The Rust types of each struct's fields, in document order.
pub(crate) type FieldTypes = BTreeMap<String, Vec<FieldType>>;

/// A type as text, which, unlike tokens, several threads can read.
#[derive(Debug)]
pub(crate) struct FieldType(String);

impl FieldType {
    fn of(ty: &syn::Type) -> Self {
        Self(ty.to_token_stream().to_string())
    }

    /// The tokens of the type.
    pub(crate) fn tokens(&self) -> TokenStream {
        self.0.parse().unwrap_or_default()
    }

    /// Whether it is held in a box, since it holds itself.
    pub(crate) fn is_box(&self) -> bool {
        self.0.starts_with("Box ")
    }
}

/// Names that stand for types of the runtime.
const RUNTIME_TYPES: [&str; 8] = ["Jid", "PhoneNumber", "MessageId", "Secret", "Time", "Media", "JsonObject", "Value"];

/// Asks progenitor for the types of all fields.
pub(crate) fn field_types(
    structs: &[&Struct],
    enums: &[&str],
    places: &BTreeMap<String, Place>,
    problems: &mut Problems,
) -> FieldTypes {
    match attempt(structs, enums) {
        Ok(types) => types,
        Err(first) => {
            report(structs, enums, places, &first, problems);
            FieldTypes::new()
        }
    }
}

/// Names the structs that progenitor cannot take one by one; if each alone passes, the first error stands for all.
fn report(structs: &[&Struct], enums: &[&str], places: &BTreeMap<String, Place>, first: &str, problems: &mut Problems) {
    let hint = "this is a bug of the generator, not of the document; please report it with this schema";
    let names: Vec<&str> = structs.iter().map(|one| one.name.as_str()).chain(enums.iter().copied()).collect();
    let mut found = false;
    for one in structs {
        if let (Err(message), Some(place)) = (attempt(&[one], &names), places.get(&one.name)) {
            found = true;
            problems.error(place.clone(), format!("progenitor fails on `{}`: {message}", one.name)).hint(hint);
        }
    }
    if !found {
        let at = At { document: "all documents".into(), line: 1 };
        problems.error(Place { at, pointer: String::new() }, format!("progenitor fails: {first}")).hint(hint);
    }
}

fn attempt(structs: &[&Struct], named: &[&str]) -> Result<FieldTypes, String> {
    let aliases = Aliases::of(structs.iter().map(|one| one.name.as_str()).chain(named.iter().copied()));
    let document = serde_json::from_value::<OpenAPI>(subset(structs, &aliases)).map_err(|error| error.to_string())?;
    let tokens = catch_unwind(AssertUnwindSafe(|| {
        let mut settings = GenerationSettings::default();
        settings.with_interface(InterfaceStyle::Positional).with_map_type("::std::collections::BTreeMap");
        Generator::new(&settings).generate_tokens(&document).map_err(|error| error.to_string())
    }))
    .unwrap_or_else(|panic| Err(panic_message(panic.as_ref())))?;
    let file = syn::parse2(tokens).map_err(|error| error.to_string())?;
    collect(structs, &aliases, file)
}

/// Names that progenitor leaves as they are. Those of the document it would spell its own way: `QRCode` as `QrCode`.
struct Aliases<'a> {
    aliases: BTreeMap<&'a str, String>,
}

impl<'a> Aliases<'a> {
    fn of(names: impl Iterator<Item = &'a str>) -> Self {
        let names = RUNTIME_TYPES.into_iter().chain(names);
        Self { aliases: names.enumerate().map(|(index, name)| (name, format!("Type{index}"))).collect() }
    }

    fn alias(&self, name: &str) -> &str {
        self.aliases.get(name).map_or("Type", String::as_str)
    }

    /// The names behind the aliases.
    fn names(&self) -> BTreeMap<&str, &'a str> {
        self.aliases.iter().map(|(name, alias)| (alias.as_str(), *name)).collect()
    }
}

fn panic_message(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
    format!("it panicked: {}", text.unwrap_or("without a message"))
}

/// The document that progenitor gets.
fn subset(structs: &[&Struct], aliases: &Aliases<'_>) -> Value {
    let names = aliases.aliases.values();
    let mut schemas: Map<String, Value> = names.map(|alias| (alias.clone(), json!({ "type": "string" }))).collect();
    for one in structs {
        let fields = one.fields.iter().enumerate();
        let properties: Map<String, Value> =
            fields.map(|(index, field)| (numbered(index), schema(&field.kind, aliases))).collect();
        let required: Vec<&String> = properties.keys().collect();
        let object = json!({ "type": "object", "required": required, "properties": properties });
        schemas.insert(aliases.alias(&one.name).to_owned(), object);
    }
    json!({
        "openapi": "3.0.3",
        "info": { "title": "types", "version": "1" },
        "paths": {},
        "components": { "schemas": schemas },
    })
}

/// Sorted by progenitor, such names stand in document order.
fn numbered(index: usize) -> String {
    format!("field_{index:04}")
}

fn schema(kind: &Kind, aliases: &Aliases<'_>) -> Value {
    let named = |name: &str| json!({ "$ref": format!("#/components/schemas/{}", aliases.alias(name)) });
    match kind {
        Kind::Bool => json!({ "type": "boolean" }),
        Kind::Number("f64") => json!({ "type": "number", "format": "double" }),
        Kind::Number("f32") => json!({ "type": "number", "format": "float" }),
        Kind::Number(format) => json!({ "type": "integer", "format": integer_format(format) }),
        Kind::String => json!({ "type": "string" }),
        Kind::Jid => named("Jid"),
        Kind::PhoneNumber => named("PhoneNumber"),
        Kind::MessageId => named("MessageId"),
        Kind::Secret => named("Secret"),
        Kind::Time => named("Time"),
        Kind::Media => named("Media"),
        Kind::Json => named("Value"),
        Kind::JsonObject => named("JsonObject"),
        Kind::Struct(name) | Kind::Enum(name) => named(name),
        Kind::List(item) => json!({ "type": "array", "items": schema(item, aliases) }),
        Kind::Map(value) => json!({ "type": "object", "additionalProperties": schema(value, aliases) }),
        Kind::Nullable(inner) => json!({ "allOf": [schema(inner, aliases)], "nullable": true }),
    }
}

fn integer_format(rust: &str) -> &'static str {
    match rust {
        "i32" => "int32",
        "u32" => "uint32",
        "u64" => "uint64",
        _ => "int64",
    }
}

fn collect(structs: &[&Struct], aliases: &Aliases<'_>, file: syn::File) -> Result<FieldTypes, String> {
    let module = file.items.into_iter().find_map(|item| match item {
        Item::Mod(module) if module.ident == "types" => module.content,
        _ => None,
    });
    let (_, items) = module.ok_or("it printed no module `types`")?;
    let mut paths = ShortPaths { names: aliases.names() };
    let mut printed: BTreeMap<String, syn::ItemStruct> = BTreeMap::new();
    for item in items {
        if let Item::Struct(mut item) = item {
            paths.visit_item_struct_mut(&mut item);
            printed.insert(item.ident.to_string(), item);
        }
    }
    let mut types = FieldTypes::new();
    // An object without fields is a map to progenitor; there is nothing to ask.
    for one in structs.iter().filter(|one| !one.fields.is_empty()) {
        let item =
            printed.remove(aliases.alias(&one.name)).ok_or_else(|| format!("it printed no struct `{}`", one.name))?;
        let mut fields: Vec<_> =
            item.fields.into_iter().map(|field| (field.ident.map(|i| i.to_string()), field.ty)).collect();
        fields.sort_by(|a, b| a.0.cmp(&b.0));
        if fields.len() != one.fields.len() {
            return Err(format!("it printed {} of {} fields of `{}`", fields.len(), one.fields.len(), one.name));
        }
        types.insert(one.name.clone(), fields.iter().map(|(_, ty)| FieldType::of(ty)).collect());
    }
    Ok(types)
}

/// Turns `::std::vec::Vec<Type7>` into `Vec<T>`: the generated files import what they use.
struct ShortPaths<'a> {
    names: BTreeMap<&'a str, &'a str>,
}

impl VisitMut for ShortPaths<'_> {
    fn visit_type_path_mut(&mut self, path: &mut syn::TypePath) {
        syn::visit_mut::visit_type_path_mut(self, path);
        if let Some(last) = path.path.segments.pop() {
            let mut last = last.into_value();
            if let Some(name) = self.names.get(last.ident.to_string().as_str()) {
                last.ident = proc_macro2::Ident::new(name, last.ident.span());
            }
            path.path.leading_colon = None;
            path.path.segments.clear();
            path.path.segments.push(last);
        }
    }
}
