//! Detects truncated documents. YAML that is cut between two lines is still valid.

use wsapi_codegen::node::{Node, Value};

use super::{content::Document, json};

/// Returns whether a document is complete: the text ends with a newline or is JSON, the last value is not null, every
/// local reference can be resolved, and there is a path or a webhook.
pub(super) fn is_whole(document: &Document) -> bool {
    let root = &document.root;
    let has_calls = ["paths", "webhooks", "x-webhooks"].iter().any(|key| root.members_of(key).next().is_some());
    let has_end = document.text.ends_with('\n') || json::is_json(&document.text);
    has_calls && has_end && !last(root).is_null() && resolves(root, root)
}

/// Returns the last value in a tree.
fn last(node: &Node) -> &Node {
    let inner = match &node.value {
        Value::Map(members) => members.values().last(),
        Value::List(items) => items.last(),
        _ => None,
    };
    inner.map_or(node, last)
}

/// Returns whether every local reference in a tree refers to something.
fn resolves(node: &Node, root: &Node) -> bool {
    match &node.value {
        Value::Map(members) => members.iter().all(|(key, member)| match member.as_str() {
            Some(text) if key == "$ref" => text.strip_prefix('#').is_none_or(|pointer| has(root, pointer)),
            _ => resolves(member, root),
        }),
        Value::List(items) => items.iter().all(|item| resolves(item, root)),
        _ => true,
    }
}

fn has(root: &Node, pointer: &str) -> bool {
    let mut steps = pointer.split('/').skip(1).map(|step| step.replace("~1", "/").replace("~0", "~"));
    let found = steps.try_fold(root, |node, step| match &node.value {
        Value::List(items) => items.get(step.parse::<usize>().ok()?),
        _ => node.get(&step),
    });
    found.is_some()
}
