//! Operations: what each one has, and that no two have one id.

use std::collections::HashMap;

use super::{parameters, paths};
use crate::{
    document::{is_extension, operations_of},
    node::{Cursor, Node},
    problem::Problems,
};

/// Checks an operation on a path.
pub(super) fn check(document: &Node, operation: &Cursor<'_>, problems: &mut Problems) {
    for (key, instead) in [("callbacks", "describe them as `webhooks`"), ("servers", "name them at the root")] {
        if let Some(unsupported) = operation.get(key) {
            problems.error(unsupported.place(), format!("an operation cannot have `{key}`")).hint(instead);
        }
    }
    parameters::check_distinct(document, operation, problems);
    check_statuses(operation, problems);
}

/// The statuses of an operation; ranges are for errors only, since a result has to have one type.
fn check_statuses(operation: &Cursor<'_>, problems: &mut Problems) {
    let Some(responses) = operation.get("responses") else { return };
    let statuses = responses.members().filter(|(status, _)| !is_extension(status));
    if responses.node.as_map().is_some() && statuses.count() == 0 {
        problems.error(responses.place(), "an operation must have at least one response");
    }
    for (status, response) in responses.members().filter(|(status, _)| !is_extension(status)) {
        let is_range = matches!(status.as_bytes(), [b'1'..=b'5', b'X' | b'x', b'X' | b'x']);
        let is_status = matches!(status.as_bytes(), [b'1'..=b'5', b'0'..=b'9', b'0'..=b'9']);
        if is_range && !matches!(status, "4XX" | "5XX") {
            problems
                .error(response.place(), format!("the range `{status}` is not supported"))
                .hint("name each status; `4XX` and `5XX` may stand for errors");
        } else if !is_range && !is_status && status != "default" {
            problems
                .error(response.place(), format!("`{status}` is no status"))
                .hint("a status is `100` to `599`, `4XX`, `5XX` or `default`");
        }
    }
}

/// No two operations of a document, webhooks included, have one id.
pub(super) fn check_ids(root: &Cursor<'_>, problems: &mut Problems) {
    let mut seen = HashMap::new();
    let items = paths::items(root).chain(root.members_of("webhooks"));
    for (_, operation) in items.flat_map(|(_, item)| operations_of(&item).collect::<Vec<_>>()) {
        let Some(id) = operation.get("operationId") else { continue };
        let Some(text) = id.node.as_str() else { continue };
        if text.is_empty() {
            problems.error(id.place(), "an `operationId` cannot be empty").hint("take it away to have a name made");
        } else if let Some(first) = seen.get(text) {
            problems
                .error(id.place(), format!("the operationId `{text}` is already at {first}"))
                .hint("give each operation an id of its own");
        } else {
            seen.insert(text, id.place());
        }
    }
}
