//! Every type becomes a component: aliases are resolved, the envelope of the events is found, what differs between
//! request and response is split, and inline objects and enums are lifted.
//!
//! A component is known by its name, so types get their names here and in `unite`. `lower` names everything else.

mod aliases;
mod directions;
mod events;
mod lift;
mod sites;

use std::collections::BTreeSet;

use indexmap::IndexMap;

use crate::{
    node::Node,
    problem::{Place, Problems},
    unite::{Operation, Placed, Root, United},
};
pub(crate) use directions::Side;

/// One API in which each type is a component.
#[derive(Debug)]
pub(crate) struct Normalized {
    pub(crate) root: Root,
    /// Structs and enums, by their Rust names.
    pub(crate) types: IndexMap<String, Component>,
    pub(crate) operations: Vec<Operation>,
    pub(crate) events: Option<Events>,
}

/// A type.
#[derive(Clone, Debug)]
pub(crate) struct Component {
    pub(crate) place: Place,
    pub(crate) node: Node,
    /// The directions in which it is sent.
    pub(crate) sides: BTreeSet<Side>,
}

/// All webhooks, and what they have in common.
#[derive(Clone, Debug)]
pub(crate) struct Events {
    /// The property that names the event.
    pub(crate) tag: String,
    /// The property that contains the data of the event.
    pub(crate) data: String,
    /// The object around it, with all properties.
    pub(crate) envelope: Placed,
    /// Each webhook, with the schema of its data.
    pub(crate) webhooks: Vec<Webhook>,
}

/// A webhook.
#[derive(Clone, Debug)]
pub(crate) struct Webhook {
    pub(crate) wire: String,
    pub(crate) place: Place,
    /// The operation, as the document describes it.
    pub(crate) node: Node,
    /// The schema of the data.
    pub(crate) schema: Node,
}

/// Makes every type a component.
pub(crate) fn normalize(mut united: United, problems: &mut Problems) -> Normalized {
    aliases::expand(&mut united, problems);
    let United { root, schemas, operations, webhooks } = united;
    let events = events::recognise(&webhooks, &schemas, problems);
    let component = |Placed { place, node }| Component { place, node, sides: BTreeSet::new() };
    let types = schemas.into_iter().map(|(name, schema)| (name, component(schema))).collect();
    let mut api = Normalized { root, types, operations: operations.into_values().collect(), events };
    directions::split(&mut api, problems);
    lift::lift(&mut api, problems);
    api
}
