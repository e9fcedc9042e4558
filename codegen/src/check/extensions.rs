//! Extensions that mean nothing to the generator.

use indexmap::IndexMap;

use super::Check;
use crate::{
    document::{Role, is_extension, visit},
    node::Cursor,
    problem::Place,
};

/// Warns once of each extension, with the number of places.
pub(super) fn check(root: &Cursor<'_>, check: &mut Check<'_>) {
    let mut found: IndexMap<&str, (Place, usize)> = IndexMap::new();
    visit(root, Role::Root, &mut |object, _| {
        for (key, value) in object.members_that(|key, _| is_extension(key) && !key.starts_with("x-sdk-")) {
            found.entry(key).or_insert_with(|| (value.place(), 0)).1 += 1;
        }
    });
    for (key, (place, count)) in found {
        let places = if count == 1 { String::new() } else { format!(", here and in {} more places", count - 1) };
        check.problems.warning(place, format!("the extension `{key}` is ignored{places}"));
    }
}
