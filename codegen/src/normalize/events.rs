//! Finds what webhooks have in common: an envelope, a property that names the event, and one that contains its data.

use std::collections::{HashMap, HashSet};

use indexmap::{IndexMap, IndexSet};

use super::{Events, Webhook};
use crate::{
    document::Media,
    node::Node,
    problem::{Place, Problems},
    schema::{canonical, reference},
    unite::Placed,
};

/// Recognises the events: each webhook's data, and the envelope that all share.
///
/// The majority of the webhooks decides, and an error names the others.
pub(super) fn recognise(
    webhooks: &IndexMap<String, Placed>,
    schemas: &IndexMap<String, Placed>,
    problems: &mut Problems,
) -> Option<Events> {
    let mut bodies = bodies(webhooks, schemas, problems);
    let Some(tag) = tag(&bodies) else {
        let message = "no property names the event with a single enum value that is unique to each webhook";
        let hint = "give each webhook's body such a property, in the document or the overlay";
        keep(&mut bodies, problems, |_| Some((message.to_owned(), hint)));
        return None;
    };
    let mut seen = HashSet::new();
    keep(&mut bodies, problems, |body| {
        let is_named = body.event(&tag).is_some_and(|event| seen.insert(event));
        let message = || format!("`{tag}` names the event in other webhooks, but has no unique value here");
        (!is_named).then(|| (message(), "give it an enum with one value, or leave it out with `--skip-unsupported`"))
    });
    let Some((data, frame)) = data(&tag, &bodies) else {
        let message = "it is not clear which property contains the event's data: exactly one must differ";
        let hint = "add it to all webhooks, and make the others equal";
        keep(&mut bodies, problems, |_| Some((message.to_owned(), hint)));
        return None;
    };
    let hint = "all webhooks must be the same except for the data: leave it out with `--skip-unsupported`";
    keep(&mut bodies, problems, |body| match body.frame(&tag, &data) {
        None => Some((format!("no property `{data}`, which contains the event's data in other webhooks"), hint)),
        Some(found) if found == frame => None,
        Some(_) => {
            Some((format!("the body differs from that of other webhooks in more than `{tag}` and `{data}`"), hint))
        }
    });
    let first = bodies.first()?;
    let envelope = Placed { place: first.place.clone(), node: first.node.clone() };
    let webhooks = bodies.iter().filter_map(|body| body.webhook(&tag, &data)).collect();
    Some(Events { tag, data, envelope, webhooks })
}

fn bodies<'a>(
    webhooks: &'a IndexMap<String, Placed>,
    schemas: &'a IndexMap<String, Placed>,
    problems: &mut Problems,
) -> Vec<Body<'a>> {
    let bodies = webhooks.values().filter_map(|webhook| {
        let body = Body::of(webhook, schemas);
        if body.is_none() {
            let message = "the body of a webhook must be an object with properties";
            let hint = "one of them names the event, and another contains its data";
            problems.error(webhook.place.clone(), message).hint(hint);
        }
        body
    });
    bodies.collect()
}

/// Keeps the bodies with which nothing is wrong, and reports the message and the hint for each of the others.
fn keep<'a>(
    bodies: &mut Vec<Body<'a>>,
    problems: &mut Problems,
    mut wrong: impl FnMut(&Body<'a>) -> Option<(String, &'static str)>,
) {
    bodies.retain(|body| {
        let Some((message, hint)) = wrong(body) else { return true };
        problems.error(body.place.clone(), message).hint(hint);
        false
    });
}

/// The body of a webhook.
struct Body<'a> {
    place: &'a Place,
    webhook: &'a Node,
    node: &'a Node,
    /// The canonical text of each property.
    properties: IndexMap<&'a str, String>,
}

impl<'a> Body<'a> {
    fn of(webhook: &'a Placed, schemas: &'a IndexMap<String, Placed>) -> Option<Self> {
        let Placed { place, node: webhook } = webhook;
        let mut content = webhook.get("requestBody")?.members_of("content");
        let schema = content.find(|(mime, _)| Media::of(mime) == Media::Json)?.1.get("schema")?;
        let node = match reference(schema) {
            Some(name) => &schemas.get(name)?.node,
            None => schema,
        };
        let properties: IndexMap<_, _> =
            node.members_of("properties").map(|(name, schema)| (name, canonical(schema))).collect();
        (!properties.is_empty()).then_some(Self { place, webhook, node, properties })
    }

    /// The only value of a property.
    fn event(&self, property: &str) -> Option<&'a str> {
        let mut values = self.node.get("properties")?.get(property)?.strings_of("enum");
        values.next().filter(|_| values.next().is_none())
    }

    /// The parts that must be equal in all webhooks: all but the schemas of two properties.
    fn frame(&self, tag: &str, data: &str) -> Option<Vec<String>> {
        self.properties.get(data)?;
        let others = self.properties.iter().filter(|(name, _)| ![tag, data].contains(name));
        let mut others: Vec<_> = others.map(|(name, schema)| format!("{name} {schema}")).collect();
        others.sort();
        let mut required: Vec<_> = self.node.strings_of("required").map(str::to_owned).collect();
        required.sort();
        others.extend(required);
        others.extend(self.node.get("additionalProperties").map(canonical));
        Some(others)
    }

    fn is_object(&self, property: &str) -> bool {
        let schema = self.node.get("properties").and_then(|properties| properties.get(property));
        schema.is_some_and(|schema| reference(schema).is_some() || schema.str_at("type") == Some("object"))
    }

    fn webhook(&self, tag: &str, data: &str) -> Option<Webhook> {
        let mut node = self.webhook.clone();
        if let (None, Some(description)) = (node.get("description"), self.node.get("description")) {
            node.set("description", description.clone());
        }
        let schema = self.node.get("properties")?.get(data)?.clone();
        Some(Webhook { wire: self.event(tag)?.to_owned(), place: self.place.clone(), node, schema })
    }
}

/// The property that has a unique value in most webhooks.
fn tag(bodies: &[Body<'_>]) -> Option<String> {
    let events = |name: &str| bodies.iter().filter_map(|body| body.event(name)).collect::<HashSet<_>>().len();
    let best = names(bodies).into_iter().rev().max_by_key(|name| events(name))?;
    (events(best) > 0).then(|| best.to_owned())
}

/// The property without which most webhooks are equal, and the equal rest; of several, the only object.
fn data(tag: &str, bodies: &[Body<'_>]) -> Option<(String, Vec<String>)> {
    let mut found: Vec<(usize, &str, Vec<String>)> = Vec::new();
    for name in names(bodies).into_iter().filter(|name| *name != tag) {
        let mut frames: HashMap<Vec<String>, usize> = HashMap::new();
        bodies.iter().filter_map(|body| body.frame(tag, name)).for_each(|frame| *frames.entry(frame).or_default() += 1);
        let first = bodies.iter().filter_map(|body| body.frame(tag, name));
        found.extend(first.rev().max_by_key(|frame| frames[frame]).map(|frame| (frames[&frame], name, frame)));
    }
    let most = found.iter().map(|(count, ..)| *count).max()?;
    found.retain(|(count, ..)| *count == most);
    if found.len() > 1 {
        found.retain(|(_, name, _)| bodies.iter().any(|body| body.is_object(name)));
    }
    let (_, name, frame) = found.pop().filter(|_| found.is_empty())?;
    Some((name.to_owned(), frame))
}

/// The names of all properties, in the order of the documents.
fn names<'a>(bodies: &[Body<'a>]) -> IndexSet<&'a str> {
    bodies.iter().flat_map(|body| body.properties.keys().copied()).collect()
}
