//! References that an overlay for other documents adds, and whose targets this document does not have.

use crate::{
    document::Reference,
    node::{Node, Value, escape},
    problem::{Place, Problems},
};

/// Removes each member and each item that is such a reference, and those that refer to one that was removed.
pub fn remove_dangling(document: &mut Node, overlay: &str, problems: &mut Problems) {
    loop {
        let (before, mut is_done) = (document.clone(), true);
        let mut is_kept = |part: &Node, pointer: &str| {
            let reference = part.get("$ref").filter(|reference| *reference.at.document == *overlay);
            let reference = reference.and_then(Node::as_str).unwrap_or_default();
            let is_kept = Reference::parse(reference).is_none_or(|reference| reference.target(&before).is_some());
            if !is_kept {
                let place = Place { at: part.at.clone(), pointer: pointer.to_owned() };
                let message = format!("`{reference}` is not defined in `{}`, so this is left out", before.at.document);
                problems.warning(place, message).hint("define it, or remove it from the overlay");
                // The document itself remains, and `check` rejects its reference.
                is_done &= pointer.is_empty();
            }
            is_kept
        };
        retain(document, "", &mut is_kept);
        is_kept(document, "");
        if is_done {
            return;
        }
    }
}

/// Removes what fails the test, at every depth.
fn retain(node: &mut Node, pointer: &str, test: &mut dyn FnMut(&Node, &str) -> bool) {
    let mut is_kept = |step: &str, part: &mut Node| {
        let pointer = format!("{pointer}/{step}");
        retain(part, &pointer, test);
        test(part, &pointer)
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
