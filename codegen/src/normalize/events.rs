//! Finds what the webhooks have in common: an envelope, a property that names the event, and one that contains its data.

use std::collections::HashSet;

use indexmap::IndexMap;

use super::{Events, Webhook};
use crate::{
    document::Media,
    node::{Map, Node},
    problem::{Place, Problems},
    schema::{canonical, is_struct, reference},
    unite::Placed,
};

/// Recognises the events: each webhook's data, and the envelope that all share.
pub(super) fn recognise(
    webhooks: &IndexMap<String, Placed>,
    schemas: &IndexMap<String, Placed>,
    problems: &mut Problems,
) -> Option<Events> {
    let bodies = bodies(webhooks, schemas, problems);
    let (_, place, envelope) = bodies.first()?.clone();
    let structs: Vec<&Map> = bodies.iter().filter_map(|(.., body)| body.get("properties")?.as_map()).collect();
    let Some(tag) = structs[0].keys().find(|name| names_the_event(name, &structs)).cloned() else {
        let message = "no property names the event: one with a single, different enum value in each webhook";
        problems.error(place, message).hint("give each webhook's body such a property, in the document or the overlay");
        return None;
    };
    let Some(data) = data(&tag, &structs) else {
        let message = "it is not clear which property contains the event's data: exactly one must differ";
        problems.error(place, message).hint("give that one to all webhooks, and make the others equal");
        return None;
    };
    let events = bodies.iter().zip(&structs).map(|((name, place, body), properties)| {
        let wire = properties[&tag].strings_of("enum").next().unwrap_or(name).to_owned();
        let mut node = webhooks[name].node.clone();
        if let (None, Some(description)) = (node.get("description"), body.get("description")) {
            let description = description.clone();
            node.set("description", description);
        }
        Webhook { wire, place: place.clone(), node, schema: properties[&data].clone() }
    });
    let webhooks = events.collect();
    Some(Events { tag, data, envelope: Placed { place, node: envelope }, webhooks })
}

/// The body of each webhook, with its name and place.
fn bodies(
    webhooks: &IndexMap<String, Placed>,
    schemas: &IndexMap<String, Placed>,
    problems: &mut Problems,
) -> Vec<(String, Place, Node)> {
    let bodies = webhooks.iter().filter_map(|(name, Placed { place, node })| {
        let body = body(schemas, node);
        if body.is_none() {
            problems
                .error(place.clone(), "the body of a webhook must be an object with properties")
                .hint("one of them names the event, and another contains its data");
        }
        Some((name.clone(), place.clone(), body?))
    });
    bodies.collect()
}

fn body(schemas: &IndexMap<String, Placed>, webhook: &Node) -> Option<Node> {
    let (_, media) =
        webhook.get("requestBody")?.members_of("content").find(|(mime, _)| Media::of(mime) == Media::Json)?;
    let schema = media.get("schema")?;
    let schema = match reference(schema) {
        Some(name) => &schemas.get(name)?.node,
        None => schema,
    };
    is_struct(schema).then(|| schema.clone())
}

fn names_the_event(name: &str, bodies: &[&Map]) -> bool {
    let mut seen = HashSet::new();
    bodies.iter().all(|body| {
        let mut values = body.get(name).into_iter().flat_map(|property| property.strings_of("enum"));
        values.next().is_some_and(|value| seen.insert(value)) && values.next().is_none()
    })
}

fn data(tag: &str, bodies: &[&Map]) -> Option<String> {
    let those = |pass: &dyn Fn(&str) -> bool| -> Vec<&String> {
        bodies[0].keys().filter(|name| *name != tag && pass(name)).collect()
    };
    let shape = |body: &Map, name: &str| body.get(name).map(canonical);
    let differing = those(&|name| bodies.iter().any(|body| shape(body, name) != shape(bodies[0], name)));
    let objects =
        those(&|name| reference(&bodies[0][name]).is_some() || bodies[0][name].str_at("type") == Some("object"));
    let (([only], _) | ([], [only])) = (&differing[..], &objects[..]) else { return None };
    bodies.iter().all(|body| body.contains_key(*only)).then(|| (*only).clone())
}
