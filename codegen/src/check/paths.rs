//! Paths and webhooks: the templates of paths, the parameters that fill them, and the operations of webhooks.

use std::collections::HashMap;

use indexmap::IndexMap;

use super::{Check, operations, parameters};
use crate::{
    document::{operations_of, path_items},
    node::Cursor,
};

/// Checks the paths of a document. Their operations and schemas are checked with all others.
pub(super) fn check(root: &Cursor<'_>, check: &mut Check<'_>) {
    if root.get("paths").is_none() && root.get("webhooks").is_none() {
        check.error(root, "a document must have `paths` or `webhooks`");
    }
    let mut seen = HashMap::new();
    for (path, item) in path_items(root) {
        if let Some(reference) = item.get("$ref") {
            check.error(&reference, "a path cannot be a reference").hint("write its operations inline");
        }
        operations::warn_of_servers(&item, check);
        parameters::check_distinct(&item, check);
        let names = match parameter_names(path) {
            Ok(names) => names,
            Err(reason) => {
                check.error(&item, reason);
                continue;
            }
        };
        // Two paths that differ only in these names match the same requests.
        let literals: Vec<_> = path.split(['{', '}']).step_by(2).collect();
        let first = seen.entry(literals).or_insert_with(|| item.place());
        if *first != item.place() {
            check.error(&item, format!("duplicate path (first at {first})"));
        }
        for (_, operation) in operations_of(&item) {
            check_parameters(&item, &operation, &names, check);
        }
    }
}

/// Checks that the parameters of a path are those in its template.
fn check_parameters(item: &Cursor<'_>, operation: &Cursor<'_>, names: &[&str], check: &mut Check<'_>) {
    let mut declared = IndexMap::new();
    let mut are_known = true;
    for parameter in [operation, item].into_iter().flat_map(|owner| owner.items_of("parameters")) {
        match parameters::identity(&parameter) {
            Some((name, "path")) => _ = declared.entry(name).or_insert(parameter),
            Some(_) => {}
            None => are_known = false,
        }
    }
    for name in names.iter().filter(|name| are_known && !declared.contains_key(*name)) {
        let message = format!("the path has `{{{name}}}`, but no parameter has that name");
        check.error(operation, message).hint(format!("add a parameter `name: {name}`, `in: path`, `required: true`"));
    }
    for (name, parameter) in declared.iter().filter(|(name, _)| !names.contains(name)) {
        let message = format!("the path has no `{{{name}}}`");
        check.error(parameter, message).hint("add the parameter to the path, or remove it");
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
    let braces: String = path.chars().filter(|character| matches!(character, '{' | '}')).collect();
    match braces.replace("{}", "").as_str() {
        "" => {}
        "{" => return Err("unclosed `{` in the path".to_owned()),
        _ => return Err("unbalanced or nested braces in the path".to_owned()),
    }
    let names: Vec<_> = path.split(['{', '}']).skip(1).step_by(2).collect();
    for (index, name) in names.iter().enumerate() {
        if name.is_empty() || name.contains('/') {
            return Err(format!("`{{{name}}}` is not a parameter"));
        }
        if names[..index].contains(name) {
            return Err(format!("duplicate `{{{name}}}` in the path"));
        }
    }
    Ok(names)
}

/// Checks that each webhook is a POST whose body is the event.
pub(super) fn check_webhooks(root: &Cursor<'_>, check: &mut Check<'_>) {
    for (_, item) in root.members_of("webhooks") {
        if let Some(reference) = item.get("$ref") {
            check.error(&reference, "a webhook cannot be a reference").hint("write its operation inline");
            continue;
        }
        for (method, operation) in operations_of(&item) {
            if method != "post" {
                check.error(&operation, "a webhook can only have `post`");
            } else if operation.node.get("requestBody").is_none() {
                check.error(&operation, "a webhook must have a `requestBody`, which is the event");
            }
            warn_of_unused(&operation, check);
        }
        warn_of_unused(&item, check);
        if item.node.as_map().is_some_and(|item| !item.contains_key("post")) {
            check.error(&item, "a webhook must have `post`");
        }
    }
}

fn warn_of_unused(object: &Cursor<'_>, check: &mut Check<'_>) {
    for (key, value) in object.members_that(|key, _| matches!(key, "parameters" | "security" | "servers")) {
        check.warn(&value, format!("the `{key}` of a webhook is ignored"));
    }
}
