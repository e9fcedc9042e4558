//! Schemas: which of JSON Schema's keywords are there, and that they make sense together.

mod composition;
mod enums;
mod keywords;
mod limits;
mod objects;
mod types;

pub(crate) use composition::only_annotates;
pub(super) use composition::{admits_null, combines, properties, requires, substance};
pub(super) use keywords::refusal;
pub(super) use types::{Type, type_of};

use crate::{
    document::Role,
    node::{Cursor, Node},
    problem::Problems,
};

/// Checks a schema that is no reference.
pub(super) fn check<'a>(document: &'a Node, schema: &Cursor<'a>, role: Role, problems: &mut Problems) {
    types::check(schema, problems);
    keywords::check(document, schema, problems);
    limits::check(document, schema, problems);
    enums::check(document, schema, problems);
    objects::check(document, schema, role, problems);
    composition::check(document, schema, role, problems);
}
