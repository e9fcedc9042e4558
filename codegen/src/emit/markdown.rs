//! A Markdown table of all operations, for documentation.

use std::fmt::Write;

use crate::api::{Api, Class, Credential, Operation, hint_of};

/// Returns a table for each resource: method, operation, class, credential and summary.
pub fn markdown(api: &Api) -> String {
    let mut text = format!("# {}\n", cell(&api.info.title));
    for resource in &api.resources {
        _ = write!(text, "\n## `client.{}()`\n\n", resource.name);
        text.push_str("| Method | Operation | Class | Credential | Summary |\n|---|---|---|---|---|\n");
        resource.operations.iter().for_each(|operation| row(operation, &mut text));
    }
    text
}

fn row(operation: &Operation, text: &mut String) {
    let Operation { name, method, path, summary, .. } = operation;
    let class = hint_of(&Class::HINTS, &operation.class);
    let key = if operation.credential == Credential::None { "" } else { " key" };
    let credential = hint_of(&Credential::HINTS, &operation.credential);
    let note = if operation.deprecated { " Deprecated." } else { "" };
    let (path, summary) = (cell(path), cell(summary));
    _ = writeln!(text, "| `{name}` | `{method} {path}` | {class} | {credential}{key} | {summary}{note} |");
}

/// A text on one line, with the characters escaped that would end the cell.
fn cell(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace('|', "\\|")
}
