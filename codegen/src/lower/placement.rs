//! The module of each type: that of the only resource that uses it, `events`, or `shared`.

use std::collections::HashMap;

use crate::api::{Api, Index, Kind, Operation};

/// The module of types that have several users.
const SHARED: &str = "shared";

/// Follows every use from operations and events to the types.
pub(super) fn decide(api: &mut Api) {
    let (index, mut modules) = (Index::of(&api.types), HashMap::new());
    for resource in &api.resources {
        let kinds = resource.operations.iter().flat_map(kinds);
        kinds.for_each(|kind| mark(&index, kind, &resource.name, &mut modules));
    }
    if let Some(events) = &api.events {
        let envelope = events.envelope.iter().map(|field| &field.kind);
        let kinds = envelope.chain(events.events.iter().map(|event| &event.kind));
        kinds.for_each(|kind| mark(&index, kind, "events", &mut modules));
    }
    let module = |name: &str| modules.get(name).copied().unwrap_or(SHARED).to_owned();
    let modules: Vec<String> = api.types.iter().map(|ty| module(&ty.name)).collect();
    api.types.iter_mut().zip(modules).for_each(|(ty, module)| ty.module = module);
}

fn kinds(operation: &Operation) -> impl Iterator<Item = &Kind> {
    let parameters = operation.arguments.iter().chain(&operation.setters).map(|parameter| &parameter.kind);
    let body = operation.body.iter().map(|body| &body.kind);
    let results = operation.successes.iter().filter_map(|success| success.payload.content.kind());
    parameters.chain(body).chain(results)
}

/// Notes a user of a type, and of all types in it: those in a shared one are shared already.
fn mark<'a>(index: &Index<'a>, kind: &'a Kind, user: &'a str, modules: &mut HashMap<&'a str, &'a str>) {
    let mut open = vec![kind];
    while let Some(kind) = open.pop() {
        match kind {
            Kind::List(inner) | Kind::Map(inner) | Kind::Nullable(inner) => open.push(inner),
            Kind::Enum(name) | Kind::Struct(name) => {
                let module =
                    modules.get(name.as_str()).map_or(user, |known| if *known == user { user } else { SHARED });
                if modules.insert(name, module) != Some(module) {
                    let fields = index.strukt(name).map(|strukt| &strukt.fields);
                    open.extend(fields.into_iter().flatten().map(|field| &field.kind));
                }
            }
            _ => {}
        }
    }
}
