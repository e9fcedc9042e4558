//! Parameters: their location, and how they are written there.

use super::Check;
use crate::{
    document::{follow, is_ignored_header},
    node::Cursor,
    problem::Place,
    schema::{Type, admits_null, resolved, type_of},
};

/// The properties that distinguish a parameter from others.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Parameter<'a> {
    pub(super) name: &'a str,
    /// OpenAPI calls it `in`.
    pub(super) location: &'a str,
    /// Its place in the list of the operation or path.
    pub(super) place: Place,
}

/// The parameters of an operation, including those of its path that it does not replace.
pub(super) fn of<'a>(item: &Cursor<'a>, operation: &Cursor<'a>) -> Vec<Parameter<'a>> {
    let mut parameters = listed(operation);
    for parameter in listed(item) {
        if !parameters.iter().any(|own| own.is_same(&parameter)) {
            parameters.push(parameter);
        }
    }
    parameters
}

fn listed<'a>(owner: &Cursor<'a>) -> Vec<Parameter<'a>> {
    let parameters = owner.items_of("parameters").into_iter().filter_map(|listed| {
        let parameter = follow(&listed)?.node;
        Some(Parameter { name: parameter.str_at("name")?, location: parameter.str_at("in")?, place: listed.place() })
    });
    parameters.collect()
}

/// Returns whether the parameters of a path or operation are known. If not, that is reported elsewhere.
pub(super) fn are_known(owner: &Cursor<'_>) -> bool {
    listed(owner).len() == owner.items_of("parameters").len()
}

impl Parameter<'_> {
    fn is_same(&self, other: &Parameter<'_>) -> bool {
        self.name == other.name && self.location == other.location
    }
}

/// Reports duplicates in the parameter list of an operation or path.
pub(super) fn check_distinct(owner: &Cursor<'_>, check: &mut Check<'_>) {
    let parameters = listed(owner);
    for (index, parameter) in parameters.iter().enumerate() {
        if let Some(first) = parameters[..index].iter().find(|first| first.is_same(parameter)) {
            let (location, name) = (parameter.location, parameter.name);
            let message = format!("duplicate {location} parameter `{name}` (first at {})", first.place);
            check.problems.error(parameter.place.clone(), message).hint("keep one of the two");
        }
    }
}

/// Checks a parameter by itself.
pub(super) fn check(parameter: &Cursor<'_>, check: &mut Check<'_>) {
    let (Some(name), Some(location)) = (parameter.node.str_at("name"), parameter.node.str_at("in")) else { return };
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
pub(super) fn check_token(parameter: &Cursor<'_>, name: &str, check: &mut Check<'_>) {
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
    let Some(ty) = type_of(&schema) else { return };
    let is_list = ty == Type::Array && location != "path";
    let items = is_list.then(|| resolved(&schema)?.get("items")).flatten();
    // An array whose items are wrong is reported where schemas are checked.
    let item_type = items.as_ref().map_or(Some(Type::Any), type_of);
    let Some(found) = (if is_list { item_type } else { Some(ty) }) else { return };
    if found == Type::Any {
        check.warn(&schema, "the parameter has no type: assuming a string").hint("write `type: string`");
    } else if !matches!(found, Type::Object | Type::Array) {
        // Paths, queries and headers are text, which cannot be null.
        for schema in [Some(schema), items].into_iter().flatten().filter(admits_null) {
            let message = "`nullable` is ignored: a parameter cannot be null";
            check.warn(&schema, message).hint("leave the parameter out instead");
        }
    } else {
        let expected = if location == "path" { "a scalar" } else { "a scalar or an array of scalars" };
        let each = if is_list { "an array in which each item is " } else { "" };
        let hint = match ty {
            Type::Object => "describe each of its properties as a parameter",
            _ => "describe it as a string if the service documents its format",
        };
        check.error(&schema, format!("a parameter in `{location}` must be {expected}, found {each}{found}")).hint(hint);
    }
}
