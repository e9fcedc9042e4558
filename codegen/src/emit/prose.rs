//! Documents call fields by their names on the wire. The docs of the SDK use their Rust names.

use std::{
    borrow::Cow,
    collections::{BTreeMap, HashMap},
};

use super::Emitter;
use crate::api::{Api, Index, Kind, Operation, Shape, Struct};

/// The names that mean the same in every text of an API: fields by their wire names, and operations by their ids.
#[derive(Debug, Default)]
pub(super) struct ApiNames(HashMap<String, Option<String>>);

impl ApiNames {
    /// Only names with capitals inside: others, such as `id` or `type`, can be words of any text.
    pub(super) fn of(api: &Api) -> Self {
        let mut names = Self::default();
        for ty in &api.types {
            match &ty.shape {
                Shape::Struct(strukt) => strukt.fields.iter().for_each(|field| names.add(&field.wire, &field.name)),
                // A value remains as it is on the wire.
                Shape::Enum(variants) => variants.iter().for_each(|variant| names.add(&variant.wire, &variant.wire)),
            }
        }
        let envelope = api.events.iter().flat_map(|events| &events.envelope);
        envelope.for_each(|field| names.add(&field.wire, &field.name));
        for resource in &api.resources {
            for operation in &resource.operations {
                let parameters = operation.arguments.iter().chain(&operation.setters);
                parameters.for_each(|parameter| names.add(&parameter.wire, &parameter.name));
                names.add(&operation.id, &format!("{}::{}", resource.type_name, operation.name));
            }
        }
        names
    }

    fn add(&mut self, wire: &str, name: &str) {
        if wire.starts_with(char::is_lowercase) && wire.contains(char::is_uppercase) {
            let known = self.0.entry(wire.to_owned()).or_insert_with(|| Some(name.to_owned()));
            // A name that means two things is not translated.
            *known = known.take().filter(|known| known == name);
        }
    }
}

/// Wire names, and their Rust names.
#[derive(Debug)]
pub(super) struct RustNames<'a> {
    /// Those of the item that the text describes, with the struct that the value is, if it is one.
    own: BTreeMap<&'a str, (&'a str, Option<&'a str>)>,
    index: &'a Index<'a>,
    api: &'a ApiNames,
}

impl<'a> RustNames<'a> {
    /// The names that mean the same everywhere.
    pub(super) fn of_api(emitter: &'a Emitter<'_>) -> Self {
        Self { own: BTreeMap::new(), index: &emitter.index, api: &emitter.names }
    }

    /// The fields of a struct.
    pub(super) fn of_fields(strukt: &'a Struct, emitter: &'a Emitter<'_>) -> Self {
        Self { own: fields(strukt).collect(), ..Self::of_api(emitter) }
    }

    /// The arguments of an operation, and the fields of its body and its output.
    pub(super) fn of_operation(operation: &'a Operation, emitter: &'a Emitter<'_>) -> Self {
        let outputs = operation.successes.iter().filter_map(|success| success.payload.content.kind());
        let kinds = outputs.chain(operation.body.iter().map(|body| &body.kind));
        let structs = kinds.filter_map(|kind| emitter.index.strukt(holder(kind)?));
        let mut own: BTreeMap<_, _> = structs.flat_map(fields).collect();
        let parameters = operation.arguments.iter().chain(&operation.setters);
        own.extend(parameters.map(|parameter| (parameter.wire.as_str(), (parameter.name.as_str(), None))));
        Self { own, ..Self::of_api(emitter) }
    }

    /// Replaces each code span that is exactly a wire name, or a path of them.
    pub(super) fn translate(&self, text: &str) -> String {
        // A fenced block has no code spans.
        if text.contains("```") || !text.contains('`') {
            return text.to_owned();
        }
        let spans = text.split('`').enumerate();
        let translated = spans.map(|(index, part)| match index % 2 {
            1 => self.path(part).map_or(Cow::Borrowed(part), Cow::Owned),
            _ => Cow::Borrowed(part),
        });
        Vec::from_iter(translated).join("`")
    }

    /// The Rust path for a path of wire names, such as `sender.isMe`.
    fn path(&self, path: &str) -> Option<String> {
        let mut holder: Option<&Struct> = None;
        let mut names = Vec::new();
        for (position, wire) in path.split('.').enumerate() {
            let own = self.own.get(wire).copied().filter(|_| position == 0);
            let member = holder.and_then(|strukt| fields(strukt).find(|(name, _)| *name == wire)).map(|(_, name)| name);
            let (name, next) = match own.or(member) {
                Some(known) => known,
                None => (self.api.0.get(wire).and_then(Option::as_deref).unwrap_or(wire), None),
            };
            names.push(name);
            holder = next.and_then(|name| self.index.strukt(name));
        }
        let translated = names.join(".");
        (translated != path).then_some(translated)
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

fn fields(strukt: &Struct) -> impl Iterator<Item = (&str, (&str, Option<&str>))> {
    strukt.fields.iter().map(|field| (field.wire.as_str(), (field.name.as_str(), holder(&field.kind))))
}
