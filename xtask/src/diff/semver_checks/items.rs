//! The Rust names of the items that a finding is about, which identify it among the breaks.

use std::collections::BTreeSet;

use wsapi_codegen::api::{Api, Field, Operation, Parameter, Resource, Shape, Type};

use super::{blind_spots, output::Break};
use crate::diff::{
    compare::side::address_of,
    finding::{Finding, Subject},
};

/// The two APIs.
#[derive(Clone, Copy, Debug)]
pub(super) struct Items<'a> {
    pub(super) old: &'a Api,
    pub(super) new: &'a Api,
    pub(super) findings: &'a [Finding],
}

impl<'a> Items<'a> {
    /// Returns whether a break is about the same item as the finding, or about a part of it.
    pub(super) fn are_related(self, finding: &Finding, one: &Break) -> bool {
        let words = one.words();
        self.owners(finding).iter().any(|owner| owner.iter().all(|name| words.contains(name)))
    }

    /// Returns whether one of the breaks is the change that the finding describes.
    pub(super) fn is_seen(self, finding: &Finding, breaks: &[Break]) -> bool {
        let parts = self.parts(finding);
        let has_part = |words: BTreeSet<&str>| parts.is_empty() || parts.iter().any(|part| words.contains(part));
        let is_it = |one: &&Break| self.are_related(finding, one) && (one.is_missing_type() || has_part(one.words()));
        !blind_spots::is_never_seen(finding.rule.id) && breaks.iter().any(|one| is_it(&one))
    }

    /// Returns the possible names of the changed item. A break matches if it contains all words of one of them.
    fn owners(self, finding: &'a Finding) -> Vec<Vec<&'a str>> {
        match &finding.subject {
            Subject::Type(name) | Subject::Member(name, _) => {
                self.type_names(name).into_iter().map(|name| vec![name]).collect()
            }
            Subject::Operation(id) | Subject::Status(id, _) | Subject::Header(id, ..) => self
                .operations(id)
                .into_iter()
                .flat_map(|(resource, operation)| self.calls(resource, operation))
                .collect(),
            Subject::Parameter(id, wire) => {
                let operations = self.operations(id).into_iter();
                operations.flat_map(|(resource, operation)| parameter(resource, operation, wire)).collect()
            }
            Subject::Event(wire) => {
                let events = [self.old, self.new].into_iter().flat_map(|api| &api.events).flat_map(|all| &all.events);
                events
                    .filter(|event| event.wire == *wire)
                    .map(|event| vec!["EventData", event.variant.as_str()])
                    .collect()
            }
            Subject::Service if finding.rule.id == "base-url-removed" => vec![vec!["BASE_URL"]],
            Subject::Service => vec![vec!["Event"], vec!["EventData"]],
            // Documents are not printed as Rust.
            Subject::Document(..) => Vec::new(),
        }
    }

    /// Returns the old and the new name of a type.
    fn type_names(self, name: &'a str) -> Vec<&'a str> {
        let renames = self.findings.iter().filter(|other| other.rule.id == "type-renamed");
        let renames = renames.filter(|other| matches!(&other.subject, Subject::Type(new) if new == name));
        renames.filter_map(|other| quoted(&other.detail)).chain([name]).collect()
    }

    /// Returns the operation in both APIs, matched by id or else by address.
    fn operations(self, id: &str) -> Vec<(&'a Resource, &'a Operation)> {
        let [old, new] = [self.old, self.new].map(|api| find(api, |operation| operation.id == id));
        let by_address = |api: &'a Api, (_, other): (_, &Operation)| {
            find(api, |operation| address_of(operation) == address_of(other))
        };
        let old = old.or_else(|| by_address(self.old, new?));
        let new = new.or_else(|| by_address(self.new, old?));
        old.into_iter().chain(new).collect()
    }

    /// Returns the method and the type of an operation, and its resource if that is gone.
    fn calls(self, resource: &'a Resource, operation: &'a Operation) -> Vec<Vec<&'a str>> {
        let mut calls = vec![vec![&*resource.type_name, &*operation.name], vec![&*operation.type_name]];
        if self.new.resources.iter().all(|other| other.type_name != resource.type_name) {
            calls.extend([vec![&*resource.type_name], vec!["Client", &*resource.name]]);
        }
        calls
    }

    /// Returns names, one of which must occur too. The list is empty if the item itself is enough.
    fn parts(self, finding: &'a Finding) -> Vec<&'a str> {
        match (&finding.subject, finding.rule.id) {
            (_, "default-lost") => vec!["Default"],
            (_, "event-conversion-removed") => vec!["From"],
            (_, "paging-removed") => vec!["Paged"],
            (_, "constructor-changed") => vec!["new"],
            (_, "message-setter-removed") => quoted(&finding.detail).into_iter().collect(),
            (Subject::Member(name, wire), _) => self.member(name, wire),
            _ => Vec::new(),
        }
    }

    /// Returns the field and its setters, or the variant. Adds `new` if only one of the two constructors takes the
    /// field.
    fn member(self, name: &'a str, wire: &str) -> Vec<&'a str> {
        let names = self.type_names(name);
        let types = [self.old, self.new].into_iter().flat_map(|api| &api.types);
        let types: Vec<&Type> = types.filter(|ty| names.contains(&ty.name.as_str())).collect();
        let fields = types.iter().filter_map(|ty| ty.as_struct()).flat_map(|strukt| &strukt.fields);
        let fields: Vec<&Field> = fields.filter(|field| field.wire == wire).collect();
        let setters = fields.iter().filter_map(|field| field.setter.as_ref());
        let setters = setters.flat_map(|setter| [Some(setter.name.as_str()), setter.null.as_deref()]).flatten();
        let mut parts: Vec<&str> = fields.iter().map(|field| field.name.as_str()).chain(setters).collect();
        if fields.iter().filter(|field| field.is_argument).count() == 1 {
            parts.push("new");
        }
        let variants = types.iter().filter_map(|ty| if let Shape::Enum(all) = &ty.shape { Some(all) } else { None });
        parts.extend(variants.flatten().filter(|one| one.wire == wire).map(|one| one.name.as_str()));
        parts
    }
}

fn find(api: &Api, is_it: impl Fn(&Operation) -> bool) -> Option<(&Resource, &Operation)> {
    let all = api.resources.iter().flat_map(|resource| resource.operations.iter().map(move |one| (resource, one)));
    all.into_iter().find(|(_, operation)| is_it(operation))
}

/// Returns the method that takes the argument, or the setter.
fn parameter<'a>(resource: &'a Resource, operation: &'a Operation, wire: &str) -> Vec<Vec<&'a str>> {
    let is_it = |parameter: &&Parameter| parameter.wire == wire;
    let setters = operation.setters.iter().filter(is_it).map(|setter| vec!["Call", setter.name.as_str()]);
    setters.chain([vec![resource.type_name.as_str(), operation.name.as_str()]]).collect()
}

/// Returns the first name in backticks.
fn quoted(detail: &str) -> Option<&str> {
    detail.split('`').nth(1)
}
