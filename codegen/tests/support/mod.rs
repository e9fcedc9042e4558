//! Shared code of the tests of the first three stages: files of cases, each with an input and the result of a stage.
//!
//! ```text
//! === the title of the case
//! the input
//! >>> a second input, if the stage takes two
//! >>> gives
//! the result
//! ```
//!
//! With `UPDATE_EXPECT=1` in the environment the files are rewritten with the current results.

#![allow(dead_code, reason = "each test file uses some of it")]

use std::{fs, path::Path};

use serde_yaml::Value as Yaml;
use wsapi_codegen::{
    document,
    node::{Node, Value},
    problem::Problems,
};

const GIVES: &str = "gives";

/// Runs the cases of a file in `tests/cases`; `stage` gets the inputs of a case and returns the result.
#[track_caller]
pub(crate) fn run(file: &str, stage: impl Fn(&[&str]) -> String) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases").join(file);
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let found: String = text.split("=== ").skip(1).map(|case| run_case(case, &stage)).collect();
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(&path, found).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    } else if let Some((line, (old, new))) = text.lines().zip(found.lines()).enumerate().find(|(_, (a, b))| a != b) {
        let line = line + 1;
        panic!("{file}:{line}:\n  expected: {old}\n     found: {new}\nUPDATE_EXPECT=1 rewrites the file");
    } else {
        assert_eq!(text, found, "UPDATE_EXPECT=1 rewrites {file}");
    }
}

/// The text of a case with the current result.
fn run_case(case: &str, stage: &impl Fn(&[&str]) -> String) -> String {
    let (title, body) = case.split_once('\n').unwrap_or((case, ""));
    let mut sections = body.split(">>> ");
    let first = sections.next().unwrap_or_default();
    let others: Vec<_> = sections.filter_map(|section| section.split_once('\n')).collect();
    let inputs = others.iter().filter(|(name, _)| *name != GIVES);
    let mut texts = vec![first];
    texts.extend(inputs.clone().map(|(_, text)| *text));
    let rest: String = inputs.map(|(name, text)| format!(">>> {name}\n{text}")).collect();
    format!("=== {title}\n{first}{rest}>>> {GIVES}\n{}\n\n", stage(&texts).trim_end())
}

/// Reads a document and reports its problems.
pub(crate) fn read(text: &str, problems: &mut Problems) -> Option<Node> {
    let before = problems.errors();
    let root = document::read("doc.yaml", text, problems);
    assert_eq!(root.is_none(), problems.errors() > before, "a document is returned exactly if nothing is wrong");
    root
}

/// Reads a document that must be valid.
#[track_caller]
pub(crate) fn read_right(text: &str) -> Node {
    let mut problems = Problems::default();
    let root = read(text, &mut problems);
    root.unwrap_or_else(|| panic!("{}\n{text}", problems.report()))
}

/// A tree as YAML, in its own order.
pub(crate) fn to_yaml(node: &Node) -> String {
    serde_yaml::to_string(&yaml(node)).unwrap_or_else(|error| panic!("{error}"))
}

fn yaml(node: &Node) -> Yaml {
    match &node.value {
        Value::List(items) => items.iter().map(yaml).collect::<Vec<_>>().into(),
        Value::Map(map) => Yaml::Mapping(map.iter().map(|(key, node)| (key.as_str().into(), yaml(node))).collect()),
        _ => serde_yaml::to_value(node.to_json()).unwrap_or_else(|error| panic!("{error}")),
    }
}

/// Reads any map that must be valid, such as an overlay.
#[track_caller]
pub(crate) fn parse(name: &str, text: &str) -> Node {
    let mut problems = Problems::default();
    let root = document::parse(name, text, &mut problems);
    root.unwrap_or_else(|| panic!("{}\n{text}", problems.report()))
}
