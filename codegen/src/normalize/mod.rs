//! Decides every name.
//!
//! What comes out is an OpenAPI document again, but one in which each type stands in `components.schemas` under the
//! name it has in Rust, and each field, variant, parameter and operation carries its Rust name beside its wire name:
//! `x-rust-field`, `x-rust-variants`, `x-rust-name`, `x-rust-method`. After this stage nothing is named again.

mod aliases;
mod directions;
mod events;
mod fields;
mod lift;
mod openapi;
mod operations;

use std::collections::BTreeMap;

use crate::{
    Strictness,
    problem::{Place, Problems},
    unite::United,
};

/// The normalised document, and where its types came from.
#[derive(Debug)]
pub(crate) struct Normalized {
    /// The document; webhooks stand in its extension `x-webhooks`.
    pub(crate) openapi: openapiv3::OpenAPI,
    /// The place of each type, for the case that a later stage has to report one.
    pub(crate) places: BTreeMap<String, Place>,
}

/// Names everything.
pub(crate) fn normalize(mut api: United, strictness: Strictness, problems: &mut Problems) -> Option<Normalized> {
    aliases::expand(&mut api, problems);
    events::recognise(&mut api, problems);
    let directions = directions::split(&mut api, problems);
    lift::lift(&mut api, &directions, problems);
    fields::name(&mut api, problems);
    operations::name(&mut api, strictness, problems);
    openapi::write(&api, problems)
}
