//! Finds the JSON path of a decoding error from its position.
//!
//! serde_json reports the line and the column at which it stopped. The path is found by scanning the text again up to
//! that position, which costs nothing unless decoding failed. Tracking the path while decoding would slow down every
//! success, and be compiled again for every type.

use std::fmt;

/// Returns the path of the value at the position, such as `participants[2].id`.
pub(super) fn path_at(json: &[u8], line: usize, column: usize) -> JsonPath {
    let mut path = JsonPath { steps: Vec::new() };
    let mut rest = &json[..offset(json, line, column)];
    while let [byte, after @ ..] = rest {
        rest = after;
        match byte {
            b'"' => {
                let (text, after) = split_string(rest);
                rest = after;
                path.saw_string(text);
            }
            b'{' => path.steps.push(Step::Key(None)),
            b'[' => path.steps.push(Step::Index(0)),
            b'}' | b']' => _ = path.steps.pop(),
            b',' => path.next(),
            _ => {}
        }
    }
    path
}

pub(super) struct JsonPath {
    steps: Vec<Step>,
}

enum Step {
    /// The field that is being read, or `None` before its name.
    Key(Option<String>),
    Index(usize),
}

impl JsonPath {
    /// A string is a field name where a name is expected, and a value elsewhere.
    fn saw_string(&mut self, text: &[u8]) {
        if let Some(Step::Key(key @ None)) = self.steps.last_mut() {
            *key = Some(String::from_utf8_lossy(text).into_owned());
        }
    }

    fn next(&mut self) {
        match self.steps.last_mut() {
            Some(Step::Key(key)) => *key = None,
            Some(Step::Index(index)) => *index += 1,
            None => {}
        }
    }
}

impl fmt::Display for JsonPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut separator = "";
        for step in &self.steps {
            match step {
                Step::Key(Some(key)) => write!(f, "{separator}{key}")?,
                Step::Key(None) => continue,
                Step::Index(index) => write!(f, "[{index}]")?,
            }
            separator = ".";
        }
        if separator.is_empty() { f.write_str("the top level") } else { Ok(()) }
    }
}

/// serde_json counts lines from 1, and its column is the number of bytes of the line that it has read.
fn offset(json: &[u8], line: usize, column: usize) -> usize {
    let lines_before = json.split_inclusive(|byte| *byte == b'\n').take(line.saturating_sub(1));
    (lines_before.map(<[u8]>::len).sum::<usize>() + column).min(json.len())
}

/// Splits after the closing quote, or at the end of a truncated text.
fn split_string(text: &[u8]) -> (&[u8], &[u8]) {
    let mut escaped = false;
    for (index, byte) in text.iter().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return (&text[..index], &text[index + 1..]),
            _ => {}
        }
    }
    (text, &[])
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde::Deserialize;

    use super::path_at;

    #[derive(Debug, Deserialize)]
    #[allow(dead_code, reason = "only whether it decodes matters")]
    struct Group {
        id: String,
        members: Vec<Member>,
        labels: Option<BTreeMap<String, bool>>,
    }

    #[derive(Debug, Deserialize)]
    #[allow(dead_code, reason = "only whether it decodes matters")]
    struct Member {
        name: String,
        age: u8,
    }

    #[test]
    fn path_is_the_same_as_that_of_a_tracking_deserializer() {
        let cases = [
            (r#"{"id": 7}"#, "id"),
            (r#"{"id": {"a": 1}}"#, "id"),
            (r#"{"id": null, "members": []}"#, "id"),
            (r#"{"id": "a"}"#, "the top level"),
            (r#"{"id": "a", "members": 3}"#, "members"),
            (r#"{"id": "a", "members": [3]}"#, "members[0]"),
            (r#"{"id": "a", "members": [{"name": "b", "age": 1}, {"name": "c"}]}"#, "members[1]"),
            (r#"{"id": "a", "members": [{"name": "b", "age": 300}]}"#, "members[0].age"),
            (r#"{"id": "a", "members": [{"name": "b", "age": -1.5, "x": 1}]}"#, "members[0].age"),
            (r#"{"id": "a", "members": [{"name": true, "age": 1}]}"#, "members[0].name"),
            (r#"{"id": "a", "members": [{"name": [1], "age": 1}]}"#, "members[0].name"),
            ("{\"id\": \"a\\\"]\",\n \"members\": [],\n \"labels\": {\"b\": true, \"c\": \"d\"}}", "labels.c"),
            (r#"{"other": [{"a": ","}, "}"], "id": 7}"#, "id"),
            ("[]", "the top level"),
            ("<html>", "the top level"),
            ("", "the top level"),
        ];
        for (json, expected) in cases {
            let error = serde_json::from_str::<Group>(json).unwrap_err();
            assert_eq!(path_at(json.as_bytes(), error.line(), error.column()).to_string(), expected, "{json}: {error}");
            let mut tracked = serde_json::Deserializer::from_str(json);
            let tracked = serde_path_to_error::deserialize::<_, Group>(&mut tracked).unwrap_err().path().to_string();
            assert_eq!(tracked.replace('.', "").is_empty(), expected == "the top level", "{json}");
            if expected != "the top level" {
                assert_eq!(tracked, expected, "{json}");
            }
        }
    }

    #[test]
    fn truncated_text_has_a_path() {
        for (json, expected) in [
            (r#"{"id": "a", "members": [{"name": "b"#, "members[0].name"),
            (r#"{"id": "a", "members": [{"name": "b", "age": 1},"#, "members[1]"),
            ("{\"id\": \"a\", }", "the top level"),
        ] {
            let error = serde_json::from_str::<Group>(json).unwrap_err();
            assert_eq!(path_at(json.as_bytes(), error.line(), error.column()).to_string(), expected, "{json}: {error}");
        }
    }
}
