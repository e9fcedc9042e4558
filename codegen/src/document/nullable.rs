//! Replaces the nullable types of OpenAPI 3.1 with the `nullable` of 3.0.

use crate::node::{Map, Node, Value};
use crate::problem::At;

/// Removes null from `anyOf: [A, {type: 'null'}]`; a single `A` without `$ref` replaces the list.
pub(super) fn lift_alternative(map: &mut Map) {
    for key in ["oneOf", "anyOf"] {
        let Some(members) = map.get_mut(key).and_then(Node::as_list_mut) else { continue };
        let Some(at) = members.iter().find(|member| is_null(member)).map(|null| null.at.clone()) else { continue };
        if members.iter().all(is_null) {
            continue;
        }
        members.retain(|member| !is_null(member));
        let only = if let [only] = &members[..] { only.as_map().cloned() } else { None };
        set_nullable(map, &at);
        // A key that both have would lose one of its values.
        let is_free = |new: &String| new == key || new == "nullable" || !map.contains_key(new);
        if let Some(only) = only.filter(|only| !only.contains_key("$ref") && only.keys().all(is_free)) {
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
    let Some(Node { at, value: Value::List(types) }) = map.get("type").cloned() else { return };
    let (nulls, others): (Vec<_>, Vec<_>) = types.into_iter().partition(|ty| ty.as_str() == Some("null"));
    let [Node { value: only @ Value::String(_), .. }] = &others[..] else { return };
    map.insert("type".to_owned(), Node::new(&at, only.clone()));
    if !nulls.is_empty() {
        set_nullable(map, &at);
    }
}

/// Removes null from the values of a nullable enum.
pub(super) fn lift_enum(map: &mut Map) {
    let admits_null = map.get("nullable").and_then(Node::as_bool).unwrap_or(!map.contains_key("type"));
    let Some(values) = map.get_mut("enum").and_then(Node::as_list_mut) else { return };
    let Some(at) = values.iter().find(|value| value.is_null()).map(|null| null.at.clone()) else { return };
    if admits_null && values.len() > 1 {
        values.retain(|value| !value.is_null());
        set_nullable(map, &at);
    }
}

/// Returns whether a schema allows only null.
fn is_null(schema: &Node) -> bool {
    let is_null_type = |ty: &Node| ty.as_str() == Some("null");
    match (schema.get("type"), schema.get("const"), schema.get("enum").and_then(Node::as_list)) {
        (Some(ty), ..) => is_null_type(ty) || matches!(ty.as_list(), Some([only]) if is_null_type(only)),
        (_, Some(value), _) => value.is_null(),
        (_, _, values) => matches!(values, Some([only]) if only.is_null()),
    }
}

pub(super) fn set_nullable(map: &mut Map, at: &At) {
    map.insert("nullable".to_owned(), Node::new(at, Value::Bool(true)));
}
