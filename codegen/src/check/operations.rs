//! Operations: the fields of each, and ids.

use std::collections::HashMap;

use super::{Check, parameters};
use crate::{
    document::{is_extension, operations_of, path_items},
    node::Cursor,
    problem::DUPLICATE_ID,
};

/// Checks an operation by itself.
pub(super) fn check(operation: &Cursor<'_>, check: &mut Check<'_>) {
    if let Some(callbacks) = operation.get("callbacks") {
        check.warn(&callbacks, "callbacks are ignored");
    }
    warn_of_servers(operation, check);
    parameters::check_distinct(operation, check);
    check_statuses(operation, check);
}

/// A client has one base URL.
pub(super) fn warn_of_servers(owner: &Cursor<'_>, check: &mut Check<'_>) {
    if let Some(servers) = owner.get("servers") {
        let message = "these servers are ignored: every operation is sent to the base URL of the client";
        check.warn(&servers, message).hint("use a separate client for the operations of another server");
    }
}

fn check_statuses(operation: &Cursor<'_>, check: &mut Check<'_>) {
    let Some(responses) = operation.get("responses") else { return };
    let statuses: Vec<_> = responses.members_that(|status, _| !is_extension(status)).collect();
    if responses.node.as_map().is_some() && statuses.is_empty() {
        check.warn(&responses, "no response is documented: every success status is accepted");
    }
    let has_success = statuses.iter().any(|(status, _)| status.starts_with('2') || *status == "default");
    let mut ranges = HashMap::new();
    for (status, response) in statuses {
        let is_range = matches!(status.as_bytes(), [b'1'..=b'5', b'X' | b'x', b'X' | b'x']);
        let is_status = is_range || matches!(status.as_bytes(), [b'1'..=b'5', b'0'..=b'9', b'0'..=b'9']);
        if !is_status && status != "default" {
            let hint = "a status is `100` to `599`, a range such as `4XX`, or `default`";
            check.error(&response, format!("`{status}` is not an HTTP status")).hint(hint);
        } else if is_range && let Some(first) = ranges.insert(status.to_ascii_uppercase(), status) {
            check.error(&response, format!("`{status}` is the same range as `{first}`")).hint("keep one of the two");
        } else if is_range && status.starts_with('3') && !has_success {
            let message = format!("the range `{status}` is not used as a result");
            check.warn(&response, message).hint("name the statuses that are a success, such as `302`");
        }
    }
}

/// Checks the ids of all operations of a document, webhooks included.
pub(super) fn check_ids(root: &Cursor<'_>, check: &mut Check<'_>) {
    let mut seen = HashMap::new();
    let items = path_items(root).chain(root.members_of("webhooks"));
    for (_, operation) in items.flat_map(|(_, item)| operations_of(&item).collect::<Vec<_>>()) {
        let Some(id) = operation.get("operationId") else { continue };
        let Some(text) = id.node.as_str() else { continue };
        let first = seen.entry(text).or_insert_with(|| id.place());
        if text.is_empty() {
            check.error(&id, "an `operationId` must not be empty").hint("remove it to generate a name");
        } else if *first != id.place() {
            let message = format!("{DUPLICATE_ID} `{text}` (first at {first}): this one is numbered");
            check.warn(&id, message).hint("give each operation its own id in the overlay");
        }
    }
}
