//! Operations, grouped by resource.

use indexmap::{IndexMap, IndexSet};

use super::{contents, kinds::Kinds, parameters::parameters, security};
use crate::{
    api::{Class, Content, Credential, Kind, Operation, Output, Resource, hint_of},
    document::{METHODS, explanation},
    names::{Scope, method_name, resource_name, resource_type_name, snake_name, type_name},
    node::Node,
    normalize::Normalized,
    problem::Problems,
    unite,
};

/// All resources, in the order of their first operation.
pub(super) fn resources(normalized: &Normalized, problems: &mut Problems) -> Vec<Resource> {
    let mut resources: IndexMap<String, (Resource, Scope)> = IndexMap::new();
    let (kinds, schemes) = (Kinds(&normalized.types), &normalized.root.security_schemes);
    let (ids, types) = (Scope::default(), Scope::default());
    let mut lowering = Lowering { kinds, schemes, ids, types, problems };
    for (position, source) in ordered(&normalized.operations).into_iter().enumerate() {
        let tag = source.node.strings_of("tags").next();
        let (resource, methods) = resources.entry(resource(source)).or_insert_with_key(|name| {
            let type_name = lowering.distinct(resource_type_name(name), "Resource");
            let description = tag.and_then(|tag| normalized.root.tags.get(tag)).cloned().unwrap_or_default();
            (Resource { name: name.clone(), type_name, description, operations: Vec::new() }, Scope::default())
        });
        let names = lowering.names(source, &resource.name, methods);
        resource.operations.push(lowering.operation(source, position, names));
    }
    resources.into_values().map(|(resource, _)| resource).collect()
}

/// Groups the operations by path, and sorts those of a path in the order in which OpenAPI lists the methods.
fn ordered(operations: &[unite::Operation]) -> Vec<&unite::Operation> {
    let paths: IndexSet<&str> = operations.iter().map(|operation| operation.path.as_str()).collect();
    let method = |operation: &unite::Operation| METHODS.iter().position(|method| *method == operation.method);
    let mut ordered: Vec<&unite::Operation> = operations.iter().collect();
    ordered.sort_by_key(|operation| (paths.get_index_of(operation.path.as_str()), method(operation)));
    ordered
}

/// The state that the lowering of all operations shares.
struct Lowering<'a, 'p> {
    kinds: Kinds<'a>,
    schemes: &'a IndexMap<String, Node>,
    ids: Scope,
    /// The type names of operations and of their results.
    types: Scope,
    problems: &'p mut Problems,
}

impl Lowering<'_, '_> {
    /// The name of a type that is not a schema. It must differ from all schemas, which the same file uses, and so must
    /// the name of an operation's result, which begins with it.
    fn distinct(&self, name: String, suffix: &str) -> String {
        let is_taken = |name: &str| self.kinds.0.contains_key(name);
        if is_taken(&name) || is_taken(&format!("{name}Result")) { format!("{name}{suffix}") } else { name }
    }

    /// Returns the id of an operation, and the names of its Rust method and type.
    fn names(&mut self, source: &unite::Operation, resource: &str, methods: &mut Scope) -> [String; 3] {
        let unnamed = || snake_name(&format!("{} {}", source.method, source.path));
        let words = source.node.str_at("operationId").map_or_else(unnamed, str::to_owned);
        let id = self.ids.take(words.clone());
        let wanted = source.node.str_at("x-sdk-name").map_or_else(|| method_name(&words, resource), str::to_owned);
        let method = match id == words {
            true => methods.take_or_warn(wanted, "the method", source.place.clone(), self.problems),
            // `check` has warned about the duplicate id.
            false => methods.take(wanted),
        };
        // The id that is exported has to give the same type.
        let wanted = self.distinct(type_name(&id), "Operation");
        loop {
            let name = self.types.take(wanted.clone());
            // If its result has a type too, that is named after it.
            if self.types.insert(format!("{name}Result")) {
                return [id, method, name];
            }
        }
    }

    fn operation(&mut self, source: &unite::Operation, position: usize, names: [String; 3]) -> Operation {
        let unite::Operation { node, path, method, .. } = source;
        let [id, name, type_name] = names;
        let [arguments, setters, client_parameters] = parameters(source, &self.kinds, self.problems);
        let (successes, failures) = contents::responses(node, &self.kinds);
        let output = contents::output(&type_name, &successes);
        let texts = ["x-sdk-class", "the operation has no idempotency class", "its method"];
        let class = self.hinted(source, &Class::HINTS, class(method), texts);
        let texts = ["x-sdk-key", "the operation has no credential", "`security`"];
        let credential = self.hinted(source, &Credential::HINTS, security::credential(node, self.schemes), texts);
        Operation {
            id,
            name,
            method: method.to_uppercase(),
            path: path.clone(),
            position,
            class,
            credential,
            security: security::alternatives(node),
            deprecated: node.flag("deprecated"),
            summary: node.str_at("summary").unwrap_or_default().to_owned(),
            description: explanation(node, &[]),
            search: node.strings_of("x-sdk-search").map(str::to_owned).collect(),
            arguments,
            setters,
            client_parameters,
            body: contents::body(node, &self.kinds),
            output_variable: output_variable(&output),
            type_name,
            successes,
            failures,
            output,
            page: None,
        }
    }

    /// The value that the hint names, or else the assumed one, which a strict run does not accept.
    fn hinted<T: Copy + PartialEq>(
        &mut self,
        operation: &unite::Operation,
        values: &[(&'static str, T)],
        assumed: T,
        [key, missing, source]: [&str; 3],
    ) -> T {
        if let Some(hint) = operation.node.str_at(key) {
            return values.iter().find(|(name, _)| *name == hint).map_or(assumed, |(_, value)| *value);
        }
        let instead = format!(": assuming `{}` from {source}", hint_of(values, &assumed));
        let problem = self.problems.unfit(operation.place.clone(), missing.to_owned(), &instead);
        problem.hint(format!("set `{key}` in the overlay"));
        assumed
    }
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
        Output::One(Content::Json(_)) | Output::ByStatus(..) => "response".to_owned(),
    })
}

fn plural(name: &str) -> String {
    match name.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'i', 'o', 'u'])) {
        Some(stem) => format!("{stem}ies"),
        None if name.ends_with(['s', 'x', 'h']) => format!("{name}es"),
        None => format!("{name}s"),
    }
}
