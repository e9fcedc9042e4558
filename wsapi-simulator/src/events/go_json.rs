//! JSON as Go serializes it.

/// Escapes the characters that Go escapes and serde does not. They occur only inside strings.
pub(crate) fn escaped(json: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(json.len());
    let mut rest = json;
    while let Some((&byte, tail)) = rest.split_first() {
        rest = match (byte, tail) {
            (b'<', _) => push(&mut out, "\\u003c", tail),
            (b'>', _) => push(&mut out, "\\u003e", tail),
            (b'&', _) => push(&mut out, "\\u0026", tail),
            // U+2028 and U+2029 in UTF-8.
            (0xe2, [0x80, 0xa8, after @ ..]) => push(&mut out, "\\u2028", after),
            (0xe2, [0x80, 0xa9, after @ ..]) => push(&mut out, "\\u2029", after),
            _ => {
                out.push(byte);
                tail
            }
        };
    }
    out
}

fn push<'a>(out: &mut Vec<u8>, escape: &str, rest: &'a [u8]) -> &'a [u8] {
    out.extend_from_slice(escape.as_bytes());
    rest
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn html_and_line_separators_are_escaped() {
        let json = "{\"a\":\"<b>&\u{2028}\u{2029} é 🙂\"}";
        assert_eq!(
            escaped(json.as_bytes()),
            br#"{"a":"\u003cb\u003e\u0026\u2028\u2029 "#.iter().copied().chain("é 🙂\"}".bytes()).collect::<Vec<_>>()
        );
    }
}
