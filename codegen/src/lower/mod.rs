//! Turns the normalised document into an [`Api`]. The only stage that knows both.

mod events;
mod operations;
mod paging;
mod prose;
mod types;

use std::borrow::Borrow;

use openapiv3::{OpenAPI, ReferenceOr, Schema};

use crate::api::Api;

/// Reads everything out of the document.
pub(crate) fn lower(document: &OpenAPI) -> Api {
    let mut api = Api {
        title: document.info.title.clone(),
        resources: operations::resources(document),
        types: types::types(document),
        events: events::events(document),
    };
    paging::find(document, &mut api);
    prose::speak_rust(&mut api);
    api
}

/// A text extension, such as a Rust name.
fn text<'a>(extensions: &'a indexmap::IndexMap<String, serde_json::Value>, key: &str) -> Option<&'a str> {
    extensions.get(key)?.as_str()
}

/// A schema that is held in place or in a box, borrowed either way.
fn borrowed<S: Borrow<Schema>>(schema: &ReferenceOr<S>) -> ReferenceOr<&Schema> {
    match schema {
        ReferenceOr::Item(schema) => ReferenceOr::Item(schema.borrow()),
        ReferenceOr::Reference { reference } => ReferenceOr::Reference { reference: reference.clone() },
    }
}

/// The schema that a named type has.
fn component<'a>(document: &'a OpenAPI, name: &str) -> Option<&'a Schema> {
    match document.components.as_ref()?.schemas.get(name)? {
        ReferenceOr::Item(schema) => Some(schema),
        ReferenceOr::Reference { .. } => None,
    }
}
