//! Makes Rust names out of wire names. Called by `normalize` alone: after it nothing is named again, but for the
//! variables of examples. `check` asks which names a hint cannot give.

#[cfg(test)]
mod tests;

use heck::{ToSnakeCase, ToUpperCamelCase};

/// Keywords of every edition; as a name each gets a trailing underscore, since `self` and `crate` cannot be raw.
const KEYWORDS: [&str; 53] = [
    "abstract",
    "as",
    "async",
    "await",
    "become",
    "box",
    "break",
    "const",
    "continue",
    "crate",
    "do",
    "dyn",
    "else",
    "enum",
    "extern",
    "false",
    "final",
    "fn",
    "for",
    "gen",
    "if",
    "impl",
    "in",
    "let",
    "loop",
    "macro",
    "match",
    "mod",
    "move",
    "mut",
    "override",
    "priv",
    "pub",
    "ref",
    "return",
    "self",
    "static",
    "struct",
    "super",
    "trait",
    "true",
    "try",
    "type",
    "typeof",
    "union",
    "unsafe",
    "unsized",
    "use",
    "virtual",
    "where",
    "while",
    "yield",
    "macro_rules",
];

/// Type names that generated files use for something else.
const RESERVED_TYPES: &[&str] = &[
    "BTreeMap",
    "Box",
    "Call",
    "Class",
    "Client",
    "Clone",
    "Copy",
    "Credential",
    "Debug",
    "Default",
    "Deserialize",
    "Deserializer",
    "Download",
    "Envelope",
    "Eq",
    "Err",
    "Error",
    "Event",
    "EventData",
    "Expected",
    "From",
    "Hash",
    "Into",
    "IntoIterator",
    "Iterator",
    "Jid",
    "Json",
    "JsonObject",
    "Media",
    "MessageId",
    "MessageRef",
    "Method",
    "None",
    "Nullable",
    "Ok",
    "Operation",
    "OperationInfo",
    "Option",
    "Paged",
    "PartialEq",
    "PhoneNumber",
    "Printed",
    "RawData",
    "Response",
    "ResponseBody",
    "Result",
    "Secret",
    "Self",
    "Serialize",
    "Serializer",
    "Some",
    "String",
    "Text",
    "Time",
    "UnknownEvent",
    "UnknownValue",
    "Value",
    "Vec",
    "Wire",
];

/// Method names that every `Call` has; a setter for a parameter of such a name gets a suffix.
const RESERVED_SETTERS: &[&str] = &[
    "new",
    "path",
    "query",
    "query_each",
    "query_joined",
    "header_param",
    "operation",
    "send",
    "send_blocking",
    "timeout",
    "retry",
    "retries",
    "header",
    "headers",
    "with_response",
    "into_future",
    "clone",
    "fmt",
    "url",
    "body",
    "client",
    "attempt_timeout",
    "total_timeout",
    "idle_timeout",
    "items",
    "media",
    "pages",
    "pacing",
    "with_deadline",
];

/// Method names that the client has, and modules that resources stand in; a resource of such a name gets a trailing
/// underscore.
const RESERVED_RESOURCES: &[&str] = &[
    "builder",
    "clone",
    "clock",
    "events",
    "fmt",
    "for_instance",
    "from_env",
    "new",
    "operations",
    "request",
    "resources",
    "shared",
    "types",
    "with_api_key",
];

/// Whether generated files use the type name for something else.
pub(crate) fn is_reserved_type(name: &str) -> bool {
    RESERVED_TYPES.contains(&name)
}

/// Whether every `Call` has a method of this name.
pub(crate) fn is_reserved_setter(name: &str) -> bool {
    RESERVED_SETTERS.contains(&name)
}

/// A type name: `send-text request` becomes `SendTextRequest`.
pub(crate) fn type_name(text: &str) -> String {
    let name = part_name(text);
    if is_reserved_type(&name) { format!("{name}Type") } else { name }
}

/// The type name of a resource. It stands in a file of its own, where no medium is held.
pub(crate) fn resource_type_name(text: &str) -> String {
    match part_name(text) {
        name if name == "Media" => name,
        _ => type_name(text),
    }
}

/// A part of a type name, which by itself need not be one.
pub(crate) fn part_name(text: &str) -> String {
    let name = ascii_words(text).to_upper_camel_case();
    match name.chars().next() {
        None => "Unnamed".to_owned(),
        Some(first) if first.is_ascii_digit() => format!("V{name}"),
        Some(_) => name,
    }
}

/// A variant name; the same as a type name, but nothing is reserved except `Self` and `Unknown`.
pub(crate) fn variant_name(text: &str) -> String {
    let signed = text.strip_prefix('-').filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let name = match signed {
        Some(rest) => format!("minus {}", ascii_words(rest)).to_upper_camel_case(),
        None => ascii_words(text).to_upper_camel_case(),
    };
    match name.as_str() {
        "" if text.is_empty() => "Empty".to_owned(),
        "" => "Symbol".to_owned(),
        "Self" | "Unknown" => format!("{name}Value"),
        _ if name.starts_with(|c: char| c.is_ascii_digit()) => format!("V{name}"),
        _ => name,
    }
}

/// A field, argument, method or module name: `isGroup` becomes `is_group`, `type` becomes `type_`.
pub(crate) fn snake_name(text: &str) -> String {
    let name = ascii_words(text).to_snake_case();
    match name.chars().next() {
        None => "unnamed".to_owned(),
        Some(first) if first.is_ascii_digit() => format!("n{name}"),
        Some(_) if KEYWORDS.contains(&name.as_str()) => format!("{name}_"),
        Some(_) => name,
    }
}

/// The name of a setter on a call, or of an argument beside a body.
pub(crate) fn setter_name(text: &str) -> String {
    let name = snake_name(text);
    if is_reserved_setter(&name) { format!("{name}_param") } else { name }
}

/// The name of a resource, which is a method of the client and a module.
pub(crate) fn resource_name(text: &str) -> String {
    let name = snake_name(text);
    if RESERVED_RESOURCES.contains(&name.as_str()) { format!("{name}_") } else { name }
}

/// A method of a resource: the words of the operation's id without those that name the resource.
pub(crate) fn method_name(operation: &str, resource: &str) -> String {
    let nouns = [resource.to_owned(), singular(resource)];
    let all = ascii_words(operation).to_snake_case();
    let kept: Vec<_> = all.split('_').filter(|word| !nouns.iter().any(|noun| noun == word)).collect();
    let name = snake_name(&if kept.is_empty() { all.clone() } else { kept.join("_") });
    // Of a method called `new` everybody expects a value of its type.
    if name == "new" { "new_".to_owned() } else { name }
}

/// One of what the plural names, by the regular rules of English.
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

/// The first of `name`, `name2`, `name3`, … that is not taken; takes it.
pub(crate) fn unique(name: String, taken: &mut std::collections::HashSet<String>) -> String {
    let separator = if name.starts_with(|c: char| c.is_ascii_lowercase()) { "_" } else { "" };
    let mut candidate = name.clone();
    let mut number = 2;
    while !taken.insert(candidate.clone()) {
        candidate = format!("{name}{separator}{number}");
        number += 1;
    }
    candidate
}

/// Everything that no Rust name can hold becomes the end of a word.
fn ascii_words(text: &str) -> String {
    text.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' }).collect::<String>().trim().to_owned()
}
