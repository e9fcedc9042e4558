//! Comments in YAML.

/// Returns the comment at the end of a line. A comment begins the line or follows whitespace.
pub(super) fn comment(line: &str) -> Option<&str> {
    Some(line[start(line)?..].trim_end())
}

/// Returns a line without the comment at its end.
pub(super) fn content(line: &str) -> &str {
    line[..start(line).unwrap_or(line.len())].trim_end()
}

/// Returns the position of the comment. A `#` between quotes is text.
fn start(line: &str) -> Option<usize> {
    let (mut quote, mut previous, mut is_escaped) = (None, ' ', false);
    for (position, char) in line.char_indices() {
        match (quote, char) {
            (Some('"'), '\\') if !is_escaped => {
                is_escaped = true;
                continue;
            }
            (Some(open), _) if char == open && !is_escaped => quote = None,
            // Elsewhere, a quote is part of a word. A doubled one closes the text and opens it again.
            (None, '"' | '\'') if previous.is_whitespace() || "[{,:'".contains(previous) => quote = Some(char),
            (None, '#') if previous.is_whitespace() => return Some(position),
            _ => {}
        }
        (previous, is_escaped) = (char, false);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{comment, content};

    #[test]
    fn only_a_number_sign_after_whitespace_and_outside_quotes_begins_a_comment() {
        for (line, kept, found) in [
            ("  a: b # c\n", "  a: b", Some("# c")),
            ("# a", "", Some("# a")),
            ("a: b#c", "a: b#c", None),
            ("'a # b': # c", "'a # b':", Some("# c")),
            ("a: 'it''s # b' # c", "a: 'it''s # b'", Some("# c")),
            (r#"a: "b \" # c" # d"#, r#"a: "b \" # c""#, Some("# d")),
            ("a: it's # b's", "a: it's", Some("# b's")),
            ("a: {b: '#', c: [\"# d\"]}", "a: {b: '#', c: [\"# d\"]}", None),
            ("", "", None),
        ] {
            assert_eq!((content(line), comment(line)), (kept, found), "{line}");
        }
    }
}
