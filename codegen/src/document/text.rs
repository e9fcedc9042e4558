//! Prepares a text for YAML parsers: almost all JSON is YAML, and this fixes the rest.

use std::{borrow::Cow, sync::LazyLock};

use regex::{Captures, Regex};

/// Matches a surrogate pair such as `\ud83d\ude00`, or any other escape, so that the second backslash of `\\` does not
/// start one.
static ESCAPE: LazyLock<Regex> = LazyLock::new(|| {
    let escape = r"\\u([dD][89abAB][[:xdigit:]]{2})\\u([dD][c-fC-F][[:xdigit:]]{2})|\\.";
    Regex::new(escape).expect("the pattern is valid")
});

/// Removes a byte order mark and, in JSON, replaces surrogate pairs with the escapes of YAML.
///
/// JSON escapes a character beyond U+FFFF as two code units of UTF-16 (`\ud83d\ude00`), which YAML rejects; it has
/// `\U0001f600` instead. Line numbers do not change.
pub(super) fn as_yaml(text: &str) -> Cow<'_, str> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim_start().starts_with('{') { ESCAPE.replace_all(text, yaml_escape) } else { text.into() }
}

fn yaml_escape(escape: &Captures<'_>) -> String {
    let unit = |index| u32::from_str_radix(escape.get(index)?.as_str(), 16).ok();
    match (unit(1), unit(2)) {
        (Some(high), Some(low)) => format!("\\U{:08x}", 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00)),
        _ => escape[0].to_owned(),
    }
}
