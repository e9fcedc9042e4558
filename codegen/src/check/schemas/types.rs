//! The `type` of a schema.

use crate::{
    check::{Check, suggest},
    node::{Cursor, Value},
    schema::Type,
};

/// Checks the `type` of a schema.
pub(super) fn check(schema: &Cursor<'_>, check: &mut Check<'_>) {
    let Some(declared) = schema.get("type") else { return };
    let names = Type::DECLARED.map(|(name, _)| name);
    match &declared.node.value {
        Value::String(name) if Type::declared(name).is_some() => {}
        Value::String(name) if name == "null" => {
            let hint = "declare the type of the other values and `nullable: true`";
            check.error(&declared, "the type null alone is not supported").hint(hint);
        }
        Value::String(name) => {
            let hint = suggest::hint(name, names, &format!("the types are `{}`", names.join("`, `")));
            check.error(&declared, format!("unknown type `{name}`")).hint(hint);
        }
        Value::List(_) => {
            let message = "a schema can have only one type (besides null, in OpenAPI 3.1)";
            let hint = "declare one type, `nullable: true` if null is allowed, or no type for any value";
            check.error(&declared, message).hint(hint);
        }
        _ => {
            check.error(&declared, format!("`type`: expected a string, found {}", declared.node.noun()));
        }
    }
}
