//! `cargo xtask regen`: generates the SDK from the documents.

use std::{path::PathBuf, time::Instant};

use anyhow::{Result, bail};
use wsapi_codegen::{Described, Files, Generated, Input, Source, api::Api};

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
    say(&format!("found    {}", summary(&input, &generated.described)));
    if !options.inputs.are_foreign() {
        show_changes();
    }
    let mut trees = vec![(options.folder(), generated.files)];
    if !options.inputs.are_foreign() && options.out.is_none() {
        trees.push((workspace::simulator(), simulator(&generated.described.api)?));
    }
    let changes: Vec<_> = trees.iter().map(|(folder, files)| files::changes(folder, files)).collect::<Result<_>>()?;
    if mode == Mode::Write {
        trees.iter().zip(&changes).try_for_each(|((folder, _), changes)| files::apply(folder, changes))?;
    }
    let verb = if mode == Mode::Write { "wrote" } else { "compared" };
    for ((folder, files), changes) in trees.iter().zip(&changes) {
        let (files, folder) = (counted(files.len(), "file"), workspace::shown(folder));
        say(&format!("{verb:<8} {folder}: {files}, {} changed", changes.len()));
    }
    say(&format!("took     {} ms", start.elapsed().as_millis()));
    let diff: String = changes.iter().flatten().map(|change| change.diff().to_string()).collect();
    if mode == Mode::Check && !diff.is_empty() {
        say(diff.trim_end());
        bail!("the generated code is out of date: run the same command without `--check`");
    }
    if options.compile {
        compile(trees.swap_remove(0).1)?;
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
        Err(error) => warn(&format!("warning: cannot list what changed since the last commit: {error:#}")),
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

/// The formatted output for the simulator.
pub fn simulator(api: &Api) -> Result<Files> {
    rustfmt::format(wsapi_codegen::print_simulator(api).map_err(|report| report::error(&report))?)
}

/// A summary of what the documents define.
fn summary(input: &Input, described: &Described) -> String {
    let Described { api, skipped, .. } = described;
    let events = api.events.as_ref().map_or(0, |events| events.events.len());
    format!(
        "{}, {}, {}",
        report::operations(input, api, skipped),
        counted(api.types.len(), "type"),
        counted(events, "event"),
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
