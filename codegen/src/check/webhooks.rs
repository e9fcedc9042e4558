//! Webhooks: each is a POST whose JSON body is the event.

use super::{Check, operations};
use crate::{document::operations_of, node::Cursor};

/// Checks the webhooks of a document. Their bodies and schemas are checked with all others.
pub(super) fn check(root: &Cursor<'_>, check: &mut Check<'_>) {
    for (_, item) in root.members_of("webhooks") {
        if let Some(reference) = item.get("$ref") {
            check.error(&reference, "a webhook cannot be a reference").hint("write its operation inline");
            continue;
        }
        for (method, operation) in operations_of(&item) {
            if method != "post" {
                check.error(&operation, "a webhook can only have `post`");
            }
            operations::check(&operation, check);
            warn_of_unused(&operation, check);
        }
        warn_of_unused(&item, check);
        match item.get("post") {
            Some(post) if post.node.get("requestBody").is_none() => {
                check.error(&post, "a webhook must have a `requestBody`, which is the event");
            }
            None if item.node.as_map().is_some() => {
                check.error(&item, "a webhook must have `post`");
            }
            _ => {}
        }
    }
}

fn warn_of_unused(object: &Cursor<'_>, check: &mut Check<'_>) {
    for (key, value) in object.members_that(|key, _| matches!(key, "parameters" | "security" | "servers")) {
        check.warn(&value, format!("the `{key}` of a webhook is ignored"));
    }
}
