//! `cargo xtask regen`: documents in, SDK out.

use std::{
    fs,
    path::{Path, PathBuf},
    time::Instant,
};

use anyhow::{Context, Result, bail};
use wsapi_codegen::{Generated, Input, Source, Strictness};

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
    let input = options.input()?;
    let names: Vec<&str> = input.documents.iter().chain(&input.overlay).map(|source| source.name.as_str()).collect();
    println!("read     {}", names.join(", "));
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
    println!("{verb:<8} {}", summary(&generated, changes.len(), &folder));
    println!("took     {} ms", start.elapsed().as_millis());
    if mode == Mode::Check && !changes.is_empty() {
        changes.iter().for_each(|change| print!("{}", change.diff()));
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
    println!("compiled {count} files against the runtime");
    Ok(())
}

/// The formatted output; warnings go to standard error.
pub fn generate(input: &Input) -> Result<Generated> {
    let mut generated = wsapi_codegen::generate(input).map_err(|report| {
        let count = report.problems.len();
        anyhow::anyhow!("{report}\n{count} problem{} found", if count == 1 { "" } else { "s" })
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

    fn folder(&self) -> PathBuf {
        self.out.clone().unwrap_or_else(workspace::generated)
    }
}

fn source(path: &Path) -> Result<Source> {
    let text = fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
    Ok(Source { name: workspace::shown(path), text })
}
