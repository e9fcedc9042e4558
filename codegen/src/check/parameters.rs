//! Parameters, and the headers of responses: their names, their locations, and how their values are written as text.

use std::collections::HashMap;

use super::Check;
use crate::{
    document::{follow, is_ignored_header},
    node::Cursor,
    schema::{Type, admits_null, resolved, type_of},
};

/// Returns the name and the location, which identify a parameter. `None` if one is missing: another check reports it.
pub(super) fn identity<'a>(parameter: &Cursor<'a>) -> Option<(&'a str, &'a str)> {
    let parameter = follow(parameter)?.node;
    Some((parameter.str_at("name")?, parameter.str_at("in")?))
}

/// Reports duplicates in the parameter list of an operation or path.
pub(super) fn check_distinct(owner: &Cursor<'_>, check: &mut Check<'_>) {
    let mut seen = HashMap::new();
    for parameter in owner.items_of("parameters") {
        let Some((name, location)) = identity(&parameter) else { continue };
        let first = seen.entry((name, location)).or_insert_with(|| parameter.place());
        if *first != parameter.place() {
            let message = format!("duplicate {location} parameter `{name}` (first at {first})");
            check.error(&parameter, message).hint("keep one of the two");
        }
    }
}

/// Checks a parameter by itself.
pub(super) fn check(parameter: &Cursor<'_>, check: &mut Check<'_>) {
    let Some((name, location)) = identity(parameter) else { return };
    if name.is_empty() {
        check.error(parameter, "the name of a parameter must not be empty");
    }
    match location {
        "header" if is_ignored_header(parameter.node) => {
            let message = format!("OpenAPI ignores a header parameter named `{name}`");
            check.warn(parameter, message).hint("use media types or security schemes instead");
        }
        "path" | "query" | "header" => {
            if location == "header" {
                check_token(parameter, name, check);
            }
            check_style(parameter, location, check);
            check_value(parameter, location, check);
        }
        _ => {
            let place = parameter.get("in").unwrap_or_else(|| parameter.clone());
            let message = format!("parameters in `{location}` are not supported");
            let hint = match location {
                "cookie" => "remove it: a call can send the header `Cookie` with `.header(name, value)`",
                _ => "a parameter is in `path`, `query` or `header`",
            };
            check.error(&place, message).hint(hint);
        }
    }
}

/// HTTP allows fewer characters in the name of a header than JSON in a string.
fn check_token(parameter: &Cursor<'_>, name: &str, check: &mut Check<'_>) {
    let is_allowed = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    if let Some(wrong) = name.chars().find(|c| !is_allowed(*c)) {
        let place = parameter.get("name").unwrap_or_else(|| parameter.clone());
        let message = format!("the name of a header must not contain {wrong:?}");
        check.error(&place, message).hint("use letters, digits and `-`");
    }
}

fn check_style(parameter: &Cursor<'_>, location: &str, check: &mut Check<'_>) {
    if location == "path" && !parameter.node.flag("required") {
        check.warn(parameter, "a path parameter is always required").hint("write `required: true`");
    }
    let only = if location == "query" { "form" } else { "simple" };
    if let Some(style) = parameter.get("style").filter(|style| style.node.as_str() != Some(only)) {
        let found = style.node.as_str().unwrap_or("this");
        let hint = format!("only `{only}` is supported: set it in the overlay if the service accepts it");
        check.error(&style, format!("the style `{found}` is not supported in `{location}`")).hint(hint);
    }
    let flag = |key| parameter.get(key).filter(|flag| flag.node.as_bool() == Some(true));
    if let Some(flag) = flag("allowReserved") {
        check.error(&flag, "`allowReserved` is not supported").hint("remove it: reserved characters are then escaped");
    }
    if let Some(flag) = flag("allowEmptyValue") {
        check.warn(&flag, "`allowEmptyValue` is ignored");
    }
}

/// A parameter is a scalar or, in a query or a header, a list of scalars.
fn check_value(parameter: &Cursor<'_>, location: &str, check: &mut Check<'_>) {
    if let Some(content) = parameter.get("content") {
        let message = "a parameter with `content` is not supported";
        check.error(&content, message).hint("describe it with `schema` as a string, and pass the encoded text");
        return;
    }
    let Some(schema) = parameter.get("schema") else {
        check.warn(parameter, "the parameter has no `schema`: assuming a string");
        return;
    };
    let Some((found, items)) = scalars(&schema, location != "path") else { return };
    match found {
        Type::Any if type_of(&schema) == Some(Type::Array) => {
            let message = "the items have no type: assuming strings";
            check.warn(&schema, message).hint("write `items: {type: string}`");
        }
        Type::Any => {
            check.warn(&schema, "the parameter has no type: assuming a string").hint("write `type: string`");
        }
        Type::Object | Type::Array => {
            let expected = if location == "path" { "a scalar" } else { "a scalar or an array of scalars" };
            let each = items.as_ref().map_or("", |_| EACH);
            let message = format!("a parameter in `{location}` must be {expected}, found {each}{found}");
            let hint = match type_of(&schema) {
                Some(Type::Object) => "describe each of its properties as a parameter",
                _ => "describe it as a string if the service documents its format",
            };
            check.error(&schema, message).hint(hint);
        }
        // Paths, queries and headers are text, which cannot be null.
        _ => {
            for schema in [Some(schema), items].into_iter().flatten().filter(admits_null) {
                let message = "`nullable` is ignored: a parameter cannot be null";
                check.warn(&schema, message).hint("leave the parameter out instead");
            }
        }
    }
}

const EACH: &str = "an array in which each item is ";

/// Returns the type that must be a scalar: that of the schema or, if it may be an array, of its items, which are
/// returned too. `None` if the type is unknown: another check reports it.
fn scalars<'a>(schema: &Cursor<'a>, may_be_list: bool) -> Option<(Type, Option<Cursor<'a>>)> {
    match type_of(schema)? {
        Type::Array if may_be_list => {
            let items = resolved(schema)?.get("items");
            Some((items.as_ref().map_or(Some(Type::Any), type_of)?, items))
        }
        ty => Some((ty, None)),
    }
}

/// Checks the names of a response's headers.
pub(super) fn check_header_names(response: &Cursor<'_>, check: &mut Check<'_>) {
    for (name, header) in response.members_of("headers") {
        check_token(&header, name, check);
        if name.eq_ignore_ascii_case("Content-Type") {
            let message = format!("OpenAPI ignores a response header named `{name}`");
            check.warn(&header, message).hint("remove it: `content` declares the media type");
        }
    }
}

/// Checks a header by itself.
pub(super) fn check_header(header: &Cursor<'_>, check: &mut Check<'_>) {
    let Some(schema) = header.get("schema") else { return };
    if let Some((found @ (Type::Object | Type::Array), items)) = scalars(&schema, true) {
        let each = items.map_or("", |_| EACH);
        let message = format!("a header must be a scalar or an array of scalars, found {each}{found}");
        check.warn(&schema, format!("{message}: assuming a string"));
    }
}
