//! Generates from one document in its own process, so that its peak memory can be measured and a crash is a result.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{Command, ExitStatus},
    time::{Duration, Instant},
};

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use wsapi_codegen::{
    Described, Generated, Input, Skipped, Source, Strictness, Unsupported, document,
    node::Node,
    problem::{Problem, Problems, Report, Severity},
};

use crate::{files, inputs, report, rustfmt};

/// The name of the hidden command that the child runs.
pub const COMMAND: &str = "measure-document";

/// The document that a child reads.
#[derive(Clone, Debug, clap::Args)]
pub struct Options {
    /// The document
    pub file: PathBuf,
    /// A folder for the formatted output
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
}

/// The result for one document.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) enum Outcome {
    /// There is output.
    Generated(Measured),
    /// The document has an error that is not about a single operation.
    Rejected { operations: usize, reason: String },
    /// The generator has a bug, or rustfmt does not accept its output.
    Failed { operations: usize, reason: String },
    /// The process exited without a result.
    Panicked { reason: String },
}

/// The numbers of one document.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Measured {
    /// The operations in the document.
    pub(crate) operations: usize,
    /// The operations in the output.
    pub(crate) printed: usize,
    /// The reason for each skipped operation.
    pub(crate) skipped: Vec<String>,
    pub(crate) warnings: usize,
    /// Lines of code.
    pub(crate) lines: usize,
    pub(crate) time: Duration,
    /// The peak memory in KiB, if the system reports it.
    pub(crate) memory: Option<u64>,
}

/// Measures one document and prints the result as JSON. Runs in the child.
pub fn measure(options: &Options) -> Result<()> {
    let outcome = match inputs::source(&options.file) {
        Ok(source) => outcome(Source { name: name(&options.file), ..source }, options.out.as_deref())?,
        // Text that is not UTF-8, for example.
        Err(error) => Outcome::Rejected { operations: 0, reason: error.root_cause().to_string() },
    };
    report::write(&format!("{}\n", serde_json::to_string(&outcome)?));
    Ok(())
}

/// The name that the problems of a document show.
pub(super) fn name(file: &Path) -> String {
    file.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn outcome(source: Source, out: Option<&Path>) -> Result<Outcome> {
    let input = Input {
        documents: vec![source],
        overlay: None,
        strictness: Strictness::Lenient,
        unsupported: Unsupported::Skip,
    };
    let start = Instant::now();
    let generated = wsapi_codegen::generate(&input);
    let (time, memory) = (start.elapsed(), peak_memory());
    let operations = operations(&input.documents[0]);
    let Generated { files, described: Described { api, warnings, skipped } } = match generated {
        Ok(generated) => generated,
        Err(report) => return Ok(rejected(&report, operations)),
    };
    let mut measured = Measured {
        operations,
        printed: api.operations().count(),
        skipped: skipped.into_iter().map(|Skipped { reason, .. }| reason.message).collect(),
        warnings: warnings.len(),
        lines: lines(&files),
        time,
        memory,
    };
    if let Some(folder) = out {
        match rustfmt::format(files) {
            Ok(files) => {
                measured.lines = lines(&files);
                files::apply(folder, &files::changes(folder, &files)?)?;
            }
            Err(error) => return Ok(Outcome::Failed { operations, reason: format!("{error:#}") }),
        }
    }
    Ok(Outcome::Generated(measured))
}

/// Separates the errors of the document from those of the generator.
fn rejected(report: &Report, operations: usize) -> Outcome {
    let mut errors = report.problems.iter().filter(|problem| problem.severity == Severity::Error);
    let bug = errors
        .clone()
        .find(|problem| problem.hint.as_ref().is_some_and(|hint| hint.starts_with("this is a bug in the generator")));
    let reason = |problem: &Problem| format!("line {}: {}", problem.place.at.line, problem.message);
    match bug {
        Some(bug) => Outcome::Failed { operations, reason: reason(bug) },
        None => Outcome::Rejected { operations, reason: errors.next().map(reason).unwrap_or_default() },
    }
}

fn lines(files: &[(String, String)]) -> usize {
    files.iter().map(|(_, text)| text.lines().count()).sum()
}

/// The operations of an OpenAPI document; other documents have none.
fn operations(source: &Source) -> usize {
    const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];
    let root = document::parse(&source.name, &source.text, &mut Problems::default());
    let Some(root) = root.filter(|root| root.get("openapi").is_some()) else { return 0 };
    let count = |item: &Node| item.members().filter(|(key, _)| METHODS.contains(key)).count();
    root.members_of("paths").map(|(_, item)| count(item)).sum()
}

/// The peak resident size of this process. Only Linux has the file.
fn peak_memory() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}

/// Measures a document in a child, which writes the formatted output to `out`.
pub(crate) fn run(file: &Path, out: Option<&Path>) -> Result<Outcome> {
    let mut child = Command::new(env::current_exe().context("finding this program")?);
    child.arg(COMMAND);
    if let Some(out) = out {
        child.arg("--out").arg(out);
    }
    child.arg("--").arg(file);
    // A backtrace would follow the message, and is slow.
    let output = child.env("RUST_BACKTRACE", "0").output().context("starting a child process")?;
    if output.status.success() {
        return serde_json::from_slice(&output.stdout).context("reading the result of a child process");
    }
    let reason = crash_message(&String::from_utf8_lossy(&output.stderr), output.status);
    Ok(Outcome::Panicked { reason })
}

/// The message of a panic or of a stack overflow.
fn crash_message(stderr: &str, status: ExitStatus) -> String {
    let lines: Vec<&str> = stderr.lines().filter(|line| !line.trim().is_empty()).collect();
    let panic = lines.iter().position(|line| line.contains(" panicked at ")).and_then(|at| lines.get(at + 1));
    let overflow = lines.iter().find(|line| line.contains("has overflowed its stack"));
    match panic.or(overflow).or(lines.last()) {
        Some(line) => (*line).trim().to_owned(),
        None => status.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use std::process::ExitStatus;

    use super::crash_message;

    #[test]
    fn reason_of_a_crash_is_its_message() {
        let panic = "\nthread 'main' (7) panicked at src/main.rs:2:5:\nindex out of bounds\nnote: run with `RUST_BACKTRACE=1`\n";
        let overflow = "\nthread 'main' (7) has overflowed its stack\nfatal runtime error: stack overflow, aborting\n";
        assert_eq!(crash_message(panic, ExitStatus::default()), "index out of bounds");
        assert_eq!(crash_message(overflow, ExitStatus::default()), "thread 'main' (7) has overflowed its stack");
        assert_eq!(crash_message("", ExitStatus::default()), ExitStatus::default().to_string());
    }
}
