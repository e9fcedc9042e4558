//! Gives every inline object and every inline enum a name and a place among the components.
//!
//! Equal things become one type: inline objects of one direction with equal fields, enums with equal values, and
//! whatever the overlay gave one name with `x-sdk-name`.

use std::collections::{BTreeSet, HashMap, HashSet};

use indexmap::IndexMap;

use super::directions::{Directions, Side, uses_mut};
use crate::{
    names::{self, part_name, singular, type_name, unique},
    node::{Node, Value},
    problem::{Place, Problems},
    schema::{canonical, is_enum, is_struct, refer, rename_references},
    unite::{Placed, United},
};

/// Lifts every inline type.
pub(super) fn lift(api: &mut United, directions: &Directions, problems: &mut Problems) {
    let names = api.schemas.keys().cloned().collect();
    let mut registry = Registry::new(names, problems);
    for (name, placed) in std::mem::take(&mut api.schemas) {
        let sides = directions.get(&name).cloned().unwrap_or_default();
        registry.component(&name, placed, &sides);
    }
    for operation in &mut api.operations {
        lift_operation(operation, &mut registry);
    }
    lift_events(api, &mut registry);
    let (schemas, renames) = registry.finish();
    api.schemas = schemas;
    for (_, schema) in uses_mut(api) {
        rename_references(schema, &|name| renames.get(name).cloned());
    }
}

fn lift_operation(operation: &mut crate::unite::Operation, registry: &mut Registry<'_>) {
    let id = operation.node.str_at("operationId").map(str::to_owned);
    let id = type_name(&id.unwrap_or_else(|| format!("{} {}", operation.method, operation.path)));
    let place = operation.place.clone();
    let map = operation.node.as_map_mut();
    for (key, node) in map.into_iter().flatten() {
        match (key.as_str(), &mut node.value) {
            ("parameters", Value::List(parameters)) => {
                for parameter in parameters {
                    let name = parameter.str_at("name").unwrap_or_default().to_owned();
                    if let Some(schema) = parameter.get_mut("schema") {
                        let site = Site {
                            rule: type_name(&format!("{id} {name}")),
                            field: Some(name),
                            side: Side::Request,
                            role: Role::Body,
                            place: &place,
                        };
                        registry.lift(schema, &site);
                    }
                }
            }
            ("requestBody", _) => lift_contents(node, &format!("{id}Request"), Side::Request, &place, registry),
            ("responses", Value::Map(responses)) => {
                for (status, response) in responses {
                    let rule = if status.starts_with('2') { format!("{id}Response") } else { format!("{id}Error") };
                    lift_contents(response, &rule, Side::Response, &place, registry);
                }
            }
            _ => {}
        }
    }
}

fn lift_contents(node: &mut Node, rule: &str, side: Side, place: &Place, registry: &mut Registry<'_>) {
    let contents = node.get_mut("content").and_then(Node::as_map_mut);
    for media in contents.into_iter().flat_map(|map| map.values_mut()) {
        if let Some(schema) = media.get_mut("schema") {
            registry.lift(schema, &Site { rule: rule.to_owned(), field: None, side, role: Role::Body, place });
        }
    }
}

fn lift_events(api: &mut United, registry: &mut Registry<'_>) {
    for (wire, webhook) in &mut api.webhooks {
        let place = webhook.place.clone();
        if let Some(schema) = webhook.node.get_mut("schema") {
            registry.lift(
                schema,
                &Site { rule: type_name(wire), field: None, side: Side::Response, role: Role::Event, place: &place },
            );
        }
    }
    let Some(envelope) = &mut api.envelope else { return };
    let (tag, data, place) = (envelope.tag.clone(), envelope.data.clone(), envelope.schema.place.clone());
    let properties = envelope.schema.node.get_mut("properties").and_then(Node::as_map_mut);
    for (name, property) in properties.into_iter().flatten().filter(|(name, _)| **name != tag && **name != data) {
        let rule = type_name(&format!("event {name}"));
        registry.lift(
            property,
            &Site { rule, field: Some(name.clone()), side: Side::Response, role: Role::Body, place: &place },
        );
    }
}

/// Where an inline schema stands.
struct Site<'a> {
    /// The name that the rule gives.
    rule: String,
    /// The field that holds it.
    field: Option<String>,
    side: Side,
    role: Role,
    place: &'a Place,
}

/// What an inline object is; equal objects of different roles stay different types.
#[derive(Clone, Copy, PartialEq)]
enum Role {
    /// All that a request or a response holds, or a part of it.
    Body,
    /// What an event says: each event keeps a type of its own.
    Event,
}

/// A type under its working name, which the end of the stage may change.
struct Entry {
    placed: Placed,
    /// A component's key or a hint: a name that stays.
    fixed: bool,
    /// The fields that hold an enum; if all agree, the enum is named like them.
    fields: BTreeSet<Option<String>>,
    /// Whether callers send it.
    sent: bool,
}

struct Registry<'a> {
    entries: IndexMap<String, Entry>,
    by_shape: HashMap<String, String>,
    taken: HashSet<String>,
    problems: &'a mut Problems,
}

impl<'a> Registry<'a> {
    /// The components keep their names, whatever is lifted before they are seen: references lead to them.
    fn new(taken: HashSet<String>, problems: &'a mut Problems) -> Self {
        Self { entries: IndexMap::new(), by_shape: HashMap::new(), taken, problems }
    }

    /// Lifts what is inside a component and registers the component itself.
    fn component(&mut self, name: &str, mut placed: Placed, sides: &BTreeSet<Side>) {
        let side = *sides.first().unwrap_or(&Side::Request);
        let place = placed.place.clone();
        let site = Site { rule: name.to_owned(), field: None, side, role: Role::Body, place: &place };
        self.lift_parts(&mut placed.node, &site);
        if is_enum(&placed.node) {
            self.by_shape.entry(shape(&placed.node, &site)).or_insert_with(|| name.to_owned());
        }
        let sent = sides.contains(&Side::Request);
        self.entries.insert(name.to_owned(), Entry { placed, fixed: true, fields: BTreeSet::new(), sent });
    }

    /// Replaces an inline type by a reference to where it stands from now on.
    fn lift(&mut self, schema: &mut Node, site: &Site<'_>) {
        let hint = schema.str_at("x-sdk-name").map(str::to_owned);
        let rule = hint.clone().unwrap_or_else(|| site.rule.clone());
        self.lift_parts(schema, &Site { rule: rule.clone(), field: site.field.clone(), ..*site });
        if !is_struct(schema) && !is_enum(schema) {
            return;
        }
        let shape = shape(schema, site);
        let name = match hint {
            Some(hint) => self.hinted(hint, schema, site),
            None => match self.by_shape.get(&shape) {
                Some(known) => known.clone(),
                None => self.insert(rule, placed(schema, site), false),
            },
        };
        self.by_shape.entry(shape).or_insert_with(|| name.clone());
        if let Some(entry) = self.entries.get_mut(&name) {
            entry.fields.insert(site.field.clone());
            entry.sent |= site.side == Side::Request;
        }
        *schema = reference_to(&name, schema);
    }

    fn lift_parts(&mut self, schema: &mut Node, site: &Site<'_>) {
        let nested =
            |rule: String, field: &Option<String>| Site { rule, field: field.clone(), role: Role::Body, ..*site };
        for (key, node) in schema.as_map_mut().into_iter().flatten() {
            match (key.as_str(), &mut node.value) {
                ("properties", Value::Map(properties)) => {
                    for (name, property) in properties {
                        let rule = format!("{}{}", site.rule, part_name(name));
                        self.lift(property, &nested(rule, &Some(name.clone())));
                    }
                }
                ("items", Value::Map(_)) => self.lift(node, &nested(item_name(&site.rule), &site.field)),
                ("additionalProperties", Value::Map(_)) => {
                    self.lift(node, &nested(format!("{}Value", site.rule), &site.field));
                }
                _ => {}
            }
        }
    }

    /// A name from the overlay: whatever has it must be equal.
    fn hinted(&mut self, name: String, schema: &Node, site: &Site<'_>) -> String {
        let Some(known) = self.entries.get(&name) else {
            return self.insert(name, placed(schema, site), true);
        };
        if shape(&known.placed.node, site) != shape(schema, site) {
            let at = &known.placed.place.at;
            let message = format!("the type `{name}` differs from the one at {}:{}", at.document, at.line);
            self.problems.error(placed(schema, site).place, message).hint("make both equal or rename one");
        }
        name
    }

    fn insert(&mut self, name: String, placed: Placed, fixed: bool) -> String {
        let name = unique(name, &mut self.taken);
        self.entries.insert(name.clone(), Entry { placed, fixed, fields: BTreeSet::new(), sent: false });
        name
    }

    /// The components under their final names, and the names that changed.
    fn finish(mut self) -> (IndexMap<String, Placed>, HashMap<String, String>) {
        let mut renames = HashMap::new();
        for (name, entry) in &self.entries {
            let fields: Vec<&Option<String>> = entry.fields.iter().collect();
            if let (false, true, [Some(field)]) = (entry.fixed, is_enum(&entry.placed.node), &fields[..]) {
                let wanted = type_name(field);
                if self.taken.insert(wanted.clone()) {
                    renames.insert(name.clone(), wanted);
                }
            }
        }
        let mut schemas = IndexMap::new();
        for (name, mut entry) in self.entries {
            rename_references(&mut entry.placed.node, &|target| renames.get(target).cloned());
            mark_sent(&mut entry.placed.node, entry.sent);
            schemas.insert(renames.get(&name).cloned().unwrap_or(name), entry.placed);
        }
        (schemas, renames)
    }
}

/// Callers build what they send and test with what they receive: constructors differ.
fn mark_sent(schema: &mut Node, sent: bool) {
    let mark = Node::new(&schema.at, Value::Bool(sent));
    if let Some(map) = schema.as_map_mut() {
        map.insert("x-rust-sent".to_owned(), mark);
    }
}

fn placed(schema: &Node, site: &Site<'_>) -> Placed {
    let place = Place { at: schema.at.clone(), pointer: site.place.pointer.clone() };
    Placed { place, node: schema.clone() }
}

/// What equal types share: an enum's values; an object's fields, its direction and what it is: a body, an event's data,
/// or what a field of one name holds.
fn shape(schema: &Node, site: &Site<'_>) -> String {
    if is_enum(schema) {
        let values: BTreeSet<&str> = schema.strings_of("enum").collect();
        return format!("enum {values:?}");
    }
    let mut bare = schema.clone();
    if let Some(map) = bare.as_map_mut() {
        map.retain(|key, _| !key.starts_with("x-sdk-name") && key != "nullable");
    }
    let role = match site.role {
        Role::Event => site.rule.as_str(),
        Role::Body => site.field.as_deref().unwrap_or("body"),
    };
    format!("{:?} {role} {}", site.side, canonical(&bare))
}

/// A reference that keeps what stands beside the type rather than in it.
fn reference_to(name: &str, schema: &Node) -> Node {
    let mut reference = refer(schema, name);
    if let Some(map) = reference.as_map_mut() {
        for key in ["description", "nullable", "x-sdk-field", "deprecated"] {
            map.extend(schema.get(key).map(|node| (key.to_owned(), node.clone())));
        }
    }
    reference
}

/// The name of a list's item: `SettingsFilters` holds `SettingsFilter`s.
fn item_name(list: &str) -> String {
    let item = singular(list);
    names::type_name(&if item == list { format!("{list}Item") } else { item })
}
