//! Types that contain each other at more levels than the compiler follows.
//!
//! To prove that a struct is `Send`, the compiler goes through its fields, those of the structs in them, and so on, and
//! fails with E0275 at its recursion limit. Boxes do not help: they are levels too.

use std::collections::HashSet;

use indexmap::IndexMap;

use crate::{
    api::{Field, Index, Kind, Type},
    normalize::Component,
    problem::Problems,
};

/// The recursion limit of the compiler is 128; some levels are those of the call around a type.
const MAX_LEVELS: usize = 120;

/// Warns of the first type that has too many levels.
pub(super) fn check(types: &[Type], components: &IndexMap<String, Component>, problems: &mut Problems) {
    let (index, mut seen) = (Index::of(types), HashSet::new());
    let Some(deep) = types.iter().map(|ty| &ty.name).find(|name| is_deep(name, &index, &mut seen)) else { return };
    let Some(Component { place, .. }) = components.get(deep) else { return };
    let message = format!("`{deep}` contains types at more than {MAX_LEVELS} levels: the compiler may not follow them");
    let hint = "write `#![recursion_limit = \"512\"]` in the crate of the generated code and in those that use it";
    problems.warning(place.clone(), message).hint(hint);
}

/// A search like that of the compiler, without recursion.
fn is_deep<'a>(name: &'a str, index: &Index<'a>, seen: &mut HashSet<&'a str>) -> bool {
    let Some(start) = index.strukt(name).filter(|_| seen.insert(name)) else { return false };
    // The fields of a type that are left, and its level.
    let mut path = vec![(start.fields.iter(), 0)];
    while let Some((fields, level)) = path.last_mut() {
        let Some((name, levels)) = fields.next().map(inner) else {
            path.pop();
            continue;
        };
        let level = *level + levels;
        if level > MAX_LEVELS {
            return true;
        }
        let next = name.filter(|name| seen.insert(*name)).and_then(|name| index.strukt(name));
        path.extend(next.map(|next| (next.fields.iter(), level)));
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
