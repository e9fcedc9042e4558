//! Finds what webhooks have in common: an envelope, a property that names the event, and one that contains its data.

use std::collections::HashSet;

use indexmap::{IndexMap, IndexSet};

use super::{Events, Webhook};
use crate::{
    node::Node,
    problem::Problems,
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
    let bodies = bodies(webhooks, schemas, problems);
    let mut reject = |body: &Body<'_>, message: &str, hint: &str| {
        problems.error(body.webhook.place.clone(), message).hint(hint);
    };
    let Some(tag) = tag(&bodies) else {
        let message = "expected a property that names the event: an enum with one value, different in each webhook";
        let hint = "give each webhook's body such a property, in the document or the overlay";
        bodies.iter().for_each(|body| reject(body, message, hint));
        return None;
    };
    let message = format!("`{tag}` names the event in other webhooks, but has no unique value here");
    let hint = "give the property an enum with one value, or leave the webhook out with `--skip-unsupported`";
    let mut seen = HashSet::new();
    let (mut bodies, others): (Vec<_>, Vec<_>) =
        bodies.into_iter().partition(|body| body.event(&tag).is_some_and(|event| seen.insert(event)));
    others.iter().for_each(|body| reject(body, &message, hint));
    let Some((data, envelope)) = data(&tag, &bodies) else {
        let message = "it is not clear which property contains the event's data: exactly one must differ";
        let hint = "add it to all webhooks, and make the others equal";
        bodies.iter().for_each(|body| reject(body, message, hint));
        return None;
    };
    bodies.retain(|body| {
        let Some(message) = body.difference(&tag, &data, &envelope) else { return true };
        let hint = "make the envelope equal to that of the others, or leave this webhook out with `--skip-unsupported`";
        reject(body, &message, hint);
        false
    });
    let first = bodies.first()?;
    let (place, node) = (first.webhook.place.clone(), first.node.clone());
    let webhooks = bodies.iter().filter_map(|body| body.with_data(&tag, &data)).collect();
    Some(Events { tag, data, envelope: Placed { place, node }, webhooks })
}

fn bodies<'a>(
    webhooks: &'a IndexMap<String, Placed>,
    schemas: &'a IndexMap<String, Placed>,
    problems: &mut Problems,
) -> Vec<Body<'a>> {
    let bodies = webhooks.values().filter_map(|webhook| {
        Body::of(webhook, schemas).or_else(|| {
            let message = "the body of a webhook must be an object with properties";
            let hint = "one of them names the event, and another contains its data";
            problems.error(webhook.place.clone(), message).hint(hint);
            None
        })
    });
    bodies.collect()
}

/// The body of a webhook.
struct Body<'a> {
    webhook: &'a Placed,
    node: &'a Node,
}

impl<'a> Body<'a> {
    fn of(webhook: &'a Placed, schemas: &'a IndexMap<String, Placed>) -> Option<Self> {
        let (_, media) = webhook.node.get("requestBody")?.members_of("content").next()?;
        let schema = media.get("schema")?;
        let node = reference(schema).map_or(Some(schema), |name| schemas.get(name).map(|schema| &schema.node))?;
        node.members_of("properties").next().map(|_| Self { webhook, node })
    }

    fn property(&self, name: &str) -> Option<&'a Node> {
        self.node.get("properties")?.get(name)
    }

    /// The only value of a property.
    fn event(&self, property: &str) -> Option<&'a str> {
        let mut values = self.property(property)?.strings_of("enum");
        values.next().filter(|_| values.next().is_none())
    }

    /// The parts that must be equal in all webhooks, as a text: all but the schemas of two properties.
    fn envelope(&self, tag: &str, data: &str) -> Option<String> {
        let mut envelope = self.node.clone();
        let kept = ["properties", "required", "additionalProperties"];
        envelope.as_map_mut()?.retain(|key, _| kept.contains(&key.as_str()));
        let properties = envelope.get_mut("properties")?.as_map_mut()?;
        properties.shift_remove(tag);
        properties.shift_remove(data)?;
        Some(canonical(&envelope))
    }

    /// Returns the difference from other webhooks, if there is one.
    fn difference(&self, tag: &str, data: &str, envelope: &str) -> Option<String> {
        match self.envelope(tag, data) {
            None => Some(format!("no property `{data}`, which contains the event's data in other webhooks")),
            Some(found) if found == envelope => None,
            Some(_) => Some(format!("the body differs from that of other webhooks in more than `{tag}` and `{data}`")),
        }
    }

    fn with_data(&self, tag: &str, data: &str) -> Option<Webhook> {
        let Placed { place, mut node } = self.webhook.clone();
        if let (None, Some(description)) = (node.get("description"), self.node.get("description")) {
            node.set("description", description.clone());
        }
        Some(Webhook { wire: self.event(tag)?.to_owned(), place, node, schema: self.property(data)?.clone() })
    }
}

/// The property that has a unique value in most webhooks.
fn tag(bodies: &[Body<'_>]) -> Option<String> {
    let events = |name: &str| bodies.iter().filter_map(|body| body.event(name)).collect::<HashSet<_>>().len();
    let best = names(bodies).into_iter().rev().max_by_key(|name| events(name))?;
    (events(best) > 0).then(|| best.to_owned())
}

/// The property without which most webhooks are equal, and the equal rest; of several, the only object.
fn data(tag: &str, bodies: &[Body<'_>]) -> Option<(String, String)> {
    let mut found: Vec<(usize, &str, String)> = Vec::new();
    for name in names(bodies).into_iter().filter(|name| *name != tag) {
        let mut envelopes: IndexMap<String, usize> = IndexMap::new();
        for envelope in bodies.iter().filter_map(|body| body.envelope(tag, name)) {
            *envelopes.entry(envelope).or_default() += 1;
        }
        let most = envelopes.into_iter().rev().max_by_key(|(_, count)| *count);
        found.extend(most.map(|(envelope, count)| (count, name, envelope)));
    }
    let most = found.iter().map(|(count, ..)| *count).max()?;
    found.retain(|(count, ..)| *count == most);
    if found.len() > 1 {
        let is_object = |schema: &Node| reference(schema).is_some() || schema.str_at("type") == Some("object");
        found.retain(|(_, name, _)| bodies.iter().any(|body| body.property(name).is_some_and(is_object)));
    }
    let (_, name, envelope) = found.pop().filter(|_| found.is_empty())?;
    Some((name.to_owned(), envelope))
}

/// The names of all properties, in the order of the documents.
fn names<'a>(bodies: &[Body<'a>]) -> IndexSet<&'a str> {
    bodies.iter().flat_map(|body| body.node.members_of("properties")).map(|(name, _)| name).collect()
}
