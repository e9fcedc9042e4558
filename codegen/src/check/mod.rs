//! Decides what the later stages may rely on: a document that passes has the form of OpenAPI 3.0 and stays within the
//! subset that can be printed as Rust.
//!
//! It runs after the overlay, so that a document that is wrong or beyond the subset can be mended there. All problems
//! are found in one run: each check skips what another one reports, and none stops the rest.

mod bodies;
mod circles;
mod form;
mod hints;
mod near;
mod operations;
mod parameters;
mod paths;
mod references;
mod schemas;
mod security;
mod webhooks;

pub(crate) use parameters::is_ignored;
pub(crate) use schemas::only_annotates;

use crate::{
    document::{Role, visit},
    node::{Cursor, Node},
    problem::Problems,
};

/// Checks a document.
pub fn check(document: &Node, problems: &mut Problems) {
    let root = Cursor::root(document);
    visit(&root, Role::Root, &mut |object, role| check_object(document, object, role, problems));
    circles::check(document, problems);
    paths::check(&root, problems);
    webhooks::check(&root, problems);
    operations::check_ids(&root, problems);
    security::check_use(&root, problems);
}

/// Checks an object for itself, whatever it stands in.
fn check_object<'a>(document: &'a Node, object: &Cursor<'a>, role: Role, problems: &mut Problems) {
    hints::check(document, object, role, problems);
    if role.section().is_some() && object.node.get("$ref").is_some() {
        references::check(document, object, role, problems);
        return;
    }
    form::check(object, role, problems);
    match role {
        Role::Schema | Role::Member => schemas::check(document, object, role, problems),
        Role::Parameter => parameters::check(document, object, problems),
        Role::RequestBody => bodies::check_request(object, problems),
        Role::Response => bodies::check_response(object, problems),
        Role::SecurityScheme => security::check_scheme(object, problems),
        Role::SecurityRequirement => security::check_requirement(document, object, problems),
        _ => {}
    }
}
