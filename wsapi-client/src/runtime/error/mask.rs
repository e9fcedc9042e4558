//! Removes from a text what must not appear in a log.

/// The minimum number of digits that can be a phone number, with or without separators.
const PHONE_NUMBER: usize = 7;

/// The maximum number of characters of a text that are shown. The service's texts are short, but a proxy may send a
/// whole page.
const LONGEST: usize = 500;

/// Returns the text on one line. `…` replaces every long run of digits, and the login, the query and the fragment of a
/// URL.
pub(super) fn masked(text: &str) -> String {
    let (text, is_cut) = match text.char_indices().nth(LONGEST) {
        Some((end, _)) => (&text[..end], true),
        None => (text, false),
    };
    let mut shown = masked_whole(&without_logins(text));
    if is_cut {
        shown.push('…');
    }
    shown
}

/// Writes `https://…@host` for `https://user:password@host`.
fn without_logins(text: &str) -> String {
    let mut parts = text.split("://");
    let mut shown = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let authority =
            prefix(part, |char| !char.is_whitespace() && !matches!(char, '/' | '?' | '#' | '"' | '\'' | '`'));
        shown.push_str("://");
        match part[..authority].rfind('@') {
            Some(at) => shown.extend(["…", &part[at..]]),
            None => shown.push_str(part),
        }
    }
    shown
}

fn masked_whole(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '?' => prefix(rest, |char| !char.is_whitespace() && !matches!(char, '"' | '\'' | '`' | '<' | '>')),
            digit if digit.is_numeric() => number(rest),
            other => other.len_utf8(),
        };
        let (part, after) = rest.split_at(length);
        rest = after;
        match first {
            '?' if length > 1 => shown.push_str("?…"),
            digit if digit.is_numeric() && digits(part) >= PHONE_NUMBER => shown.push('…'),
            // With a line break, the rest of the text could pass for another log entry.
            control if control.is_control() => shown.push(' '),
            _ => shown.push_str(part),
        }
    }
    shown
}

/// Returns the length in bytes of the number at the start of the text: digits, with at most two marks between them.
fn number(text: &str) -> usize {
    let (mut end, mut marks) = (0, 0);
    for (index, char) in text.char_indices() {
        match char {
            _ if char.is_numeric() => (end, marks) = (index + char.len_utf8(), 0),
            ' ' | '\u{a0}' | '\u{202f}' | '-' | '.' | '/' | '(' | ')' if marks < 2 => marks += 1,
            _ => break,
        }
    }
    // A short one may be the day of a date or the number of an item, so the text after it is examined separately.
    if digits(&text[..end]) >= PHONE_NUMBER { end } else { prefix(text, char::is_numeric) }
}

fn digits(text: &str) -> usize {
    text.chars().filter(|char| char.is_numeric()).count()
}

/// Returns the length in bytes of the longest prefix whose characters all satisfy the predicate.
fn prefix(text: &str, is_so: impl Fn(char) -> bool) -> usize {
    text.find(|char| !is_so(char)).unwrap_or(text.len())
}

/// Returns the message of a JSON error without the position and without the value that was found. serde writes
/// `invalid type: string "the value", expected u64`: the part before `, expected` can contain text of the service.
pub(crate) fn without_values(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    let message = message.strip_suffix(&place).unwrap_or(&message);
    if !error.is_data() || message.starts_with("missing field") || message.starts_with("duplicate field") {
        return message.to_owned();
    }
    match message.rsplit_once(", expected ") {
        Some((found, expected)) => format!("{}, expected {expected}", before_quote(found)),
        None => before_quote(message).to_owned(),
    }
}

fn before_quote(text: &str) -> &str {
    text.split(['"', '`']).next().unwrap_or_default().trim_end()
}

#[cfg(test)]
mod tests {
    use super::{masked, without_values};

    #[test]
    fn phone_numbers_and_queries_are_masked() {
        let cases = [
            ("invalid id \"491701234567@g.us\"", "invalid id \"…@g.us\""),
            ("+491701234567", "+…"),
            ("no +49 170 123 4567 / (0170) 123-456, no", "no +… / (…, no"),
            ("line 12, column 1234567", "line 12, column …"),
            ("1 and 2 - 3", "1 and 2 - 3"),
            ("123456 and 1234567", "123456 and …"),
            ("https://a.example/b?token=abc&c=1: 404", "https://a.example/b?…  404"),
            ("get \"https://a.example/?t=1\": no", "get \"https://a.example/?…\": no"),
            ("really? yes", "really? yes"),
            ("fetch https://user:hunter2@a.example/x: no", "fetch https://…@a.example/x: no"),
            ("https://a.example/x@y", "https://a.example/x@y"),
            ("one\nsendText: 200", "one sendText: 200"),
            ("٠١٢٣٤٥٦٧ ü", "… ü"),
            ("", ""),
        ];
        for (text, shown) in cases {
            // The punctuation after a query is masked too.
            assert_eq!(masked(text), shown.replace("…  ", "… "), "{text}");
        }
    }

    #[test]
    fn json_error_is_shown_without_the_value() {
        let shown = |json: &str| without_values(&serde_json::from_str::<Vec<bool>>(json).unwrap_err());
        assert_eq!(shown(r#"["a, expected \"b"]"#), "invalid type: string, expected a boolean");
        assert_eq!(shown("[170123]"), "invalid type: integer, expected a boolean");
        assert_eq!(shown("[true"), "EOF while parsing a list");
        let error = serde_json::from_str::<std::net::IpAddr>("\"secret text\"").unwrap_err();
        assert!(!without_values(&error).contains("secret"));
    }
}
