//! The parameters of operations.

use serde_json::Value;

use super::{example, kinds::Kinds, limits::limits};
use crate::{
    api::{In, Kind, Limits, Parameter},
    document::{explanation, is_ignored_header},
    names::{Scope, setter_name, snake_name},
    node::Node,
    problem::{Place, Problems},
    unite,
};

/// The parameters of an operation without the headers that OpenAPI ignores: the required ones, those of the path first,
/// in the order of the template; the optional ones; and those that the client fills in.
pub(super) fn parameters(source: &unite::Operation, kinds: &Kinds<'_>, problems: &mut Problems) -> [Vec<Parameter>; 3] {
    let unite::Operation { node: operation, path, place, .. } = source;
    let [mut arguments, mut setters, mut client] = <[Vec<Parameter>; 3]>::default();
    let mut scope = Scope::from_iter(["self", "body"]);
    for node in operation.items_of("parameters").filter(|node| !is_ignored_header(node)) {
        let wire = node.str_at("name").unwrap_or_default();
        let mut parameter = parameter(node, wire, kinds);
        if node.get("x-sdk-client").is_some() {
            client.push(Parameter { required: true, ..parameter });
            continue;
        }
        parameter.required |= parameter.location == In::Path;
        let (rule, list): (fn(&str) -> _, _) =
            if parameter.required { (snake_name, &mut arguments) } else { (setter_name, &mut setters) };
        let wanted = node.str_at("x-sdk-name").map_or_else(|| rule(wire), str::to_owned);
        let place = Place { at: node.at.clone(), pointer: place.pointer.clone() };
        parameter.name = scope.take_or_warn(wanted, &format!("the parameter `{wire}`"), place, problems);
        list.push(parameter);
    }
    let position = |argument: &Parameter| path.find(&format!("{{{}}}", argument.wire));
    arguments.sort_by_key(|argument| (argument.location != In::Path, position(argument)));
    [arguments, setters, client]
}

/// A parameter, or a header of a response, which OpenAPI describes in the same way.
pub(super) fn parameter(node: &Node, wire: &str, kinds: &Kinds<'_>) -> Parameter {
    let is_joined = node.get("explode").and_then(Node::as_bool) == Some(false);
    let location = match node.str_at("in") {
        Some("path") => In::Path,
        Some("query") if is_joined => In::QueryJoined,
        Some("query") => In::Query,
        _ => In::Header,
    };
    let schema = node.get("schema");
    let description = match (explanation(node, &[]), schema) {
        (own, Some(schema)) if own.is_empty() => explanation(schema, &["title"]),
        (own, _) => own,
    };
    Parameter {
        wire: wire.to_owned(),
        name: snake_name(wire),
        location,
        required: node.flag("required"),
        kind: schema.map_or(Kind::String, |schema| text_kind(kinds.kind(schema))),
        limits: schema.map(|schema| text_limits(limits(schema))).unwrap_or_default(),
        default: schema.and_then(|schema| schema.get("default")).map(Node::to_json),
        deprecated: node.flag("deprecated") || schema.is_some_and(|schema| schema.flag("deprecated")),
        description,
        example: example(node).or_else(|| example(schema?)),
    }
}

/// The limits of a value that is written as text, which has no null.
fn text_limits(mut limits: Limits) -> Limits {
    if let Some(Value::Array(values)) = limits.get_mut("enum") {
        values.retain(|value| !value.is_null());
    }
    if let Some(Value::Object(items)) = limits.get_mut("items") {
        *items = text_limits(std::mem::take(items));
    }
    limits
}

/// The kind of a value that is written as text: only a body can contain a file, any JSON or null.
fn text_kind(kind: Kind) -> Kind {
    match kind {
        Kind::List(item) => Kind::List(Box::new(match *item {
            Kind::Nullable(item) => text_kind(*item),
            item => text_kind(item),
        })),
        Kind::Media | Kind::Json | Kind::JsonObject | Kind::Map(_) | Kind::Struct(_) => Kind::String,
        kind => kind,
    }
}
