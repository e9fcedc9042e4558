//! Paths: their templates, and the parameters that fill them.

use std::collections::HashMap;

use super::{operations, parameters};
use crate::{
    document::{is_extension, operations_of},
    node::{Cursor, Node},
    problem::Problems,
};

/// Checks the paths of a document and the operations on them.
pub(super) fn check(root: &Cursor<'_>, problems: &mut Problems) {
    if root.get("paths").is_none() && root.get("webhooks").is_none() {
        problems.error(root.place(), "a document must have `paths` or `webhooks`");
    }
    let mut seen = HashMap::new();
    for (path, item) in items(root) {
        check_item(root.node, &item, problems);
        let names = match parameter_names(path) {
            Ok(names) => names,
            Err(reason) => {
                problems.error(item.place(), reason);
                continue;
            }
        };
        if let Some(first) = seen.insert(shape(path, &names), item.place()) {
            problems.error(item.place(), format!("this path is already at {first}"));
        }
        for (_, operation) in operations_of(&item) {
            operations::check(root.node, &operation, problems);
            check_parameters(root.node, &item, &operation, &names, problems);
        }
    }
}

/// The paths of a document, each with the operations on it.
pub(super) fn items<'a>(root: &Cursor<'a>) -> impl Iterator<Item = (&'a str, Cursor<'a>)> {
    root.members_of("paths").into_iter().filter(|(path, _)| !is_extension(path))
}

fn check_item(document: &Node, item: &Cursor<'_>, problems: &mut Problems) {
    if let Some(reference) = item.get("$ref") {
        problems.error(reference.place(), "a path cannot be a reference").hint("write its operations here");
    }
    if let Some(servers) = item.get("servers") {
        problems.error(servers.place(), "a path cannot have servers of its own").hint("name them at the root");
    }
    parameters::check_distinct(document, item, problems);
}

/// The path's parameters and those in its template are the same.
fn check_parameters(
    document: &Node,
    item: &Cursor<'_>,
    operation: &Cursor<'_>,
    names: &[&str],
    problems: &mut Problems,
) {
    let in_path = parameters::of(document, item, operation).into_iter().filter(|parameter| parameter.within == "path");
    let declared: Vec<_> = in_path.collect();
    let are_known = [item, operation].iter().all(|owner| parameters::are_known(document, owner));
    let is_missing = |name: &&&str| are_known && declared.iter().all(|parameter| parameter.name != **name);
    for name in names.iter().filter(is_missing) {
        problems
            .error(operation.place(), format!("the path has `{{{name}}}`, and no parameter has that name"))
            .hint(format!("add a parameter `name: {name}`, `in: path`, `required: true`"));
    }
    for parameter in declared.iter().filter(|parameter| !names.contains(&parameter.name)) {
        problems
            .error(parameter.place.clone(), format!("the path has no `{{{}}}`", parameter.name))
            .hint("write the parameter into the path, or take it away");
    }
}

/// The names in a path template, in its order.
fn parameter_names(path: &str) -> Result<Vec<&str>, String> {
    if !path.starts_with('/') {
        return Err("a path must begin with `/`".to_owned());
    }
    if let Some(wrong) = path.chars().find(|character| matches!(character, '?' | '#') || character.is_whitespace()) {
        return Err(format!("a path cannot hold `{wrong}`"));
    }
    let mut names = Vec::new();
    let mut rest = path;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}').ok_or("a `{` in the path has no `}`")?;
        if before.contains('}') || name.contains('{') {
            return Err("the braces in the path do not match".to_owned());
        }
        if name.is_empty() || name.contains('/') {
            return Err(format!("`{{{name}}}` is no parameter"));
        }
        if names.contains(&name) {
            return Err(format!("the path has `{{{name}}}` twice"));
        }
        names.push(name);
        rest = after;
    }
    if rest.contains('}') { Err("the braces in the path do not match".to_owned()) } else { Ok(names) }
}

/// The path without the names: two paths of one shape would match the same requests.
fn shape(path: &str, names: &[&str]) -> String {
    names.iter().fold(path.to_owned(), |path, name| path.replacen(&format!("{{{name}}}"), "{}", 1))
}
