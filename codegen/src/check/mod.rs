//! Decides what the later stages may rely on: a document that passes has the form of OpenAPI 3.0 and stays within the
//! subset that can be printed as Rust.
//!
//! It runs after the overlay, so that a document that is wrong or beyond the subset can be corrected there. All problems
//! are found in one run: each check skips what another one reports, and none stops the rest. What can be ignored
//! without harm is a warning.

mod bodies;
mod cycles;
mod extensions;
mod hints;
mod operations;
mod parameters;
mod paths;
mod references;
mod schemas;
mod security;
mod shape;
mod suggest;
mod webhooks;

use crate::{
    Strictness,
    document::{Role, visit},
    node::{Cursor, Node},
    problem::{Problem, Problems},
};

/// The setting of a run, and the collector that all checks report into.
pub(crate) struct Check<'p> {
    strictness: Strictness,
    problems: &'p mut Problems,
}

impl Check<'_> {
    /// Reports something that stops the run.
    fn error(&mut self, at: &Cursor<'_>, message: impl Into<String>) -> &mut Problem {
        self.problems.error(at.place(), message)
    }

    /// Reports something that the reader should know.
    fn warn(&mut self, at: &Cursor<'_>, message: impl Into<String>) -> &mut Problem {
        self.problems.warning(at.place(), message)
    }

    /// Reports something that is a mistake in an overlay for its own documents, and can be ignored for others.
    fn unfit(&mut self, at: &Cursor<'_>, message: impl Into<String>) -> &mut Problem {
        match self.strictness {
            Strictness::Strict => self.error(at, message),
            Strictness::Lenient => self.warn(at, message),
        }
    }
}

/// Checks a document.
pub fn check(document: &Node, strictness: Strictness, problems: &mut Problems) {
    let mut check = Check { strictness, problems };
    let root = Cursor::root(document);
    visit(&root, Role::Root, &mut |object, role| check_object(object, role, &mut check));
    cycles::check(&root, &mut check);
    paths::check(&root, &mut check);
    webhooks::check(&root, &mut check);
    operations::check_ids(&root, &mut check);
    security::check_use(&root, &mut check);
    extensions::check(&root, &mut check);
}

/// Checks an object by itself, wherever it is.
fn check_object(object: &Cursor<'_>, role: Role, check: &mut Check<'_>) {
    hints::check(object, role, check);
    if object.node.get("$ref").is_some() && role != Role::PathItem {
        references::check(object, role, check);
        return;
    }
    shape::check(object, role, check);
    match role {
        Role::Schema | Role::Member => schemas::check(object, role, check),
        Role::Parameter => parameters::check(object, check),
        Role::RequestBody => bodies::check_request(object, check),
        Role::Response => bodies::check_response(object, check),
        Role::SecurityScheme => security::check_scheme(object, check),
        Role::SecurityRequirement => security::check_requirement(object, check),
        _ => warn_of_unused(object, role, check),
    }
}

/// Fields that only describe what the SDK has no place for.
fn warn_of_unused(object: &Cursor<'_>, role: Role, check: &mut Check<'_>) {
    if let (Role::Server, Some(variables)) = (role, object.get("variables")) {
        check.warn(&variables, "the variables of a server are replaced by their defaults");
    }
    let unused: &[&str] = match role {
        Role::Root => &["externalDocs"],
        Role::Components => &["callbacks", "pathItems"],
        Role::MediaType => &["encoding"],
        Role::Header => &["style", "explode", "allowReserved", "allowEmptyValue", "content"],
        _ => &[],
    };
    for (key, value) in object.members_that(|key, _| unused.contains(&key)) {
        check.warn(&value, format!("`{key}` is ignored"));
    }
}
