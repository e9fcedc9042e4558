//! Builds the [`Api`]: reads the tree, and names everything that is not a type. No later stage names anything.

mod boxes;
mod constructors;
mod contents;
mod kinds;
mod limits;
mod nesting;
mod operations;
mod paging;
mod parameters;
mod placement;
mod security;
mod types;

use serde_json::Value;

use crate::{
    api::{Api, Info, Server},
    document::explanation,
    names::snake_name,
    node::Node,
    normalize::{Component, Normalized},
    problem::Problems,
};
use kinds::Kinds;

/// Builds the API.
pub(crate) fn lower(normalized: &Normalized, problems: &mut Problems) -> Api {
    let kinds = Kinds(&normalized.types);
    let ty = |(name, component): (&String, &Component)| types::ty(name, component, &kinds, problems);
    let types = normalized.types.iter().map(ty).collect();
    let mut api = Api {
        crate_name: crate_name(normalized.root.info.as_ref()),
        info: normalized.root.info.as_ref().map(info).unwrap_or_default(),
        servers: normalized.root.servers.iter().map(server).collect(),
        security_schemes: security::schemes(normalized),
        resources: operations::resources(normalized, problems),
        types,
        events: normalized.events.as_ref().map(|events| contents::events(events, &kinds)),
    };
    boxes::decide(&mut api.types);
    nesting::check(&api.types, &normalized.types, problems);
    constructors::decide(&mut api.types);
    placement::decide(&mut api);
    paging::find(&mut api);
    api
}

/// The name that the hint gives, or else the title.
fn crate_name(info: Option<&Node>) -> String {
    let text = |key| info.and_then(|info| info.str_at(key));
    text("x-sdk-crate").map_or_else(|| snake_name(text("title").unwrap_or_default()), str::to_owned)
}

fn info(node: &Node) -> Info {
    let text = |key| node.str_at(key).unwrap_or_default().to_owned();
    let known = ["title", "version", "description", "summary", "x-sdk-crate"];
    let other = node.members().filter(|(key, _)| !known.contains(key));
    let mut other: serde_json::Map<_, _> = other.map(|(key, node)| (key.to_owned(), node.to_json())).collect();
    // OpenAPI 3.0 has no `identifier` of a license; `check` has warned about it.
    other.values_mut().filter_map(Value::as_object_mut).for_each(|member| drop(member.remove("identifier")));
    Info { title: text("title"), version: text("version"), description: explanation(node, &["summary"]), other }
}

fn server(node: &Node) -> Server {
    let mut url = node.str_at("url").unwrap_or_default().to_owned();
    for (name, variable) in node.members_of("variables") {
        url = url.replace(&format!("{{{name}}}"), variable.str_at("default").unwrap_or_default());
    }
    Server { url, description: explanation(node, &[]) }
}

/// The example of an object, or the first of its examples.
fn example(node: &Node) -> Option<Value> {
    let first = || node.members_of("examples").find_map(|(_, example)| example.get("value"));
    node.get("example").or_else(first).map(Node::to_json)
}
