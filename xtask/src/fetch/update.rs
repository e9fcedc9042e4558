//! The next version of a document.

use std::{collections::BTreeMap, fs, io, path::Path};

use anyhow::{Context, Result, anyhow, ensure};
use wsapi_codegen::node::Node;

use super::{
    Options,
    content::Document,
    endings, json,
    loss::Loss,
    merge, moves,
    objects::{self, Kind, structure},
    patch, shared,
    sources::{Lock, Source, Sources},
    upstream, whole, yaml,
};
use crate::{report::counted, workspace};

/// The next version of a document.
#[derive(Debug)]
pub(super) struct Update {
    /// The document, with the hashes that were accepted last.
    pub(super) source: Source,
    /// The hashes to accept.
    pub(super) lock: Lock,
    /// The committed text, if there is one.
    pub(super) before: Option<String>,
    /// The new text.
    pub(super) text: String,
    /// The number of newly marked objects.
    pub(super) marks: usize,
    /// The operations and the prose that the document loses.
    pub(super) loss: Loss,
    /// The old and the new JSON pointers of renamed objects.
    pub(super) moved: Vec<(String, String)>,
    /// `true` if the service's document is complete.
    pub(super) is_whole: bool,
    /// Notes for the maintainer.
    pub(super) notes: Vec<String>,
}

impl Update {
    /// Returns whether the file changes.
    pub(super) fn is_changed(&self) -> bool {
        self.before.as_ref() != Some(&self.text)
    }

    /// Returns whether the service's document differs from the one accepted last.
    pub(super) fn differs(&self) -> bool {
        let is_other = |locked: &Option<String>, new| locked.is_some() && locked != new;
        self.source.lock.structure != self.lock.structure || is_other(&self.source.lock.upstream, &self.lock.upstream)
    }

    /// Returns whether only the wording or the order differs from the document accepted last.
    pub(super) fn is_reworded(&self) -> bool {
        self.source.lock.structure == self.lock.structure && self.differs()
    }

    /// Describes the difference from the document accepted last.
    pub(super) fn difference(&self) -> String {
        let Lock { structure, upstream } = &self.source.lock;
        if *structure != self.lock.structure {
            let marks = if self.marks == 0 { String::new() } else { format!(", {}", counted(self.marks, "mark")) };
            return format!("different: the structure changed{marks}");
        }
        match upstream {
            None => "same structure (its wording was never accepted, so it is not compared)".to_owned(),
            Some(_) if self.is_reworded() => "different: only the wording or the order changed".to_owned(),
            Some(_) => "same".to_owned(),
        }
    }
}

/// Reads all chosen documents, and creates their next versions.
pub(super) fn read(folder: &Path, sources: &Sources, options: &Options) -> Result<Vec<Update>> {
    let chosen = sources.choose(&options.names)?;
    sources.check_complete(folder, &chosen)?;
    let mut upstreams = BTreeMap::new();
    for source in &chosen {
        upstreams.insert(source.name.clone(), upstream::read(source, options.from.as_deref())?);
    }
    let updates = chosen.into_iter().map(|source| {
        let upstream = &upstreams[&source.name];
        let other = source.without.as_ref().map(|name| match upstreams.get(name) {
            Some(other) => Ok(other.root.clone()),
            None => named(folder, sources, name),
        });
        update(folder, source, upstream, other.transpose()?, options.theirs)
    });
    updates.collect()
}

/// Returns the root of a committed document.
fn named(folder: &Path, sources: &Sources, name: &str) -> Result<Node> {
    let source = sources.all.iter().find(|source| source.name == name);
    let source = source.ok_or_else(|| anyhow!("`without`: unknown document `{name}`"))?;
    let document = committed(folder, source)?;
    Ok(document.with_context(|| format!("`{name}` was never fetched: fetch it too"))?.root)
}

fn committed(folder: &Path, source: &Source) -> Result<Option<Document>> {
    let path = folder.join(&source.file);
    match fs::read(&path) {
        Ok(bytes) => Document::read(&workspace::shown(&path), bytes).map(Some),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("reading {}", path.display())),
    }
}

fn update(folder: &Path, source: Source, upstream: &Document, other: Option<Node>, is_theirs: bool) -> Result<Update> {
    let mut root = upstream.root.clone();
    let left_out = other.map(|other| shared::leave_out(&mut root, &other)).unwrap_or_default();
    let differing = left_out.differing.iter().map(|operation| {
        let other = source.without.as_deref().unwrap_or_default();
        format!("`{operation}` of {} differs from that of {other}, which the SDK has", source.name)
    });
    // Most texts end with a newline, except for JSON.
    let is_cut = !upstream.text.ends_with('\n') && !upstream.text.trim_start_matches('\u{feff}').starts_with('{');
    let name = &source.name;
    let cut = is_cut.then(|| format!("warning: the text of `{name}` does not end with a newline: it may be truncated"));
    let notes: Vec<_> = differing.chain(cut).collect();
    let lock = Lock::of(&root, &upstream.text);
    let ours = committed(folder, &source)?;
    let next = match &ours {
        Some(ours) if !is_theirs => next(ours, &root)?,
        _ => as_it_is(upstream, &root, left_out.count > 0, ours.as_ref())?,
    };
    let Next { text, marks, loss, moved, printed } = next;
    let printed = printed.into_iter().map(|what| format!("warning: `{}`{what}", source.name));
    let notes = notes.into_iter().chain(printed).collect();
    let (before, is_whole) = (ours.map(|ours| ours.text), whole::is_whole(upstream));
    Ok(Update { source, lock, before, text, marks, loss, moved, is_whole, notes })
}

/// The next text of a document.
pub(super) struct Next {
    /// The text.
    pub(super) text: String,
    /// The number of new marks in it.
    marks: usize,
    loss: Loss,
    moved: Vec<(String, String)>,
    /// The parts of our text that are not preserved, each as the end of a warning.
    printed: Vec<String>,
}

/// Returns the service's document with its prose and our line endings. It is rewritten only if a part of it was
/// left out.
fn as_it_is(upstream: &Document, root: &Node, is_part: bool, ours: Option<&Document>) -> Result<Next> {
    let text = match is_part {
        true if json::is_json(&upstream.text) => json::document(root)?,
        true => yaml::document(root),
        false => endings::unix(upstream.text.trim_start_matches('\u{feff}')),
    };
    let text = ours.map_or_else(|| text.clone(), |ours| endings::like(&ours.text, &text).into_owned());
    let loss = ours.map(|ours| Loss::of(&moves::follow(&ours.root, root).root, root));
    Ok(Next { text, marks: 0, loss: loss.unwrap_or_default(), moved: Vec::new(), printed: Vec::new() })
}

/// Returns our text with the structure of their document.
pub(super) fn next(ours: &Document, theirs: &Node) -> Result<Next> {
    let moved = moves::follow(&ours.root, theirs);
    let merged = merge::merge(&moved.root, theirs);
    ensure!(
        structure(&merged, Kind::Object) == structure(theirs, Kind::Object),
        "the structure of the merged document differs from the service's: this is a bug in `cargo xtask fetch`"
    );
    let marks = objects::marks(&merged).saturating_sub(objects::marks(&ours.root));
    let before = endings::unix(&ours.text);
    let patch::Patched { text: after, lost: printed } = patch::patch(&before, &ours.root, &merged)?;
    // If nothing changes, even mixed line endings are kept.
    let text = if after == before { ours.text.clone() } else { endings::like(&ours.text, &after).into_owned() };
    let mut loss = Loss::of(&moved.root, theirs);
    loss.add_prose(&moved.root, &merged);
    Ok(Next { text, marks, loss, moved: moved.names, printed })
}
