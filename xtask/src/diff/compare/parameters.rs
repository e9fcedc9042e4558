//! The parameters of operations.

use std::ptr;

use wsapi_codegen::api::{In, Operation, Parameter};

use super::{
    Comparison,
    calls::{self, Argument},
    kinds,
    names::Meaning,
    side::address_of,
};
use crate::diff::finding::Subject;

impl Comparison<'_> {
    pub(super) fn parameters(&mut self, old: &Operation, new: &Operation) {
        let at = |parameter: &Parameter| Subject::Parameter(new.id.clone(), parameter.wire.clone());
        let pairs = pairs(old, new);
        for (required, parameter) in all(old) {
            match pairs.iter().find(|(one, _)| ptr::eq(*one, parameter)) {
                Some((_, other)) => {
                    let still = new.arguments.iter().any(|argument| ptr::eq(argument, *other));
                    self.parameter((required, parameter), (still, other), &at(other));
                }
                None if is_filled_in(parameter, new) => {
                    self.find("argument-became-client-parameter", &at(parameter), "")
                }
                None => self.find(&format!("{}-parameter-removed", word(required)), &at(parameter), ""),
            }
        }
        for (required, parameter) in all(new) {
            if pairs.iter().any(|(_, other)| ptr::eq(*other, parameter)) {
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
        self.arguments(old, new, &pairs);
        self.meanings(&meanings(old), &meanings(new), |wire| Subject::Parameter(new.id.clone(), wire.to_owned()));
    }

    /// Compares the arguments that a caller passes by their position.
    fn arguments(&mut self, old: &Operation, new: &Operation, pairs: &[Pair<'_>]) {
        let position = |all: &[Parameter], one: &Parameter| all.iter().position(|other| ptr::eq(other, one));
        let both = |(one, other): &Pair<'_>| Some((position(&old.arguments, one)?, position(&new.arguments, other)?));
        let mut shared: Vec<_> = pairs.iter().filter_map(both).collect();
        shared.sort_unstable();
        let (old_all, new_all) = (calls::of_method(old), calls::of_method(new));
        let at = Subject::Operation(new.id.clone());
        if !shared.iter().map(|(_, position)| position).is_sorted() {
            let names = |all: &[Argument<'_>]| all.iter().map(|one| one.name).collect::<Vec<_>>().join(", ");
            self.find("arguments-reordered", &at, format!("`{}` → `{}`", names(&old_all), names(&new_all)));
            return;
        }
        let bodies = old.body.iter().zip(&new.body).map(|_| (old.arguments.len(), new.arguments.len()));
        let kept = shared.iter().copied().chain(bodies).filter(|(one, other)| one == other).count();
        if kept < old_all.len() && calls::may_compile(&old_all, &new_all, &self.renamed) {
            let wires = |all: &[Argument<'_>]| all.iter().map(|one| one.wire).collect::<Vec<_>>().join(", ");
            let detail = format!("`{}` → `{}`", wires(&old_all), wires(&new_all));
            self.find("argument-means-another-parameter", &at, detail);
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

/// A parameter of the old operation, and the same one of the new operation.
type Pair<'a> = (&'a Parameter, &'a Parameter);

/// Pairs the parameters that both operations have: by name and location, or else by name alone. Path parameters are
/// matched by position if the path is the same, whatever their names, and otherwise only if no name matches.
fn pairs<'a>(old: &'a Operation, new: &'a Operation) -> Vec<Pair<'a>> {
    let in_path = |operation: &'a Operation| operation.arguments.iter().filter(|one| one.location == In::Path);
    let mut pairs = Vec::new();
    if address_of(old) == address_of(new) {
        pairs.extend(in_path(old).zip(in_path(new)));
    }
    pair_by_name(old, new, &mut pairs, true);
    let free_old: Vec<_> = in_path(old).filter(|one| pairs.iter().all(|(known, _)| !ptr::eq(*known, *one))).collect();
    let free_new: Vec<_> = in_path(new).filter(|one| pairs.iter().all(|(_, known)| !ptr::eq(*known, *one))).collect();
    pairs.extend(free_old.into_iter().zip(free_new));
    pair_by_name(old, new, &mut pairs, false);
    pairs
}

/// Pairs the remaining parameters that have the same name, and the same location if `is_exact`.
fn pair_by_name<'a>(old: &'a Operation, new: &'a Operation, pairs: &mut Vec<Pair<'a>>, is_exact: bool) {
    for (_, parameter) in all(old) {
        let is_free =
            |other: &&Parameter| pairs.iter().all(|(one, two)| !ptr::eq(*one, parameter) && !ptr::eq(*two, *other));
        let fits =
            |other: &&Parameter| same_name(parameter, other) && (!is_exact || parameter.location == other.location);
        let other = all(new).map(|(_, other)| other).filter(is_free).find(fits);
        pairs.extend(other.map(|other| (parameter, other)));
    }
}

/// Returns the setters, and the names of the parameters that they set. Names of headers are case-insensitive.
fn meanings(operation: &Operation) -> Vec<Meaning<'_>> {
    let wire = |setter: &Parameter| match setter.location {
        In::Header => setter.wire.to_ascii_lowercase(),
        _ => setter.wire.clone(),
    };
    operation.setters.iter().map(|setter| (setter.name.as_str(), wire(setter))).collect()
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
