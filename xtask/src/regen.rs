//! `cargo xtask regen`: documents in, SDK out.

use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
    time::Instant,
};

use anyhow::{Context, Result, bail};
use wsapi_codegen::{Generated, Input, Source, Strictness, problem::Severity};

use crate::{
    compile::{self, Judge, Tree},
    files, rustfmt, workspace,
};

/// Which documents are read and where the output goes; by default the committed ones and the SDK.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct Options {
    /// A REST document to read instead of the committed ones; may be given several times
    #[arg(long, value_name = "FILE", num_args = 1..)]
    pub api: Vec<PathBuf>,
    /// An events document to read instead of the committed one; may be given several times
    #[arg(long, value_name = "FILE", num_args = 1..)]
    pub events: Vec<PathBuf>,
    /// Another overlay, or `none`
    #[arg(long, value_name = "FILE|none")]
    pub overlay: Option<PathBuf>,
    /// Another folder for the output
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Check the output against the runtime with cargo
    #[arg(long)]
    pub compile: bool,
}

/// What to do with the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Write it.
    Write,
    /// Compare it with what is there.
    Check,
}

/// Generates, then writes or compares, and prints what it read and wrote.
pub fn regen(mode: Mode, options: &Options) -> Result<()> {
    let start = Instant::now();
    if mode == Mode::Write && options.are_foreign() && options.out.is_none() {
        bail!("other documents or another overlay would replace the SDK: say with `--out DIR` where their output goes");
    }
    let input = options.input()?;
    let names: Vec<&str> = input.documents.iter().chain(&input.overlay).map(|source| source.name.as_str()).collect();
    say(&format!("read     {}", names.join(", ")));
    let generated = generate(&input)?;
    let folder = options.folder();
    let changes = files::changes(&folder, &generated.files)?;
    let verb = match mode {
        Mode::Write => {
            files::apply(&folder, &changes)?;
            "wrote"
        }
        Mode::Check => "compared",
    };
    say(&format!("{verb:<8} {}", summary(&generated, changes.len(), &folder)));
    say(&format!("took     {} ms", start.elapsed().as_millis()));
    if mode == Mode::Check && !changes.is_empty() {
        let diff: String = changes.iter().map(|change| change.diff().to_string()).collect();
        say(diff.trim_end());
        bail!("{} differs from what the documents give: run `cargo xtask regen`", workspace::shown(&folder));
    }
    if options.compile {
        compile(generated.files)?;
    }
    Ok(())
}

/// Compiles the output against the runtime, whatever SDK it stands in otherwise.
fn compile(files: Vec<(String, String)>) -> Result<()> {
    let count = files.len();
    compile::check("regen-compile", &[Tree { name: "generated-code".to_owned(), files }], Judge::Check)?;
    say(&format!("compiled {count} files against the runtime"));
    Ok(())
}

/// Prints a line. Who reads only the beginning closes the pipe, which is no failure of ours.
fn say(line: &str) {
    _ = writeln!(io::stdout(), "{line}");
}

/// The formatted output; warnings go to standard error.
pub fn generate(input: &Input) -> Result<Generated> {
    let mut generated = wsapi_codegen::generate(input).map_err(|report| {
        // The errors stand last, where they are seen.
        let (errors, warnings): (Vec<_>, Vec<_>) =
            report.problems.iter().partition(|problem| problem.severity == Severity::Error);
        let lines: Vec<_> = warnings.iter().chain(&errors).map(ToString::to_string).collect();
        let counted = |count: usize, what: &str| format!("{count} {what}{}", if count == 1 { "" } else { "s" });
        let warned = match warnings.len() {
            0 => String::new(),
            count => format!(", {}", counted(count, "warning")),
        };
        anyhow::anyhow!("{}\n{}{warned}", lines.join("\n"), counted(errors.len(), "error"))
    })?;
    for warning in &generated.warnings {
        eprintln!("{warning}");
    }
    generated.files = rustfmt::format(std::mem::take(&mut generated.files))?;
    Ok(generated)
}

fn summary(generated: &Generated, changed: usize, folder: &Path) -> String {
    let api = &generated.api;
    let events = api.events.as_ref().map_or(0, |events| events.events.len());
    format!(
        "{}: {} operations, {} types, {events} events in {} files, {changed} changed",
        workspace::shown(folder),
        api.operations().count(),
        api.types.len(),
        generated.files.len(),
    )
}

impl Options {
    /// The documents as text. If any document is named, only named ones are read.
    pub fn input(&self) -> Result<Input> {
        let committed = self.api.is_empty() && self.events.is_empty();
        let documents = if committed {
            ["wsapi-api.yaml", "wsapi-server.yaml", "wsapi-events.yaml"]
                .map(|name| workspace::documents().join(name))
                .to_vec()
        } else {
            self.api.iter().chain(&self.events).cloned().collect()
        };
        let overlay = match &self.overlay {
            Some(path) if path.as_os_str() == "none" => None,
            Some(path) => Some(path.clone()),
            None => Some(workspace::documents().join("overlay.yaml")),
        };
        Ok(Input {
            documents: documents.iter().map(|path| source(path)).collect::<Result<_>>()?,
            overlay: overlay.as_deref().map(source).transpose()?,
            strictness: if committed { Strictness::Strict } else { Strictness::Lenient },
        })
    }

    /// Whether anything but the committed documents and their overlay is read.
    fn are_foreign(&self) -> bool {
        !self.api.is_empty() || !self.events.is_empty() || self.overlay.is_some()
    }

    fn folder(&self) -> PathBuf {
        self.out.clone().unwrap_or_else(workspace::generated)
    }
}

fn source(path: &Path) -> Result<Source> {
    let text = fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
    Ok(Source { name: workspace::shown(path), text })
}
