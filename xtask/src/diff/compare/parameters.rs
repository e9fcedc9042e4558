//! The parameters of operations.

use wsapi_codegen::api::{In, Operation, Parameter};

use super::{Comparison, kinds};
use crate::diff::finding::Subject;

impl Comparison<'_> {
    pub(super) fn parameters(&mut self, old: &Operation, new: &Operation) {
        let at = |parameter: &Parameter| Subject::Parameter(new.id.clone(), parameter.wire.clone());
        let pairs = pairs(old, new);
        for (required, parameter) in all(old) {
            match pairs.iter().find(|(one, _)| std::ptr::eq(*one, parameter)) {
                Some((_, other)) => {
                    let still = new.arguments.iter().any(|argument| std::ptr::eq(argument, *other));
                    self.parameter((required, parameter), (still, other), &at(other));
                }
                None if is_filled_in(parameter, new) => {
                    self.find("argument-became-client-parameter", &at(parameter), "")
                }
                None => self.find(&format!("{}-parameter-removed", word(required)), &at(parameter), ""),
            }
        }
        for (required, parameter) in all(new) {
            if pairs.iter().any(|(_, other)| std::ptr::eq(*other, parameter)) {
                continue;
            }
            match is_filled_in(parameter, old) {
                true => self.find("client-parameter-became-argument", &at(parameter), ""),
                false => {
                    let id = format!("{}-parameter-added", word(required));
                    self.find(&id, &at(parameter), kinds::rust(&parameter.kind));
                }
            }
        }
        self.client_parameters(old, new);
        let position = |all: &[Parameter], one: &Parameter| all.iter().position(|other| std::ptr::eq(other, one));
        let shared = pairs
            .iter()
            .filter_map(|(one, other)| Some((position(&old.arguments, one)?, position(&new.arguments, other)?)));
        if !shared.map(|(_, position)| position).is_sorted() {
            let names =
                |operation: &Operation| operation.arguments.iter().map(|one| one.name.clone()).collect::<Vec<_>>();
            let subject = Subject::Operation(new.id.clone());
            self.find_changed("arguments-reordered", &subject, &names(old).join(", "), &names(new).join(", "));
        }
    }

    fn client_parameters(&mut self, old: &Operation, new: &Operation) {
        let is_same = |one: &Parameter, other: &Parameter| same_name(one, other);
        for parameter in &old.client_parameters {
            let at = Subject::Parameter(new.id.clone(), parameter.wire.clone());
            match new.client_parameters.iter().find(|other| is_same(parameter, other)) {
                Some(other) => {
                    self.find_changed("parameter-moved", &at, location(parameter.location), location(other.location));
                }
                None if all(new).any(|(_, other)| is_same(parameter, other)) => {}
                None => self.find("client-parameter-removed", &at, ""),
            }
        }
        for parameter in &new.client_parameters {
            let is_known = old.client_parameters.iter().chain(all(old).map(|(_, other)| other));
            if !is_known.into_iter().any(|other| is_same(other, parameter)) {
                self.find("client-parameter-added", &Subject::Parameter(new.id.clone(), parameter.wire.clone()), "");
            }
        }
    }

    fn parameter(&mut self, (required, old): (bool, &Parameter), (still, new): (bool, &Parameter), at: &Subject) {
        self.find_turned(["parameter-became-required", "parameter-became-optional"], at, required, still);
        let details = format!("`{}` → `{}`", kinds::rust(&old.kind), kinds::rust(&new.kind));
        if let Some(difference) = kinds::difference(&old.kind, &new.kind, &self.renamed, [true, false]) {
            self.find(&format!("parameter-{}", difference.word()), at, details);
        }
        self.find_changed("parameter-moved", at, location(old.location), location(new.location));
        if !required && !still {
            self.find_changed("parameter-setter-renamed", at, &old.name, &new.name);
        }
        let deprecated = ["parameter-deprecated", "parameter-no-longer-deprecated"];
        self.find_turned(deprecated, at, old.deprecated, new.deprecated);
        self.limits(&old.limits, &new.limits, at);
        self.defaults(old.default.as_ref(), new.default.as_ref(), at);
    }
}

/// Returns the parameters that callers pass, each with `true` if it is required.
fn all(operation: &Operation) -> impl Iterator<Item = (bool, &Parameter)> {
    let arguments = operation.arguments.iter().map(|argument| (true, argument));
    arguments.chain(operation.setters.iter().map(|setter| (false, setter)))
}

/// Pairs the parameters that both operations have. Path parameters are matched by position, whatever their names.
/// Others are matched by name and location, or else by name alone.
fn pairs<'a>(old: &'a Operation, new: &'a Operation) -> Vec<(&'a Parameter, &'a Parameter)> {
    let in_path = |operation: &'a Operation| operation.arguments.iter().filter(|one| one.location == In::Path);
    let mut pairs: Vec<(&Parameter, &Parameter)> = in_path(old).zip(in_path(new)).collect();
    for is_exact in [true, false] {
        for (_, parameter) in all(old) {
            let is_free = |other: &&Parameter| {
                pairs.iter().all(|(one, two)| !std::ptr::eq(*one, parameter) && !std::ptr::eq(*two, *other))
            };
            let fits =
                |other: &&Parameter| same_name(parameter, other) && (!is_exact || parameter.location == other.location);
            let other = all(new).map(|(_, other)| other).filter(is_free).find(fits);
            pairs.extend(other.map(|other| (parameter, other)));
        }
    }
    pairs
}

/// Returns whether two parameters have the same name. Names of headers are case-insensitive.
fn same_name(one: &Parameter, other: &Parameter) -> bool {
    let is_header = one.location == In::Header && other.location == In::Header;
    one.wire == other.wire || (is_header && one.wire.eq_ignore_ascii_case(&other.wire))
}

/// Returns whether the client fills the parameter in for the other operation.
fn is_filled_in(parameter: &Parameter, other: &Operation) -> bool {
    other.client_parameters.iter().any(|known| same_name(known, parameter))
}

fn word(required: bool) -> &'static str {
    if required { "required" } else { "optional" }
}

fn location(location: In) -> &'static str {
    match location {
        In::Path => "path",
        In::Query => "query",
        In::QueryJoined => "query, joined by commas",
        In::Header => "header",
    }
}
