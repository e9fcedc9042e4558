//! The named types.

use std::collections::{BTreeMap, BTreeSet};

use wsapi_codegen::api::{Kind, Operation, Output, Shape};

use super::{Comparison, side::Side};
use crate::diff::finding::Subject;

impl Comparison<'_> {
    /// Compares the types of both APIs. The module that defines a type is not compared, since `types` exports all of
    /// them. Deprecation is not compared either: only the docs show it.
    pub(super) fn types(&mut self) {
        let renamed = self.renamed.clone();
        for (old_name, old) in self.old.types.clone() {
            let name = renamed.get(old_name).copied().unwrap_or(old_name);
            let Some(&new) = self.new.types.get(name) else {
                self.find("type-removed", &Subject::Type(old_name.to_owned()), "");
                continue;
            };
            let subject = Subject::Type(name.to_owned());
            self.find_changed("type-renamed", &subject, old_name, name);
            let sides = [
                self.old.sent.contains(old_name) && self.new.sent.contains(name),
                self.old.received.contains(old_name) && self.new.received.contains(name),
            ];
            if sides[0] {
                self.limits(&old.limits, &new.limits, &subject);
            }
            match (&old.shape, &new.shape) {
                (Shape::Struct(old), Shape::Struct(new)) => self.structs(name, old, new, sides),
                (Shape::Enum(old), Shape::Enum(new)) => self.enums(name, old, new, sides),
                (Shape::Struct(_), Shape::Enum(_)) => self.find("struct-became-enum", &subject, ""),
                (Shape::Enum(_), Shape::Struct(_)) => self.find("enum-became-struct", &subject, ""),
            }
        }
        let known: BTreeSet<&str> =
            self.old.names().into_iter().map(|name| renamed.get(name).copied().unwrap_or(name)).collect();
        for name in self.new.names().difference(&known) {
            self.find("type-added", &Subject::Type((*name).to_owned()), "");
        }
    }
}

/// Returns the types that have a new name and the same use, if the old name is gone and the new one did not exist.
pub(super) fn renamed<'a>(old: &Side<'a>, new: &Side<'a>) -> BTreeMap<&'a str, &'a str> {
    let mut found = BTreeMap::new();
    let addresses = new.by_address();
    let mut pairs: Vec<(&Kind, &Kind)> = Vec::new();
    for (address, old) in old.by_address() {
        pairs.extend(addresses.get(&address).into_iter().flat_map(|new| kinds(old, new)));
    }
    for (old, new) in old.api.events.iter().zip(&new.api.events) {
        for event in &old.events {
            let other = new.events.iter().find(|other| other.wire == event.wire);
            pairs.extend(other.map(|other| (&event.kind, &other.kind)));
        }
    }
    while let Some(pair) = pairs.pop() {
        match pair {
            (Kind::List(a), Kind::List(b)) | (Kind::Map(a), Kind::Map(b)) => pairs.push((a, b)),
            (Kind::Nullable(a), Kind::Nullable(b)) => pairs.push((a, b)),
            (Kind::Struct(a) | Kind::Enum(a), Kind::Struct(b) | Kind::Enum(b)) => {
                let (Some(first), Some(second)) = (old.types.get(a.as_str()), new.types.get(b.as_str())) else {
                    continue;
                };
                let is_same = first.as_struct().is_some() == second.as_struct().is_some();
                let is_renamed = a != b && !new.types.contains_key(a.as_str()) && !old.types.contains_key(b.as_str());
                if !is_same || !(a == b || is_renamed) {
                    continue;
                }
                let names = found.entry(first.name.as_str()).or_insert_with(BTreeSet::new);
                if let (true, Some(a), Some(b)) =
                    (names.insert(second.name.as_str()), first.as_struct(), second.as_struct())
                {
                    let other = |wire: &str| b.fields.iter().find(|field| field.wire == wire);
                    pairs.extend(a.fields.iter().filter_map(|field| Some((&field.kind, &other(&field.wire)?.kind))));
                }
            }
            _ => {}
        }
    }
    // A type that was split into several has no single new name.
    let sole = |(old, names): (&'a str, BTreeSet<&'a str>)| {
        Some((old, names.iter().copied().next().filter(|_| names.len() == 1)?))
    };
    found.into_iter().filter_map(sole).filter(|(old, new)| old != new).collect()
}

/// Pairs the types in the same places of two operations.
fn kinds<'a>(old: &'a Operation, new: &'a Operation) -> Vec<(&'a Kind, &'a Kind)> {
    let all = |operation: &'a Operation| operation.arguments.iter().chain(&operation.setters);
    let mut pairs = Vec::new();
    for parameter in all(old) {
        let other = all(new).find(|other| other.wire == parameter.wire);
        pairs.extend(other.map(|other| (&parameter.kind, &other.kind)));
    }
    pairs.extend(old.body.iter().zip(&new.body).map(|(old, new)| (&old.kind, &new.kind)));
    if let (Output::One(old), Output::One(new)) = (&old.output, &new.output) {
        pairs.extend(old.kind().zip(new.kind()));
    }
    for response in old.successes.iter().chain(&old.failures) {
        let other = new.successes.iter().chain(&new.failures).find(|other| other.status == response.status);
        pairs.extend(other.and_then(|other| response.payload.content.kind().zip(other.payload.content.kind())));
    }
    pairs
}
