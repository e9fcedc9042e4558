//! Documents call fields by their names on the wire. The docs of the SDK use their Rust names.

use std::collections::BTreeMap;

use crate::api::{Index, Kind, Operation, Struct};

/// Wire names, and their Rust names.
#[derive(Debug, Default)]
pub(super) struct RustNames<'a>(BTreeMap<&'a str, &'a str>);

impl<'a> RustNames<'a> {
    /// The fields of a struct.
    pub(super) fn of_fields(strukt: &'a Struct) -> Self {
        Self(fields(strukt).collect())
    }

    /// The arguments of an operation, and the fields of its body and its output.
    pub(super) fn of_operation(operation: &'a Operation, index: &Index<'a>) -> Self {
        let outputs = operation.successes.iter().filter_map(|success| success.payload.content.kind());
        let kinds = outputs.chain(operation.body.iter().map(|body| &body.kind));
        let mut names: BTreeMap<_, _> = kinds.filter_map(|kind| index.strukt(holder(kind)?)).flat_map(fields).collect();
        let parameters = operation.arguments.iter().chain(&operation.setters);
        names.extend(parameters.map(|parameter| (parameter.wire.as_str(), parameter.name.as_str())));
        Self(names)
    }

    /// Replaces each code span that is exactly a wire name.
    pub(super) fn translate(&self, text: &str) -> String {
        // A fenced block has no code spans.
        if text.contains("```") || !text.contains('`') {
            return text.to_owned();
        }
        let spans = text.split('`').enumerate();
        let translated = spans.map(|(index, part)| match self.0.get(part) {
            Some(name) if index % 2 == 1 => name,
            _ => part,
        });
        Vec::from_iter(translated).join("`")
    }
}

/// The struct that a value is, or a list of them.
fn holder(kind: &Kind) -> Option<&str> {
    match kind {
        Kind::Struct(name) => Some(name),
        Kind::List(inner) | Kind::Nullable(inner) => holder(inner),
        _ => None,
    }
}

fn fields(strukt: &Struct) -> impl Iterator<Item = (&str, &str)> {
    strukt.fields.iter().map(|field| (field.wire.as_str(), field.name.as_str()))
}
