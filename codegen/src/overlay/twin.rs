//! A document and its twin in plain JSON, which JSONPath can query; a change is made to both.
//!
//! Making the twin anew for every action would cost more than all else that the generator does.

use serde_json::Value as Json;
use serde_json_path::{JsonPath, PathElement};

use crate::node::{Node, Value, escape};

/// A document that is queried and changed.
#[derive(Debug)]
pub(super) struct Twin<'d> {
    node: &'d mut Node,
    json: Json,
}

/// One step of the way to a node.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    Key(String),
    Index(usize),
}

impl<'d> Twin<'d> {
    /// Makes the twin.
    pub(super) fn of(node: &'d mut Node) -> Self {
        Self { json: node.to_json(), node }
    }

    /// The ways to the nodes that a JSONPath selects, each once, those above and before first.
    pub(super) fn find(&self, target: &JsonPath) -> Vec<Vec<Step>> {
        let found = target.query_located(&self.json);
        let step = |element: &PathElement<'_>| match element {
            PathElement::Name(name) => Step::Key((*name).to_owned()),
            PathElement::Index(index) => Step::Index(*index),
        };
        let mut paths: Vec<Vec<Step>> = found.iter().map(|node| node.location().iter().map(step).collect()).collect();
        paths.sort();
        paths.dedup();
        paths
    }

    /// The node at the end of a way and its twin.
    pub(super) fn at(&mut self, path: &[Step]) -> Option<(&mut Node, &mut Json)> {
        let (mut node, mut json) = (&mut *self.node, &mut self.json);
        for step in path {
            (node, json) = match (step, &mut node.value, json) {
                (Step::Key(key), Value::Map(members), Json::Object(twins)) => {
                    (members.get_mut(key)?, twins.get_mut(key)?)
                }
                (Step::Index(index), Value::List(items), Json::Array(twins)) => {
                    (items.get_mut(*index)?, twins.get_mut(*index)?)
                }
                _ => return None,
            };
        }
        Some((node, json))
    }

    /// Removes the node at the end of a way; false for the root, which cannot go.
    pub(super) fn remove(&mut self, path: &[Step]) -> bool {
        let Some((last, parent)) = path.split_last() else { return false };
        let Some((node, json)) = self.at(parent) else { return false };
        match (last, &mut node.value, json) {
            (Step::Key(key), Value::Map(members), Json::Object(twins)) => {
                twins.remove(key);
                members.shift_remove(key).is_some()
            }
            (Step::Index(index), Value::List(items), Json::Array(twins)) if *index < items.len().min(twins.len()) => {
                items.remove(*index);
                twins.remove(*index);
                true
            }
            _ => false,
        }
    }
}

/// A way as a JSON pointer.
pub(super) fn pointer(path: &[Step]) -> String {
    let steps = path.iter().map(|step| match step {
        Step::Key(key) => format!("/{}", escape(key)),
        Step::Index(index) => format!("/{index}"),
    });
    steps.collect()
}
