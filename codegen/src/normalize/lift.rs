//! Makes every inline object and every inline enum a component.
//!
//! Equal things become one type: inline objects of one direction with equal fields, enums with equal values, and
//! whatever the overlay gave one name with `x-sdk-name`.

use std::collections::{BTreeSet, HashMap, HashSet};

use indexmap::IndexMap;

use super::{Component, Events, Normalized, Side};
use crate::{
    names::{self, part_name, singular, type_name, unique},
    node::{Node, Value},
    problem::{Place, Problems},
    schema::{canonical, is_enum, is_struct, refer, rename_references},
    unite::Operation,
};

/// Lifts every inline type.
pub(super) fn lift(api: &mut Normalized, problems: &mut Problems) {
    let names = api.types.keys().cloned().collect();
    let mut registry = Registry::new(names, problems);
    for (name, component) in std::mem::take(&mut api.types) {
        registry.component(&name, component);
    }
    for operation in &mut api.operations {
        lift_operation(operation, &mut registry);
    }
    if let Some(events) = &mut api.events {
        lift_events(events, &mut registry);
    }
    let (types, renames) = registry.finish();
    api.types = types;
    for (_, schema) in api.schemas_mut() {
        rename_references(schema, &|name| renames.get(name).cloned());
    }
}

fn lift_operation(operation: &mut Operation, registry: &mut Registry<'_>) {
    let id = operation.node.str_at("operationId").map(str::to_owned);
    let id = type_name(&id.unwrap_or_else(|| format!("{} {}", operation.method, operation.path)));
    let place = operation.place.clone();
    for (key, node) in operation.node.members_mut() {
        match (key, &mut node.value) {
            ("parameters", Value::List(parameters)) => {
                for parameter in parameters {
                    let name = parameter.str_at("name").unwrap_or_default().to_owned();
                    if let Some(schema) = parameter.get_mut("schema") {
                        let rule = type_name(&format!("{id} {name}"));
                        let field = Some(name);
                        registry
                            .lift(schema, &Site { rule, field, side: Side::Request, role: Role::Body, place: &place });
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
    for (_, media) in node.get_mut("content").into_iter().flat_map(Node::members_mut) {
        if let Some(schema) = media.get_mut("schema") {
            registry.lift(schema, &Site { rule: rule.to_owned(), field: None, side, role: Role::Body, place });
        }
    }
}

fn lift_events(events: &mut Events, registry: &mut Registry<'_>) {
    for webhook in &mut events.webhooks {
        let rule = type_name(&webhook.wire);
        let site = Site { rule, field: None, side: Side::Response, role: Role::Event, place: &webhook.place };
        registry.lift(&mut webhook.schema, &site);
    }
    let (tag, data, place) = (&events.tag, &events.data, &events.envelope.place);
    let properties = events.envelope.node.get_mut("properties").into_iter().flat_map(Node::members_mut);
    for (name, property) in properties.filter(|(name, _)| name != tag && name != data) {
        let rule = type_name(&format!("event {name}"));
        let field = Some(name.to_owned());
        registry.lift(property, &Site { rule, field, side: Side::Response, role: Role::Body, place });
    }
}

/// The place of an inline schema.
struct Site<'a> {
    /// The name that the rule gives.
    rule: String,
    /// The field that contains it.
    field: Option<String>,
    side: Side,
    role: Role,
    place: &'a Place,
}

/// The purpose of an inline object; equal objects of different roles are different types.
#[derive(Clone, Copy, PartialEq)]
enum Role {
    /// The body of a request or a response, or a part of it.
    Body,
    /// The data of an event: each event has a type of its own.
    Event,
}

/// A type under its working name, which the end of the stage may change.
struct Entry {
    component: Component,
    /// A component's key or a hint: a name that does not change.
    fixed: bool,
    /// The fields that contain an enum; if all agree, the enum is named like them.
    fields: BTreeSet<Option<String>>,
}

struct Registry<'a> {
    entries: IndexMap<String, Entry>,
    by_shape: HashMap<String, String>,
    taken: HashSet<String>,
    problems: &'a mut Problems,
}

impl<'a> Registry<'a> {
    /// The components keep their names, whatever is lifted before they are seen: references name them.
    fn new(taken: HashSet<String>, problems: &'a mut Problems) -> Self {
        Self { entries: IndexMap::new(), by_shape: HashMap::new(), taken, problems }
    }

    /// Lifts what is inside a component and registers the component itself.
    fn component(&mut self, name: &str, mut component: Component) {
        let side = *component.sides.first().unwrap_or(&Side::Request);
        let place = component.place.clone();
        let site = Site { rule: name.to_owned(), field: None, side, role: Role::Body, place: &place };
        self.lift_parts(&mut component.node, &site);
        if is_enum(&component.node) {
            self.by_shape.entry(shape(&component.node, &site)).or_insert_with(|| name.to_owned());
        }
        self.entries.insert(name.to_owned(), Entry { component, fixed: true, fields: BTreeSet::new() });
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
                None => self.insert(rule, component(schema, site), false),
            },
        };
        self.by_shape.entry(shape).or_insert_with(|| name.clone());
        if let Some(entry) = self.entries.get_mut(&name) {
            entry.fields.insert(site.field.clone());
            entry.component.sides.insert(site.side);
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
            return self.insert(name, component(schema, site), true);
        };
        if shape(&known.component.node, site) != shape(schema, site) {
            let at = &known.component.place.at;
            let message = format!("the type `{name}` differs from the one at {}:{}", at.document, at.line);
            self.problems.error(component(schema, site).place, message).hint("make both equal or rename one");
        }
        name
    }

    fn insert(&mut self, name: String, component: Component, fixed: bool) -> String {
        let name = unique(name, &mut self.taken);
        self.entries.insert(name.clone(), Entry { component, fixed, fields: BTreeSet::new() });
        name
    }

    /// The types under their final names, and the names that changed.
    fn finish(mut self) -> (IndexMap<String, Component>, HashMap<String, String>) {
        let mut renames = HashMap::new();
        for (name, entry) in &self.entries {
            let fields: Vec<&Option<String>> = entry.fields.iter().collect();
            if let (false, true, [Some(field)]) = (entry.fixed, is_enum(&entry.component.node), &fields[..]) {
                let wanted = type_name(field);
                if self.taken.insert(wanted.clone()) {
                    renames.insert(name.clone(), wanted);
                }
            }
        }
        let mut types = IndexMap::new();
        for (name, mut entry) in self.entries {
            rename_references(&mut entry.component.node, &|target| renames.get(target).cloned());
            types.insert(renames.get(&name).cloned().unwrap_or(name), entry.component);
        }
        (types, renames)
    }
}

fn component(schema: &Node, site: &Site<'_>) -> Component {
    let place = Place { at: schema.at.clone(), pointer: site.place.pointer.clone() };
    Component { place, node: schema.clone(), sides: BTreeSet::new() }
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
