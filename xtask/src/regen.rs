//! `cargo xtask regen`: generates the SDK from the documents.

use std::{
    path::{Path, PathBuf},
    time::Instant,
};

use anyhow::{Result, bail};
use wsapi_codegen::{Described, Generated, Input, Source};

use crate::{
    compile::{self, Judge, Tree},
    diff,
    fetch::PLACEHOLDER,
    files,
    inputs::Inputs,
    report::{self, counted, say, warn},
    rustfmt, workspace,
};

/// The documents to read and the output folder; the defaults are the committed documents and the SDK.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct Options {
    /// The input.
    #[command(flatten)]
    pub inputs: Inputs,
    /// Another folder for the output
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Check the output against the runtime with cargo
    #[arg(long)]
    pub compile: bool,
}

/// The treatment of the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Write it.
    Write,
    /// Compare it with the existing files.
    Check,
}

/// Generates the files, writes or compares them, and prints a summary.
pub fn regen(mode: Mode, options: &Options) -> Result<()> {
    let start = Instant::now();
    if mode == Mode::Write && options.inputs.are_foreign() && options.out.is_none() {
        bail!("other documents or another overlay would overwrite the SDK: choose a folder with `--out DIR`");
    }
    let input = options.input()?;
    say(&format!("read     {}", report::names(&input)));
    input.overlay.iter().for_each(warn_of_placeholders);
    let generated = generate(&input)?;
    if !options.inputs.are_foreign() {
        show_changes();
    }
    let folder = options.folder();
    let changes = files::changes(&folder, &generated.files)?;
    let verb = match mode {
        Mode::Write => {
            files::apply(&folder, &changes)?;
            "wrote"
        }
        Mode::Check => "compared",
    };
    say(&format!("{verb:<8} {}", summary(&input, &generated, changes.len(), &folder)));
    say(&format!("took     {} ms", start.elapsed().as_millis()));
    if mode == Mode::Check && !changes.is_empty() {
        let diff: String = changes.iter().map(|change| change.diff().to_string()).collect();
        say(diff.trim_end());
        bail!("{} is out of date: run the same command without `--check`", workspace::shown(&folder));
    }
    if options.compile {
        compile(generated.files)?;
    }
    Ok(())
}

/// Warns of actions that still have the description that `fetch` prints.
fn warn_of_placeholders(overlay: &Source) {
    let lines = overlay.text.lines().enumerate().filter(|(_, line)| line.contains(PLACEHOLDER));
    for (index, _) in lines {
        let (name, line) = (&overlay.name, index + 1);
        warn(&format!("{name}:{line}: warning: the description of the action is a placeholder: write the reason"));
    }
}

/// Prints the changes of the documents. If this generator cannot read the documents of the last commit, only a warning
/// is printed, because the output does not depend on them.
fn show_changes() {
    match diff::since_last_commit() {
        Ok(changes) => changes.iter().for_each(|changes| say(&format!("changed  {changes}"))),
        Err(error) => warn(&format!("warning: not known what changed since the last commit: {error:#}")),
    }
}

/// Compiles the output against the runtime, without the rest of the SDK.
fn compile(files: Vec<(String, String)>) -> Result<()> {
    let count = files.len();
    compile::check("regen-compile", &[Tree { name: "generated-code".to_owned(), files }], Judge::Check)?;
    say(&format!("compiled {count} files against the runtime"));
    Ok(())
}

/// Returns the formatted output. Warnings and skipped operations go to standard error.
pub fn generate(input: &Input) -> Result<Generated> {
    let mut generated = wsapi_codegen::generate(input).map_err(|report| report::error(&report))?;
    report::show(&generated.described.warnings, &generated.described.skipped);
    generated.files = rustfmt::format(std::mem::take(&mut generated.files))?;
    Ok(generated)
}

fn summary(input: &Input, generated: &Generated, changed: usize, folder: &Path) -> String {
    let Generated { files, described: Described { api, skipped, .. } } = generated;
    let events = api.events.as_ref().map_or(0, |events| events.events.len());
    format!(
        "{}: {}, {}, {} in {}, {changed} changed",
        workspace::shown(folder),
        report::operations(input, api, skipped),
        counted(api.types.len(), "type"),
        counted(events, "event"),
        counted(files.len(), "file"),
    )
}

impl Options {
    /// Reads the documents as text.
    pub fn input(&self) -> Result<Input> {
        self.inputs.read()
    }

    fn folder(&self) -> PathBuf {
        self.out.clone().unwrap_or_else(workspace::generated)
    }
}
