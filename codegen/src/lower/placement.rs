//! The module of each type: that of the only resource that uses it, `events`, or `shared`.

use std::collections::{BTreeMap, BTreeSet};

use crate::api::{Api, Index, Kind, Operation};

type Users<'a> = BTreeMap<&'a str, BTreeSet<&'a str>>;

/// Follows every use from operations and events to the types.
pub(super) fn decide(api: &mut Api) {
    let index = Index::of(&api.types);
    let mut users = Users::new();
    for resource in &api.resources {
        let kinds = resource.operations.iter().flat_map(kinds);
        kinds.for_each(|kind| mark(&index, kind, &resource.name, &mut users));
    }
    if let Some(events) = &api.events {
        let envelope = events.envelope.iter().map(|field| &field.kind);
        let kinds = envelope.chain(events.events.iter().map(|event| &event.kind));
        kinds.for_each(|kind| mark(&index, kind, "events", &mut users));
    }
    let module = |name: &str| match users.get(name).map(|users| users.iter().collect::<Vec<_>>()).as_deref() {
        Some([only]) => (**only).to_owned(),
        _ => "shared".to_owned(),
    };
    let modules: Vec<String> = api.types.iter().map(|ty| module(ty.name())).collect();
    api.types.iter_mut().zip(modules).for_each(|(ty, module)| ty.set_module(module));
}

fn kinds(operation: &Operation) -> impl Iterator<Item = &Kind> {
    let parameters = operation.arguments.iter().chain(&operation.setters).map(|parameter| &parameter.kind);
    let body = operation.body.iter().map(|body| &body.kind);
    let results = operation.successes.iter().filter_map(|success| success.payload.content.kind());
    parameters.chain(body).chain(results)
}

fn mark<'a>(index: &Index<'a>, kind: &'a Kind, user: &'a str, users: &mut Users<'a>) {
    let mut open = vec![kind];
    while let Some(kind) = open.pop() {
        match kind {
            Kind::List(inner) | Kind::Map(inner) | Kind::Nullable(inner) => open.push(inner),
            Kind::Enum(name) => {
                users.entry(name).or_default().insert(user);
            }
            Kind::Struct(name) if users.entry(name).or_default().insert(user) => {
                let fields = index.strukt(name).map(|strukt| &strukt.fields);
                open.extend(fields.into_iter().flatten().map(|field| &field.kind));
            }
            _ => {}
        }
    }
}
