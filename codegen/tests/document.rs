//! The `document` stage: what is read, what is refused with which words, and what 3.1 becomes.

mod support;

use serde_json::{Value, json};
use support::{dedent, indent, read};
use wsapi_codegen::{
    document::{self, Media},
    node::Node,
    problem::Problems,
};

/// Reads a text and says what is wrong with it.
fn problems(text: &str) -> String {
    let mut problems = Problems::default();
    let root = document::read("doc.yaml", text, &mut problems);
    let errors = problems.errors();
    assert_eq!(root.is_none(), errors > 0, "a document is returned exactly if nothing is wrong");
    problems.report().to_string()
}

#[track_caller]
fn assert_problems(text: &str, expected: &str) {
    assert_eq!(problems(text), dedent(expected).trim_end(), "{text}");
}

#[test]
fn scalars_have_the_types_of_yaml_1_2_and_keys_are_texts() {
    let root = read(
        "openapi: 3.0.3\n200: [200, -1, 0x1F, 1.50, 1e3, +7]\non: [yes, on, true, False]\n~: [~, null, '']\n\
         1.0: ['200', \"true\", 2024-01-01, 012, 1_000, 18446744073709551615]\n",
    );
    let expected = json!({
        "openapi": "3.0.3",
        "200": [200, -1, 31, 1.5, 1000.0, 7],
        "on": ["yes", "on", true, false],
        "~": [null, null, ""],
        "1.0": ["200", "true", "2024-01-01", "012", "1_000", 18_446_744_073_709_551_615_u64],
    });
    assert_eq!(root.to_json(), expected);
}

#[test]
fn lines_are_those_of_keys_and_of_items() {
    let root = read("# A comment.\nopenapi: 3.0.3\ninfo:\n\n  title: |\n    long\n    text\n  list:\n  - one\n\n  - two\n");
    let line = |node: Option<&Node>| node.map(|node| node.at.line);
    let info = root.get("info");
    assert_eq!(line(info), Some(3));
    assert_eq!(line(info.and_then(|info| info.get("title"))), Some(5));
    let list = info.and_then(|info| info.get("list")).and_then(Node::as_list).unwrap_or_default();
    assert_eq!(list.iter().map(|item| item.at.line).collect::<Vec<_>>(), [9, 11]);
}

#[test]
fn json_is_read_too() {
    let text = r#"{
        "openapi": "3.0.3",
        "escapes": "\ud83d\ude00 \/ \u00e9 \\ud83d\\ude00 \"\t",
        "slash": "a\/b", "number":1.5e-3,"empty": {}, "list": [],
        "\ud83d\ude00": null
    }"#;
    let expected: Value = serde_json::from_str(text).expect("the text is JSON");
    let root = read(text);
    assert_eq!(root.to_json(), expected);
    assert_eq!(root.get("😀").map(|node| node.at.line), Some(5));
    assert_eq!(read(&format!("\u{feff}{text}").replace('\n', "\r\n")).to_json(), expected);
}

#[test]
fn what_json_has_not_is_refused() {
    for (text, expected) in [
        ("", "doc.yaml:1: /: the document is empty"),
        ("# nothing\n", "doc.yaml:1: /: the document is empty"),
        ("- openapi: 3.0.3\n", "doc.yaml:1: /: a document is a map, and this is a list"),
        ("openapi", "doc.yaml:1: /: a document is a map, and this is a string"),
        (
            "openapi: 3.0.3\ninfo:\n  title: a\n  version: b\n  title: c\ninfo: {}\n",
            "doc.yaml:5: /info: the key `title` stands twice in this map, first on line 3
                 hint: keep one of the two
             doc.yaml:6: /: the key `info` stands twice in this map, first on line 2
                 hint: keep one of the two",
        ),
        (
            "openapi: 3.0.3\na: [1, .inf, -.INF, .nan, 1e999, '.inf', 'Infinity', inf]\n",
            "doc.yaml:2: /a/1: `.inf` is no finite number
                 hint: JSON has no such number
             doc.yaml:2: /a/2: `-.INF` is no finite number
                 hint: JSON has no such number
             doc.yaml:2: /a/3: `.nan` is no finite number
                 hint: JSON has no such number
             doc.yaml:2: /a/4: `1e999` is no finite number
                 hint: JSON has no such number",
        ),
        (
            "openapi: 3.0.3\na: &anchor {b: 1}\nc: *anchor\nd:\n  <<: {e: 1}\n  '<<': 2\n",
            "doc.yaml:2: /a: anchors are not supported
                 hint: take it away, or use a `$ref`
             doc.yaml:3: /c: aliases are not supported
                 hint: write the value out, or use a `$ref`
             doc.yaml:5: /d: merge keys are not supported
                 hint: write the members out, or use `allOf`
             doc.yaml:6: /d: the key `<<` stands twice in this map, first on line 5
                 hint: keep one of the two",
        ),
        (
            "openapi: 3.0.3\na: !!str 200\nb: !mine {}\n",
            "doc.yaml:2: /a: tags are not supported
                 hint: write a string in quotes and all else without
             doc.yaml:3: /b: tags are not supported
                 hint: write a string in quotes and all else without",
        ),
        (
            "openapi: 3.0.3\n---\nopenapi: 3.0.3\n",
            "doc.yaml:2: /: a second document begins here
                 hint: keep one document in one file",
        ),
        (
            "openapi: 3.0.3\na:\n  ? [b]\n  : c\n",
            "doc.yaml:3: /a: the key of a map must be a scalar
                 hint: JSON has no other keys than strings",
        ),
        ("openapi: 3.0.3\na: 18446744073709551616\n", "doc.yaml:2: /: this"),
        ("openapi: 3.0.3\n a: [\n", "doc.yaml:2: /: this"),
    ] {
        assert_problems(text, expected);
    }
}
