//! References that an overlay for other documents adds, and whose targets this document does not have.

use std::collections::HashSet;

use crate::{
    document::Reference,
    node::{Node, Value, escape},
    problem::{Place, Problems},
};

/// Removes each member and each item that is such a reference, and those that refer to one that was removed.
pub fn remove_dangling(document: &mut Node, overlay: &str, problems: &mut Problems) {
    loop {
        let (known, name, mut is_done) = (components(document), document.at.document.clone(), true);
        let mut is_kept = |part: &Node, pointer: &str| {
            let reference = part.get("$ref").filter(|reference| *reference.at.document == *overlay);
            let reference = reference.and_then(Node::as_str).unwrap_or_default();
            let is_kept = Reference::parse(reference).is_none_or(|reference| known.contains(&reference));
            if !is_kept {
                let place = Place { at: part.at.clone(), pointer: pointer.to_owned() };
                // The root is never removed; `check` rejects a reference there.
                let outcome = if pointer.is_empty() { "" } else { ": the reference is removed" };
                let message = format!("`{reference}` is not defined in `{name}`{outcome}");
                problems.warning(place, message).hint("define the target, or remove the reference from the overlay");
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

fn components(document: &Node) -> HashSet<Reference> {
    let sections = document.get("components").into_iter().flat_map(Node::members);
    let component = |section: &str, name: &str| Reference { section: section.to_owned(), name: name.to_owned() };
    sections.flat_map(|(section, all)| all.members().map(move |(name, _)| component(section, name))).collect()
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
