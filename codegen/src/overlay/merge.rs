//! Merges an update into a node: maps by key, lists by appending, scalars by replacing.

use serde_json::Value as Json;

use super::{
    Strictness,
    twin::{Step, Twin, pointer},
};
use crate::{
    document::MAX_DEPTH,
    node::{Cursor, Node, Value, escape},
    problem::{Place, Problems},
};

/// What an update may do and where it reports.
pub(super) struct Merge<'p> {
    pub(super) strictness: Strictness,
    pub(super) problems: &'p mut Problems,
}

impl Merge<'_> {
    /// Merges an update into the node at the end of a way.
    pub(super) fn apply(&mut self, twin: &mut Twin<'_>, path: &[Step], update: &Cursor<'_>) {
        if path.len() + depth(update.node) > MAX_DEPTH {
            let message = format!("with this, more than {MAX_DEPTH} maps and lists stand in each other");
            self.problems.error(update.place(), message);
            return;
        }
        let Some((node, json)) = twin.at(path) else { return };
        let pointer = pointer(path);
        let is_entry = node.as_list().is_some() && update.node.as_list().is_none();
        if let (true, Value::List(items), Json::Array(twins)) = (is_entry, &mut node.value, &mut *json) {
            self.append(items, twins, update, &pointer);
        } else {
            self.merge(node, json, update, &pointer);
        }
    }

    fn merge(&mut self, node: &mut Node, json: &mut Json, update: &Cursor<'_>, pointer: &str) {
        match (&mut node.value, json, &update.node.value) {
            (Value::Map(members), Json::Object(twins), Value::Map(_)) => {
                for (key, update) in update.members() {
                    match (members.get_mut(key), twins.get_mut(key)) {
                        (Some(node), Some(json)) => {
                            self.merge(node, json, &update, &format!("{pointer}/{}", escape(key)));
                        }
                        _ => {
                            members.insert(key.to_owned(), update.node.clone());
                            twins.insert(key.to_owned(), update.node.to_json());
                        }
                    }
                }
            }
            (Value::List(items), Json::Array(twins), Value::List(_)) => {
                update.items().for_each(|entry| self.append(items, twins, &entry, pointer));
            }
            (old, json, new) if is_scalar(old) && is_scalar(new) => {
                *json = update.node.to_json();
                *node = update.node.clone();
            }
            _ => {
                let place = Place { at: node.at.clone(), pointer: pointer.to_owned() };
                let message = format!("{} cannot be merged into {}, at {place}", update.node.noun(), node.noun());
                self.problems.error(update.place(), message).hint("remove the old value in an action before this");
            }
        }
    }

    fn append(&mut self, items: &mut Vec<Node>, twins: &mut Vec<Json>, entry: &Cursor<'_>, pointer: &str) {
        let twin = entry.node.to_json();
        // These lists are sets: an entry that is there already was added by the service, and the action is stale.
        let is_set = ["/required", "/enum"].iter().any(|key| pointer.ends_with(key));
        let same = twins.iter().position(|other| is_set && *other == twin).and_then(|index| items.get(index));
        match same {
            None => {
                items.push(entry.node.clone());
                twins.push(twin);
            }
            Some(same) if self.strictness == Strictness::Strict => {
                let place = Place { at: same.at.clone(), pointer: pointer.to_owned() };
                let message = format!("{twin} is there already, at {place}");
                self.problems.error(entry.place(), message).hint("take it out of the action");
            }
            Some(_) => {}
        }
    }
}

fn is_scalar(value: &Value) -> bool {
    !matches!(value, Value::List(_) | Value::Map(_))
}

/// How many maps and lists stand in each other.
fn depth(node: &Node) -> usize {
    let inner = match &node.value {
        Value::List(items) => items.iter().map(depth).max(),
        Value::Map(members) => members.values().map(depth).max(),
        _ => return 0,
    };
    1 + inner.unwrap_or(0)
}
