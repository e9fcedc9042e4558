//! The words of a text, and how Rust names join them.

use std::borrow::Cow;

use icu_normalizer::ComposingNormalizerBorrowed;

/// `send-text request` becomes `SendTextRequest`.
pub(super) fn pascal_case(text: &str) -> String {
    composed(&words(&composed(text)).into_iter().map(capitalized).collect::<String>()).into_owned()
}

/// `isGroup` becomes `is_group`.
pub(super) fn snake_case(text: &str) -> String {
    composed(&words(&composed(text)).join("_").to_lowercase()).into_owned()
}

/// The text in normalization form C, in which Rust compares names.
fn composed(text: &str) -> Cow<'_, str> {
    ComposingNormalizerBorrowed::new_nfc().normalize(text)
}

fn capitalized(word: &str) -> String {
    let mut rest = word.chars();
    let first = rest.next().into_iter().flat_map(char::to_uppercase);
    first.chain(rest.as_str().to_lowercase().chars()).collect()
}

/// Everything that a Rust name cannot contain ends a word, and so does an underscore. Letters and combining marks of
/// any script are preserved.
fn words(text: &str) -> Vec<&str> {
    let runs = text.split(|c| c == '_' || !unicode_ident::is_xid_continue(c));
    runs.flat_map(by_case).filter(|word| !word.is_empty()).collect()
}

/// Splits `groupJID` after a lowercase letter, and `HTTPServer` before the last of several uppercase letters.
fn by_case(run: &str) -> Vec<&str> {
    let (mut words, mut start, mut last) = (Vec::new(), 0, None);
    let mut chars = run.char_indices().peekable();
    while let Some((index, c)) = chars.next() {
        let is_next_lowercase = chars.peek().is_some_and(|(_, next)| next.is_lowercase());
        if c.is_uppercase() && last.is_some_and(|last: char| last.is_lowercase() || is_next_lowercase) {
            words.push(&run[start..index]);
            start = index;
        }
        // Digits and marks have no case.
        last = Some(c).filter(|c| c.is_lowercase() || c.is_uppercase()).or(last);
    }
    words.push(&run[start..]);
    words
}
