//! Operations, grouped by resource.

use std::collections::HashMap;

use indexmap::{IndexMap, IndexSet};

use super::{
    contents,
    kinds::Kinds,
    parameters::{Parameters, parameters},
    security,
};
use crate::{
    Strictness,
    api::{Class, Content, Credential, Kind, Operation, Output, Resource, hint_of},
    document::{METHODS, explanation},
    names::{Scope, method_name, resource_name, resource_type_name, snake_name, type_name},
    normalize::{Component, Normalized},
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
        Names { types: &normalized.types, methods: HashMap::new(), ids: Scope::default(), markers: Scope::default() };
    for (position, source) in ordered(&normalized.operations).into_iter().enumerate() {
        let tag = source.node.strings_of("tags").next();
        let resource = resources.entry(resource(source)).or_insert_with_key(|name| Resource {
            name: name.clone(),
            type_name: names.apart(resource_type_name(name), "Resource"),
            description: tag.and_then(|tag| normalized.root.tags.get(tag)).cloned().unwrap_or_default(),
            operations: Vec::new(),
        });
        let mut operation = operation(source, &resource.name, kinds, &mut names, problems);
        operation.position = position;
        let texts = ["x-sdk-class", "the operation has no idempotency class", "its method"];
        operation.class = hinted(source, &Class::HINTS, operation.class, texts, strictness, problems);
        let texts = ["x-sdk-key", "the operation names no credential", "`security`"];
        operation.credential = hinted(source, &Credential::HINTS, operation.credential, texts, strictness, problems);
        resource.operations.push(operation);
    }
    resources.into_values().collect()
}

/// Groups the operations by path, and sorts those of a path in the order in which OpenAPI lists the methods.
fn ordered(operations: &[unite::Operation]) -> Vec<&unite::Operation> {
    let paths: IndexSet<&str> = operations.iter().map(|operation| operation.path.as_str()).collect();
    let method = |operation: &unite::Operation| METHODS.iter().position(|method| *method == operation.method);
    let mut ordered: Vec<&unite::Operation> = operations.iter().collect();
    ordered.sort_by_key(|operation| (paths.get_index_of(operation.path.as_str()), method(operation)));
    ordered
}

/// The names that operations have taken.
struct Names<'a> {
    types: &'a IndexMap<String, Component>,
    /// By resource.
    methods: HashMap<String, Scope>,
    ids: Scope,
    /// Types of operations, and of their results.
    markers: Scope,
}

impl Names<'_> {
    /// The name of a type that is not a schema. It must differ from all schemas, which the same file uses, and so must
    /// the name of an operation's result, which begins with it.
    fn apart(&self, name: String, suffix: &str) -> String {
        let is_taken = self.types.contains_key(&name) || self.types.contains_key(&format!("{name}Result"));
        if is_taken { format!("{name}{suffix}") } else { name }
    }

    /// The name of an operation's type. If its result has a type too, that is named after it.
    fn marker(&mut self, words: &str) -> String {
        let name = self.apart(type_name(words), "Operation");
        loop {
            let marker = self.markers.take(name.clone());
            if self.markers.insert(format!("{marker}Result")) {
                return marker;
            }
        }
    }
}

/// An operation with the class that its method suggests, and the credential that its `security` suggests.
fn operation(
    source: &unite::Operation,
    resource: &str,
    kinds: &Kinds<'_>,
    names: &mut Names<'_>,
    problems: &mut Problems,
) -> Operation {
    let node = &source.node;
    let words = words(source);
    let id = names.ids.take(words.clone());
    let wanted = node.str_at("x-sdk-name").map_or_else(|| method_name(&words, resource), str::to_owned);
    let methods = names.methods.entry(resource.to_owned()).or_default();
    let name = match id == words {
        true => methods.take_or_warn(wanted, "the method", source.place.clone(), problems),
        // `check` has warned of the duplicate id.
        false => methods.take(wanted),
    };
    // The id that is exported has to give the same type.
    let type_name = names.marker(&id);
    let Parameters { arguments, setters, client } = parameters(source, kinds, problems);
    let (successes, failures) = contents::responses(node, kinds);
    let output = contents::output(&type_name, &successes);
    Operation {
        id,
        name,
        method: source.method.to_uppercase(),
        path: source.path.clone(),
        position: 0,
        class: class(&source.method),
        credential: security::credential(node),
        security: security::alternatives(node),
        deprecated: node.flag("deprecated"),
        summary: node.str_at("summary").unwrap_or_default().to_owned(),
        description: explanation(node, &[]),
        arguments,
        setters,
        client_parameters: client,
        body: contents::body(node, kinds),
        output_variable: output_variable(&output),
        type_name,
        successes,
        failures,
        output,
        page: None,
    }
}

/// The words that name the operation: its id, or else its method and path.
fn words(operation: &unite::Operation) -> String {
    let id = operation.node.str_at("operationId").map(str::to_owned);
    id.unwrap_or_else(|| snake_name(&format!("{} {}", operation.method, operation.path)))
}

fn resource(operation: &unite::Operation) -> String {
    let hint = operation.node.str_at("x-sdk-resource");
    let tag = || operation.node.strings_of("tags").next();
    let segment = || operation.path.split('/').find(|segment| !segment.is_empty() && !segment.starts_with('{'));
    resource_name(hint.or_else(tag).or_else(segment).unwrap_or("root"))
}

fn class(method: &str) -> Class {
    match method {
        "get" | "head" | "options" | "trace" => Class::Safe,
        "put" | "delete" => Class::Idempotent,
        _ => Class::Effectful,
    }
}

/// The value that the hint names, or else the assumed one, which a strict run does not accept.
fn hinted<T: Copy + PartialEq>(
    operation: &unite::Operation,
    values: &[(&'static str, T)],
    assumed: T,
    [key, missing, source]: [&str; 3],
    strictness: Strictness,
    problems: &mut Problems,
) -> T {
    if let Some(hint) = operation.node.str_at(key) {
        return values.iter().find(|(name, _)| *name == hint).map_or(assumed, |(_, value)| *value);
    }
    let name = hint_of(values, &assumed);
    let place = operation.place.clone();
    let instead = format!(": assuming `{name}` from {source}");
    let problem = strictness.unfit(problems, place, missing.to_owned(), &instead);
    problem.hint(format!("name it with `{key}` in the overlay"));
    assumed
}

/// The variable that holds the output in an example.
fn output_variable(output: &Output) -> Option<String> {
    Some(match output {
        Output::One(Content::Empty) => return None,
        Output::One(Content::Text) => "text".to_owned(),
        Output::One(Content::Binary) => "download".to_owned(),
        Output::One(Content::Json(Kind::Struct(name))) => snake_name(name),
        Output::One(Content::Json(Kind::List(item))) => match &**item {
            Kind::Struct(name) => snake_name(&plural(name)),
            _ => "list".to_owned(),
        },
        Output::One(Content::Json(_)) | Output::ByStatus(..) => "answer".to_owned(),
    })
}

fn plural(name: &str) -> String {
    match name.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'i', 'o', 'u'])) {
        Some(stem) => format!("{stem}ies"),
        None if name.ends_with(['s', 'x', 'h']) => format!("{name}es"),
        None => format!("{name}s"),
    }
}
