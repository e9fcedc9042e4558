//! Headers of responses: their names, and their values, which are text.

use super::{Check, parameters::check_token};
use crate::{
    node::Cursor,
    schema::{Type, resolved, type_of},
};

/// Checks the names of a response's headers.
pub(super) fn check_names(response: &Cursor<'_>, check: &mut Check<'_>) {
    for (name, header) in response.members_of("headers") {
        check_token(&header, name, check);
        if name.eq_ignore_ascii_case("Content-Type") {
            let message = format!("OpenAPI ignores a response header called `{name}`");
            check.warn(&header, message).hint("describe it by the media type");
        }
    }
}

/// Checks a header by itself.
pub(super) fn check(header: &Cursor<'_>, check: &mut Check<'_>) {
    let Some(schema) = header.get("schema") else { return };
    let is_list = type_of(&schema) == Some(Type::Array);
    let items = resolved(&schema).and_then(|schema| schema.get("items")).filter(|_| is_list);
    let value = items.as_ref().unwrap_or(&schema);
    if let Some(found) = type_of(value).filter(|ty| *ty == Type::Object || (items.is_some() && *ty == Type::Array)) {
        let each = if is_list { "an array in which each item is " } else { "" };
        let message = format!("a header must be a scalar or an array of scalars, found {each}{found}");
        check.warn(&schema, format!("{message}: assuming a string"));
    }
}
