//! Limits: a lower bound must not exceed the upper one, and the bounds of integers must be integers.
//!
//! The service checks limits, and no Rust type depends on them, so an invalid limit is only a warning.

use crate::{
    check::Check,
    node::{Cursor, Node},
    schema::{Type, type_of},
};

/// Lower bounds and their upper bounds.
const BOUNDS: [(&str, &str); 4] =
    [("minLength", "maxLength"), ("minItems", "maxItems"), ("minProperties", "maxProperties"), ("minimum", "maximum")];

/// Checks the limits of a schema.
pub(super) fn check(schema: &Cursor<'_>, check: &mut Check<'_>) {
    let number = |key| schema.node.get(key).and_then(Node::as_f64);
    for (lower, upper) in BOUNDS {
        if let (Some(low), Some(high)) = (number(lower), number(upper))
            && low > high
        {
            check.warn(schema, format!("`{lower}` exceeds `{upper}`, so no value is valid"));
        }
    }
    if number("multipleOf").is_some_and(|step| step <= 0.0) {
        check.warn(schema, "`multipleOf` must be greater than zero");
    }
    if type_of(schema) == Some(Type::Integer) {
        for limit in ["minimum", "maximum", "multipleOf"].into_iter().filter_map(|key| schema.get(key)) {
            if limit.node.as_f64().is_some_and(|number| number.fract() != 0.0) {
                check.warn(&limit, "the limit of an integer must be an integer");
            }
        }
    }
}
