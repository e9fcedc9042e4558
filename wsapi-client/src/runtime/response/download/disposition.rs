//! Reads the file name in the header `Content-Disposition`.

use percent_encoding::percent_decode_str;

/// Names of Windows devices.
const RESERVED: [&str; 30] = [
    "AUX", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8", "COM9", "COM¹", "COM²", "COM³", "CON",
    "CONIN$", "CONOUT$", "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9", "LPT¹", "LPT²",
    "LPT³", "NUL", "PRN",
];
/// The maximum length of a name. Most file systems allow 255 bytes; the rest is reserved for a number.
const MAX_BYTES: usize = 200;

/// Reads `filename*` (RFC 5987) or else `filename`, and makes it safe.
pub(super) fn file_name(header: &str) -> Option<String> {
    let parameters = parameters(header);
    let find =
        |name: &str| parameters.iter().find(|(other, _)| other.eq_ignore_ascii_case(name)).map(|(_, value)| value);
    let extended = find("filename*").and_then(|value| decoded(value));
    safe(&extended.or_else(|| find("filename").cloned())?)
}

/// Returns the parameters after the type, without their quotes.
fn parameters(header: &str) -> Vec<(String, String)> {
    let mut parameters = Vec::new();
    let mut rest = header.split_once(';').map_or("", |(_, rest)| rest);
    while let Some((name, after)) = rest.split_once('=') {
        let name = name.trim_matches(|char: char| char.is_whitespace() || char == ';').to_owned();
        let after = after.trim_start();
        let (value, after) = match after.strip_prefix('"') {
            Some(quoted) => unquoted(quoted),
            None => {
                let (value, after) = after.split_once(';').unwrap_or((after, ""));
                (value.trim().to_owned(), after)
            }
        };
        parameters.push((name, value));
        rest = after;
    }
    parameters
}

/// Returns the text before the closing quote, and the rest after it.
fn unquoted(text: &str) -> (String, &str) {
    let mut value = String::new();
    let mut chars = text.char_indices();
    while let Some((index, char)) = chars.next() {
        match char {
            '"' => return (value, &text[index + 1..]),
            '\\' => value.extend(chars.next().map(|(_, escaped)| escaped)),
            _ => value.push(char),
        }
    }
    (value, "")
}

/// Decodes `UTF-8'en'na%C3%AFve.txt`, where the language may be missing.
fn decoded(value: &str) -> Option<String> {
    let (charset, rest) = value.split_once('\'')?;
    let (_, encoded) = rest.split_once('\'')?;
    let bytes = percent_decode_str(encoded);
    match charset.to_ascii_lowercase().as_str() {
        "utf-8" => Some(bytes.decode_utf8().ok()?.into_owned()),
        "iso-8859-1" => Some(bytes.map(char::from).collect()),
        _ => None,
    }
}

/// Returns the last segment of a path, without characters that are special to a file system or a shell.
fn safe(name: &str) -> Option<String> {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let mut safe = String::new();
    for char in last.chars() {
        match char {
            '<' | '>' | ':' | '"' | '|' | '?' | '*' => safe.push('_'),
            // Control characters, and marks that change the direction of the text.
            _ if char.is_control()
                || matches!(char, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}') => {}
            _ => safe.push(char),
        }
    }
    // It is trimmed twice, because a shortened name may end in a space.
    let safe = shortened(trimmed(&safe));
    let safe = trimmed(&safe);
    let stem = safe.split('.').next().unwrap_or_default().trim_end();
    match safe {
        "" => None,
        _ if RESERVED.iter().any(|reserved| reserved.eq_ignore_ascii_case(stem)) => Some(format!("_{safe}")),
        _ => Some(safe.to_owned()),
    }
}

/// Removes leading and trailing dots and spaces, which some file systems drop.
fn trimmed(name: &str) -> &str {
    name.trim_matches(|char: char| char == '.' || char.is_whitespace())
}

/// Shortens the stem and preserves the extension.
fn shortened(name: &str) -> String {
    if name.len() <= MAX_BYTES {
        return name.to_owned();
    }
    let (stem, extension) = match name.rsplit_once('.') {
        Some((stem, extension)) if extension.len() <= 16 => (stem, format!(".{extension}")),
        _ => (name, String::new()),
    };
    let mut end = (MAX_BYTES - extension.len()).min(stem.len());
    while !stem.is_char_boundary(end) {
        end -= 1;
    }
    format!("{}{extension}", &stem[..end])
}

#[cfg(test)]
mod tests {
    use super::file_name;

    #[test]
    fn file_names_are_decoded_and_made_safe() {
        let cases = [
            ("attachment; filename=report.pdf", Some("report.pdf")),
            ("attachment; filename=\"a \\\"b\\\"; c.pdf\"", Some("a _b_; c.pdf")),
            ("attachment; filename=\"plain.txt\"; filename*=UTF-8''na%C3%AFve%20%E2%82%AC.txt", Some("naïve €.txt")),
            ("attachment; filename*=utf-8'en'a%2Fb.txt", Some("b.txt")),
            ("attachment; filename*=iso-8859-1''caf%E9.txt", Some("café.txt")),
            ("attachment; filename*=UTF-8''%FF; filename=\"kept.txt\"", Some("kept.txt")),
            ("attachment; filename=\"../../etc/passwd\"", Some("passwd")),
            ("attachment; filename=\"C:\\\\Users\\\\a.exe\"", Some("a.exe")),
            ("attachment; filename=\"..\"", None),
            ("attachment; filename=\"/\"", None),
            ("attachment; filename=\".profile\"", Some("profile")),
            ("attachment; filename=\"con.txt\"", Some("_con.txt")),
            ("attachment; filename*=UTF-8''a%00b%0Ac%E2%80%AEgpj.exe", Some("abcgpj.exe")),
            ("attachment; filename=", None),
            ("attachment; filename=\"unclosed", Some("unclosed")),
            ("inline", None),
            ("", None),
        ];
        for (header, expected) in cases {
            assert_eq!(file_name(header).as_deref(), expected, "{header}");
        }
        let long = file_name(&format!("attachment; filename=\"{}.jpeg\"", "ü".repeat(300))).expect("a name");
        assert!(long.len() <= 200 && long.ends_with("ü.jpeg"), "{long}");
        let cut = file_name(&format!("attachment; filename=\"{} b\"", "a".repeat(199))).expect("a name");
        assert_eq!(cut, "a".repeat(199), "the shortened name has no trailing space");
    }
}
