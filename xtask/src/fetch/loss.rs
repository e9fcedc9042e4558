//! Operations that a document loses. Losing most of them is rarely what the service intended.

use std::collections::BTreeSet;

use anyhow::{Result, ensure};
use wsapi_codegen::node::Node;

use super::{shared::METHODS, update::Update};

/// The members of a document that have operations or events.
const PATHS: [&str; 3] = ["paths", "webhooks", "x-webhooks"];

/// The number of operations that a document had, and of those that it loses.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Loss {
    before: usize,
    lost: usize,
}

impl Loss {
    /// Compares the committed document with the next one.
    pub(super) fn of(before: &Node, after: &Node) -> Self {
        let (before, after) = (operations(before), operations(after));
        Self { before: before.len(), lost: before.difference(&after).count() }
    }
}

/// Fails if a document loses more than half of its operations.
pub(super) fn check(updates: &[Update]) -> Result<()> {
    for Update { source, loss: Loss { before, lost }, .. } in updates {
        ensure!(
            lost * 2 <= *before,
            "`{}` would lose {lost} of {before} operations: if the service has removed them, use `--accept-loss`",
            source.name
        );
    }
    Ok(())
}

fn operations(document: &Node) -> BTreeSet<(&str, &'static str)> {
    let items = PATHS.iter().flat_map(|key| document.members_of(key));
    items
        .flat_map(|(path, item)| METHODS.iter().filter_map(move |method| item.get(method).map(|_| (path, *method))))
        .collect()
}
