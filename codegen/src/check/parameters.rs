//! Parameters: where they go and how they are written there.

use super::schemas::{Type, admits_null, substance, type_of};
use crate::{
    document::follow,
    node::{Cursor, Node},
    problem::{Place, Problems},
};

/// A parameter as far as it must be told from others.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Parameter<'a> {
    pub(super) name: &'a str,
    /// OpenAPI calls it `in`.
    pub(super) within: &'a str,
    /// Where the operation or path lists it.
    pub(super) place: Place,
}

/// The headers that OpenAPI describes in other ways and bids us ignore as parameters.
const IGNORED: [&str; 3] = ["accept", "content-type", "authorization"];

/// Whether a parameter is a header that OpenAPI bids us ignore.
pub(crate) fn is_ignored(parameter: &Node) -> bool {
    let name = parameter.str_at("name").unwrap_or_default().to_ascii_lowercase();
    parameter.str_at("in") == Some("header") && IGNORED.contains(&name.as_str())
}

/// The parameters of an operation, those of its path that it does not replace included.
pub(super) fn of<'a>(document: &'a Node, item: &Cursor<'a>, operation: &Cursor<'a>) -> Vec<Parameter<'a>> {
    let mut parameters = listed(document, operation);
    for parameter in listed(document, item) {
        if parameters.iter().all(|own| !own.is_same(&parameter)) {
            parameters.push(parameter);
        }
    }
    parameters
}

fn listed<'a>(document: &'a Node, owner: &Cursor<'a>) -> Vec<Parameter<'a>> {
    let parameters = owner.items_of("parameters").into_iter().filter_map(|listed| {
        let parameter = follow(document, &listed)?.node;
        Some(Parameter { name: parameter.str_at("name")?, within: parameter.str_at("in")?, place: listed.place() })
    });
    parameters.collect()
}

/// Whether it can be known what parameters a path or operation has. If not, that is reported elsewhere.
pub(super) fn are_known(document: &Node, owner: &Cursor<'_>) -> bool {
    listed(document, owner).len() == owner.items_of("parameters").len()
}

impl Parameter<'_> {
    fn is_same(&self, other: &Parameter<'_>) -> bool {
        self.name == other.name && self.within == other.within
    }
}

/// No parameter stands twice in the list of an operation or path.
pub(super) fn check_distinct(document: &Node, owner: &Cursor<'_>, problems: &mut Problems) {
    let parameters = listed(document, owner);
    for (index, parameter) in parameters.iter().enumerate() {
        if let Some(first) = parameters[..index].iter().find(|first| first.is_same(parameter)) {
            let message =
                format!("the {} parameter `{}` is already at {}", parameter.within, parameter.name, first.place);
            problems.error(parameter.place.clone(), message).hint("keep one of the two");
        }
    }
}

/// Checks a parameter for itself.
pub(super) fn check(document: &Node, parameter: &Cursor<'_>, problems: &mut Problems) {
    let (Some(name), Some(within)) = (parameter.node.str_at("name"), parameter.node.str_at("in")) else { return };
    if name.is_empty() {
        problems.error(parameter.place(), "the name of a parameter cannot be empty");
    }
    match within {
        "header" if is_ignored(parameter.node) => {
            problems
                .warning(parameter.place(), format!("OpenAPI ignores a header parameter called `{name}`"))
                .hint("describe it by media types or security schemes");
        }
        "path" | "query" | "header" => {
            if within == "header" {
                check_token(parameter, name, problems);
            }
            check_style(parameter, within, problems);
            check_value(document, parameter, within, problems);
        }
        _ => {
            let place = parameter.get("in").unwrap_or_else(|| parameter.clone()).place();
            problems
                .error(place, format!("a parameter in `{within}` is not supported"))
                .hint("parameters go into `path`, `query` or `header`");
        }
    }
}

/// HTTP allows the name of a header less than JSON allows a string.
fn check_token(parameter: &Cursor<'_>, name: &str, problems: &mut Problems) {
    let is_allowed = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    if let Some(wrong) = name.chars().find(|c| !is_allowed(*c)) {
        let place = parameter.get("name").unwrap_or_else(|| parameter.clone()).place();
        problems
            .error(place, format!("the name of a header cannot contain {wrong:?}"))
            .hint("write letters, digits and `-`");
    }
}

fn check_style(parameter: &Cursor<'_>, within: &str, problems: &mut Problems) {
    if within == "path" && !parameter.node.flag("required") {
        problems.error(parameter.place(), "a path parameter must have `required: true`");
    }
    let only = if within == "query" { "form" } else { "simple" };
    if let Some(style) = parameter.get("style").filter(|style| style.node.as_str() != Some(only)) {
        problems
            .error(style.place(), format!("this style is not supported in `{within}`"))
            .hint(format!("write `style: {only}`, which is what `{within}` has without a `style`"));
    }
    let flag = |key| parameter.get(key).filter(|flag| flag.node.as_bool() == Some(true));
    if let Some(flag) = flag("allowReserved") {
        problems.error(flag.place(), "`allowReserved` is not supported").hint("take it away");
    }
    if let Some(flag) = flag("allowEmptyValue") {
        problems.warning(flag.place(), "`allowEmptyValue` is ignored");
    }
}

/// A parameter is a scalar or, in a query, a list of scalars.
fn check_value(document: &Node, parameter: &Cursor<'_>, within: &str, problems: &mut Problems) {
    if let Some(content) = parameter.get("content") {
        problems.error(content.place(), "a parameter with `content` is not supported").hint("describe it by `schema`");
        return;
    }
    let Some(schema) = parameter.get("schema") else {
        problems.error(parameter.place(), "a parameter must have `schema`");
        return;
    };
    let Some(kind) = type_of(document, &schema) else { return };
    let is_list = kind == Type::Array && within == "query";
    let items = is_list.then(|| items(document, &schema)).flatten();
    let item_kind = items.as_ref().and_then(|items| type_of(document, items));
    let is_written = kind.is_scalar() || item_kind.is_some_and(Type::is_scalar);
    // An array whose items are wrong is reported where schemas are checked.
    let is_reported = is_list && item_kind.is_none();
    if is_written {
        warn_of_null(document, [Some(schema.clone()), items].into_iter().flatten(), problems);
    }
    if !is_written && !is_reported {
        let wanted = if within == "query" { "a scalar or an array of scalars" } else { "a scalar" };
        let hint = match kind {
            Type::Any => "give the schema a `type`, such as `type: string`",
            _ => "describe it as a string, the way it is written",
        };
        problems
            .error(schema.place(), format!("a parameter in `{within}` must be {wanted}, and this is {kind}"))
            .hint(hint);
    }
}

fn items<'a>(document: &'a Node, schema: &Cursor<'a>) -> Option<Cursor<'a>> {
    substance(document, schema)?.get("items")
}

/// Paths, queries and headers are text, which has no null.
fn warn_of_null<'a>(document: &'a Node, schemas: impl Iterator<Item = Cursor<'a>>, problems: &mut Problems) {
    for schema in schemas.filter(|schema| admits_null(document, schema)) {
        problems
            .warning(schema.place(), "`nullable` is ignored: a parameter cannot say null")
            .hint("leave the parameter out instead");
    }
}
