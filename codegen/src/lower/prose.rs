//! The documents call fields by their names on the wire; whoever reads the docs of the SDK knows their Rust names.

use std::collections::BTreeMap;

use crate::api::{Api, Content, Kind, Struct, Type};

/// Wire names and the Rust names beside them.
type Names<'a> = BTreeMap<&'a str, &'a str>;

/// Writes Rust names for wire names in what the documents say, wherever a code span names a field of the type at hand
/// or an argument of the operation at hand.
pub(super) fn speak_rust(api: &mut Api) {
    let structs: BTreeMap<String, Struct> = api
        .types
        .iter()
        .filter_map(|ty| match ty {
            Type::Struct(one) => Some((one.name.clone(), one.clone())),
            Type::Enum(_) => None,
        })
        .collect();
    for ty in &mut api.types {
        if let Type::Struct(one) = ty {
            let names = structs.get(&one.name).map(fields).unwrap_or_default();
            translate(&mut one.description, &names);
            one.fields.iter_mut().for_each(|field| translate(&mut field.description, &names));
        }
    }
    for operation in api.resources.iter_mut().flat_map(|resource| &mut resource.operations) {
        let results = operation.results.iter().filter_map(|result| match &result.content {
            Content::Json(kind) => Some(kind),
            _ => None,
        });
        let kinds: Vec<_> = results.chain(operation.body.iter().map(|body| &body.kind)).cloned().collect();
        let mut names: Names<'_> =
            kinds.iter().filter_map(|kind| structs.get(holder(kind)?)).flat_map(fields).collect();
        let parameters: Vec<_> = operation.arguments.iter().chain(&operation.setters).cloned().collect();
        names.extend(parameters.iter().map(|parameter| (parameter.wire.as_str(), parameter.name.as_str())));
        translate(&mut operation.summary, &names);
        translate(&mut operation.description, &names);
        for parameter in operation.arguments.iter_mut().chain(&mut operation.setters) {
            translate(&mut parameter.description, &names);
        }
    }
}

/// The struct that a value is, or a list of which it is.
fn holder(kind: &Kind) -> Option<&str> {
    match kind {
        Kind::Struct(name) => Some(name),
        Kind::List(inner) | Kind::Nullable(inner) => holder(inner),
        _ => None,
    }
}

fn fields(one: &Struct) -> Names<'_> {
    one.fields.iter().map(|field| (field.wire.as_str(), field.name.as_str())).collect()
}

/// Replaces each code span that is nothing but a wire name.
fn translate(text: &mut String, names: &Names<'_>) {
    // Inside of a fence nothing is a code span of its own.
    if text.contains("```") || !text.contains('`') {
        return;
    }
    let spans = text.split('`').enumerate();
    let translated = spans.map(|(index, part)| match names.get(part) {
        Some(name) if index % 2 == 1 => name,
        _ => part,
    });
    *text = translated.collect::<Vec<_>>().join("`");
}
