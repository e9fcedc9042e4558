//! Schemas: their JSON Schema keywords, and whether these are consistent.

mod composition;
mod defaults;
mod enums;
mod keywords;
mod limits;
mod objects;
mod types;

pub(super) use keywords::refusal;

use super::Check;
use crate::{document::Role, node::Cursor};

/// Checks a schema that is not a reference.
pub(super) fn check(schema: &Cursor<'_>, role: Role, check: &mut Check<'_>) {
    types::check(schema, check);
    keywords::check(schema, check);
    limits::check(schema, check);
    enums::check(schema, check);
    defaults::check(schema, check);
    objects::check(schema, role, check);
    composition::check(schema, role, check);
}
