//! Makes Rust names from wire names. Only `unite` and `normalize`, for types, and `lower`, for everything else, do so;
//! a test checks it. `check` asks which names a hint cannot give.

pub mod reserved;
mod scope;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

use heck::{ToSnakeCase, ToUpperCamelCase};
use icu_normalizer::ComposingNormalizerBorrowed;
use indexmap::IndexSet;

use crate::node::Node;
use reserved::{CALL_METHODS, CLIENT_METHODS, FOLDERS, KEYWORDS, OTHER_TYPES, SDK_TYPES, contains};
pub(crate) use scope::Scope;

/// Returns whether a type name is reserved in generated code.
pub(crate) fn is_reserved_type(name: &str) -> bool {
    contains(SDK_TYPES, name) || contains(OTHER_TYPES, name)
}

/// Returns whether every `Call` has a method of this name.
pub(crate) fn is_reserved_setter(name: &str) -> bool {
    contains(CALL_METHODS, name)
}

/// A type name: `send-text request` becomes `SendTextRequest`.
pub(crate) fn type_name(text: &str) -> String {
    let name = part_name(text);
    if is_reserved_type(&name) { format!("{name}Type") } else { name }
}

/// The type name of a resource. Its file contains no other use of `Media`.
pub(crate) fn resource_type_name(text: &str) -> String {
    let name = part_name(text);
    if name == "Media" { name } else { type_name(text) }
}

/// A part of a type name, which need not be a valid one by itself.
pub(crate) fn part_name(text: &str) -> String {
    let name = pascal_case(text);
    if name.is_empty() { "Unnamed".to_owned() } else { beginning('V', name) }
}

/// A variant name; the same as a type name, but nothing is reserved except `Self` and `Unknown`.
pub(crate) fn variant_name(text: &str) -> String {
    let is_negative = text.strip_prefix('-').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let sign = if is_negative { "minus " } else { "" };
    let name = pascal_case(&format!("{sign}{text}"));
    match name.as_str() {
        "" if text.is_empty() => "Empty".to_owned(),
        "" => "Symbol".to_owned(),
        "Self" | "Unknown" => format!("{name}Value"),
        _ => beginning('V', name),
    }
}

/// The distinct values of an enum and their variants. A hint comes first: no value is renamed because of the rule for
/// another one.
pub(crate) fn variants(choice: &Node) -> Vec<(&str, String)> {
    let hint = |wire: &str| choice.get("x-sdk-variants")?.str_at(wire);
    let wires: IndexSet<&str> = choice.strings_of("enum").collect();
    let mut taken: Scope = wires.iter().filter_map(|wire| hint(wire)).collect();
    let name = |wire: &str| hint(wire).map_or_else(|| taken.take(variant_name(wire)), str::to_owned);
    wires.iter().copied().zip(wires.iter().copied().map(name)).collect()
}

/// A field, argument, method or module name: `isGroup` becomes `is_group`, `type` becomes `type_`.
pub(crate) fn snake_name(text: &str) -> String {
    match snake_case(text) {
        name if name.is_empty() => "unnamed".to_owned(),
        name if contains(KEYWORDS, &name) => format!("{name}_"),
        name => beginning('n', name),
    }
}

/// The name, prefixed with a letter if it does not begin with a valid character.
fn beginning(letter: char, name: String) -> String {
    if name.starts_with(unicode_ident::is_xid_start) { name } else { format!("{letter}{name}") }
}

/// The name of a setter on a call, or of an argument next to a body.
pub(crate) fn setter_name(text: &str) -> String {
    let name = snake_name(text);
    if is_reserved_setter(&name) { format!("{name}_param") } else { name }
}

/// The name of a resource, which is a method of the client and a module.
pub(crate) fn resource_name(text: &str) -> String {
    let name = snake_name(text);
    if contains(CLIENT_METHODS, &name) || contains(FOLDERS, &name) { format!("{name}_") } else { name }
}

/// A method of a resource: the words of the operation's id without those that name the resource.
pub(crate) fn method_name(operation: &str, resource: &str) -> String {
    let nouns = [resource.to_owned(), singular(resource)];
    let all = snake_case(operation);
    let kept: Vec<_> = all.split('_').filter(|word| !nouns.iter().any(|noun| noun == word)).collect();
    let name = snake_name(&if kept.is_empty() { all.clone() } else { kept.join("_") });
    // A method called `new` would be expected to return a value of its type.
    if name == "new" { "new_".to_owned() } else { name }
}

/// The singular of a plural, by the regular rules of English.
pub(crate) fn singular(plural: &str) -> String {
    let stem = |suffix: &str| plural.strip_suffix(suffix).filter(|stem| !stem.is_empty());
    if let Some(stem) = stem("ies") {
        format!("{stem}y")
    } else if ["sses", "xes", "ches", "shes"].iter().any(|suffix| stem(suffix).is_some()) {
        plural[..plural.len() - 2].to_owned()
    } else if plural.ends_with("ss") || plural.ends_with("us") || plural.ends_with("is") {
        plural.to_owned()
    } else {
        stem("s").unwrap_or(plural).to_owned()
    }
}

/// `send-text request` becomes `SendTextRequest`.
fn pascal_case(text: &str) -> String {
    let capitalized = |run: &str| {
        let mut rest = run.chars();
        rest.next().into_iter().flat_map(char::to_uppercase).chain(rest).collect()
    };
    converted(text, "", |run| if has_marks(run) { capitalized(run) } else { run.to_upper_camel_case() })
}

/// `isGroup` becomes `is_group`.
fn snake_case(text: &str) -> String {
    converted(text, "_", |run| if has_marks(run) { run.to_lowercase() } else { run.to_snake_case() })
}

/// Converts each part of the text that a Rust name can contain, and joins them, in normalization form C, in which Rust
/// compares names.
fn converted(text: &str, separator: &str, convert: impl Fn(&str) -> String) -> String {
    let text = composed(text);
    let runs = text.split(|c| c == '_' || !unicode_ident::is_xid_continue(c)).filter(|run| !run.is_empty());
    composed(&runs.map(convert).collect::<Vec<_>>().join(separator)).into_owned()
}

fn composed(text: &str) -> Cow<'_, str> {
    // Most names are ASCII, for which the normalizer would only take time.
    if text.is_ascii() { text.into() } else { ComposingNormalizerBorrowed::new_nfc().normalize(text) }
}

/// Returns whether the text has combining marks, at which `heck` would split a word.
fn has_marks(text: &str) -> bool {
    !text.chars().all(char::is_alphanumeric)
}
