//! Several documents become one API.
//!
//! First, everything that is local to a document is resolved: `allOf` is flattened, references to parameters, bodies
//! and responses are replaced with their targets, and schemas get their Rust names. Anything that then appears in two
//! documents must be equal, or both places are reported.

mod nested;
mod operations;
mod schemas;

use indexmap::IndexMap;

use crate::{
    document::{explanation, follow},
    names::Scope,
    node::{Cursor, Node},
    problem::{Place, Problems},
};
pub(crate) use schemas::{add_keyword, difference, drop_unknown_required};

/// One API from all documents, in document order.
#[derive(Debug, Default)]
pub(crate) struct United {
    pub(crate) root: Root,
    /// Every schema by its Rust name.
    pub(crate) schemas: IndexMap<String, Placed>,
    /// Every operation by its pointer, with parameters, body and responses resolved.
    pub(crate) operations: IndexMap<String, Operation>,
    /// Every webhook by its name.
    pub(crate) webhooks: IndexMap<String, Placed>,
}

/// The parts of a document that are neither operations nor schemas.
#[derive(Debug, Default)]
pub(crate) struct Root {
    /// The `info` of the first document.
    pub(crate) info: Option<Node>,
    /// Every server.
    pub(crate) servers: Vec<Node>,
    /// Every tag with its description.
    pub(crate) tags: IndexMap<String, String>,
    /// Every security scheme by its name.
    pub(crate) security_schemes: IndexMap<String, Node>,
}

/// A node and where it came from.
#[derive(Clone, Debug)]
pub(crate) struct Placed {
    pub(crate) place: Place,
    pub(crate) node: Node,
}

/// An operation and its address.
#[derive(Clone, Debug)]
pub(crate) struct Operation {
    pub(crate) path: String,
    pub(crate) method: String,
    pub(crate) place: Place,
    pub(crate) node: Node,
}

/// Merges the documents.
pub(crate) fn unite(documents: &[Node], problems: &mut Problems) -> United {
    let mut united = United::default();
    for document in documents {
        let root = &nested::name(document);
        unite_root(root, &mut united.root);
        let schemes = unite_schemes(root, &mut united.root.security_schemes);
        let document = Document { root, types: schemas::names(root, &united.schemas, problems), schemes };
        schemas::unite(&document, &mut united.schemas, problems);
        operations::unite(&document, &mut united, problems);
    }
    operations::check_ids(united.operations.values(), problems);
    united
}

/// A document, and the names that its components have in the united API.
struct Document<'a> {
    root: &'a Node,
    types: Names,
    schemes: Names,
}

/// The names of components, by key.
type Names = IndexMap<String, String>;

impl Document<'_> {
    fn cursor<'n>(&'n self, node: &'n Node) -> Cursor<'n> {
        Cursor { node, ..Cursor::root(self.root) }
    }
}

fn components<'a>(root: &'a Node, section: &str) -> Vec<(&'a str, Cursor<'a>)> {
    Cursor::root(root).get("components").map(|components| components.members_of(section)).unwrap_or_default()
}

fn unite_root(document: &Node, root: &mut Root) {
    if root.info.is_none() {
        root.info = document.get("info").cloned();
    }
    for server in document.items_of("servers") {
        if root.servers.iter().all(|known| known.str_at("url") != server.str_at("url")) {
            root.servers.push(server.clone());
        }
    }
    for (name, tag) in document.items_of("tags").filter_map(|tag| Some((tag.str_at("name")?, tag))) {
        let text = root.tags.entry(name.to_owned()).or_default();
        if text.is_empty() {
            *text = explanation(tag, &[]);
        }
    }
}

/// Adds a document's security schemes to those of the others and returns their names. A scheme keeps its name, unless
/// an earlier document has an equal scheme, or a different one of this name.
fn unite_schemes(root: &Node, all: &mut IndexMap<String, Node>) -> Names {
    let mut taken: Scope = all.keys().cloned().collect();
    // Equal schemes of one document are different credentials, so each of them is compared with earlier documents only.
    let earlier: Vec<(String, String)> =
        all.iter().map(|(name, scheme)| (name.clone(), identity(name, scheme))).collect();
    let mut names = Names::new();
    for (key, scheme) in components(root, "securitySchemes") {
        let scheme = target(&scheme);
        let equal = earlier.iter().filter(|(_, known)| *known == identity(key, &scheme)).map(|(name, _)| name);
        let equal = equal.clone().find(|name| *name == key).or(equal.clone().next());
        let name = equal.cloned().unwrap_or_else(|| taken.take(key.to_owned()));
        all.entry(name.clone()).or_insert(scheme);
        names.insert(key.to_owned(), name);
    }
    names
}

/// A text that is equal for schemes that send the same credential in the same way. Documents differ in everything else
/// that they say about it.
fn identity(name: &str, scheme: &Node) -> String {
    let text = |key| scheme.str_at(key).unwrap_or_default();
    match text("type") {
        "apiKey" if text("in") == "header" => format!("header {}", text("name").to_ascii_lowercase()),
        "apiKey" => format!("{} {}", text("in"), text("name")),
        "http" => format!("http {}", text("scheme").to_ascii_lowercase()),
        "openIdConnect" => text("openIdConnectUrl").to_owned(),
        other => format!("{other} {name}"),
    }
}

/// Returns the object or, if it is a reference, its target. A description next to the reference takes precedence.
fn target(object: &Cursor<'_>) -> Node {
    let mut found = follow(object).map_or(object.node, |found| found.node).clone();
    if let Some(description) = object.node.get("description") {
        found.set("description", description.clone());
    }
    found
}
