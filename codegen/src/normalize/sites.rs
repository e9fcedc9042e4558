//! The schemas that operations and events use, each with the site that names an inline type.

use super::{Events, Normalized, Side};
use crate::{
    names::type_name,
    node::Node,
    problem::Place,
    unite::{Operation, Placed},
};

/// The place of an inline schema.
#[derive(Clone)]
pub(super) struct Site<'a> {
    /// The name that the rule gives.
    pub(super) rule: String,
    /// The field or the parameter that contains it.
    pub(super) field: Option<String>,
    pub(super) side: Side,
    /// True for the data of an event: each event has its own type.
    pub(super) is_event: bool,
    pub(super) place: &'a Place,
}

impl Normalized {
    /// The schemas that operations and events use.
    pub(super) fn schemas_mut(&mut self) -> Vec<(Site<'_>, &mut Node)> {
        let mut uses: Vec<_> = self.operations.iter_mut().flat_map(operation_schemas).collect();
        let Some(Events { tag, data, envelope, webhooks }) = &mut self.events else { return uses };
        let side = Side::Response;
        uses.extend(webhooks.iter_mut().map(|webhook| {
            let (rule, place) = (type_name(&webhook.wire), &webhook.place);
            (Site { rule, field: None, side, is_event: true, place }, &mut webhook.schema)
        }));
        let Placed { place, node } = envelope;
        let properties = node.get_mut("properties").into_iter().flat_map(Node::members_mut);
        uses.extend(properties.filter(|(name, _)| name != tag && name != data).map(|(name, property)| {
            let (rule, field) = (type_name(&format!("event {name}")), Some(name.to_owned()));
            (Site { rule, field, side, is_event: false, place }, property)
        }));
        uses
    }
}

/// The schemas that an operation uses.
pub(super) fn operation_schemas(operation: &mut Operation) -> Vec<(Site<'_>, &mut Node)> {
    let Operation { path, method, place, node } = operation;
    let id = node.str_at("operationId").map_or_else(|| type_name(&format!("{method} {path}")), type_name);
    let place = &*place;
    let site = |rule, field, side| Site { rule, field, side, is_event: false, place };
    let mut uses = Vec::new();
    for (key, node) in node.members_mut() {
        match key {
            "parameters" => uses.extend(node.items_mut().filter_map(|parameter| {
                let name = parameter.str_at("name").unwrap_or_default().to_owned();
                let rule = type_name(&format!("{id} {name}"));
                Some((site(rule, Some(name), Side::Request), parameter.get_mut("schema")?))
            })),
            "requestBody" => {
                let site = site(format!("{id}Request"), None, Side::Request);
                uses.extend(content_schemas(node).map(|schema| (site.clone(), schema)));
            }
            "responses" => {
                for (status, response) in node.members_mut() {
                    let suffix = if status.starts_with('2') { "Response" } else { "Error" };
                    let site = site(format!("{id}{suffix}"), None, Side::Response);
                    uses.extend(content_schemas(response).map(|schema| (site.clone(), schema)));
                }
            }
            _ => {}
        }
    }
    uses
}

/// The schemas of a body or a response.
pub(super) fn content_schemas(node: &mut Node) -> impl Iterator<Item = &mut Node> {
    let content = node.get_mut("content").into_iter().flat_map(Node::members_mut);
    content.filter_map(|(_, media)| media.get_mut("schema"))
}
