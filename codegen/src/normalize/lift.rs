//! Makes every inline object and every inline enum a component.
//!
//! Equal things become one type: inline objects of one direction with equal fields, enums with equal values, and
//! everything that the overlay gives the same name with `x-sdk-name`.

use std::collections::{BTreeSet, HashMap};

use indexmap::IndexMap;

use super::{
    Component, Normalized, Side,
    sites::{Role, Site},
};
use crate::{
    names::{Scope, part_name, singular, type_name},
    node::Node,
    problem::{Place, Problems},
    schema::{canonical, is_enum, is_struct, refer, rename_references},
};

/// Lifts every inline type.
pub(super) fn lift(api: &mut Normalized, problems: &mut Problems) {
    // Components keep their names, whatever is lifted before them, because references name them.
    let taken = api.types.keys().cloned().collect();
    let mut registry = Registry { entries: IndexMap::new(), by_shape: HashMap::new(), taken, problems };
    for (name, component) in std::mem::take(&mut api.types) {
        registry.component(&name, component);
    }
    for (site, schema) in api.schemas_mut() {
        registry.lift(schema, &site);
    }
    let (types, renames) = registry.finish();
    api.types = types;
    for (_, schema) in api.schemas_mut() {
        rename_references(schema, &|name| renames.get(name).cloned());
    }
}

/// A type under a temporary name, which the end of the stage may change.
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
    taken: Scope,
    problems: &'a mut Problems,
}

impl Registry<'_> {
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

    /// Replaces an inline type with a reference to its component.
    fn lift(&mut self, schema: &mut Node, site: &Site<'_>) {
        let hint = schema.str_at("x-sdk-name").map(str::to_owned);
        let named = Site { rule: hint.clone().unwrap_or_else(|| site.rule.clone()), ..site.clone() };
        self.lift_parts(schema, &named);
        if !is_struct(schema) && !is_enum(schema) {
            return;
        }
        let shape = shape(schema, site);
        let name = match (hint, self.by_shape.get(&shape).cloned()) {
            (Some(hint), _) => self.hinted(hint, schema, site),
            (None, Some(known)) => known,
            (None, None) => self.insert(named.rule, component(schema, site), false),
        };
        self.by_shape.entry(shape).or_insert_with(|| name.clone());
        if let Some(entry) = self.entries.get_mut(&name) {
            entry.fields.insert(site.field.clone());
            entry.component.sides.insert(site.side);
        }
        *schema = reference_to(&name, schema);
    }

    fn lift_parts(&mut self, schema: &mut Node, site: &Site<'_>) {
        let nested = |rule| Site { rule, role: Role::Body, ..site.clone() };
        for (key, node) in schema.members_mut() {
            match key {
                "properties" => {
                    for (name, property) in node.members_mut() {
                        let rule = format!("{}{}", site.rule, part_name(name));
                        self.lift(property, &Site { field: Some(name.to_owned()), ..nested(rule) });
                    }
                }
                "items" => self.lift(node, &nested(item_name(&site.rule))),
                "additionalProperties" => self.lift(node, &nested(format!("{}Value", site.rule))),
                _ => {}
            }
        }
    }

    /// A name from the overlay: all schemas with it must be equal.
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
        let name = self.taken.take(name);
        self.entries.insert(name.clone(), Entry { component, fixed, fields: BTreeSet::new() });
        name
    }

    /// The types under their final names, and the names that changed.
    fn finish(mut self) -> (IndexMap<String, Component>, HashMap<String, String>) {
        let mut renames = HashMap::new();
        for (name, entry) in self.entries.iter().filter(|(_, entry)| !entry.fixed && is_enum(&entry.component.node)) {
            if let (1, Some(Some(field))) = (entry.fields.len(), entry.fields.first())
                && self.taken.insert(type_name(field))
            {
                renames.insert(name.clone(), type_name(field));
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

/// The text that equal types share: the values of an enum, or the fields, direction and role of an object. The role is
/// a body, the data of an event, or the name of a field.
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

/// A reference with the keywords that belong next to the type, not in it.
fn reference_to(name: &str, schema: &Node) -> Node {
    let mut reference = refer(schema, name);
    let kept = ["description", "nullable", "x-sdk-field", "deprecated"];
    for (key, node) in kept.into_iter().filter_map(|key| Some((key, schema.get(key)?))) {
        reference.set(key, node.clone());
    }
    reference
}

/// The name of a list's item: `SettingsFilters` holds `SettingsFilter`s.
fn item_name(list: &str) -> String {
    let item = singular(list);
    type_name(&if item == list { format!("{list}Item") } else { item })
}
