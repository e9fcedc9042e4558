//! `cargo xtask fetch`: the committed documents get the structure of those that the service publishes.
//!
//! All documents are read and checked before any file is replaced, so a failure until then leaves every file as it is.
//! `merge` decides about the value of the new document, and `patch` about its text.

mod content;
mod download;
mod endings;
mod loss;
mod merge;
mod objects;
mod patch;
mod progress;
mod replace;
mod shared;
mod sources;
mod update;
mod upstream;
mod yaml;

use std::{
    fmt, fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, ensure};
use jiff::{Timestamp, tz::TimeZone};
use wsapi_codegen::Source as Text;

use crate::{
    diff::{self, Version},
    inputs,
    report::{counted, say, warn},
    workspace,
};
use content::Document;
use replace::Replacement;
use sources::{FILE, Sources};
use update::Update;

/// The folder for copies of documents that the generator rejects, in the workspace.
const COPIES: &str = "target/fetch";

/// Which documents are fetched, from where, and what becomes of their prose.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct Options {
    /// The documents to fetch, by their names in `sources.toml`; without any, all of them
    #[arg(value_name = "NAME")]
    names: Vec<String>,
    /// Read the documents from a folder, by their file names, instead of downloading them
    #[arg(long, value_name = "DIR")]
    from: Option<PathBuf>,
    /// Only report whether the service's documents differ from those accepted last: exit code 0 if they are the same, 1
    /// if one differs, 2 if that cannot be known
    #[arg(long)]
    check: bool,
    /// Keep the committed prose and examples; those of new objects are the service's, marked `x-review` (the default)
    #[arg(long, conflicts_with = "theirs")]
    keep_prose: bool,
    /// Take the service's documents as they are, with their prose
    #[arg(long)]
    theirs: bool,
    /// Accept a document that loses more than half of its operations
    #[arg(long)]
    accept_loss: bool,
    /// The folder with `sources.toml`, the documents and the overlay, instead of `openapi/`
    #[arg(long, value_name = "DIR")]
    folder: Option<PathBuf>,
}

/// It could not be found out whether a document differs.
#[derive(Debug)]
pub struct Unknown;

impl fmt::Display for Unknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not known whether the documents differ")
    }
}

/// Returns the text of a document of ours with the structure of one of the service's.
///
/// # Errors
///
/// If one of them is not an OpenAPI document.
pub fn merged(ours: &str, theirs: &str) -> Result<String> {
    let [ours, theirs] = [("ours", ours), ("theirs", theirs)].map(|(name, text)| Document::read(name, text.into()));
    Ok(update::next(&ours?, &theirs?.root)?.0)
}

/// The name of the file that lists the documents of its folder.
pub(crate) const LIST: &str = sources::FILE;

/// Returns the file names in a list of documents, in the order in which the generator reads them.
pub(crate) fn files(list: Text) -> Result<Vec<String>> {
    Ok(Sources::parse(&list.name, list.text)?.all.into_iter().map(|source| source.file).collect())
}

/// Fetches documents, or only compares them.
pub fn fetch(options: &Options) -> Result<()> {
    let updates = || {
        let folder = options.folder.clone().unwrap_or_else(workspace::documents);
        let sources = Sources::read(&folder)?;
        let updates = update::read(&folder, &sources, options)?;
        updates.iter().flat_map(|update| &update.notes).for_each(|note| warn(note));
        Ok((folder, sources, updates))
    };
    if options.check {
        let (.., updates) = updates().map_err(|error: anyhow::Error| error.context(Unknown))?;
        return check(&updates);
    }
    let (folder, sources, updates) = updates()?;
    accept(&folder, &sources, &updates).map_err(|error| refused(error, options, &updates))?;
    if !options.accept_loss {
        loss::check(&updates).context("nothing was replaced")?;
    }
    replace(&folder, sources, &updates)
}

fn check(updates: &[Update]) -> Result<()> {
    updates.iter().for_each(|update| say(&format!("{}: {}", update.source.name, update.difference())));
    let differing = updates.iter().filter(|update| update.differs()).count();
    ensure!(differing == 0, "{} changed: run `cargo xtask fetch`", counted(differing, "document"));
    Ok(())
}

/// Shows what changed, unless the generator rejects the new documents.
fn accept(folder: &Path, sources: &Sources, updates: &[Update]) -> Result<()> {
    let changed = |name: &str| updates.iter().find(|update| update.source.file == name && update.is_changed());
    if updates.iter().all(|update| !update.is_changed()) {
        return Ok(());
    }
    let (mut old, mut new) = (Vec::new(), Vec::new());
    for source in &sources.all {
        let path = folder.join(&source.file);
        let before = path.is_file().then(|| inputs::source(&path)).transpose()?;
        let after = changed(&source.file)
            .map(|update| Text { name: format!("{COPIES}/{}", source.file), text: update.text.clone() });
        new.extend(after.or_else(|| before.clone()));
        old.extend(before);
    }
    let overlay = folder.join(inputs::OVERLAY);
    let overlay = overlay.is_file().then(|| inputs::source(&overlay)).transpose()?;
    let after = Version::of("the new documents", new, overlay.clone())?;
    match Version::of("the committed documents", old, overlay) {
        Ok(before) => say(diff::text(&before, &after)?.trim_end()),
        Err(error) => say(&format!("there is nothing to compare with: {error:#}")),
    }
    Ok(())
}

/// The error, with copies of the rejected files, in which its lines can be found.
fn refused(error: anyhow::Error, options: &Options, updates: &[Update]) -> anyhow::Error {
    let folder = workspace::root().join(COPIES);
    // Without the copies, the message still has the JSON pointers.
    _ = fs::create_dir_all(&folder);
    for update in updates.iter().filter(|update| update.is_changed()) {
        _ = fs::write(folder.join(&update.source.file), &update.text);
    }
    let hint = if options.names.is_empty() { "" } else { "; documents that share types must be fetched together" };
    error.context(format!("nothing was replaced{hint}"))
}

fn replace(folder: &Path, sources: Sources, updates: &[Update]) -> Result<()> {
    prepare(folder, sources, updates).and_then(replace::all).context("nothing was replaced")?;
    for update in updates {
        let verb = if update.is_changed() { "replaced" } else { "unchanged" };
        say(&format!("{verb:<9} {}", workspace::shown(&folder.join(&update.source.file))));
    }
    let marks: usize = updates.iter().map(|update| update.marks).sum();
    if marks > 0 {
        let (these, them) = if marks == 1 { ("its", "the mark") } else { ("their", "the marks") };
        say(&format!("to do: {} marked `x-review`: edit {these} prose, then remove {them}", counted(marks, "object")));
    }
    Ok(())
}

/// Writes everything that changes next to the files that it will replace.
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
