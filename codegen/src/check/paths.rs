//! Paths: their templates, and the parameters that fill them.

use std::collections::HashMap;

use super::{Check, operations, parameters};
use crate::{
    document::{operations_of, path_items},
    node::Cursor,
};

/// Checks the paths of a document and the operations on them.
pub(super) fn check(root: &Cursor<'_>, check: &mut Check<'_>) {
    if root.get("paths").is_none() && root.get("webhooks").is_none() {
        check.error(root, "a document must have `paths` or `webhooks`");
    }
    let mut seen = HashMap::new();
    for (path, item) in path_items(root) {
        check_item(&item, check);
        let names = match parameter_names(path) {
            Ok(names) => names,
            Err(reason) => {
                check.error(&item, reason);
                continue;
            }
        };
        if let Some(first) = seen.insert(shape(path, &names), item.place()) {
            check.error(&item, format!("duplicate path (first at {first})"));
        }
        for (_, operation) in operations_of(&item) {
            operations::check(&operation, check);
            check_parameters(&item, &operation, &names, check);
        }
    }
}

fn check_item(item: &Cursor<'_>, check: &mut Check<'_>) {
    if let Some(reference) = item.get("$ref") {
        check.error(&reference, "a path cannot be a reference").hint("write its operations inline");
    }
    operations::warn_of_servers(item, check);
    parameters::check_distinct(item, check);
}

/// Checks that the parameters of a path are those in its template.
fn check_parameters(item: &Cursor<'_>, operation: &Cursor<'_>, names: &[&str], check: &mut Check<'_>) {
    let mut declared = parameters::of(item, operation);
    declared.retain(|parameter| parameter.location == "path");
    let are_known = [item, operation].iter().all(|owner| parameters::are_known(owner));
    let is_missing = |name: &&&str| are_known && declared.iter().all(|parameter| parameter.name != **name);
    for name in names.iter().filter(is_missing) {
        let message = format!("the path has `{{{name}}}`, but no parameter has that name");
        check.error(operation, message).hint(format!("add a parameter `name: {name}`, `in: path`, `required: true`"));
    }
    for parameter in declared.iter().filter(|parameter| !names.contains(&parameter.name)) {
        let message = format!("the path has no `{{{}}}`", parameter.name);
        let problem = check.problems.error(parameter.place.clone(), message);
        problem.hint("add the parameter to the path, or remove it");
    }
}

/// The names in a path template, in order.
fn parameter_names(path: &str) -> Result<Vec<&str>, String> {
    if !path.starts_with('/') {
        return Err("a path must begin with `/`".to_owned());
    }
    if let Some(wrong) = path.chars().find(|character| matches!(character, '?' | '#') || character.is_whitespace()) {
        return Err(format!("a path must not contain `{wrong}`"));
    }
    let mut names = Vec::new();
    let mut rest = path;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}').ok_or("unclosed `{` in the path")?;
        if before.contains('}') || name.contains('{') {
            return Err("the braces in the path do not match".to_owned());
        }
        if name.is_empty() || name.contains('/') {
            return Err(format!("`{{{name}}}` is not a parameter"));
        }
        if names.contains(&name) {
            return Err(format!("duplicate `{{{name}}}` in the path"));
        }
        names.push(name);
        rest = after;
    }
    if rest.contains('}') { Err("the braces in the path do not match".to_owned()) } else { Ok(names) }
}

/// The path without its names: two paths with the same shape match the same requests.
fn shape(path: &str, names: &[&str]) -> String {
    names.iter().fold(path.to_owned(), |path, name| path.replacen(&format!("{{{name}}}"), "{}", 1))
}
