//! Replaces the nullable types of OpenAPI 3.1 with the `nullable` of 3.0.

use crate::node::{Map, Node, Value};
use crate::problem::At;

/// Removes null from `anyOf: [A, {type: 'null'}]`; a single `A` without `$ref` replaces the list.
pub(super) fn lift_alternative(map: &mut Map) {
    for key in ["oneOf", "anyOf"] {
        let Some(members) = map.get_mut(key).and_then(Node::as_list_mut) else { continue };
        let Some(null) = members.iter().find(|member| is_null(member)) else { continue };
        let at = null.at.clone();
        if members.iter().all(is_null) {
            continue;
        }
        members.retain(|member| !is_null(member));
        let only = if let [only] = members.as_slice() { only.as_map().cloned() } else { None };
        set_nullable(map, &at);
        if let Some(only) = only.filter(|only| may_replace(key, only, map)) {
            map.shift_remove(key);
            map.extend(only.into_iter().filter(|(key, _)| key != "nullable"));
            // The member may declare null again in another way.
            lift_alternative(map);
            return;
        }
    }
}

/// Makes `type: [string, 'null']` a nullable string. A list of several types, or of null alone, is preserved.
pub(super) fn lift_type(map: &mut Map) {
    let Some(types) = map.get("type") else { return };
    let at = types.at.clone();
    let Some(types) = types.as_list() else { return };
    let is_null = |node: &&Node| node.as_str() == Some("null");
    let others: Vec<_> = types.iter().filter(|node| !is_null(node)).collect();
    let [only] = others.as_slice() else { return };
    let Some(only) = only.as_str().map(|only| Node::string(&at, only)) else { return };
    let is_nullable = types.iter().any(|node| is_null(&node));
    map.insert("type".to_owned(), only);
    if is_nullable {
        set_nullable(map, &at);
    }
}

/// Removes null from the values of a nullable enum.
pub(super) fn lift_enum(map: &mut Map) {
    let admits_null = map.get("nullable").and_then(Node::as_bool).unwrap_or(!map.contains_key("type"));
    let Some(values) = map.get_mut("enum").and_then(Node::as_list_mut) else { return };
    let Some(null) = values.iter().find(|value| matches!(value.value, Value::Null)) else { return };
    let at = null.at.clone();
    if admits_null && values.len() > 1 {
        values.retain(|value| !matches!(value.value, Value::Null));
        set_nullable(map, &at);
    }
}

/// Returns whether a schema allows only null.
fn is_null(schema: &Node) -> bool {
    let is_null_type = |kind: &Node| kind.as_str() == Some("null");
    let is_null_value = |value: &Node| matches!(value.value, Value::Null);
    match (schema.get("type"), schema.get("const"), schema.get("enum").and_then(Node::as_list)) {
        (Some(kind), ..) => is_null_type(kind) || matches!(kind.as_list(), Some([only]) if is_null_type(only)),
        (_, Some(value), _) => is_null_value(value),
        (_, _, values) => matches!(values, Some([only]) if is_null_value(only)),
    }
}

/// Returns whether a schema can replace a key of another schema without a change of meaning.
fn may_replace(key: &str, schema: &Map, other: &Map) -> bool {
    let is_free = |new: &str| new == key || new == "nullable" || !other.contains_key(new);
    !schema.contains_key("$ref") && schema.keys().all(|new| is_free(new))
}

fn set_nullable(map: &mut Map, at: &At) {
    map.insert("nullable".to_owned(), Node::new(at, Value::Bool(true)));
}
