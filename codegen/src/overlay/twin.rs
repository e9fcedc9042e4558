//! A document and its copy in plain JSON, which JSONPath can query. Each change is made to both.
//!
//! Copying the document for every action would cost more than all the rest of the generator.

use serde_json::Value as Json;
use serde_json_path::{JsonPath, PathElement};

use crate::node::{Node, Value, escape};

/// A document that is queried and changed.
#[derive(Debug)]
pub(super) struct Twin<'d> {
    node: &'d mut Node,
    json: Json,
}

/// One step of the path to a node.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    Key(String),
    Index(usize),
}

impl<'d> Twin<'d> {
    /// Makes the copy.
    pub(super) fn of(node: &'d mut Node) -> Self {
        Self { json: node.to_json(), node }
    }

    /// The paths to the nodes that a JSONPath selects, without duplicates, parents before their children.
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

    /// Returns whether a JSONPath selects anything.
    pub(super) fn has(&self, target: &JsonPath) -> bool {
        !target.query(&self.json).is_empty()
    }

    /// Returns the texts that a JSONPath selects in the node at the path.
    pub(super) fn texts(&self, path: &[Step], query: &JsonPath) -> Vec<String> {
        let found = self.json.pointer(&pointer(path)).map(|node| query.query(node));
        found.into_iter().flatten().filter_map(Json::as_str).map(str::to_owned).collect()
    }

    /// Changes the node at the path, and its copy.
    pub(super) fn change(&mut self, path: &[Step], change: impl FnOnce(&mut Node)) {
        if let (Some(node), Some(json)) = (at(self.node, path), self.json.pointer_mut(&pointer(path))) {
            change(node);
            *json = node.to_json();
        }
    }

    /// Removes the node at the path; returns false for the root, which cannot be removed.
    pub(super) fn remove(&mut self, path: &[Step]) -> bool {
        let Some((last, parent)) = path.split_last() else { return false };
        let (node, json) = (at(self.node, parent), self.json.pointer_mut(&pointer(parent)));
        match (last, node.map(|node| &mut node.value), json) {
            (Step::Key(key), Some(Value::Map(members)), Some(Json::Object(twins))) => {
                twins.remove(key);
                members.shift_remove(key).is_some()
            }
            (Step::Index(index), Some(Value::List(items)), Some(Json::Array(twins))) if *index < items.len() => {
                twins.remove(*index);
                items.remove(*index);
                true
            }
            _ => false,
        }
    }
}

/// The node at the path.
fn at<'n>(root: &'n mut Node, path: &[Step]) -> Option<&'n mut Node> {
    path.iter().try_fold(root, |node, step| match step {
        Step::Key(key) => node.get_mut(key),
        Step::Index(index) => node.as_list_mut()?.get_mut(*index),
    })
}

/// A path as a JSON pointer.
pub(super) fn pointer(path: &[Step]) -> String {
    let steps = path.iter().map(|step| match step {
        Step::Key(key) => format!("/{}", escape(key)),
        Step::Index(index) => format!("/{index}"),
    });
    steps.collect()
}
