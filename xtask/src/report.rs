//! Prints results to standard output and problems to standard error.

use std::io::{self, Write};

use wsapi_codegen::{
    Input, Skipped, Unsupported,
    api::Api,
    problem::{Problem, Report, Severity},
};

/// Prints a line.
pub(crate) fn say(line: &str) {
    write(&format!("{}\n", printable(line)));
}

/// Writes a text unchanged. All standard output goes through this function: a reader that needs only the beginning
/// closes the pipe, which is not an error and does not stop the command.
pub(crate) fn write(text: &str) {
    let mut out = io::stdout().lock();
    _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

/// Prints a warning or an error to standard error.
pub fn warn(message: &str) {
    _ = writeln!(io::stderr(), "{}", printable(message));
}

/// Returns a text with control characters replaced, except newlines and tabs. Otherwise, a text from a document or a
/// server could clear the terminal or hide other output.
fn printable(text: &str) -> String {
    let is_direction =
        |char: char| matches!(char, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let is_unsafe = |char: char| (char.is_control() && !matches!(char, '\n' | '\t')) || is_direction(char);
    text.replace("\r\n", "\n").replace(is_unsafe, "\u{fffd}")
}

/// Returns the names of all inputs.
pub(crate) fn names(input: &Input) -> String {
    let names: Vec<&str> = input.documents.iter().chain(&input.overlay).map(|source| source.name.as_str()).collect();
    names.join(", ")
}

/// Prints warnings and skipped operations to standard error.
pub(crate) fn show(warnings: &[Problem], skipped: &[Skipped]) {
    for warning in warnings {
        warn(&warning.to_string());
    }
    for Skipped { method, path, reason } in skipped {
        warn(&format!("skipped {method} {path}: {reason}"));
    }
}

/// Returns the number of operations in the output and, if skipping is allowed, the number of skipped ones.
pub(crate) fn operations(input: &Input, api: &Api, skipped: &[Skipped]) -> String {
    let operations = counted(api.operations().count(), "operation");
    match input.unsupported {
        Unsupported::Reject => operations,
        Unsupported::Skip => format!("{operations}, {} skipped", skipped.len()),
    }
}

/// Returns an error with all problems and their number. Errors precede warnings.
pub(crate) fn error(report: &Report) -> anyhow::Error {
    let (errors, warnings): (Vec<_>, Vec<_>) =
        report.problems.iter().partition(|problem| problem.severity == Severity::Error);
    let lines: Vec<_> = errors.iter().chain(&warnings).map(ToString::to_string).collect();
    let warned = match warnings.len() {
        0 => String::new(),
        count => format!(", {}", counted(count, "warning")),
    };
    anyhow::anyhow!("{}\n{}{warned}", lines.join("\n"), counted(errors.len(), "error"))
}

/// Returns a count with its noun: `1 error`, `2 errors`.
pub(crate) fn counted(count: usize, thing: &str) -> String {
    format!("{count} {thing}{}", if count == 1 { "" } else { "s" })
}
