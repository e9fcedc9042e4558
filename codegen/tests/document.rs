//! The `document` stage: how texts are read, the message for each problem, and how 3.1 is lowered.

mod support;

use serde_json::{Value, json};
use support::{read, read_right, to_yaml};
use wsapi_codegen::{
    document::{self, Media, Reference},
    node::{Cursor, Node},
    problem::Problems,
};

#[test]
fn scalars_have_the_types_of_yaml_1_2_and_keys_are_texts() {
    let root = read_right(
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
    let root = read_right(
        "# A comment.\nopenapi: 3.0.3\ninfo:\n\n  title: |\n    long\n    text\n  list:\n  - one\n\n  - two\n",
    );
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
    let root = read_right(text);
    assert_eq!(root.to_json(), expected);
    assert_eq!(root.get("😀").map(|node| node.at.line), Some(5));
    assert_eq!(read_right(&format!("\u{feff}{text}").replace('\n', "\r\n")).to_json(), expected);
}

#[test]
fn unreadable_document_is_rejected() {
    support::run("document/rejected.txt", |texts| {
        let mut problems = Problems::default();
        read(texts[0], &mut problems);
        problems.report().to_string()
    });
}

#[test]
fn lowering_gives_the_shapes_of_3_0() {
    support::run("document/lowered.txt", |texts| to_yaml(&read_right(texts[0])));
}

#[test]
fn references_resolve_to_components() {
    let root = read_right(
        "openapi: 3.0.3\ncomponents:\n  schemas:\n    a/b~c{d}: {}\n    é: {}\n    A: {$ref: '#/components/schemas/A'}\n",
    );
    let line = |reference| Some(Reference::parse(reference)?.target(&root)?.node.at.line);
    assert_eq!(line("#/components/schemas/a~1b~0c{d}"), Some(4));
    assert_eq!(line("#/components/schemas/a~1b~0c%7bd%7D"), Some(4));
    assert_eq!(line("#/components/schemas/%C3%A9"), Some(5));
    for nowhere in [
        "",
        "#",
        "#/",
        "#/components/schemas/",
        "#/components/schemas/%",
        "#/components/schemas/%zz",
        "#/components/schemas/%ff",
    ] {
        assert_eq!(line(nowhere), None, "{nowhere}");
    }
    let cycle = Cursor::root(&root).get("components").and_then(|all| all.get("schemas")?.get("A"));
    assert!(cycle.is_some_and(|cycle| document::follow(&cycle).is_none()));
}

#[test]
fn json_is_preferred_to_text_and_text_to_bytes() {
    for (content, media, key) in [
        ("{image/png: {}, application/problem+json: {}, application/json: {}}", Media::Json, "application/json"),
        (
            "{image/png: {}, Application/Problem+JSON; a=b: {}, a/b+json: {}}",
            Media::Json,
            "Application/Problem+JSON; a=b",
        ),
        ("{image/png: {}, text/csv; charset=utf-8: {}}", Media::Text, "text/csv; charset=utf-8"),
        ("{application/jsonl: {}, '*/*': {}, json: {}}", Media::Binary, "application/jsonl"),
        ("{text/csv: {}, '*/*': {schema: {items: {}}}}", Media::Json, "*/*"),
        ("{'*/*': {schema: {type: string}}}", Media::Binary, "*/*"),
    ] {
        let root = read_right(&format!("openapi: 3.0.3\ncontent: {content}\n"));
        let content = Cursor::root(&root).get("content").expect("the case has a content");
        assert_eq!(Media::preferred(&content).map(|(media, key, _)| (media, key)), Some((media, key)));
    }
}
