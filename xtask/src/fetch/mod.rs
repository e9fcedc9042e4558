//! `cargo xtask fetch`: updates the structure of the committed documents to that of the published ones.
//!
//! All documents are read and checked before any file is replaced, so a failure before that point leaves every file
//! unchanged. `merge` computes the value of the new document, and `patch` its text.

mod comments;
mod content;
mod download;
mod endings;
mod json;
mod lock;
mod loss;
mod merge;
mod moves;
mod objects;
mod patch;
mod progress;
mod replace;
mod shared;
mod sources;
mod todo;
mod update;
mod upstream;
mod whole;
mod yaml;

use std::{
    fmt, fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, ensure};
use jiff::{Timestamp, tz::TimeZone};
use wsapi_codegen::{
    Source as Text,
    problem::{DUPLICATE_ID, Problem, Severity},
};

use crate::{
    cargo,
    diff::{self, Version},
    inputs,
    report::{counted, say, warn},
    workspace,
};
use content::Document;
use replace::Replacement;
use sources::{FILE, Sources};
use update::Update;

/// The documents to fetch, their source, and the treatment of their prose.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct Options {
    /// The documents to fetch, by their names in `sources.toml`; defaults to all
    #[arg(value_name = "NAME")]
    names: Vec<String>,
    /// Read the documents from a folder, by their file names, instead of downloading them
    #[arg(long, value_name = "DIR")]
    from: Option<PathBuf>,
    /// Only report whether the service's documents differ from those accepted last; the exit code is 0 if all are the
    /// same, 1 if one differs, and 2 if that is not known
    #[arg(long)]
    check: bool,
    /// Keep the committed prose and examples (the default); new objects get the service's and are marked `x-review`
    #[arg(long, conflicts_with = "theirs")]
    keep_prose: bool,
    /// Take the service's documents as they are, with their prose
    #[arg(long)]
    theirs: bool,
    /// Accept a document that loses more than half of its operations or of our prose
    #[arg(long)]
    accept_loss: bool,
    /// The folder with `sources.toml`, the documents and the overlay, instead of `openapi/`
    #[arg(long, value_name = "DIR")]
    folder: Option<PathBuf>,
}

/// The error of `--check` if it cannot tell whether a document differs.
#[derive(Debug)]
pub struct Unknown;

impl fmt::Display for Unknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("cannot tell whether the documents differ")
    }
}

/// Returns the text of our document with the structure of the service's document.
///
/// # Errors
///
/// Fails if one of them is not an OpenAPI document.
pub fn merged(ours: &str, theirs: &str) -> Result<String> {
    let [ours, theirs] = [("ours", ours), ("theirs", theirs)].map(|(name, text)| Document::read(name, text.into()));
    Ok(update::next(&ours?, &theirs?.root)?.text)
}

/// The name of the file that lists the documents of its folder.
pub(crate) const LIST: &str = sources::FILE;

/// The description of a printed overlay action, which the maintainer replaces.
pub(crate) use todo::PLACEHOLDER;

/// Returns the file names in a list of documents, in the order in which the generator reads them.
pub(crate) fn files(list: Text) -> Result<Vec<String>> {
    Ok(Sources::parse(&list.name, list.text)?.all.into_iter().map(|source| source.file).collect())
}

/// Fetches documents, or only compares them.
pub fn fetch(options: &Options) -> Result<()> {
    let folder = options.folder.clone().unwrap_or_else(workspace::documents);
    if options.check {
        return check(&folder, options);
    }
    let _lock = lock::lock(&folder)?;
    let (sources, updates) = read(&folder, options)?;
    let versions = generated(&folder, &sources, &updates).map_err(|error| rejected(error, options, &updates))?;
    versions.iter().for_each(Versions::show);
    accept(versions.as_ref(), options, &updates).map_err(|error| rejected(error, options, &updates))?;
    replace(&folder, sources, &updates)?;
    let moved: Vec<_> = updates.iter().flat_map(|update| update.moved.clone()).collect();
    let copies = workspace::shown(&copies());
    let renamed = |name: &str| match name.strip_prefix(&copies) {
        Some(file) => workspace::shown(&folder.join(file.trim_start_matches('/'))),
        None => name.to_owned(),
    };
    if versions.is_none() {
        say("run `cargo xtask regen --check` to list what is left to do");
    }
    let todo = versions.map(|versions| todo::list(&versions.after, &moved, renamed)).unwrap_or_default();
    if !todo.is_empty() {
        say(&todo);
    }
    Ok(())
}

/// Reads the list and the new documents.
fn read(folder: &Path, options: &Options) -> Result<(Sources, Vec<Update>)> {
    let sources = Sources::read(folder)?;
    let updates = update::read(folder, &sources, options)?;
    updates.iter().flat_map(|update| &update.notes).for_each(|note| warn(note));
    Ok((sources, updates))
}

/// Reports which documents differ. A document that `fetch` would not accept does not count as different if it may be
/// truncated.
fn check(folder: &Path, options: &Options) -> Result<()> {
    let updates = compared(folder, options).map_err(|error| error.context(Unknown))?;
    updates.iter().for_each(|update| say(&format!("{}: {}", update.source.name, update.difference())));
    let differing = updates.iter().filter(|update| update.differs()).count();
    ensure!(differing == 0, "{} changed: run `cargo xtask fetch`", counted(differing, "document"));
    Ok(())
}

fn compared(folder: &Path, options: &Options) -> Result<Vec<Update>> {
    let (sources, updates) = read(folder, options)?;
    if updates.iter().any(Update::differs) {
        let is_whole = updates.iter().all(|update| update.is_whole || !update.differs());
        let versions = generated(folder, &sources, &updates);
        let versions = versions.and_then(|versions| duplicates(versions.as_ref()).map(|()| versions));
        if let Err(error) = &versions {
            keep_copies(&updates);
            if is_whole {
                warn(&format!("{error:#}\n`cargo xtask fetch` does not accept the document"));
            }
        }
        let accepted = match versions {
            Err(error) if !is_whole => Err(error),
            _ if options.accept_loss => Ok(()),
            _ => loss::check(&updates),
        };
        accepted.context("`cargo xtask fetch` does not accept the document, which may be truncated")?;
    }
    Ok(updates)
}

/// The committed documents and the new ones.
struct Versions {
    /// An error means that there is nothing to compare with.
    before: Result<Version>,
    after: Version,
}

impl Versions {
    fn show(&self) {
        match &self.before {
            Ok(before) => match diff::text(before, &self.after) {
                Ok(text) => say(text.trim_end()),
                Err(error) => warn(&format!("warning: cannot list what changes: {error:#}")),
            },
            Err(error) => say(&format!("there is nothing to compare with: {error:#}")),
        }
    }
}

/// Runs the generator on the new documents. Returns `None` if no document changed.
fn generated(folder: &Path, sources: &Sources, updates: &[Update]) -> Result<Option<Versions>> {
    let changed = |name: &str| updates.iter().find(|update| update.source.file == name && update.is_changed());
    if updates.iter().all(|update| !update.is_changed()) {
        return Ok(None);
    }
    let (mut old, mut new) = (Vec::new(), Vec::new());
    for source in &sources.all {
        let path = folder.join(&source.file);
        let before = path.is_file().then(|| inputs::source(&path)).transpose()?;
        let after = changed(&source.file)
            .map(|update| Text { name: workspace::shown(&copies().join(&source.file)), text: update.text.clone() });
        new.extend(after.or_else(|| before.clone()));
        old.extend(before);
    }
    let overlay = folder.join(inputs::OVERLAY);
    let overlay = overlay.is_file().then(|| inputs::source(&overlay)).transpose()?;
    let after = Version::of("the new documents", new, overlay.clone())?;
    let before = Version::of("the committed documents", old, overlay).or_else(|error| last_commit(folder, error));
    Ok(Some(Versions { before, after }))
}

/// Returns the version of the last commit, with its own overlay. The overlay may have been changed so that it fits only
/// the new documents.
fn last_commit(folder: &Path, error: anyhow::Error) -> Result<Version> {
    if folder != workspace::documents() {
        return Err(error);
    }
    let Ok(version) = Version::of_revision("HEAD") else { return Err(error) };
    say("the overlay does not fit the documents before this fetch, so the last commit is compared, with its overlay");
    Ok(version)
}

/// Fails if an id belongs to several operations, or if most of a document is lost.
fn accept(versions: Option<&Versions>, options: &Options, updates: &[Update]) -> Result<()> {
    duplicates(versions)?;
    if options.accept_loss { Ok(()) } else { loss::check(updates) }
}

/// Fails if an id belongs to several operations. The overlay finds operations by id, so it would give both the same
/// class and credential.
fn duplicates(versions: Option<&Versions>) -> Result<()> {
    let warnings = versions.into_iter().flat_map(|versions| &versions.after.warnings);
    let duplicates = warnings.filter(|problem| problem.message.starts_with(DUPLICATE_ID));
    let error = |problem: &Problem| {
        let error = Problem { severity: Severity::Error, ..problem.clone() };
        error.to_string().replace(": this one is numbered", "")
    };
    let duplicates: Vec<_> = duplicates.map(error).collect();
    let count = counted(duplicates.len(), "operation");
    ensure!(duplicates.is_empty(), "{}\n{count} with a duplicate id", duplicates.join("\n"));
    Ok(())
}

/// Adds context to the error, and keeps copies of the rejected files.
fn rejected(error: anyhow::Error, options: &Options, updates: &[Update]) -> anyhow::Error {
    keep_copies(updates);
    let hint = if options.names.is_empty() { "" } else { "; documents that share types must be fetched together" };
    error.context(format!("nothing was replaced{hint}"))
}

/// Returns the folder for copies of rejected documents.
fn copies() -> PathBuf {
    cargo::target().join("fetch")
}

/// Writes the rejected files to a folder, so that the line numbers in messages can be looked up.
fn keep_copies(updates: &[Update]) {
    let folder = copies();
    // Without the copies, the message still has the JSON pointers.
    _ = fs::create_dir_all(&folder);
    for update in updates.iter().filter(|update| update.is_changed()) {
        _ = fs::write(folder.join(&update.source.file), &update.text);
    }
}

fn replace(folder: &Path, sources: Sources, updates: &[Update]) -> Result<()> {
    replace::all(prepare(folder, sources, updates).context("nothing was replaced")?)?;
    for update in updates {
        let verb = if update.is_changed() { "replaced" } else { "unchanged" };
        say(&format!("{verb:<9} {}", workspace::shown(&folder.join(&update.source.file))));
        if update.is_reworded() && !update.is_changed() {
            let name = &update.source.name;
            say("  only the service's wording or order changed, which is not copied");
            say(&format!("  to see it, run `cargo xtask fetch {name} --theirs` and `git diff`, and restore the file"));
        }
        for (before, now) in &update.moved {
            say(&format!("  renamed {before} to {now}: our prose is kept"));
        }
        for prose in &update.loss.prose {
            say(&format!("  lost    our prose of {}", prose.describe()));
        }
    }
    let marks: usize = updates.iter().map(|update| update.marks).sum();
    if marks > 0 {
        let (these, them) = if marks == 1 { ("its", "the mark") } else { ("their", "the marks") };
        say(&format!("to do: {} marked `x-review`: edit {these} prose, then remove {them}", counted(marks, "object")));
    }
    Ok(())
}

/// Writes each new file next to the file that it will replace.
fn prepare(folder: &Path, mut sources: Sources, updates: &[Update]) -> Result<Vec<Replacement>> {
    let today = TimeZone::UTC.to_datetime(Timestamp::now()).date().to_string();
    let mut replacements = Vec::new();
    for update in updates {
        if update.is_changed() {
            let path = folder.join(&update.source.file);
            replacements.push(Replacement::prepare(&path, update.before.as_deref(), &update.text)?);
        }
        if update.source.lock != update.lock {
            sources.accept(&update.source.name, &update.lock, &today);
        }
    }
    if updates.iter().any(|update| update.source.lock != update.lock) {
        let text = endings::like(&sources.before, &sources.text()).into_owned();
        replacements.push(Replacement::prepare(&folder.join(FILE), Some(&sources.before), &text)?);
    }
    Ok(replacements)
}
