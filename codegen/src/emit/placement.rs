//! Which file a type stands in: that of the one resource which uses it, or `shared`.

use std::collections::{BTreeMap, BTreeSet};

use crate::api::{Api, Content, Kind};

/// The module of each type.
#[derive(Debug)]
pub(crate) struct Placement {
    modules: BTreeMap<String, String>,
}

impl Placement {
    /// Follows every use from operations and events to the types.
    pub(crate) fn of(api: &Api) -> Self {
        let mut users: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for resource in &api.resources {
            for operation in &resource.operations {
                let parameters = operation.arguments.iter().chain(&operation.setters).map(|parameter| &parameter.kind);
                let body = operation.body.iter().map(|body| &body.kind);
                let results = operation.results.iter().filter_map(|result| match &result.content {
                    Content::Json(kind) => Some(kind),
                    _ => None,
                });
                parameters.chain(body).chain(results).for_each(|kind| mark(api, kind, &resource.name, &mut users));
            }
        }
        if let Some(events) = &api.events {
            let envelope = events.envelope.iter().map(|field| &field.kind);
            envelope
                .chain(events.events.iter().map(|event| &event.kind))
                .for_each(|kind| mark(api, kind, "events", &mut users));
        }
        let module = |name: &str| match users.get(name).map(|users| users.iter().collect::<Vec<_>>()).as_deref() {
            Some([only]) => (**only).to_owned(),
            _ => "shared".to_owned(),
        };
        let modules = api.types.iter().map(super::name).map(|name| (name.to_owned(), module(name))).collect();
        Self { modules }
    }

    /// The module of a type.
    pub(super) fn module_of(&self, name: &str) -> &str {
        self.modules.get(name).map_or("shared", String::as_str)
    }

    /// Every module, sorted.
    pub(super) fn modules(&self) -> Vec<&str> {
        self.modules.values().map(String::as_str).collect::<BTreeSet<_>>().into_iter().collect()
    }
}

fn mark<'a>(api: &'a Api, kind: &'a Kind, user: &'a str, users: &mut BTreeMap<&'a str, BTreeSet<&'a str>>) {
    match kind {
        Kind::List(inner) | Kind::Map(inner) | Kind::Nullable(inner) => mark(api, inner, user, users),
        Kind::Enum(name) => {
            users.entry(name).or_default().insert(user);
        }
        Kind::Struct(name) if users.entry(name).or_default().insert(user) => {
            let fields = api.struct_named(name).map(|one| &one.fields);
            fields.into_iter().flatten().for_each(|field| mark(api, &field.kind, user, users));
        }
        _ => {}
    }
}
