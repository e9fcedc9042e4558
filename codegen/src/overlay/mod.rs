//! Corrects the documents: applies an OpenAPI Overlay 1.0 to them.
//!
//! The documents remain the service's own, so that a new download can replace them. All differences are in the overlay,
//! each action with its reason. An action that no longer matches anything is stale and is reported.

mod action;
mod dangling;
mod listed;
mod merge;
mod target;
mod twin;

use crate::{
    node::Node,
    parallel,
    problem::{Problems, STALE_NAME, Severity, Strictness},
};
use action::{Action, Change};
pub use dangling::remove_dangling;
use merge::Merge;
use twin::Twin;

/// Applies each action of an overlay, in order, to each document that has its target.
pub fn apply(documents: &mut [Node], overlay: &Node, problems: &mut Problems) {
    let actions = action::read(overlay, problems);
    let matches = parallel::each(documents, problems, |document, problems| {
        let mut twin = Twin::of(document);
        let matches = actions.iter().map(|action| apply_to(&mut twin, action, problems)).collect::<Vec<_>>();
        if problems.strictness == Strictness::Lenient {
            remove_dangling(document, &overlay.at.document, problems);
        }
        matches
    });
    for (index, action) in actions.iter().enumerate() {
        report_names(action, &matches.iter().map(|matches| &matches[index]).collect::<Vec<_>>(), problems);
    }
    let is_unmatched = |(index, _): &(usize, &Action<'_>)| matches.iter().all(|matches| matches[*index].nodes == 0);
    let unmatched: Vec<_> = actions.iter().enumerate().filter(is_unmatched).map(|(_, action)| action).collect();
    match unmatched[..] {
        [first, ..] if problems.strictness == Strictness::Lenient && unmatched.len() > 1.max(actions.len() / 2) => {
            let message = format!("{} of {} actions match nothing in the documents", unmatched.len(), actions.len());
            problems.warning(first.place.clone(), message).hint("omit the overlay with `--overlay none`");
        }
        _ => {
            for action in unmatched {
                let message = format!("nothing in the documents matches `{}`", action.text);
                let problem = problems.unfit(action.place.clone(), message, "");
                if problem.severity == Severity::Error {
                    problem.hint("remove the action if the document has been corrected, or fix its target");
                }
            }
        }
    }
}

/// The matches of an action in one document.
#[derive(Debug)]
struct Matches {
    /// The number of nodes.
    nodes: usize,
    /// For each of the names in its target, `true` if it matched anything.
    names: Vec<Vec<bool>>,
}

/// Reports names in a target that match nothing, if others of the target do. A name that is gone may have been renamed,
/// and the action would then be missing where it belongs.
fn report_names(action: &Action<'_>, matches: &[&Matches], problems: &mut Problems) {
    if matches.iter().all(|matches| matches.nodes == 0) {
        return;
    }
    let all = action
        .names
        .iter()
        .enumerate()
        .flat_map(|(list, names)| names.all.iter().enumerate().map(move |(index, name)| (list, index, name)));
    for (list, index, name) in all {
        if matches.iter().all(|matches| !matches.names[list][index]) {
            let message = format!("nothing in the documents matches `{name}`, {STALE_NAME}");
            let hint = "remove the name if what it named is gone, or replace it with the new name";
            problems.warning(action.place.clone(), message).hint(hint);
        }
    }
}

/// Applies an action to one document and returns what it matched.
fn apply_to(twin: &mut Twin<'_>, action: &Action<'_>, problems: &mut Problems) -> Matches {
    let found = twin.find(&action.target);
    let names = action.names.iter().map(|names| names.found(twin, &found)).collect();
    match &action.change {
        Change::Update(update) => {
            found.iter().for_each(|path| Merge(problems).apply(twin, path, update));
        }
        Change::Remove => {
            // In reverse, so that no removal moves a node that another one removes.
            for path in found.iter().rev() {
                if !twin.remove(path) {
                    problems.error(action.place.clone(), "the root of a document cannot be removed");
                }
            }
        }
    }
    Matches { nodes: found.len(), names }
}
