//! Types that contain each other at more levels than the compiler follows.
//!
//! To prove that a struct is `Send`, the compiler goes through its fields, those of the structs in them, and so on, and
//! fails with E0275 at its recursion limit. Boxes do not help: they are levels too.

use std::collections::{HashMap, HashSet};

use indexmap::IndexMap;

use crate::{
    api::{Field, Kind, Struct, Type},
    normalize::Component,
    problem::Problems,
};

/// The recursion limit of the compiler is 128; some levels are those of the call around a type.
const MAX_LEVELS: usize = 120;

/// Warns of the first type that has too many levels.
pub(super) fn check(types: &[Type], components: &IndexMap<String, Component>, problems: &mut Problems) {
    let structs: HashMap<&str, &Struct> =
        types.iter().filter_map(Type::as_struct).map(|strukt| (strukt.name.as_str(), strukt)).collect();
    let mut seen = HashSet::new();
    let names = types.iter().map(Type::name);
    let deep =
        names.filter_map(|name| components.get_key_value(name)).find(|(name, _)| is_deep(name, &structs, &mut seen));
    if let Some((name, component)) = deep {
        let message =
            format!("`{name}` contains types at more than {MAX_LEVELS} levels: the compiler may not follow them");
        let hint = "write `#![recursion_limit = \"512\"]` in the crate of the generated code and in those that use it";
        problems.warning(component.place.clone(), message).hint(hint);
    }
}

/// A search like that of the compiler, without recursion.
fn is_deep<'a>(name: &str, structs: &HashMap<&'a str, &'a Struct>, seen: &mut HashSet<&'a str>) -> bool {
    let Some(start) = structs.get(name).filter(|start| seen.insert(&start.name)) else { return false };
    // The fields of a type that are left, and its level.
    let mut path = vec![(start.fields.iter(), 0)];
    while let Some((fields, level)) = path.last_mut() {
        let level = *level;
        let Some(field) = fields.next() else {
            path.pop();
            continue;
        };
        let (name, levels) = inner(field);
        if level + levels > MAX_LEVELS {
            return true;
        }
        if let Some(next) = name.and_then(|name| structs.get(name)).filter(|next| seen.insert(&next.name)) {
            path.push((next.fields.iter(), level + levels));
        }
    }
    false
}

/// The struct in a field, and the levels of the field: one for an `Option`, three for a `Vec`, a map or a `Box`.
fn inner(field: &Field) -> (Option<&str>, usize) {
    let (mut kind, mut levels) = (&field.kind, if field.is_boxed { 5 } else { 2 });
    loop {
        (kind, levels) = match kind {
            Kind::Struct(name) => return (Some(name), levels),
            Kind::List(inner) | Kind::Map(inner) => (inner, levels + 3),
            Kind::Nullable(inner) => (inner, levels + 1),
            _ => return (None, levels),
        };
    }
}
