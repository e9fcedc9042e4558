//! The parameters of operations.

use super::{example, kinds::Kinds, limits::limits, names::Scope};
use crate::{
    api::{In, Kind, Parameter},
    document::{explanation, is_ignored_header},
    names::{setter_name, snake_name},
    node::Node,
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

/// Names the parameters, except headers that OpenAPI ignores.
pub(super) fn parameters(operation: &Node, path: &str, kinds: &Kinds<'_>) -> Parameters {
    let mut all = Parameters::default();
    let mut scope = Scope::with(["self", "body"]);
    for node in operation.items_of("parameters").filter(|node| !is_ignored_header(node)) {
        let wire = node.str_at("name").unwrap_or_default();
        if node.get("x-sdk-client").is_some() {
            all.client.push(parameter(node, snake_name(wire), kinds));
        } else if node.flag("required") || node.str_at("in") == Some("path") {
            let name = scope.take(node.str_at("x-sdk-name"), || snake_name(wire));
            all.arguments.push(parameter(node, name, kinds));
        } else {
            let name = scope.take(node.str_at("x-sdk-name"), || setter_name(wire));
            all.setters.push(parameter(node, name, kinds));
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
        limits: schema.map(limits).unwrap_or_default(),
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
