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

/// The parameters of an operation, by who fills them in.
#[derive(Debug, Default)]
pub(super) struct Parameters {
    /// Required ones: those of the path first, in the order of the template.
    pub(super) arguments: Vec<Parameter>,
    /// Optional ones.
    pub(super) setters: Vec<Parameter>,
    /// Those that the client fills in.
    pub(super) client: Vec<Parameter>,
}

/// Names the parameters. Headers that OpenAPI ignores are not there.
pub(super) fn parameters(source: &unite::Operation, kinds: &Kinds<'_>, problems: &mut Problems) -> Parameters {
    let unite::Operation { node: operation, path, place, .. } = source;
    let mut all = Parameters::default();
    let mut scope = Scope::from_iter(["self", "body"]);
    for node in operation.items_of("parameters").filter(|node| !is_ignored_header(node)) {
        let wire = node.str_at("name").unwrap_or_default();
        let mut name = |rule: fn(&str) -> String| {
            let wanted = node.str_at("x-sdk-name").map_or_else(|| rule(wire), str::to_owned);
            let place = Place { at: node.at.clone(), pointer: place.pointer.clone() };
            scope.take_or_warn(wanted, &format!("the parameter `{wire}`"), place, problems)
        };
        if node.get("x-sdk-client").is_some() {
            all.client.push(parameter(node, snake_name(wire), kinds));
        } else if node.flag("required") || node.str_at("in") == Some("path") {
            all.arguments.push(parameter(node, name(snake_name), kinds));
        } else {
            all.setters.push(parameter(node, name(setter_name), kinds));
        }
    }
    let position = |argument: &Parameter| path.find(&format!("{{{}}}", argument.wire));
    all.arguments.sort_by_key(|argument| (argument.location != In::Path, position(argument)));
    all
}

/// A parameter, or a header of a response, which OpenAPI describes in the same way.
pub(super) fn parameter(node: &Node, name: String, kinds: &Kinds<'_>) -> Parameter {
    let is_joined = node.get("explode").and_then(Node::as_bool) == Some(false);
    let location = match node.str_at("in") {
        Some("path") => In::Path,
        Some("query") if is_joined => In::QueryJoined,
        Some("query") => In::Query,
        _ => In::Header,
    };
    let schema = node.get("schema");
    Parameter {
        wire: node.str_at("name").unwrap_or_default().to_owned(),
        name,
        location,
        kind: schema.map_or(Kind::String, |schema| text_kind(kinds.kind(schema))),
        limits: schema.map(|schema| text_limits(limits(schema))).unwrap_or_default(),
        default: schema.and_then(|schema| schema.get("default")).map(Node::to_json),
        deprecated: node.flag("deprecated") || schema.is_some_and(|schema| schema.flag("deprecated")),
        description: described(node, schema),
        example: example(node).or_else(|| example(schema?)),
    }
}

/// The description of a parameter or a header, or else that of its schema.
fn described(node: &Node, schema: Option<&Node>) -> String {
    let own = explanation(node, &[]);
    if own.is_empty() { schema.map(|schema| explanation(schema, &["title"])).unwrap_or_default() } else { own }
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
