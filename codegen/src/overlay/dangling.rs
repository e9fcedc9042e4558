//! References that an overlay for other documents adds, and whose targets this document does not have.

use std::collections::HashSet;

use crate::{
    document::Reference,
    node::{Cursor, Node, Value, escape},
    problem::Problems,
};

/// Removes each member and each item that is such a reference, and those that refer to one that was removed.
pub fn remove_dangling(document: &mut Node, overlay: &str, problems: &mut Problems) {
    loop {
        let root = Cursor::root(document);
        let mut found = HashSet::new();
        find(&root, overlay, &mut |object, reference| {
            if Reference::parse(reference).is_some_and(|reference| reference.target(document).is_none()) {
                let message =
                    format!("`{reference}` is not defined in `{}`, so this is left out", document.at.document);
                problems.warning(object.place(), message).hint("define it, or remove it from the overlay");
                found.insert(object.pointer.clone());
            }
        });
        // The document itself remains, and `check` rejects its reference.
        found.remove("");
        if found.is_empty() {
            return;
        }
        retain(document, "", &found);
    }
}

/// Calls `see` with each object whose `$ref` was written in the overlay.
fn find(node: &Cursor<'_>, overlay: &str, see: &mut dyn FnMut(&Cursor<'_>, &str)) {
    if let Some(reference) = node.node.get("$ref").filter(|reference| *reference.at.document == *overlay) {
        see(node, reference.as_str().unwrap_or_default());
    }
    node.members().map(|(_, member)| member).chain(node.items()).for_each(|part| find(&part, overlay, see));
}

fn retain(node: &mut Node, pointer: &str, removed: &HashSet<String>) {
    let is_kept = |step: &str, part: &mut Node| {
        let pointer = format!("{pointer}/{step}");
        retain(part, &pointer, removed);
        !removed.contains(&pointer)
    };
    match &mut node.value {
        Value::Map(members) => members.retain(|key, member| is_kept(&escape(key), member)),
        Value::List(items) => {
            let mut index = 0_usize..;
            items.retain_mut(|item| is_kept(&index.next().unwrap_or_default().to_string(), item));
        }
        _ => {}
    }
}
