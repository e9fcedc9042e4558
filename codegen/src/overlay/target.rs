//! The targets of actions: JSONPath (RFC 9535).

use std::{borrow::Cow, sync::LazyLock};

use regex::{Captures, Regex};
use serde_json_path::JsonPath;

/// The maximum depth of brackets in a target, so that its parser does not exhaust the stack.
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
fn compare_words(target: &str) -> Cow<'_, str> {
    static MATCH: LazyLock<Regex> = LazyLock::new(|| {
        let literal = r#"'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*""#;
        let words = r#"\bmatch\((@[^,("]*), *['"]([\w|-]+)['"] *\)"#;
        Regex::new(&format!("{words}|{literal}")).expect("the pattern is valid")
    });
    MATCH.replace_all(target, |found: &Captures<'_>| {
        let (Some(query), Some(words)) = (found.get(1), found.get(2)) else { return found[0].to_owned() };
        let comparisons: Vec<_> =
            words.as_str().split('|').map(|word| format!("{}=='{word}'", query.as_str())).collect();
        format!("({})", comparisons.join(" || "))
    })
}
