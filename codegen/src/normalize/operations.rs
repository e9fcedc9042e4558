//! Names operations and their parameters, and settles key and class.

use std::collections::{HashMap, HashSet};

use indexmap::IndexMap;

use crate::{
    Strictness,
    check::is_ignored,
    names::{method_name, resource_name, resource_type_name, setter_name, snake_name, type_name, unique},
    node::{Node, Value},
    problem::Problems,
    unite::{Operation, Placed, United},
};

/// Writes `x-rust-…` on every operation and parameter.
pub(super) fn name(api: &mut United, strictness: Strictness, problems: &mut Problems) {
    let mut methods: HashMap<String, HashSet<String>> = HashMap::new();
    let mut markers = HashSet::new();
    for operation in &mut api.operations {
        let words = words(operation);
        let resource = resource(operation);
        let taken = methods.entry(resource.clone()).or_default();
        let hint = operation.node.str_at("x-sdk-name").map(str::to_owned);
        let method = unique(hint.unwrap_or_else(|| method_name(&words, &resource)), taken);
        let marker = marker(apart(type_name(&words), "Operation", &api.schemas), &mut markers);
        let group = apart(resource_type_name(&resource), "Resource", &api.schemas);
        let id = operation.node.str_at("operationId").map_or_else(|| words.clone(), str::to_owned);
        for (key, name) in [
            ("x-rust-resource", resource),
            ("x-rust-resource-type", group),
            ("x-rust-method", method),
            ("x-rust-marker", marker),
            ("operationId", id),
        ] {
            set(&mut operation.node, key, name);
        }
        settle_class(operation, strictness, problems);
        settle_key(operation, strictness, problems);
        name_parameters(operation);
    }
}

/// The name of an operation's type. What it gives may have a type too, which is named after it.
fn marker(name: String, taken: &mut HashSet<String>) -> String {
    let result = |marker: &str| format!("{marker}Result");
    let mut marker = unique(name.clone(), taken);
    while taken.contains(&result(&marker)) {
        marker = unique(name.clone(), taken);
    }
    taken.insert(result(&marker));
    marker
}

/// The name of a type that is no schema. Files that define it use schemas, so it cannot be called like one; and an
/// operation's name is also the beginning of its result's.
fn apart(name: String, suffix: &str, schemas: &IndexMap<String, Placed>) -> String {
    let is_taken = schemas.contains_key(&name) || schemas.contains_key(&format!("{name}Result"));
    if is_taken { format!("{name}{suffix}") } else { name }
}

/// The words that name the operation: its id, or else method and path.
fn words(operation: &Operation) -> String {
    match operation.node.str_at("operationId") {
        Some(id) => id.to_owned(),
        None => snake_name(&format!("{} {}", operation.method, operation.path)),
    }
}

fn resource(operation: &Operation) -> String {
    let hint = operation.node.str_at("x-sdk-resource");
    let tag = || operation.node.strings_of("tags").next();
    let segment = || operation.path.split('/').find(|segment| !segment.is_empty() && !segment.starts_with('{'));
    resource_name(hint.or_else(tag).or_else(segment).unwrap_or("root"))
}

fn settle_class(operation: &mut Operation, strictness: Strictness, problems: &mut Problems) {
    if operation.node.get("x-sdk-class").is_some() {
        return;
    }
    let class = match operation.method.as_str() {
        "get" | "head" | "options" => "safe",
        "put" | "delete" => "idempotent",
        _ => "effectful",
    };
    let place = operation.place.clone();
    match strictness {
        Strictness::Strict => problems.error(place, "the operation has no idempotency class"),
        Strictness::Lenient => {
            problems.warning(place, format!("no idempotency class; taken as {class} from the method"))
        }
    }
    .hint("give it one with `x-sdk-class` in the overlay");
    set(&mut operation.node, "x-sdk-class", class.to_owned());
}

fn settle_key(operation: &mut Operation, strictness: Strictness, problems: &mut Problems) {
    if operation.node.get("x-sdk-key").is_some() {
        return;
    }
    // An alternative without a scheme, `security: [{}]`, means that the key may be left out, not that there is none.
    let secured = operation.node.items_of("security").next().is_some();
    let key = if secured { "instance" } else { "none" };
    let place = operation.place.clone();
    match strictness {
        Strictness::Strict => problems.error(place, "it is not said which key the operation takes"),
        Strictness::Lenient => problems.warning(place, format!("no key is named; taken as {key} from `security`")),
    }
    .hint("name it with `x-sdk-key` in the overlay");
    set(&mut operation.node, "x-sdk-key", key.to_owned());
}

/// Parameters that the client fills in are dropped, the others named; optional ones are setters on the call.
fn name_parameters(operation: &mut Operation) {
    let Some(Value::List(parameters)) = operation.node.get_mut("parameters").map(|node| &mut node.value) else {
        return;
    };
    parameters.retain(|parameter| parameter.get("x-sdk-client").is_none() && !is_ignored(parameter));
    let mut taken = HashSet::from(["self".to_owned(), "body".to_owned()]);
    for parameter in parameters {
        let wire = parameter.str_at("name").unwrap_or_default();
        let hint = parameter.str_at("x-sdk-name").map(str::to_owned);
        let rule = if parameter.flag("required") { snake_name(wire) } else { setter_name(wire) };
        let name = unique(hint.unwrap_or(rule), &mut taken);
        set(parameter, "x-rust-name", name);
    }
}

fn set(node: &mut Node, key: &str, text: String) {
    let value = Node::string(&node.at, text);
    if let Some(map) = node.as_map_mut() {
        map.insert(key.to_owned(), value);
    }
}
