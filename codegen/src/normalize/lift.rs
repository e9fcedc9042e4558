//! Makes every inline object and every inline enum a component.
//!
//! Equal things become one type: inline objects of one direction with equal fields, enums with equal values, and
//! everything that the overlay gives the same name with `x-sdk-name`.

use std::collections::{BTreeSet, HashMap};

use indexmap::IndexMap;

use super::{Component, Normalized, Side, sites::Site};
use crate::{
    names::{Scope, part_name, singular, type_name},
    node::Node,
    problem::{Place, Problems},
    schema::{canonical, is_enum, is_struct, refer, rename_references},
    unite::difference,
};

/// Lifts every inline type.
pub(super) fn lift(api: &mut Normalized, problems: &mut Problems) {
    // Components keep their names, whatever is lifted before them, because references name them.
    let taken = api.types.keys().cloned().collect();
    let mut registry = Registry { entries: IndexMap::new(), by_shape: HashMap::new(), taken, problems };
    for (name, component) in std::mem::take(&mut api.types) {
        registry.component(name, component);
    }
    for (site, schema) in api.schemas_mut() {
        registry.lift(schema, &site);
    }
    let renames = registry.renames();
    for (name, Entry { mut component, .. }) in registry.entries {
        rename_references(&mut component.node, &|name| renames.get(name).cloned());
        api.types.insert(renames.get(&name).cloned().unwrap_or(name), component);
    }
    for (_, schema) in api.schemas_mut() {
        rename_references(schema, &|name| renames.get(name).cloned());
    }
}

/// A type under a temporary name, which the end of the stage may change.
struct Entry {
    component: Component,
    /// The fields that contain it, or `None` for another place. An enum that only one field contains is named after it.
    fields: BTreeSet<Option<String>>,
}

struct Registry<'a> {
    entries: IndexMap<String, Entry>,
    by_shape: HashMap<String, String>,
    taken: Scope,
    problems: &'a mut Problems,
}

impl Registry<'_> {
    /// Lifts what is inside a component and registers the component itself, whose name is final.
    fn component(&mut self, name: String, mut component: Component) {
        let Component { place, node, sides } = &mut component;
        let side = *sides.first().unwrap_or(&Side::Request);
        let site = Site { rule: name.clone(), field: None, side, is_event: false, place };
        self.lift_parts(node, &site);
        if is_enum(node) {
            self.by_shape.entry(shape(node, &site)).or_insert_with(|| name.clone());
        }
        self.entries.insert(name, Entry { component, fields: BTreeSet::from([None]) });
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
        let known = match &hint {
            Some(hint) => self.entries.contains_key(hint).then(|| hint.clone()),
            None => self.by_shape.get(&shape).cloned(),
        };
        let name = known.unwrap_or_else(|| self.taken.take(named.rule));
        let place = Place { at: schema.at.clone(), pointer: site.place.pointer.clone() };
        let entry = self.entries.entry(name.clone()).or_insert_with(|| Entry {
            component: Component { place: place.clone(), node: schema.clone(), sides: BTreeSet::new() },
            // `None` prevents a rename: the name in a hint is final.
            fields: hint.iter().map(|_| None).collect(),
        });
        if hint.is_some() && self::shape(&entry.component.node, site) != shape {
            let Component { place: Place { at, .. }, node, .. } = &entry.component;
            let difference = difference(node, schema);
            let message = format!("the type `{name}` differs from the one at {}:{}{difference}", at.document, at.line);
            self.problems.error(place, message).hint("make both equal or rename one");
        }
        entry.fields.insert(site.field.clone());
        entry.component.sides.insert(site.side);
        self.by_shape.entry(shape).or_insert_with(|| name.clone());
        *schema = reference_to(&name, schema);
    }

    fn lift_parts(&mut self, schema: &mut Node, site: &Site<'_>) {
        let nested = |rule| Site { rule, is_event: false, ..site.clone() };
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

    /// The final names of the types that do not keep theirs.
    fn renames(&mut self) -> HashMap<String, String> {
        let mut renames = HashMap::new();
        for (name, Entry { component, fields }) in &self.entries {
            if let (true, 1, Some(Some(field))) = (is_enum(&component.node), fields.len(), fields.first())
                && self.taken.insert(type_name(field))
            {
                renames.insert(name.clone(), type_name(field));
            }
        }
        renames
    }
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
    let role = if site.is_event { &site.rule } else { site.field.as_deref().unwrap_or("body") };
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
