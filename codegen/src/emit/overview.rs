//! The docs of the modules `resources` and `types`, which show what there is.

use std::collections::BTreeSet;

use super::{Emitter, docs, method_docs, prose::RustNames};
use crate::api::{Api, Kind, Operation, Resource, Type};

/// The introduction to the table of shared errors.
const SHARED_ERRORS: &str = "Many operations share these errors. The page of a resource lists those that all its \
    methods can return. In a method's line of facts, `errors: shared` refers to that list, and other shared errors \
    follow it. Errors specific to a method are in its own section.";

/// The docs of the module `resources`: the errors that many methods share, and the method for each task.
pub(super) fn of_resources(emitter: &Emitter<'_>) -> String {
    let mut paragraphs = vec!["The resources of a client, with a method for each operation.".to_owned()];
    let names = RustNames::of_api(emitter);
    let meaning = |text| docs::cell(&names.translate(text));
    let errors = emitter.shared_errors.iter().map(|(status, text)| [format!("`{status}`"), meaning(text)]);
    let errors = Vec::from_iter(errors);
    paragraphs.push(facts(!errors.is_empty()));
    if !errors.is_empty() {
        paragraphs.extend(["# Errors".to_owned(), SHARED_ERRORS.to_owned()]);
        paragraphs.push(table(["status", "meaning"], errors.into_iter()));
    }
    if emitter.api.operations().next().is_some() {
        paragraphs.push("# Tasks".to_owned());
    }
    for resource in &emitter.api.resources {
        paragraphs.push(format!("## [`{}`]", resource.type_name));
        let tasks = resource.operations.iter().map(|operation| task(operation, resource, emitter));
        paragraphs.push(table(["task", "method"], tasks));
    }
    docs::module(&paragraphs)
}

/// The paragraph about the line of facts that each method has.
fn facts(has_shared_errors: bool) -> String {
    let end = match has_shared_errors {
        true => ", the statuses of success, and after `errors:` the [shared errors](#errors)",
        false => ", and the statuses of success",
    };
    format!(
        "Below its description, a method has a line of facts: the id of the operation in the API, its request, the \
         key that it takes ([`Credential`](crate::prelude::Credential)), the effect of sending it twice \
         ([`Class`](crate::prelude::Class)){end}."
    )
}

fn task(operation: &Operation, resource: &Resource, emitter: &Emitter<'_>) -> [String; 2] {
    let summary = method_docs::summary(operation, &RustNames::of_operation(operation, emitter));
    let task = docs::cell(summary.trim_end_matches('.'));
    let note = if operation.deprecated { " (deprecated)" } else { "" };
    // The heading names the resource. Without it, the column is narrow enough for a phone in most tables.
    [format!("{task}{note}"), format!("[`{1}`]({0}::{1})", resource.type_name, operation.name)]
}

fn table(heads: [&str; 2], rows: impl Iterator<Item = [String; 2]>) -> String {
    let heads = format!("| {} | {} |\n|---|---|", heads[0], heads[1]);
    let rows = rows.map(|[first, second]| format!("| {first} | {second} |"));
    Vec::from_iter([heads].into_iter().chain(rows)).join("\n")
}

/// The docs of the module `types`: the types by their use.
pub(super) fn of_types(api: &Api) -> String {
    let and_events = if api.events.is_some() { ", responses and events" } else { " and responses" };
    let mut groups = Groups { api, seen: BTreeSet::new(), text: vec![format!("The types of requests{and_events}.")] };
    groups.of_operations("Requests", |operation| operation.body.iter().map(|body| &body.kind).collect());
    groups.of_operations("Responses", |operation| {
        operation.successes.iter().filter_map(|success| success.payload.content.kind()).collect()
    });
    groups.events();
    groups.parts();
    docs::module(&groups.text)
}

/// Collects the types by their use.
struct Groups<'a> {
    api: &'a Api,
    seen: BTreeSet<&'a str>,
    text: Vec<String>,
}

impl<'a> Groups<'a> {
    /// The types of the bodies, by resource.
    fn of_operations(&mut self, heading: &str, kinds: impl Fn(&'a Operation) -> Vec<&'a Kind>) {
        let mut items = Vec::new();
        for resource in &self.api.resources {
            let names: BTreeSet<&str> = resource.operations.iter().flat_map(&kinds).filter_map(name).collect();
            self.seen.extend(&names);
            if !names.is_empty() {
                items.push(format!("* [`{0}`](super::resources::{0}): {1}", resource.type_name, links(names)));
            }
        }
        self.section(heading, &items);
    }

    fn events(&mut self) {
        let events = self.api.events.iter().flat_map(|events| &events.events);
        let mut items = Vec::new();
        for event in events {
            let Some(name) = name(&event.kind) else { continue };
            self.seen.insert(name);
            items.push(format!("* [`EventData::{0}`](super::EventData::{0}): [`{name}`]", event.variant));
        }
        self.section("Events", &items);
    }

    /// All other types, by the module that defines them.
    fn parts(&mut self) {
        let mut items = Vec::new();
        for module in self.api.modules() {
            let is_part = |ty: &&Type| ty.module == module && !self.seen.contains(ty.name.as_str());
            let names: BTreeSet<&str> = self.api.types.iter().filter(is_part).map(|ty| ty.name.as_str()).collect();
            let users = match module {
                "shared" => "several resources",
                "events" => "events",
                name => match self.api.resources.iter().find(|resource| resource.name == name) {
                    Some(resource) => &format!("[`{0}`](super::resources::{0})", resource.type_name),
                    None => name,
                },
            };
            if !names.is_empty() {
                items.push(format!("* {users}: {}", links(names)));
            }
        }
        self.section("Nested types", &items);
    }

    fn section(&mut self, heading: &str, items: &[String]) {
        if !items.is_empty() {
            self.text.extend([format!("# {heading}"), items.join("\n")]);
        }
    }
}

fn links<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    Vec::from_iter(names.into_iter().map(|name| format!("[`{name}`]"))).join(", ")
}

/// The type that a value has, or its items.
fn name(kind: &Kind) -> Option<&str> {
    match kind {
        Kind::Struct(name) | Kind::Enum(name) => Some(name),
        Kind::List(inner) | Kind::Map(inner) | Kind::Nullable(inner) => name(inner),
        _ => None,
    }
}
