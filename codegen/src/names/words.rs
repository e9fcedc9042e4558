//! The words of a text, and how Rust names join them.

use std::borrow::Cow;

use heck::{ToSnakeCase, ToUpperCamelCase};
use icu_normalizer::ComposingNormalizerBorrowed;

/// `send-text request` becomes `SendTextRequest`.
pub(super) fn pascal_case(text: &str) -> String {
    let capitalized = |run: &str| {
        let mut rest = run.chars();
        rest.next().into_iter().flat_map(char::to_uppercase).chain(rest).collect()
    };
    converted(text, "", |run| if has_marks(run) { capitalized(run) } else { run.to_upper_camel_case() })
}

/// `isGroup` becomes `is_group`.
pub(super) fn snake_case(text: &str) -> String {
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

/// Whether the text has combining marks, at which `heck` would split a word.
fn has_marks(text: &str) -> bool {
    !text.chars().all(char::is_alphanumeric)
}
