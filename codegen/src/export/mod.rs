//! Writes an [`Api`] as one OpenAPI 3.0 document: merged, corrected and normalized.
//!
//! API clients and mock servers can load it, progenitor derives types from it, and reading it back gives the same API.
//! `openapiv3` has no webhooks, so they are in the extension `x-webhooks`. It drops keywords next to a `$ref`, so
//! such a reference is in an `allOf`. Names are hints, `x-sdk-…`.

mod events;
mod operations;
mod responses;
mod schemas;

use indexmap::IndexMap;
use openapiv3::{Components, OpenAPI, ReferenceOr, Server, Tag};
use serde_json::{Value, json};

use crate::api::{Api, Info, Resource};

/// Writes the API as an OpenAPI document.
pub fn export(api: &Api) -> OpenAPI {
    let schemas = api.types.iter().map(|ty| (ty.name.clone(), ReferenceOr::Item(schemas::named(ty))));
    let security_schemes = api.security_schemes.iter().filter_map(|scheme| {
        let definition = serde_json::from_value(scheme.definition.clone()).ok()?;
        Some((scheme.name.clone(), ReferenceOr::Item(definition)))
    });
    let components = Components {
        schemas: schemas.collect(),
        security_schemes: security_schemes.collect(),
        ..Components::default()
    };
    OpenAPI {
        openapi: "3.0.3".to_owned(),
        info: info(api),
        servers: api.servers.iter().map(server).collect(),
        paths: operations::paths(api),
        components: Some(components),
        tags: api.resources.iter().map(tag).collect(),
        extensions: api.events.iter().map(|events| ("x-webhooks".to_owned(), events::webhooks(events))).collect(),
        ..OpenAPI::default()
    }
}

fn info(api: &Api) -> openapiv3::Info {
    let Info { title, version, description, other } = &api.info;
    // A member that only OpenAPI 3.1 has is left out.
    let info: openapiv3::Info = serde_json::from_value(json!({
        "title": title,
        "version": version,
        "termsOfService": other.get("termsOfService"),
        "contact": other.get("contact"),
        "license": other.get("license"),
    }))
    .unwrap_or_default();
    let extensions = other.iter().filter(|(key, _)| key.starts_with("x-")).map(|(key, value)| hint(key, value.clone()));
    let extensions = extensions.chain([hint("x-sdk-crate", api.crate_name.as_str())]).collect();
    openapiv3::Info { description: text(description), extensions, ..info }
}

fn server(server: &crate::api::Server) -> Server {
    Server { url: server.url.clone(), description: text(&server.description), ..Server::default() }
}

fn tag(resource: &Resource) -> Tag {
    Tag { name: resource.name.clone(), description: text(&resource.description), ..Tag::default() }
}

/// A text, if there is one.
fn text(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

/// A hint.
fn hint(key: &str, value: impl Into<Value>) -> (String, Value) {
    (key.to_owned(), value.into())
}

type Extensions = IndexMap<String, Value>;
