//! `oneOf` and `anyOf` of a single schema: a habit of generators that means no more than `allOf`.

use super::grammar::{Role, edit_schemas};
use crate::node::{Node, rename};

/// Writes `allOf` where a `oneOf` or `anyOf` has one entry, so that no later stage meets either.
pub(super) fn rewrite(root: &mut Node) {
    edit_schemas(root, Role::Root, &mut |schema| {
        if let Some(map) = schema.as_map_mut()
            && !map.contains_key("allOf")
        {
            for key in ["oneOf", "anyOf"] {
                if map.get(key).and_then(Node::as_list).is_some_and(|members| members.len() == 1) {
                    rename(map, key, "allOf");
                    break;
                }
            }
        }
    });
}
