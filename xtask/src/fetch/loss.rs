//! The losses of a document: operations, and our prose. The service rarely intends to remove most of either.

use std::collections::BTreeSet;

use anyhow::{Result, ensure};
use wsapi_codegen::node::{Node, Value, escape};

use super::{
    merge::identities,
    objects::{Kind, texts},
    shared::{METHODS, PATHS},
    update::Update,
};
use crate::report::counted;

/// The numbers of operations and texts in a document, and how many it loses.
#[derive(Clone, Debug, Default)]
pub(super) struct Loss {
    operations: usize,
    lost_operations: usize,
    texts: usize,
    /// The lost objects that have our prose.
    pub(super) prose: Vec<Prose>,
}

/// Prose of ours that has no place in the next document.
#[derive(Clone, Debug)]
pub(super) struct Prose {
    /// The JSON pointer of its object, in the committed document.
    pub(super) pointer: String,
    /// The number of descriptions, summaries, titles and examples.
    pub(super) texts: usize,
}

impl Loss {
    /// Compares the committed document with the next one.
    pub(super) fn of(before: &Node, after: &Node) -> Self {
        let (old, new) = (operations(before), operations(after));
        Self { operations: old.len(), lost_operations: old.difference(&new).count(), ..Self::default() }
    }

    /// Adds our prose that is in the committed document and missing in the next one.
    pub(super) fn add_prose(&mut self, before: &Node, after: &Node) {
        self.texts = texts(before, Kind::Object);
        compare(before, Some(after), Kind::Object, String::new(), &mut self.prose);
    }
}

/// Fails if a document loses more than half of its operations, or of our prose.
pub(super) fn check(updates: &[Update]) -> Result<()> {
    const HINT: &str = "if the service has removed them, use `--accept-loss`";
    for Update { source, loss, .. } in updates {
        let (name, Loss { operations, lost_operations: lost, texts, prose }) = (&source.name, loss);
        ensure!(lost * 2 <= *operations, "`{name}` would lose {lost} of {operations} operations: {HINT}");
        let lost: usize = prose.iter().map(|prose| prose.texts).sum();
        let list: String = prose.iter().map(|prose| format!("\n  {}", prose.describe())).collect();
        ensure!(lost * 2 <= *texts, "`{name}` would lose {lost} of {texts} of our texts: {HINT}{list}");
    }
    Ok(())
}

impl Prose {
    /// Describes the place and the number of texts.
    pub(super) fn describe(&self) -> String {
        format!("{}: {}", self.pointer, counted(self.texts, "text"))
    }
}

fn operations(document: &Node) -> BTreeSet<(&str, &'static str)> {
    let items = PATHS.iter().flat_map(|key| document.members_of(key));
    items
        .flat_map(|(path, item)| METHODS.iter().filter_map(move |method| item.get(method).map(|_| (path, *method))))
        .collect()
}

/// Adds the outermost objects that only the committed document has and that have prose.
fn compare(before: &Node, after: Option<&Node>, kind: Kind, pointer: String, lost: &mut Vec<Prose>) {
    match (kind, &before.value, after.map(|after| &after.value)) {
        (Kind::Object | Kind::Names, Value::Map(members), Some(Value::Map(after))) => {
            for (key, member) in members {
                let pointer = format!("{pointer}/{}", escape(key));
                compare(member, after.get(key), kind.inside(key, member), pointer, lost);
            }
        }
        (Kind::Object, Value::List(items), Some(Value::List(after))) => {
            let after = identities(after);
            for (position, (id, item)) in identities(items).into_iter().enumerate() {
                let same = after.iter().find(|(other, _)| *other == id).map(|(_, node)| *node);
                compare(item, same, kind, format!("{pointer}/{position}"), lost);
            }
        }
        (Kind::Prose, _, Some(_)) => {}
        _ => {
            let texts = texts(before, kind);
            if texts > 0 {
                lost.push(Prose { pointer, texts });
            }
        }
    }
}
