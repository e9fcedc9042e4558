//! Prints values as JSON, with the members of objects in their order.

use anyhow::Result;
use serde::{Serialize, Serializer, de::IgnoredAny};
use wsapi_codegen::node::{Node, Value};

/// Returns whether a text is JSON.
pub(super) fn is_json(text: &str) -> bool {
    serde_json::from_str::<IgnoredAny>(text.trim_start_matches('\u{feff}')).is_ok()
}

/// Prints a whole document.
pub(super) fn document(root: &Node) -> Result<String> {
    Ok(serde_json::to_string_pretty(&Ordered(root))? + "\n")
}

/// A value that is serialized with the members of objects in their order.
struct Ordered<'a>(&'a Node);

impl Serialize for Ordered<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0.value {
            Value::Map(members) => serializer.collect_map(members.iter().map(|(key, member)| (key, Ordered(member)))),
            Value::List(items) => serializer.collect_seq(items.iter().map(Ordered)),
            _ => self.0.to_json().serialize(serializer),
        }
    }
}
