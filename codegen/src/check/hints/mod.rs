//! The `x-sdk-…` vocabulary: hints to the generator, set in the overlay.
//!
//! An unknown hint is an error: other extensions are ignored, so a misspelled one would have no effect. It is only a
//! warning if the overlay was written for other documents or for another version of the generator.

mod values;

use super::Check;
use crate::{
    document::{FieldType, Role},
    node::{Cursor, Node},
    suggest,
};

const PREFIX: &str = "x-sdk-";

/// The effect of a hint that does not fit.
const IGNORED: &str = ", so it has no effect";

/// The value of a hint.
#[derive(Clone, Copy)]
enum HintValue {
    OneOf(&'static [&'static str]),
    /// A name in snake case.
    Snake,
    /// The name of a parameter: an argument if it is required, or else a setter next to those of every call.
    Parameter,
    /// The name of a type.
    TypeName,
    /// Like `OneOf`, for a schema that is a string.
    OfString(&'static [&'static str]),
    Variants,
    Direction,
    MessageRefs,
    /// A list of words.
    Words,
}

/// The hints that an object of a role may have.
fn known(role: Role) -> &'static [(&'static str, HintValue)] {
    match role {
        Role::Info => &[("x-sdk-crate", HintValue::Snake)],
        Role::Operation => &[
            ("x-sdk-class", HintValue::OneOf(&["safe", "idempotent", "effectful"])),
            ("x-sdk-key", HintValue::OneOf(&["instance", "account", "admin", "none"])),
            ("x-sdk-name", HintValue::Snake),
            ("x-sdk-resource", HintValue::Snake),
            ("x-sdk-search", HintValue::Words),
        ],
        Role::Parameter => {
            &[("x-sdk-client", HintValue::OneOf(&["instance-id"])), ("x-sdk-name", HintValue::Parameter)]
        }
        Role::Schema | Role::Member => &[
            ("x-sdk-name", HintValue::TypeName),
            ("x-sdk-field", HintValue::Snake),
            ("x-sdk-type", HintValue::OfString(&["jid", "phone", "message-id", "secret", "time", "media"])),
            ("x-sdk-variants", HintValue::Variants),
            ("x-sdk-request", HintValue::Direction),
            ("x-sdk-response", HintValue::Direction),
            ("x-sdk-message-ref", HintValue::MessageRefs),
        ],
        _ => &[],
    }
}

/// Checks the hints on an object.
pub(super) fn check(object: &Cursor<'_>, role: Role, check: &mut Check<'_>) {
    let is_hint = |key: &str, _: &Node| key.starts_with(PREFIX);
    for (key, value) in object.members_that(is_hint) {
        match known(role).iter().find(|(name, _)| *name == key) {
            Some((_, expected)) => values::check(object, &value, *expected, check),
            None => reject(key, &value, role.noun(), check),
        }
    }
    // The walk skips extensions among the keys of such a map.
    let is_patterned = |key: &str, _: &Node| matches!(role.field(key), Some(FieldType::Patterned(_)));
    for (field, map) in object.members_that(is_patterned) {
        map.members_that(is_hint).for_each(|(key, value)| reject(key, &value, &format!("`{field}`"), check));
    }
}

fn reject(key: &str, value: &Cursor<'_>, noun: &str, check: &mut Check<'_>) {
    let roles = [Role::Info, Role::Operation, Role::Parameter, Role::Schema];
    let right = roles.iter().filter(|role| known(**role).iter().any(|(name, _)| *name == key));
    let right: Vec<_> = right.map(|role| role.noun()).collect();
    if !right.is_empty() {
        let hint = format!("it is allowed on {}", suggest::listed(&right, "or"));
        check.problems.unfit(value.place(), format!("`{key}` is not allowed on {noun}"), IGNORED).hint(hint);
        return;
    }
    // The common prefix must not make hints look similar.
    let suffixes = roles.iter().flat_map(|role| known(*role)).map(|(name, _)| &name[PREFIX.len()..]);
    let hint = match suggest::nearest(&key[PREFIX.len()..], suffixes) {
        Some(near) => format!("did you mean `{PREFIX}{near}`?"),
        None => "remove it: the prefix `x-sdk-` is reserved for hints".to_owned(),
    };
    check.problems.unfit(value.place(), format!("unknown hint `{key}`"), IGNORED).hint(hint);
}
