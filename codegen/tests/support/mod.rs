//! What the tests of the first three stages share: short texts in, texts out.

#![allow(dead_code, reason = "each test file uses some of it")]

use serde_json::Value;
use wsapi_codegen::{document, node::Node, problem::Problems};

/// Reads a document that must be right.
#[track_caller]
pub fn read(text: &str) -> Node {
    let mut problems = Problems::default();
    let root = document::read("doc.yaml", text, &mut problems);
    let report = problems.report().to_string();
    root.filter(|_| report.is_empty()).unwrap_or_else(|| panic!("{report}\n{text}"))
}

/// Reads any map that must be right, such as an overlay.
#[track_caller]
pub fn parse(name: &str, text: &str) -> Node {
    let mut problems = Problems::default();
    let root = document::parse(name, text, &mut problems);
    root.unwrap_or_else(|| panic!("{}\n{text}", problems.report()))
}

/// What YAML says, as JSON.
#[track_caller]
pub fn json(yaml: &str) -> Value {
    serde_yaml::from_str(yaml).unwrap_or_else(|error| panic!("{error}\n{yaml}"))
}

/// The text with so many more spaces before each line.
pub fn indent(text: &str, spaces: usize) -> String {
    text.lines().map(|line| format!("{:spaces$}{line}\n", "")).collect()
}

/// The lines of a text without the indentation that all of them share.
pub fn dedent(text: &str) -> String {
    let lines = || text.lines().filter(|line| !line.trim().is_empty());
    let margin = lines().map(|line| line.len() - line.trim_start().len()).min().unwrap_or(0);
    lines().map(|line| format!("{}\n", &line[margin..])).collect()
}
