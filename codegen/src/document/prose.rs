//! The prose of a document about an object.

use crate::node::Node;

/// Returns the description of an object, or else one of its other texts, with the address of its external
/// documentation.
pub(crate) fn explanation(object: &Node, others: &[&str]) -> String {
    let text = |key: &str| object.str_at(key).filter(|text| !text.trim().is_empty());
    let own = text("description").or_else(|| others.iter().find_map(|key| text(key))).unwrap_or_default();
    let Some(docs) = object.get("externalDocs") else { return own.to_owned() };
    let (name, url) = (docs.str_at("description").unwrap_or("See also"), docs.str_at("url").unwrap_or_default());
    let name = name.trim().trim_end_matches([':', '.']);
    format!("{own}\n\n{name}: {url}").trim_start().to_owned()
}
