//! Prints values as YAML, in the style of the committed documents.

use wsapi_codegen::node::{Node, Value};

/// The maximum length of a line of prose.
const WIDTH: usize = 110;

/// Prints a whole document.
pub(super) fn document(root: &Node) -> String {
    let mut out = String::new();
    root.members().for_each(|(key, value)| entry(key, value, 0, &mut out));
    out
}

/// Prints a member of a map whose keys begin at a column.
pub(super) fn entry(key: &str, node: &Node, column: usize, out: &mut String) {
    *out += &format!("{:column$}{}:", "", scalar(key, column));
    match &node.value {
        Value::Map(members) if !members.is_empty() => {
            out.push('\n');
            members.iter().for_each(|(key, member)| entry(key, member, column + 2, out));
        }
        Value::List(items) if !items.is_empty() => {
            out.push('\n');
            items.iter().for_each(|inner| item(inner, column + 2, out));
        }
        _ => *out += &format!(" {}\n", leaf(node, column)),
    }
}

/// Prints an item of a list whose dashes are in a column.
pub(super) fn item(node: &Node, column: usize, out: &mut String) {
    let mut inner = String::new();
    match &node.value {
        Value::Map(members) if !members.is_empty() => {
            members.iter().for_each(|(key, member)| entry(key, member, column + 2, &mut inner));
        }
        Value::List(items) if !items.is_empty() => {
            items.iter().for_each(|nested| item(nested, column + 2, &mut inner));
        }
        _ => inner = format!("{:column$}  {}\n", "", leaf(node, column)),
    }
    *out += &dashed(&inner, column);
}

/// Puts the dash of an item in front of its first line, which is not a comment.
pub(super) fn dashed(item: &str, column: usize) -> String {
    let is_content = |line: &str| !line.trim_start().is_empty() && !line.trim_start().starts_with('#');
    let mut offset = 0;
    for line in item.split_inclusive('\n') {
        if is_content(line) {
            let dash = offset + column;
            return format!("{}-{}", &item[..dash], &item[dash + 1..]);
        }
        offset += line.len();
    }
    item.to_owned()
}

/// Returns a value on the line of its key.
fn leaf(node: &Node, column: usize) -> String {
    match &node.value {
        Value::Map(_) => "{}".to_owned(),
        Value::List(_) => "[]".to_owned(),
        Value::String(text) if text.len() + column > WIDTH && can_fold(text) => folded(text, column + 2),
        Value::String(text) => scalar(text, column),
        _ => node.to_json().to_string(),
    }
}

/// Returns a string in the style that `serde_yaml` chooses: plain, quoted, or a literal block.
pub(super) fn scalar(text: &str, column: usize) -> String {
    let printed = serde_yaml::to_string(text).unwrap_or_else(|_| format!("{text:?}"));
    if printed.starts_with(|first: char| first.is_ascii_digit()) && text.contains(['-', ':']) {
        // Other parsers read it as a date.
        return format!("'{}'", text.replace('\'', "''"));
    }
    let indented = |(index, line): (usize, &str)| match (index, line) {
        (0, _) | (_, "") => line.to_owned(),
        _ => format!("{:column$}{line}", ""),
    };
    // A block that keeps its trailing line breaks ends with them.
    let printed = if printed.starts_with("|+") { &printed[..] } else { printed.trim_end() };
    let printed = printed.strip_suffix('\n').unwrap_or(printed);
    printed.split('\n').enumerate().map(indented).collect::<Vec<_>>().join("\n")
}

fn can_fold(text: &str) -> bool {
    let is_text = |char: char| !char.is_control() && (char == ' ' || !char.is_whitespace());
    text.chars().all(is_text) && !text.contains("  ") && text.trim() == text
}

fn folded(text: &str, column: usize) -> String {
    let mut out = ">-".to_owned();
    let mut width = WIDTH;
    for word in text.split(' ') {
        if width + word.chars().count() >= WIDTH {
            out += &format!("\n{:column$}{word}", "");
            width = column;
        } else {
            out += &format!(" {word}");
            width += 1;
        }
        width += word.chars().count();
    }
    out
}
