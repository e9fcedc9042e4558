//! The targets of actions: JSONPath (RFC 9535).

use serde_json_path::JsonPath;

/// How deep brackets may be nested in a target, so that its parser does not exhaust the stack.
const MAX_BRACKETS: usize = 16;

/// Parses a target, or returns why it is invalid.
pub(super) fn parse(target: &str) -> Result<JsonPath, String> {
    let mut depth = 0_usize;
    for character in target.chars() {
        match character {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > MAX_BRACKETS {
            return Err(format!("brackets are nested deeper than {MAX_BRACKETS} levels"));
        }
    }
    JsonPath::parse(&compare_words(target)).map_err(|error| error.to_string())
}

/// Writes `match(@.a, 'b|c')` as `(@.a=='b' || @.a=='c')`, which selects the same.
///
/// The library compiles the pattern again for every node that it tests. With comparisons, the overlay of the SDK takes
/// a twentieth of the time.
fn compare_words(target: &str) -> String {
    let mut written = String::with_capacity(target.len());
    let mut rest = target;
    while let Some(first) = rest.chars().next() {
        let width = if let Some((comparisons, width)) = comparisons(rest) {
            written.push_str(&comparisons);
            width
        } else {
            let width = literal(rest).unwrap_or(first.len_utf8());
            written.push_str(&rest[..width]);
            width
        };
        rest = &rest[width..];
    }
    written
}

/// The comparisons for a `match` with words at the beginning of the text, and the length of the `match` in bytes.
fn comparisons(text: &str) -> Option<(String, usize)> {
    let arguments = text.strip_prefix("match(")?;
    let (query, pattern) = arguments.split_once(',')?;
    let pattern = pattern.trim_start();
    let words = &pattern[1..literal(pattern)?.checked_sub(1)?];
    let is_plain = |character: char| character.is_ascii_alphanumeric() || matches!(character, '_' | '-' | '|');
    let after = pattern[words.len() + 2..].trim_start().strip_prefix(')')?;
    let is_simple = query.starts_with('@') && !query.contains(['(', '"']) && words.chars().all(is_plain);
    let comparisons: Vec<_> = words.split('|').map(|word| format!("{query}=='{word}'")).collect();
    is_simple.then(|| (format!("({})", comparisons.join(" || ")), text.len() - after.len()))
}

/// The length of the string literal that the text begins with.
fn literal(text: &str) -> Option<usize> {
    let quote = text.chars().next().filter(|first| matches!(first, '\'' | '"'))?;
    let mut is_escaped = false;
    for (index, character) in text.char_indices().skip(1) {
        match character {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            _ if character == quote => return Some(index + 1),
            _ => {}
        }
    }
    None
}
