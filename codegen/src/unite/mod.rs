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
    document::explanation,
    node::{Cursor, Node},
    problem::{Place, Problems},
};

/// One API from all documents, in document order.
#[derive(Debug, Default)]
pub(crate) struct United {
    pub(crate) root: Root,
    /// Every schema by its Rust name.
    pub(crate) schemas: IndexMap<String, Placed>,
    /// Every operation, with parameters, body and responses resolved.
    pub(crate) operations: Vec<Operation>,
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
    /// Every security scheme by its canonical name.
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
    let (mut united, mut seen) = (United::default(), operations::Seen::default());
    for document in documents {
        let document = nested::name(document);
        let root = Cursor::root(&document);
        unite_root(&document, &mut united.root);
        let names = schemas::unite(&root, &mut united.schemas, problems);
        operations::unite(&root, &names, &mut united, &mut seen, problems);
    }
    united
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
    let schemes = document.get("components").into_iter().flat_map(|all| all.members_of("securitySchemes"));
    for (name, scheme) in schemes.filter_map(|(name, _)| operations::scheme(name, document)) {
        root.security_schemes.entry(name).or_insert(scheme);
    }
}

/// Adds the names to a list that it does not contain.
pub(crate) fn add_names(list: &mut Vec<Node>, names: &[Node]) {
    for name in names {
        if !list.iter().any(|known| known.as_str() == name.as_str()) {
            list.push(name.clone());
        }
    }
}
