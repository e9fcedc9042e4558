//! Prepares a text for YAML parsers: almost all JSON is YAML, and this fixes the rest.

use std::borrow::Cow;

/// Removes a byte order mark and, in JSON, replaces surrogate pairs with the escapes of YAML.
///
/// JSON escapes a character beyond U+FFFF as two code units of UTF-16 (`\ud83d\ude00`), which YAML rejects; it has
/// `\U0001f600` instead. Line numbers do not change.
pub(super) fn as_yaml(text: &str) -> Cow<'_, str> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let is_json = text.trim_start().starts_with('{');
    if is_json && text.contains("\\u") { join_surrogates(text).into() } else { text.into() }
}

fn join_surrogates(text: &str) -> String {
    let mut joined = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(backslash) = rest.find('\\') {
        joined.push_str(&rest[..backslash]);
        rest = &rest[backslash..];
        let width = if let Some(character) = surrogate_pair(rest) {
            joined.push_str(&format!("\\U{:08x}", u32::from(character)));
            PAIR
        } else {
            // The escaped character is copied too, so that the second of two backslashes does not start an escape.
            let width = 1 + rest[1..].chars().next().map_or(0, char::len_utf8);
            joined.push_str(&rest[..width]);
            width
        };
        rest = &rest[width..];
    }
    joined.push_str(rest);
    joined
}

/// The bytes in a pair of escapes such as `\ud83d\ude00`.
const PAIR: usize = 12;

/// The character that the text begins with, if it begins with a pair of surrogate escapes.
fn surrogate_pair(text: &str) -> Option<char> {
    let units = [code_unit(text.get(..PAIR / 2)?)?, code_unit(text.get(PAIR / 2..PAIR)?)?];
    let mut decoded = char::decode_utf16(units);
    let character = decoded.next()?.ok()?;
    // Two escapes that are not surrogates decode as two characters.
    decoded.next().is_none().then_some(character)
}

fn code_unit(escape: &str) -> Option<u16> {
    let digits = escape.strip_prefix("\\u")?;
    let is_hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_hex.then(|| u16::from_str_radix(digits, 16).ok())?
}
