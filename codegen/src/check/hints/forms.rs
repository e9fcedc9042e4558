//! What each hint holds.

use std::collections::HashSet;

use indexmap::IndexMap;

use super::Form;
use crate::{
    check::{
        near,
        schemas::{Type, admits_null, properties, requires, substance, type_of},
    },
    names::{is_reserved_setter, is_reserved_type},
    node::{Cursor, Node, Value},
    problem::Problems,
};

/// The properties of the schema with the hint; `None` if they cannot be known, which is reported elsewhere.
type Properties<'a> = Option<IndexMap<&'a str, Cursor<'a>>>;

/// Checks the value of a hint on an object.
pub(super) fn check<'a>(
    document: &'a Node,
    object: &Cursor<'a>,
    hint: &Cursor<'a>,
    form: Form,
    problems: &mut Problems,
) {
    match form {
        Form::OneOf(words) => check_word(hint, words, problems),
        Form::OfString(words) => {
            check_word(hint, words, problems);
            if let Some(kind) = type_of(document, object).filter(|kind| *kind != Type::String) {
                problems.error(hint.place(), format!("this goes with strings, and the schema is {kind}"));
            }
        }
        Form::Snake => check_name(hint, Case::Snake, problems),
        Form::Parameter => check_parameter_name(object, hint, problems),
        Form::TypeName => check_type_name(hint, problems),
        Form::Flag => {
            if hint.node.as_bool().is_none() {
                problems.error(hint.place(), format!("this must be true or false, and is {}", hint.node.noun()));
            }
        }
        Form::Variants => check_variants(document, object, hint, problems),
        Form::Direction => check_direction(&properties(document, object), hint, problems),
        Form::MessageRefs => check_message_refs(document, object, hint, problems),
    }
}

fn check_word(hint: &Cursor<'_>, words: &[&str], problems: &mut Problems) {
    let text = hint.node.as_str().unwrap_or_default();
    if !words.contains(&text) {
        let found = hint.node.as_str().map_or(hint.node.noun().to_owned(), |text| format!("`{text}`"));
        let all = format!("write `{}`", words.join("`, `"));
        let advice = near::hint(text, words.iter().copied(), &all);
        problems.error(hint.place(), format!("{found} has no meaning here")).hint(advice);
    }
}

/// How Rust writes a name.
#[derive(Clone, Copy)]
enum Case {
    Snake,
    Pascal,
}

fn check_name(hint: &Cursor<'_>, case: Case, problems: &mut Problems) {
    let (wanted, example) = match case {
        Case::Snake => ("in snake case", "send_text"),
        Case::Pascal => ("in Pascal case", "SendText"),
    };
    let Some(text) = hint.node.as_str() else {
        problems.error(hint.place(), format!("a name must be a string, and this is {}", hint.node.noun()));
        return;
    };
    let mut characters = text.chars();
    let is_right = match case {
        Case::Snake => {
            characters.next().is_some_and(|first| first.is_ascii_lowercase())
                && characters.all(|rest| rest.is_ascii_lowercase() || rest.is_ascii_digit() || rest == '_')
        }
        Case::Pascal => {
            characters.next().is_some_and(|first| first.is_ascii_uppercase())
                && characters.all(|rest| rest.is_ascii_alphanumeric())
        }
    };
    if !is_right {
        problems
            .error(hint.place(), format!("`{text}` is no name {wanted}"))
            .hint(format!("write it like `{example}`"));
    } else if syn::parse_str::<syn::Ident>(text).is_err() {
        problems.error(hint.place(), format!("`{text}` is a keyword of Rust")).hint("choose another name");
    }
}

fn check_type_name(hint: &Cursor<'_>, problems: &mut Problems) {
    check_name(hint, Case::Pascal, problems);
    // `Self` is reported as a keyword already.
    if let Some(text) = hint.node.as_str().filter(|text| is_reserved_type(text) && *text != "Self") {
        problems
            .error(hint.place(), format!("generated files use `{text}` for something else"))
            .hint("choose another name");
    }
}

fn check_parameter_name(parameter: &Cursor<'_>, hint: &Cursor<'_>, problems: &mut Problems) {
    check_name(hint, Case::Snake, problems);
    let is_setter = !parameter.node.flag("required");
    if let Some(text) = hint.node.as_str().filter(|text| is_setter && is_reserved_setter(text)) {
        problems.error(hint.place(), format!("every call has a method `{text}` already")).hint("choose another name");
    }
}

fn check_variants<'a>(document: &'a Node, object: &Cursor<'a>, hint: &Cursor<'a>, problems: &mut Problems) {
    if !is_map(hint, problems) {
        return;
    }
    let values: Vec<_> = substance(document, object)
        .map(|schema| schema.node.items_of("enum").map(wire_text).collect())
        .unwrap_or_default();
    let mut names = HashSet::new();
    for (value, name) in hint.members() {
        if !values.iter().any(|known| known == value) {
            let advice = near::hint(value, values.iter().map(String::as_str), "name a value of the enum");
            problems.error(name.place(), format!("the enum has no value `{value}`")).hint(advice);
        }
        check_name(&name, Case::Pascal, problems);
        if let Some(text) = name.node.as_str()
            && !names.insert(text)
        {
            problems.error(name.place(), format!("another value is called `{text}`"));
        }
        if name.node.as_str() == Some("Unknown") {
            problems
                .error(name.place(), "`Unknown` is the variant of all values that the document does not name")
                .hint("choose another name");
        }
    }
}

/// The key by which a value of an enum is named.
fn wire_text(value: &Node) -> String {
    match &value.value {
        Value::String(text) => text.clone(),
        _ => value.to_json().to_string(),
    }
}

/// `{name, required, nullable}`: what differs where a schema is used in a request, or in a response.
fn check_direction(properties: &Properties<'_>, hint: &Cursor<'_>, problems: &mut Problems) {
    if !is_map(hint, problems) {
        return;
    }
    for (key, value) in hint.members() {
        match key {
            "name" => check_type_name(&value, problems),
            "required" | "nullable" => check_names(properties, &value, problems),
            _ => refuse_key(key, &value, &["name", "required", "nullable"], problems),
        }
    }
}

fn check_names(properties: &Properties<'_>, names: &Cursor<'_>, problems: &mut Problems) {
    if names.node.as_list().is_none() {
        problems.error(names.place(), format!("this must be a list of properties, and is {}", names.node.noun()));
    }
    let mut seen = HashSet::new();
    for name in names.items() {
        check_property(properties, &name, problems);
        if let Some(text) = name.node.as_str()
            && !seen.insert(text)
        {
            problems.error(name.place(), format!("`{text}` stands twice in this list"));
        }
    }
}

/// `[{name, id, sender}]`: properties that together refer to one message.
fn check_message_refs<'a>(document: &'a Node, object: &Cursor<'a>, hint: &Cursor<'a>, problems: &mut Problems) {
    if hint.node.as_list().is_none() {
        problems.error(hint.place(), format!("this must be a list, and is {}", hint.node.noun()));
    }
    let properties = properties(document, object);
    let mut names = HashSet::new();
    for reference in hint.items().filter(|reference| reference.node.as_map().is_some()) {
        for (key, value) in reference.members() {
            match key {
                "name" => check_setter_name(&value, &mut names, problems),
                "id" | "sender" => {
                    check_property(&properties, &value, problems);
                    let property = value.node.as_str().and_then(|name| properties.as_ref()?.get(name));
                    if let Some(property) = property {
                        check_referring(document, object, property, &value, key, problems);
                    }
                }
                _ => refuse_key(key, &value, &["name", "id", "sender"], problems),
            }
        }
        for key in ["name", "id", "sender"].into_iter().filter(|key| reference.node.get(key).is_none()) {
            problems.error(reference.place(), format!("`{key}` is missing"));
        }
    }
    for other in hint.items().filter(|reference| reference.node.as_map().is_none()) {
        is_map(&other, problems);
    }
}

fn check_setter_name<'a>(name: &Cursor<'a>, names: &mut HashSet<&'a str>, problems: &mut Problems) {
    check_name(name, Case::Snake, problems);
    let Some(text) = name.node.as_str() else { return };
    if text == "new" {
        problems.error(name.place(), "`new` is the constructor").hint("choose another name");
    } else if !names.insert(text) {
        problems.error(name.place(), format!("another setter is called `{text}`")).hint("choose another name");
    }
}

/// The setter gives a message's id and its author to properties that hold just these and may be left out.
fn check_referring<'a>(
    document: &'a Node,
    object: &Cursor<'a>,
    property: &Cursor<'a>,
    name: &Cursor<'a>,
    key: &str,
    problems: &mut Problems,
) {
    let text = name.node.as_str().unwrap_or_default();
    let wanted = if key == "id" { "message-id" } else { "jid" };
    if let Some(kind) = type_of(document, property).filter(|kind| *kind != Type::String) {
        problems.error(name.place(), format!("`{text}` must be a string, and is {kind}"));
    } else if meaning(document, property) != Some(wanted) {
        problems
            .error(name.place(), format!("`{text}` is not known to hold a value of the type `{wanted}`"))
            .hint(format!("give the property `x-sdk-type: {wanted}`"));
    }
    // On either side the hints of direction may require what the schema does not.
    let sides = || ["x-sdk-request", "x-sdk-response"].into_iter().filter_map(|side| object.node.get(side));
    let on_a_side = |key| sides().any(|side| side.strings_of(key).any(|name| name == text));
    if requires(document, object, text) || on_a_side("required") {
        problems
            .error(name.place(), format!("`{text}` is required, and the setter is for what may be left out"))
            .hint("take it out of `required`, or the hint away");
    }
    if admits_null(document, property) || on_a_side("nullable") {
        problems
            .error(name.place(), format!("`{text}` may be null, and the setter is for what is only left out"))
            .hint("take `nullable` away, or the hint");
    }
}

/// What `x-sdk-type` says of a schema, or of the one that it is only another name for.
fn meaning<'a>(document: &'a Node, schema: &Cursor<'a>) -> Option<&'a str> {
    let own = schema.node.str_at("x-sdk-type");
    own.or_else(|| substance(document, schema)?.node.str_at("x-sdk-type"))
}

fn check_property(properties: &Properties<'_>, name: &Cursor<'_>, problems: &mut Problems) {
    let Some(text) = name.node.as_str() else {
        problems.error(name.place(), format!("this must name a property, and is {}", name.node.noun()));
        return;
    };
    if let Some(properties) = properties.as_ref().filter(|properties| !properties.contains_key(text)) {
        let advice = near::hint(text, properties.keys().copied(), "name a property of this schema");
        problems.error(name.place(), format!("there is no property `{text}`")).hint(advice);
    }
}

fn is_map(hint: &Cursor<'_>, problems: &mut Problems) -> bool {
    let is_map = hint.node.as_map().is_some();
    if !is_map {
        problems.error(hint.place(), format!("this must be a map, and is {}", hint.node.noun()));
    }
    is_map
}

fn refuse_key(key: &str, value: &Cursor<'_>, known: &[&str], problems: &mut Problems) {
    let all = format!("write `{}`", known.join("`, `"));
    let advice = near::hint(key, known.iter().copied(), &all);
    problems.error(value.place(), format!("`{key}` has no meaning here")).hint(advice);
}
