//! The `x-sdk-…` vocabulary: hints to the generator, which the overlay gives.
//!
//! A misspelt extension would be ignored in silence, as extensions are; so an unknown one is an error.

mod forms;

use super::near;
use crate::{
    document::{Kind, Role},
    node::{Cursor, Node},
    problem::Problems,
};

const PREFIX: &str = "x-sdk-";

/// What a hint holds.
#[derive(Clone, Copy)]
enum Form {
    OneOf(&'static [&'static str]),
    /// A name as Rust writes functions and fields.
    Snake,
    /// The name of a parameter: an argument if it is required, or else a setter beside those that every call has.
    Parameter,
    /// The name of a type.
    TypeName,
    Flag,
    /// Like `OneOf`, for a schema that is a string.
    OfString(&'static [&'static str]),
    Variants,
    Direction,
    MessageRefs,
}

const OPERATION: &[(&str, Form)] = &[
    ("x-sdk-class", Form::OneOf(&["safe", "idempotent", "effectful"])),
    ("x-sdk-key", Form::OneOf(&["instance", "account", "admin", "none"])),
    ("x-sdk-name", Form::Snake),
    ("x-sdk-resource", Form::Snake),
];

const PARAMETER: &[(&str, Form)] = &[("x-sdk-client", Form::OneOf(&["instance-id"])), ("x-sdk-name", Form::Parameter)];

const SCHEMA: &[(&str, Form)] = &[
    ("x-sdk-name", Form::TypeName),
    ("x-sdk-field", Form::Snake),
    ("x-sdk-type", Form::OfString(&["jid", "phone", "message-id", "secret", "time", "media"])),
    ("x-sdk-open", Form::Flag),
    ("x-sdk-variants", Form::Variants),
    ("x-sdk-request", Form::Direction),
    ("x-sdk-response", Form::Direction),
    ("x-sdk-message-ref", Form::MessageRefs),
];

fn known(role: Role) -> &'static [(&'static str, Form)] {
    match role {
        Role::Operation => OPERATION,
        Role::Parameter => PARAMETER,
        Role::Schema | Role::Member => SCHEMA,
        _ => &[],
    }
}

/// Checks the hints on an object.
pub(super) fn check<'a>(document: &'a Node, object: &Cursor<'a>, role: Role, problems: &mut Problems) {
    let is_hint = |key: &str, _: &Node| key.starts_with(PREFIX);
    for (key, value) in object.members_that(is_hint) {
        match known(role).iter().find(|(name, _)| *name == key) {
            Some((_, form)) => forms::check(document, object, &value, *form, problems),
            None => refuse(key, &value, role.noun(), problems),
        }
    }
    // The walk goes past extensions among the keys of such a map.
    for field in role.fields().iter().filter(|field| matches!(field.kind, Kind::Patterned(_))) {
        let hints = object.get(field.key).into_iter().flat_map(|map| map.members_that(is_hint).collect::<Vec<_>>());
        hints.for_each(|(key, value)| refuse(key, &value, &format!("`{}`", field.key), problems));
    }
}

fn refuse(key: &str, value: &Cursor<'_>, noun: &str, problems: &mut Problems) {
    let places = [("an operation", OPERATION), ("a parameter", PARAMETER), ("a schema", SCHEMA)];
    let right = places.iter().filter(|(_, hints)| hints.iter().any(|(name, _)| *name == key));
    let right: Vec<_> = right.map(|(place, _)| *place).collect();
    if !right.is_empty() {
        let hint = format!("it goes with {}", right.join(" or "));
        problems.error(value.place(), format!("`{key}` does not go with {noun}")).hint(hint);
        return;
    }
    // What all hints have in common must not make them look alike.
    let suffixes = places.iter().flat_map(|(_, hints)| *hints).map(|(name, _)| &name[PREFIX.len()..]);
    let hint = match near::nearest(&key[PREFIX.len()..], suffixes) {
        Some(near) => format!("did you mean `{PREFIX}{near}`?"),
        None => "take it away: only the generator's own hints begin so".to_owned(),
    };
    problems.error(value.place(), format!("there is no hint `{key}`")).hint(hint);
}
