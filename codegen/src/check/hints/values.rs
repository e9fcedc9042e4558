//! The values of hints.

use std::collections::HashSet;

use indexmap::{IndexMap, IndexSet};
use unicode_ident::{is_xid_continue, is_xid_start};

use super::HintValue;
use crate::{
    check::Check,
    names::{is_reserved_setter, is_reserved_type},
    node::{Cursor, Node},
    schema::{Type, properties, resolved, type_of},
    suggest,
};

/// The properties of the schema with the hint; `None` if they are unknown, which is reported elsewhere.
type Properties<'a> = Option<IndexMap<&'a str, Cursor<'a>>>;

/// Checks the value of a hint on an object.
pub(super) fn check(object: &Cursor<'_>, hint: &Cursor<'_>, value: HintValue, check: &mut Check<'_>) {
    match value {
        HintValue::OneOf(words) => check_word(hint, words, check),
        HintValue::OfString(words) => {
            check_word(hint, words, check);
            if let Some(ty) = type_of(object).filter(|ty| *ty != Type::String) {
                check.unfit(hint, format!("this hint requires a string, found {ty}")).hint("remove it");
            }
        }
        HintValue::Snake => check_name(hint, Case::Snake, check),
        HintValue::Parameter => check_parameter_name(object, hint, check),
        HintValue::TypeName => check_type_name(hint, check),
        HintValue::Variants => check_variants(object, hint, check),
        HintValue::Direction => check_direction(&properties(object), hint, check),
        HintValue::MessageRefs => check_message_refs(object, hint, check),
        HintValue::Words => check_words(hint, check),
    }
}

fn check_word(hint: &Cursor<'_>, words: &[&str], check: &mut Check<'_>) {
    let text = hint.node.as_str().unwrap_or_default();
    if !words.contains(&text) {
        let found = hint.node.as_str().map_or(hint.node.noun().to_owned(), |text| format!("`{text}`"));
        check.error(hint, format!("unexpected value {found}")).hint(one_of(text, words));
    }
}

/// The case of a Rust name.
#[derive(Clone, Copy)]
enum Case {
    Snake,
    Pascal,
}

fn check_name(hint: &Cursor<'_>, case: Case, check: &mut Check<'_>) {
    let Some(text) = hint.node.as_str() else {
        check.error(hint, format!("expected a name, found {}", hint.node.noun()));
        return;
    };
    let is_name = text.starts_with(is_xid_start) && text.chars().all(is_xid_continue);
    let (is_right, wanted, example) = match case {
        Case::Snake => (text.to_lowercase() == text, "snake case", "send_text"),
        Case::Pascal => (is_pascal(text), "Pascal case", "SendText"),
    };
    if !is_name || !is_right {
        check.error(hint, format!("`{text}` is not {wanted}")).hint(format!("write it like `{example}`"));
    } else if syn::parse_str::<syn::Ident>(text).is_err() {
        check.error(hint, format!("`{text}` is a keyword of Rust")).hint("choose another name");
    }
}

/// Some letters have no other case. `_` may only separate two numbers, as the generator writes them.
fn is_pascal(text: &str) -> bool {
    let are_numbers = text.split('_').skip(1).all(|part| part.starts_with(|c: char| c.is_ascii_digit()));
    are_numbers && text.starts_with(|c: char| c.to_uppercase().eq([c]))
}

fn check_type_name(hint: &Cursor<'_>, check: &mut Check<'_>) {
    check_name(hint, Case::Pascal, check);
    // `Self` is reported as a keyword already.
    if let Some(text) = hint.node.as_str().filter(|text| is_reserved_type(text) && *text != "Self") {
        check.error(hint, format!("`{text}` is reserved in generated code")).hint("choose another name");
    }
}

fn check_parameter_name(parameter: &Cursor<'_>, hint: &Cursor<'_>, check: &mut Check<'_>) {
    check_name(hint, Case::Snake, check);
    let is_setter = !parameter.node.flag("required");
    if let Some(text) = hint.node.as_str().filter(|text| is_setter && is_reserved_setter(text)) {
        check.error(hint, format!("every call already has a method `{text}`")).hint("choose another name");
    }
}

fn check_variants(object: &Cursor<'_>, hint: &Cursor<'_>, check: &mut Check<'_>) {
    if !is_map(hint, check) {
        return;
    }
    let values: IndexSet<_> =
        resolved(object).iter().flat_map(|schema| schema.node.items_of("enum").map(wire_text)).collect();
    let mut names = HashSet::new();
    for (value, name) in hint.members() {
        if !values.contains(value) {
            let advice = suggest::hint(value, values.iter().map(String::as_str), "name a value of the enum");
            check.unfit(&name, format!("the enum has no value `{value}`, so this name is not used")).hint(advice);
        }
        check_name(&name, Case::Pascal, check);
        let Some(text) = name.node.as_str() else { continue };
        if !names.insert(text) {
            check.error(&name, format!("another variant is already named `{text}`"));
        }
        if text == "Unknown" {
            let message = "`Unknown` is the variant for values that the document does not name";
            check.error(&name, message).hint("choose another name");
        }
    }
}

/// The key by which a hint refers to a value of an enum.
fn wire_text(value: &Node) -> String {
    value.as_str().map_or_else(|| value.to_json().to_string(), str::to_owned)
}

/// `{name, required, nullable}`: the differences of a schema in a request, or in a response.
fn check_direction(properties: &Properties<'_>, hint: &Cursor<'_>, check: &mut Check<'_>) {
    if !is_map(hint, check) {
        return;
    }
    for (key, value) in hint.members() {
        match key {
            "name" => check_type_name(&value, check),
            "required" => check_names(properties, &value, "so this has no effect", check),
            "nullable" => check_names(properties, &value, "so this has no effect", check),
            _ => reject_key(key, &value, &["name", "required", "nullable"], check),
        }
    }
}

fn check_names(properties: &Properties<'_>, names: &Cursor<'_>, loss: &str, check: &mut Check<'_>) {
    if names.node.as_list().is_none() {
        check.error(names, format!("expected a list of properties, found {}", names.node.noun()));
    }
    let mut seen = HashSet::new();
    for name in names.items() {
        check_property(properties, &name, loss, check);
        if let Some(text) = name.node.as_str().filter(|text| !seen.insert(*text)) {
            check.error(&name, format!("duplicate name `{text}`"));
        }
    }
}

/// `[{name, id, sender}]`: properties that together refer to one message.
fn check_message_refs(object: &Cursor<'_>, hint: &Cursor<'_>, check: &mut Check<'_>) {
    if hint.node.as_list().is_none() {
        check.error(hint, format!("expected a list, found {}", hint.node.noun()));
    }
    let properties = properties(object);
    let mut names = HashSet::new();
    for reference in hint.items().filter(|reference| is_map(reference, check)).collect::<Vec<_>>() {
        for (key, value) in reference.members() {
            match key {
                "name" => check_setter_name(&value, &mut names, check),
                // `lower` reports a property that cannot be set in this way: here its type is not known yet.
                "id" | "sender" => {
                    check_property(&properties, &value, "so there is no setter for the message", check);
                }
                _ => reject_key(key, &value, &["name", "id", "sender"], check),
            }
        }
        for key in ["name", "id", "sender"].into_iter().filter(|key| reference.node.get(key).is_none()) {
            check.error(&reference, format!("missing `{key}`"));
        }
    }
}

/// rustdoc rejects most other characters in the words of a search.
fn check_words(hint: &Cursor<'_>, check: &mut Check<'_>) {
    if hint.node.as_list().is_none() {
        check.error(hint, format!("expected a list, found {}", hint.node.noun()));
    }
    let is_word = |text: &str| text.starts_with(char::is_alphanumeric) && text.chars().all(|c| c.is_alphanumeric());
    for word in hint.items().filter(|word| !word.node.as_str().is_some_and(is_word)).collect::<Vec<_>>() {
        let found = match word.node.as_str() {
            None => word.node.noun().to_owned(),
            Some("") => "an empty string".to_owned(),
            Some(text) => format!("`{text}`"),
        };
        check.error(&word, format!("expected a word of letters and digits, found {found}"));
    }
}

fn check_setter_name<'a>(name: &Cursor<'a>, names: &mut HashSet<&'a str>, check: &mut Check<'_>) {
    check_name(name, Case::Snake, check);
    let Some(text) = name.node.as_str() else { return };
    if text == "new" {
        check.error(name, "`new` is the constructor").hint("choose another name");
    } else if !names.insert(text) {
        check.error(name, format!("another setter is already named `{text}`")).hint("choose another name");
    }
}

fn check_property(properties: &Properties<'_>, name: &Cursor<'_>, loss: &str, check: &mut Check<'_>) {
    let Some(text) = name.node.as_str() else {
        check.error(name, format!("expected a property name, found {}", name.node.noun()));
        return;
    };
    if let Some(properties) = properties.as_ref().filter(|properties| !properties.contains_key(text)) {
        let advice = suggest::hint(text, properties.keys().copied(), "name a property of this schema");
        check.unfit(name, format!("there is no property `{text}`, {loss}")).hint(advice);
    }
}

fn is_map(hint: &Cursor<'_>, check: &mut Check<'_>) -> bool {
    if hint.node.as_map().is_none() {
        check.error(hint, format!("expected a map, found {}", hint.node.noun()));
    }
    hint.node.as_map().is_some()
}

fn reject_key(key: &str, value: &Cursor<'_>, known: &[&str], check: &mut Check<'_>) {
    check.error(value, format!("unexpected key `{key}`")).hint(one_of(key, known));
}

fn one_of(word: &str, known: &[&str]) -> String {
    suggest::hint(word, known.iter().copied(), &format!("write {}", suggest::names(known, "or")))
}
