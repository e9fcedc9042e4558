//! Operations, grouped by resource.

use std::collections::{HashMap, HashSet};

use indexmap::IndexMap;

use super::{contents, kinds::Kinds, names::Scope, parameters, security};
use crate::{
    Strictness,
    api::{Class, Content, Kind, Operation, Output, Resource},
    document::{METHODS, explanation},
    names::{method_name, resource_name, resource_type_name, snake_name, type_name, unique},
    normalize::Normalized,
    problem::Problems,
    unite,
};

/// All resources, in the order of their first operation.
pub(super) fn resources(
    normalized: &Normalized,
    kinds: &Kinds<'_>,
    strictness: Strictness,
    problems: &mut Problems,
) -> Vec<Resource> {
    let mut resources: IndexMap<String, Resource> = IndexMap::new();
    let mut names =
        Names { types: &normalized.types, methods: HashMap::new(), ids: Scope::default(), markers: HashSet::new() };
    for source in ordered(&normalized.operations) {
        let name = resource(source);
        let tag = source.node.strings_of("tags").next();
        let resource = resources.entry(name).or_insert_with_key(|name| Resource {
            name: name.clone(),
            type_name: names.apart(resource_type_name(name), "Resource"),
            description: tag.and_then(|tag| normalized.root.tags.get(tag)).cloned().unwrap_or_default(),
            operations: Vec::new(),
        });
        let mut operation = operation(source, &resource.name, kinds, &mut names);
        operation.class = class(source, strictness, problems);
        operation.credential = security::credential(source, strictness, problems);
        resource.operations.push(operation);
    }
    resources.into_values().collect()
}

/// The operations of a path follow each other, and are in the order in which OpenAPI lists the methods.
fn ordered(operations: &[unite::Operation]) -> Vec<&unite::Operation> {
    let mut paths: IndexMap<&str, Vec<&unite::Operation>> = IndexMap::new();
    for operation in operations {
        paths.entry(&operation.path).or_default().push(operation);
    }
    for operations in paths.values_mut() {
        operations.sort_by_key(|operation| METHODS.iter().position(|method| *method == operation.method));
    }
    paths.into_values().flatten().collect()
}

/// The names that operations have taken.
struct Names<'a> {
    types: &'a IndexMap<String, crate::normalize::Component>,
    /// By resource.
    methods: HashMap<String, Scope>,
    ids: Scope,
    /// Types of operations, and of their results.
    markers: HashSet<String>,
}

impl Names<'_> {
    /// The name of a type that is not a schema. Files that define it use schemas, so it cannot be called like one; and
    /// the name of an operation is also the beginning of that of its result.
    fn apart(&self, name: String, suffix: &str) -> String {
        let is_taken = self.types.contains_key(&name) || self.types.contains_key(&format!("{name}Result"));
        if is_taken { format!("{name}{suffix}") } else { name }
    }

    /// The name of an operation's type. Its result may have a type too, which is named after it.
    fn marker(&mut self, words: &str) -> String {
        let name = self.apart(type_name(words), "Operation");
        let result = |marker: &str| format!("{marker}Result");
        let mut marker = unique(name.clone(), &mut self.markers);
        while self.markers.contains(&result(&marker)) {
            marker = unique(name.clone(), &mut self.markers);
        }
        self.markers.insert(result(&marker));
        marker
    }
}

fn operation(source: &unite::Operation, resource: &str, kinds: &Kinds<'_>, names: &mut Names<'_>) -> Operation {
    let node = &source.node;
    let words = words(source);
    let methods = names.methods.entry(resource.to_owned()).or_default();
    let name = methods.take(node.str_at("x-sdk-name"), || method_name(&words, resource));
    let type_name = names.marker(&words);
    let parameters = parameters::parameters(node, &source.path, kinds);
    let (successes, failures) = contents::responses(node, kinds);
    let output = contents::output(&type_name, &successes);
    Operation {
        id: names.ids.take(None, || words),
        name,
        method: source.method.to_uppercase(),
        path: source.path.clone(),
        class: Class::Effectful,
        credential: crate::api::Credential::None,
        security: security::alternatives(node),
        deprecated: node.flag("deprecated"),
        summary: node.str_at("summary").unwrap_or_default().to_owned(),
        description: explanation(node, &[]),
        arguments: parameters.arguments,
        setters: parameters.setters,
        client_parameters: parameters.client,
        body: contents::body(node, kinds),
        output_variable: output_variable(&output),
        type_name,
        successes,
        failures,
        output,
        page: None,
    }
}

/// The words that name the operation: its id, or else method and path.
fn words(operation: &unite::Operation) -> String {
    match operation.node.str_at("operationId") {
        Some(id) => id.to_owned(),
        None => snake_name(&format!("{} {}", operation.method, operation.path)),
    }
}

fn resource(operation: &unite::Operation) -> String {
    let hint = operation.node.str_at("x-sdk-resource");
    let tag = || operation.node.strings_of("tags").next();
    let segment = || operation.path.split('/').find(|segment| !segment.is_empty() && !segment.starts_with('{'));
    resource_name(hint.or_else(tag).or_else(segment).unwrap_or("root"))
}

/// The class that the hint gives, or the one of the HTTP method.
fn class(operation: &unite::Operation, strictness: Strictness, problems: &mut Problems) -> Class {
    match operation.node.str_at("x-sdk-class") {
        Some("safe") => return Class::Safe,
        Some("idempotent") => return Class::Idempotent,
        Some(_) => return Class::Effectful,
        None => {}
    }
    let (class, name) = match operation.method.as_str() {
        "get" | "head" | "options" | "trace" => (Class::Safe, "safe"),
        "put" | "delete" => (Class::Idempotent, "idempotent"),
        _ => (Class::Effectful, "effectful"),
    };
    let place = operation.place.clone();
    match strictness {
        Strictness::Strict => problems.error(place, "the operation has no idempotency class"),
        Strictness::Lenient => problems
            .warning(place, format!("the operation has no idempotency class: assuming `{name}` from its method")),
    }
    .hint("name it with `x-sdk-class` in the overlay");
    class
}

/// The variable that holds the output in an example.
fn output_variable(output: &Output) -> Option<String> {
    let name = match output {
        Output::One(Content::Empty) => return None,
        Output::One(Content::Text) => "text".to_owned(),
        Output::One(Content::Binary) => "download".to_owned(),
        Output::One(Content::Json(Kind::Struct(name))) => snake_name(name),
        Output::One(Content::Json(Kind::List(item))) => match &**item {
            Kind::Struct(name) => snake_name(&plural(name)),
            _ => "list".to_owned(),
        },
        Output::One(Content::Json(_)) | Output::ByStatus(..) => "answer".to_owned(),
    };
    Some(name)
}

fn plural(name: &str) -> String {
    let stem = name.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'i', 'o', 'u']));
    match stem {
        Some(stem) => format!("{stem}ies"),
        None if name.ends_with(['s', 'x', 'h']) => format!("{name}es"),
        None => format!("{name}s"),
    }
}
