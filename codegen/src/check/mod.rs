//! Decides what the later stages may rely on: a document that passes is valid OpenAPI 3.0 within the subset that can be
//! printed as Rust.
//!
//! It runs after the overlay, which can correct a document that is invalid or outside the subset. All problems are
//! found in one run: each check skips what another one reports, and none stops the rest. Anything that can safely be
//! ignored is a warning.

mod bodies;
mod cycles;
mod hints;
mod operations;
mod parameters;
mod paths;
mod references;
mod schemas;
mod security;
mod shape;
mod unused;

use indexmap::IndexMap;

use crate::{
    document::{Role, visit},
    node::{Cursor, Node},
    problem::{Place, Problem, Problems},
};

/// The collector that all checks report into.
pub(crate) struct Check<'p> {
    problems: &'p mut Problems,
    /// Ignored keywords: the message, the first place, and the number of further places.
    ignored: IndexMap<String, (Place, usize)>,
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

    /// Reports a mistake in an overlay: an error for its own documents, and a warning for others.
    fn unfit(&mut self, at: &Cursor<'_>, message: impl Into<String>) -> &mut Problem {
        self.problems.unfit(at.place(), message.into(), "")
    }

    /// Notes something that is ignored. It is reported once, however often it occurs.
    fn ignore(&mut self, at: &Cursor<'_>, message: impl Into<String>) {
        self.ignored.entry(message.into()).and_modify(|(_, more)| *more += 1).or_insert_with(|| (at.place(), 0));
    }
}

/// Checks a document.
pub fn check(document: &Node, problems: &mut Problems) {
    let mut check = Check { problems, ignored: IndexMap::new() };
    let root = Cursor::root(document);
    visit(&root, Role::Root, &mut |object, role| check_object(object, role, &mut check));
    cycles::check(&root, &mut check);
    paths::check(&root, &mut check);
    paths::check_webhooks(&root, &mut check);
    operations::check_ids(&root, &mut check);
    security::check_use(&root, &mut check);
    for (message, (place, more)) in check.ignored {
        let message = match more {
            0 => message,
            1 => format!("{message}, here and in another place"),
            _ => format!("{message}, here and in {more} more places"),
        };
        problems.warning(place, message);
    }
}

/// Checks an object by itself, wherever it is.
fn check_object(object: &Cursor<'_>, role: Role, check: &mut Check<'_>) {
    hints::check(object, role, check);
    unused::check(object, role, check);
    if let Some(reference) = object.get("$ref").filter(|_| role != Role::PathItem) {
        references::check(object, &reference, role, check);
        return;
    }
    shape::check(object, role, check);
    match role {
        Role::Schema | Role::Member => schemas::check(object, role, check),
        Role::Operation => operations::check(object, check),
        Role::Parameter => parameters::check(object, check),
        Role::RequestBody => bodies::check_request(object, check),
        Role::Response => bodies::check_response(object, check),
        Role::Header => parameters::check_header(object, check),
        Role::Components => shape::check_names(object, check),
        Role::SecurityScheme => security::check_scheme(object, check),
        Role::SecurityRequirement => security::check_requirement(object, check),
        _ => {}
    }
}
