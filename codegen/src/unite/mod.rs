//! Several documents become one API.
//!
//! Each document is first made free of everything that is only its own: `allOf` is flattened, references to parameters,
//! bodies and responses are replaced by what they name, and schemas get the name that they will have in Rust. What then
//! stands in two documents must be equal, or both places are shown.

mod operations;
mod schemas;

use indexmap::IndexMap;

use crate::{
    node::{Cursor, Node},
    problem::{Place, Problems},
};

/// One API out of all documents: schemas by name, operations and webhooks in document order.
#[derive(Debug, Default)]
pub(crate) struct United {
    /// The title of the first document, and its description.
    pub(crate) info: Option<Node>,
    /// Every tag with its description.
    pub(crate) tags: IndexMap<String, String>,
    /// Every schema by its decided name.
    pub(crate) schemas: IndexMap<String, Placed>,
    /// Every operation, with parameters, body and responses written out.
    pub(crate) operations: Vec<Operation>,
    /// Every webhook by its name.
    pub(crate) webhooks: IndexMap<String, Placed>,
    /// What all webhooks have in common, once `normalize` has recognised it.
    pub(crate) envelope: Option<Envelope>,
}

/// What all events have in common.
#[derive(Clone, Debug)]
pub(crate) struct Envelope {
    /// The property that names the event.
    pub(crate) tag: String,
    /// The property that holds what the event says.
    pub(crate) data: String,
    /// The struct around it, with all properties.
    pub(crate) schema: Placed,
}

/// A node and where it came from.
#[derive(Clone, Debug)]
pub(crate) struct Placed {
    pub(crate) place: Place,
    pub(crate) node: Node,
}

/// An operation and what addresses it.
#[derive(Clone, Debug)]
pub(crate) struct Operation {
    pub(crate) path: String,
    pub(crate) method: String,
    pub(crate) place: Place,
    pub(crate) node: Node,
}

/// Unites the documents.
pub(crate) fn unite(documents: &[Node], problems: &mut Problems) -> United {
    let mut united = United::default();
    for document in documents {
        let root = Cursor::root(document);
        if united.info.is_none() {
            united.info = document.get("info").cloned();
        }
        for tag in document.items_of("tags") {
            if let Some(name) = tag.str_at("name") {
                let text = united.tags.entry(name.to_owned()).or_default();
                if text.is_empty() {
                    *text = tag.str_at("description").unwrap_or_default().to_owned();
                }
            }
        }
        let names = schemas::unite(&root, &mut united.schemas, problems);
        operations::unite(&root, &names, &mut united, problems);
    }
    united
}
