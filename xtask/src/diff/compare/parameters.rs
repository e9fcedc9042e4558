//! The parameters of operations.

use wsapi_codegen::api::{In, Operation, Parameter};

use super::{
    Comparison,
    kinds::{self, Difference},
};
use crate::diff::finding::Subject;

impl Comparison<'_> {
    pub(super) fn parameters(&mut self, old: &Operation, new: &Operation) {
        let at = |parameter: &Parameter| Subject::Parameter(new.id.clone(), parameter.wire.clone());
        for (required, parameter) in all(old) {
            match all(new).find(|(_, other)| other.wire == parameter.wire) {
                Some((still, other)) => self.parameter((required, parameter), (still, other), &at(other)),
                None => self.find(&format!("{}-parameter-removed", word(required)), &at(parameter), ""),
            }
        }
        for (required, parameter) in all(new).filter(|(_, one)| all(old).all(|(_, other)| other.wire != one.wire)) {
            self.find(&format!("{}-parameter-added", word(required)), &at(parameter), kinds::rust(&parameter.kind));
        }
        self.client_parameters(old, new);
        let order = |operation: &Operation, other: &Operation| {
            let is_shared = |one: &&Parameter| other.arguments.iter().any(|other| other.wire == one.wire);
            operation.arguments.iter().filter(is_shared).map(|one| one.wire.clone()).collect::<Vec<_>>().join(", ")
        };
        let subject = Subject::Operation(new.id.clone());
        self.find_changed("arguments-reordered", &subject, &order(old, new), &order(new, old));
    }

    fn client_parameters(&mut self, old: &Operation, new: &Operation) {
        let pairs = [("client-parameter-removed", old, new), ("client-parameter-added", new, old)];
        for (id, one, other) in pairs {
            let is_gone = |known: &&Parameter| other.client_parameters.iter().all(|other| other.wire != known.wire);
            for parameter in one.client_parameters.iter().filter(is_gone) {
                self.find(id, &Subject::Parameter(new.id.clone(), parameter.wire.clone()), "");
            }
        }
    }

    fn parameter(&mut self, (required, old): (bool, &Parameter), (still, new): (bool, &Parameter), at: &Subject) {
        self.find_turned(["parameter-became-required", "parameter-became-optional"], at, required, still);
        let details = format!("`{}` → `{}`", kinds::rust(&old.kind), kinds::rust(&new.kind));
        match kinds::difference(&old.kind, &new.kind, &self.renamed) {
            Some(Difference::Form) => self.find("parameter-type-changed", at, details),
            Some(Difference::Meaning) => self.find("parameter-meaning-changed", at, details),
            None => {}
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

/// The parameters that callers pass, and whether they must.
fn all(operation: &Operation) -> impl Iterator<Item = (bool, &Parameter)> {
    let arguments = operation.arguments.iter().map(|argument| (true, argument));
    arguments.chain(operation.setters.iter().map(|setter| (false, setter)))
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
