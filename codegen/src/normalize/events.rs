//! Finds what the webhooks have in common: an envelope, a property that names the event, and one that holds its data.

use std::collections::HashSet;

use indexmap::IndexMap;

use crate::{
    document::Media,
    names::{unique, variant_name},
    node::{Map, Node},
    problem::{Place, Problems},
    schema::{canonical, is_struct, reference},
    unite::{Envelope, Placed, United},
};

/// Recognises the events: a webhook's body is replaced by what it holds as data, and the envelope is kept once.
pub(super) fn recognise(api: &mut United, problems: &mut Problems) {
    let bodies = bodies(api, problems);
    let Some((_, place, envelope)) = bodies.first().cloned() else { return };
    let structs: Vec<&Map> = bodies.iter().filter_map(|(.., body)| body.get("properties")?.as_map()).collect();
    let Some(tag) = structs[0].keys().find(|name| names_the_event(name, &structs)).cloned() else {
        let message = "no property names the event: one with a single, different enum value in each webhook";
        problems.error(place, message).hint("give each webhook's body such a property, in the document or the overlay");
        return;
    };
    let Some(data) = data(&tag, &structs) else {
        let message = "it is not clear which property holds the event's data: exactly one must differ between webhooks";
        problems.error(place, message).hint("give that one to all webhooks, and make the others equal");
        return;
    };
    let (mut webhooks, mut taken) = (IndexMap::new(), HashSet::new());
    for ((name, place, body), properties) in bodies.iter().zip(&structs) {
        let wire = properties[&tag].strings_of("enum").next().unwrap_or(name).to_owned();
        let mut node = event(&api.webhooks[name].node, body, &properties[&data]);
        let variant = unique(variant_name(&wire), &mut taken);
        node.as_map_mut().map(|map| map.insert("x-rust-variant".to_owned(), Node::string(&place.at, variant)));
        webhooks.insert(wire, Placed { place: place.clone(), node });
    }
    api.webhooks = webhooks;
    api.envelope = Some(Envelope { tag, data, schema: Placed { place, node: envelope } });
}

/// The body of each webhook, with its name and place.
fn bodies(api: &United, problems: &mut Problems) -> Vec<(String, Place, Node)> {
    let mut bodies = Vec::new();
    for (name, webhook) in &api.webhooks {
        match body(api, &webhook.node) {
            Some(body) => bodies.push((name.clone(), webhook.place.clone(), body)),
            None => {
                problems
                    .error(webhook.place.clone(), "the body of a webhook must be an object with properties")
                    .hint("one of them names the event, and another holds its data");
            }
        }
    }
    bodies
}

/// A webhook with the schema of its data in the place of body and responses.
fn event(webhook: &Node, body: &Node, schema: &Node) -> Node {
    let mut node = webhook.clone();
    if let Some(map) = node.as_map_mut() {
        map.insert("schema".to_owned(), schema.clone());
        map.shift_remove("requestBody");
        map.shift_remove("responses");
        if let (false, Some(description)) = (map.contains_key("description"), body.get("description")) {
            map.insert("description".to_owned(), description.clone());
        }
    }
    node
}

fn body(api: &United, webhook: &Node) -> Option<Node> {
    let (_, media) =
        webhook.get("requestBody")?.members_of("content").find(|(mime, _)| Media::of(mime) == Media::Json)?;
    let schema = media.get("schema")?;
    let schema = match reference(schema) {
        Some(name) => &api.schemas.get(name)?.node,
        None => schema,
    };
    is_struct(schema).then(|| schema.clone())
}

fn names_the_event(name: &str, bodies: &[&Map]) -> bool {
    let mut seen = HashSet::new();
    bodies.iter().all(|body| {
        let values: Vec<&str> =
            body.get(name).map(|property| property.strings_of("enum").collect()).unwrap_or_default();
        matches!(values[..], [value] if seen.insert(value))
    })
}

fn data(tag: &str, bodies: &[&Map]) -> Option<String> {
    let rest = || bodies[0].keys().filter(|name| *name != tag);
    let shape = |body: &Map, name: &str| body.get(name).map(canonical);
    let differing: Vec<&String> =
        rest().filter(|name| bodies.iter().any(|body| shape(body, name) != shape(bodies[0], name))).collect();
    let objects: Vec<&String> = rest()
        .filter(|name| reference(&bodies[0][*name]).is_some() || bodies[0][*name].str_at("type") == Some("object"))
        .collect();
    match (&differing[..], &objects[..]) {
        ([only], _) | ([], [only]) => {
            Some((*only).clone()).filter(|name| bodies.iter().all(|body| body.contains_key(name)))
        }
        _ => None,
    }
}
