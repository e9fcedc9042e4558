//! One of the two APIs, with the direction in which each type travels.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use wsapi_codegen::api::{Api, Index, Kind, Operation, Type};

/// An API with its types by name.
pub(super) struct Side<'a> {
    pub(super) api: &'a Api,
    pub(super) types: BTreeMap<&'a str, &'a Type>,
    /// The types that occur in requests.
    pub(super) sent: HashSet<&'a str>,
    /// The types that occur in responses and events.
    pub(super) received: HashSet<&'a str>,
    /// The call of each operation, such as `groups().list`, by operation id.
    pub(super) calls: BTreeMap<&'a str, String>,
    /// The operations by their call.
    pub(super) by_call: BTreeMap<String, &'a Operation>,
}

impl<'a> Side<'a> {
    pub(super) fn of(api: &'a Api) -> Self {
        let index = Index::of(&api.types);
        let (mut sent, mut received) = (HashSet::new(), HashSet::new());
        for operation in api.operations() {
            reach(requests(operation), &index, &mut sent);
            reach(responses(operation), &index, &mut received);
        }
        if let Some(events) = &api.events {
            let envelope = events.envelope.iter().map(|field| &field.kind);
            reach(envelope.chain(events.events.iter().map(|event| &event.kind)), &index, &mut received);
        }
        let types = api.types.iter().map(|ty| (ty.name.as_str(), ty)).collect();
        let by_call = by_call(api);
        let calls = by_call.iter().map(|(call, operation)| (operation.id.as_str(), call.clone())).collect();
        Self { api, types, sent, received, calls, by_call }
    }

    /// Returns the operations by id.
    pub(super) fn by_id(&self) -> BTreeMap<&'a str, &'a Operation> {
        self.api.operations().map(|operation| (operation.id.as_str(), operation)).collect()
    }

    /// Returns the operations by method and path.
    pub(super) fn by_address(&self) -> BTreeMap<String, &'a Operation> {
        self.api.operations().map(|one| (address_of(one), one)).collect()
    }

    pub(super) fn names(&self) -> BTreeSet<&'a str> {
        self.types.keys().copied().collect()
    }
}

/// Returns the operations by their call, such as `parcels().send`.
pub(in crate::diff) fn by_call(api: &Api) -> BTreeMap<String, &Operation> {
    let operations = api.resources.iter().flat_map(|one| one.operations.iter().map(move |operation| (one, operation)));
    operations.map(|(one, operation)| (format!("{}().{}", one.name, operation.name), operation)).collect()
}

/// Returns the types of the values that a caller passes.
pub(in crate::diff) fn requests(operation: &Operation) -> impl Iterator<Item = &Kind> {
    let parameters = operation.arguments.iter().chain(&operation.setters).map(|parameter| &parameter.kind);
    parameters.chain(operation.body.iter().map(|body| &body.kind))
}

fn responses(operation: &Operation) -> impl Iterator<Item = &Kind> {
    // The body of a failure is left out: callers decode it into a type of their own.
    operation.successes.iter().filter_map(|response| response.payload.content.kind())
}

/// Collects the types that these kinds contain.
pub(in crate::diff) fn reach<'a>(
    kinds: impl Iterator<Item = &'a Kind>,
    index: &Index<'a>,
    found: &mut HashSet<&'a str>,
) {
    let mut open: Vec<&Kind> = kinds.collect();
    while let Some(kind) = open.pop() {
        match kind {
            Kind::List(inner) | Kind::Map(inner) | Kind::Nullable(inner) => open.push(inner),
            Kind::Struct(name) | Kind::Enum(name) if found.insert(name) => {
                let fields = index.strukt(name).map(|strukt| &strukt.fields);
                open.extend(fields.into_iter().flatten().map(|field| &field.kind));
            }
            _ => {}
        }
    }
}

/// Returns the method and the path without parameter names. Paths that differ only in those names match the same
/// requests.
pub(in crate::diff) fn address_of(operation: &Operation) -> String {
    let literals: Vec<&str> = operation.path.split(['{', '}']).step_by(2).collect();
    format!("{} {}", operation.method, literals.join("{}"))
}
