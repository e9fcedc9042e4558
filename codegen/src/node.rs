//! The tree that a document is read into: JSON values that remember their lines.

use indexmap::IndexMap;
use serde_json::Number;

use crate::problem::{At, Place};

/// A value of a document and its line.
#[derive(Clone, Debug)]
pub struct Node {
    /// Where the value begins; for the member of a map, the line of its key.
    pub at: At,
    /// The value.
    pub value: Value,
}

/// A JSON value whose children are [`Node`]s and whose maps keep the document's order.
#[derive(Clone, Debug)]
#[allow(missing_docs, reason = "the variants are JSON's own")]
pub enum Value {
    Null,
    Bool(bool),
    Number(Number),
    String(String),
    List(Vec<Node>),
    Map(Map),
}

/// A map in document order.
pub type Map = IndexMap<String, Node>;

/// Renames a key without changing its position.
pub(crate) fn rename(map: &mut Map, from: &str, to: &str) {
    let members = std::mem::take(map).into_iter();
    map.extend(members.map(|(key, node)| if key == from { (to.to_owned(), node) } else { (key, node) }));
}

impl Node {
    /// A node at a place.
    pub fn new(at: &At, value: Value) -> Self {
        Self { at: at.clone(), value }
    }

    /// A string on a line.
    pub fn string(at: &At, text: impl Into<String>) -> Self {
        Self::new(at, Value::String(text.into()))
    }

    /// The type of the value, for a message.
    pub fn noun(&self) -> &'static str {
        match &self.value {
            Value::Null => "null",
            Value::Bool(_) => "a boolean",
            Value::Number(_) => "a number",
            Value::String(_) => "a string",
            Value::List(_) => "a list",
            Value::Map(_) => "a map",
        }
    }

    /// The member of a map, if this is a map that has it.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.as_map()?.get(key)
    }

    /// Mutable access to the member of a map.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Node> {
        self.as_map_mut()?.get_mut(key)
    }

    /// Returns whether this is null.
    pub fn is_null(&self) -> bool {
        matches!(self.value, Value::Null)
    }

    /// The text, if this is a string.
    pub fn as_str(&self) -> Option<&str> {
        if let Value::String(text) = &self.value { Some(text) } else { None }
    }

    /// The boolean, if this is one.
    pub fn as_bool(&self) -> Option<bool> {
        if let Value::Bool(value) = &self.value { Some(*value) } else { None }
    }

    /// The number, if this is one.
    pub fn as_f64(&self) -> Option<f64> {
        if let Value::Number(number) = &self.value { number.as_f64() } else { None }
    }

    /// The map, if this is one.
    pub fn as_map(&self) -> Option<&Map> {
        if let Value::Map(map) = &self.value { Some(map) } else { None }
    }

    /// Mutable access to the map.
    pub fn as_map_mut(&mut self) -> Option<&mut Map> {
        if let Value::Map(map) = &mut self.value { Some(map) } else { None }
    }

    /// The items, if this is a list.
    pub fn as_list(&self) -> Option<&[Node]> {
        if let Value::List(items) = &self.value { Some(items) } else { None }
    }

    /// Mutable access to the items.
    pub fn as_list_mut(&mut self) -> Option<&mut Vec<Node>> {
        if let Value::List(items) = &mut self.value { Some(items) } else { None }
    }

    /// The member's text, if there is such a member and it is a string.
    pub fn str_at(&self, key: &str) -> Option<&str> {
        self.get(key)?.as_str()
    }

    /// The boolean at `key`; false if there is none.
    pub fn flag(&self, key: &str) -> bool {
        self.get(key).and_then(Node::as_bool).unwrap_or(false)
    }

    /// The members of a map; none if this is not a map.
    pub fn members(&self) -> impl Iterator<Item = (&str, &Node)> {
        self.as_map().into_iter().flatten().map(|(key, node)| (key.as_str(), node))
    }

    /// Sets the member of a map; nothing happens if this is not a map.
    pub fn set(&mut self, key: &str, node: Node) {
        if let Some(map) = self.as_map_mut() {
            map.insert(key.to_owned(), node);
        }
    }

    /// Mutable access to the members of a map.
    pub fn members_mut(&mut self) -> impl Iterator<Item = (&str, &mut Node)> {
        self.as_map_mut().into_iter().flatten().map(|(key, node)| (key.as_str(), node))
    }

    /// Mutable access to the items of a list.
    pub fn items_mut(&mut self) -> impl Iterator<Item = &mut Node> {
        self.as_list_mut().into_iter().flatten()
    }

    /// The members of the map at `key`; none if there is no such map.
    pub fn members_of(&self, key: &str) -> impl Iterator<Item = (&str, &Node)> {
        self.get(key).into_iter().flat_map(Node::members)
    }

    /// The items of the list at `key`; none if there is no such list.
    pub fn items_of(&self, key: &str) -> impl Iterator<Item = &Node> {
        self.get(key).and_then(Node::as_list).into_iter().flatten()
    }

    /// The strings in the list at `key`.
    pub fn strings_of(&self, key: &str) -> impl Iterator<Item = &str> {
        self.items_of(key).filter_map(Node::as_str)
    }

    /// The value without its lines.
    pub fn to_json(&self) -> serde_json::Value {
        match &self.value {
            Value::Null => serde_json::Value::Null,
            Value::Bool(value) => (*value).into(),
            Value::Number(number) => serde_json::Value::Number(number.clone()),
            Value::String(text) => text.as_str().into(),
            Value::List(items) => items.iter().map(Node::to_json).collect(),
            Value::Map(map) => map.iter().map(|(key, node)| (key.clone(), node.to_json())).collect(),
        }
    }
}

/// A node, its document and its JSON pointer, for stages that report problems.
#[derive(Clone, Debug)]
pub struct Cursor<'a> {
    /// The root of the document.
    pub root: &'a Node,
    /// The node.
    pub node: &'a Node,
    /// The JSON pointer to it.
    pub pointer: String,
}

impl<'a> Cursor<'a> {
    /// A cursor on the root of a document.
    pub fn root(node: &'a Node) -> Self {
        Self { root: node, node, pointer: String::new() }
    }

    /// The member of a map.
    pub fn get(&self, key: &str) -> Option<Cursor<'a>> {
        self.node.get(key).map(|node| self.step(key, node))
    }

    /// The members of a map, each with its key.
    pub fn members(&self) -> impl Iterator<Item = (&'a str, Cursor<'a>)> {
        self.members_that(|_, _| true)
    }

    /// The members of a map that pass a test. Only these allocate a pointer.
    pub fn members_that(&self, pass: impl Fn(&str, &Node) -> bool) -> impl Iterator<Item = (&'a str, Cursor<'a>)> {
        let members = self.node.members().filter(move |(key, node)| pass(key, node));
        members.map(|(key, node)| (key, self.step(key, node)))
    }

    /// The members of the map at `key`.
    pub fn members_of(&self, key: &str) -> Vec<(&'a str, Cursor<'a>)> {
        self.get(key).map(|map| map.members().collect()).unwrap_or_default()
    }

    /// The items of a list.
    pub fn items(&self) -> impl Iterator<Item = Cursor<'a>> {
        let items = self.node.as_list().unwrap_or_default();
        items.iter().enumerate().map(|(index, node)| self.step(&index.to_string(), node))
    }

    /// The items of the list at `key`.
    pub fn items_of(&self, key: &str) -> Vec<Cursor<'a>> {
        self.get(key).map(|list| list.items().collect()).unwrap_or_default()
    }

    /// The place of the node.
    pub fn place(&self) -> Place {
        Place { at: self.node.at.clone(), pointer: self.pointer.clone() }
    }

    fn step(&self, key: &str, node: &'a Node) -> Cursor<'a> {
        Cursor { root: self.root, node, pointer: format!("{}/{}", self.pointer, escape(key)) }
    }
}

/// A key as it is written in a JSON pointer (RFC 6901).
pub fn escape(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}
