//! Merges an update into a node: maps by key, lists by appending, scalars by replacing.

use super::twin::{Step, Twin, pointer};
use crate::{
    document::MAX_DEPTH,
    node::{Cursor, Node, Value, escape},
    problem::{Place, Problems, Strictness},
};

/// The collector that updates report into.
pub(super) struct Merge<'p>(pub(super) &'p mut Problems);

impl Merge<'_> {
    /// Merges an update into the node at the path.
    pub(super) fn apply(&mut self, twin: &mut Twin<'_>, path: &[Step], update: &Cursor<'_>) {
        if path.len() + depth(update.node) > MAX_DEPTH {
            let message = format!("with this update, nesting exceeds {MAX_DEPTH} levels");
            self.0.error(update.place(), message);
            return;
        }
        let pointer = pointer(path);
        twin.change(path, |node| match &mut node.value {
            Value::List(items) if update.node.as_list().is_none() => self.append(items, update, &pointer),
            _ => self.merge(node, update, &pointer),
        });
    }

    fn merge(&mut self, node: &mut Node, update: &Cursor<'_>, pointer: &str) {
        match (&mut node.value, &update.node.value) {
            (Value::Map(members), Value::Map(_)) => {
                for (key, update) in update.members() {
                    if let Some(node) = members.get_mut(key) {
                        self.merge(node, &update, &format!("{pointer}/{}", escape(key)));
                    } else {
                        members.insert(key.to_owned(), update.node.clone());
                    }
                }
            }
            (Value::List(items), Value::List(_)) => {
                update.items().for_each(|entry| self.append(items, &entry, pointer));
            }
            (old, new) if is_scalar(old) && is_scalar(new) => *node = update.node.clone(),
            _ => {
                let place = Place { at: node.at.clone(), pointer: pointer.to_owned() };
                let message = format!("cannot merge {} into {} at {place}", update.node.noun(), node.noun());
                let problem = self.0.unfit(update.place(), message, ": it is ignored");
                problem.hint("remove the old value in an earlier action");
            }
        }
    }

    fn append(&mut self, items: &mut Vec<Node>, entry: &Cursor<'_>, pointer: &str) {
        let json = entry.node.to_json();
        // These lists are sets: if the entry already exists, the service has added it, and the action is stale.
        let is_set = ["/required", "/enum"].iter().any(|key| pointer.ends_with(key));
        match items.iter().find(|item| is_set && item.to_json() == json) {
            None => items.push(entry.node.clone()),
            Some(same) if self.0.strictness == Strictness::Strict => {
                let place = Place { at: same.at.clone(), pointer: pointer.to_owned() };
                let message = format!("{json} already exists at {place}");
                self.0.error(entry.place(), message).hint("remove it from the action");
            }
            Some(_) => {}
        }
    }
}

fn is_scalar(value: &Value) -> bool {
    !matches!(value, Value::List(_) | Value::Map(_))
}

/// The depth of the nested maps and lists.
fn depth(node: &Node) -> usize {
    let inner = match &node.value {
        Value::List(items) => items.iter().map(depth).max(),
        Value::Map(members) => members.values().map(depth).max(),
        _ => return 0,
    };
    1 + inner.unwrap_or(0)
}
