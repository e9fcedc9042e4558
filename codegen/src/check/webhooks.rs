//! Webhooks: each is a POST whose JSON body is the event.

use super::operations;
use crate::{
    document::{follow, operations_of},
    node::Cursor,
    problem::Problems,
};

/// Checks the webhooks of a document. Their bodies and schemas are checked with all others.
pub(super) fn check(root: &Cursor<'_>, problems: &mut Problems) {
    for (_, item) in root.members_of("webhooks") {
        if let Some(reference) = item.get("$ref") {
            problems.error(reference.place(), "a webhook cannot be a reference").hint("write its operation here");
            continue;
        }
        for (method, operation) in operations_of(&item) {
            if method != "post" {
                problems.error(operation.place(), "a webhook can only have `post`");
            }
            operations::check(root.node, &operation, problems);
        }
        match item.get("post") {
            Some(post) if body(root, &post).is_none() => {
                problems.error(post.place(), "a webhook must have a `requestBody`, which is the event");
            }
            Some(_) => {}
            None if item.node.as_map().is_none() => {}
            None => {
                problems.error(item.place(), "a webhook must have `post`");
            }
        }
    }
}

fn body<'a>(root: &Cursor<'a>, post: &Cursor<'a>) -> Option<Cursor<'a>> {
    // A reference that leads nowhere is reported where references are checked.
    post.get("requestBody").map(|body| follow(root.node, &body).unwrap_or(body))
}
