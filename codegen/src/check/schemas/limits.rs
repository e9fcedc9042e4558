//! Limits: bounds that leave room between them and, for integers, are integers.

use super::types::{Type, type_of};
use crate::{
    node::{Cursor, Node, Value},
    problem::Problems,
};

/// The lower and upper bounds that restrict the same thing.
const BOUNDS: [(&str, &str); 4] =
    [("minLength", "maxLength"), ("minItems", "maxItems"), ("minProperties", "maxProperties"), ("minimum", "maximum")];

/// Checks the limits of a schema.
pub(super) fn check<'a>(document: &'a Node, schema: &Cursor<'a>, problems: &mut Problems) {
    for (lower, upper) in BOUNDS {
        if let (Some(low), Some(high)) = (number(schema, lower), number(schema, upper))
            && low > high
        {
            problems.error(schema.place(), format!("`{lower}` is above `{upper}`, so that no value is admitted"));
        }
    }
    if number(schema, "multipleOf").is_some_and(|step| step <= 0.0) {
        problems.error(schema.place(), "`multipleOf` must be above zero");
    }
    if type_of(document, schema) == Some(Type::Integer) {
        for limit in ["minimum", "maximum", "multipleOf"].into_iter().filter_map(|key| schema.get(key)) {
            if matches!(&limit.node.value, Value::Number(number) if !number.is_i64()) {
                problems.error(limit.place(), "the limit of an integer must be an integer of at most 64 bits");
            }
        }
    }
}

fn number(schema: &Cursor<'_>, key: &str) -> Option<f64> {
    match &schema.node.get(key)?.value {
        Value::Number(number) => number.as_f64(),
        _ => None,
    }
}
