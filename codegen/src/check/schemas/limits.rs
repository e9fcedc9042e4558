//! Limits: bounds that leave room between them and, for integers, are integers.
//!
//! The service checks limits, and no Rust type depends on them: so a limit that makes no sense is only a warning.

use crate::{
    check::Check,
    node::{Cursor, Value},
    schema::{Type, type_of},
};

/// The lower and upper bounds that restrict the same thing.
const BOUNDS: [(&str, &str); 4] =
    [("minLength", "maxLength"), ("minItems", "maxItems"), ("minProperties", "maxProperties"), ("minimum", "maximum")];

/// Checks the limits of a schema.
pub(super) fn check(schema: &Cursor<'_>, check: &mut Check<'_>) {
    for (lower, upper) in BOUNDS {
        if let (Some(low), Some(high)) = (number(schema, lower), number(schema, upper))
            && low > high
        {
            check.warn(schema, format!("`{lower}` is above `{upper}`, so that no value is admitted"));
        }
    }
    if number(schema, "multipleOf").is_some_and(|step| step <= 0.0) {
        check.warn(schema, "`multipleOf` must be above zero");
    }
    if type_of(schema) == Some(Type::Integer) {
        for limit in ["minimum", "maximum", "multipleOf"].into_iter().filter_map(|key| schema.get(key)) {
            if matches!(&limit.node.value, Value::Number(number) if number.as_f64().is_some_and(|n| n.fract() != 0.0)) {
                check.warn(&limit, "the limit of an integer must be an integer");
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
