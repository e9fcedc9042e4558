//! `sources.toml`: the address of each document, and the hashes of the version that was accepted last.

use std::{fs, path::Path};

use anyhow::{Context, Result, bail, ensure};
use sha2::{Digest, Sha256};
use toml_edit::{DocumentMut, Item, Key, Table, Value};
use wsapi_codegen::{node::Node, suggest};

use super::objects::{Kind, structure};
use crate::workspace;

/// The name of the file.
pub(super) const FILE: &str = "sources.toml";

/// The table of a document.
const TABLE: &str = "document";

/// A document and its address.
#[derive(Clone, Debug)]
pub(super) struct Source {
    /// The name that selects it on the command line.
    pub(super) name: String,
    /// The file in the folder of documents.
    pub(super) file: String,
    /// The public address.
    pub(super) url: String,
    /// The document whose operations are left out of this one.
    pub(super) without: Option<String>,
    /// The hashes of the version that was accepted last.
    pub(super) lock: Lock,
}

/// Two SHA-256 hashes, in hexadecimal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Lock {
    /// The hash of the structure that is committed.
    pub(super) structure: Option<String>,
    /// The hash of the text that the service publishes.
    pub(super) upstream: Option<String>,
}

/// The whole file.
#[derive(Clone, Debug)]
pub(super) struct Sources {
    /// All documents, in the order in which the generator reads them.
    pub(super) all: Vec<Source>,
    /// The text that was read.
    pub(super) before: String,
    file: DocumentMut,
}

impl Sources {
    /// Reads the file in a folder of documents.
    pub(super) fn read(folder: &Path) -> Result<Self> {
        let path = folder.join(FILE);
        let text = fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
        Self::parse(&workspace::shown(&path), text)
    }

    /// Reads the text of a file with this name.
    pub(super) fn parse(name: &str, text: String) -> Result<Self> {
        let file: DocumentMut = text.parse().with_context(|| format!("in {name}"))?;
        let tables = file.get(TABLE).and_then(|item| item.as_array_of_tables());
        let all = tables.into_iter().flatten().map(source).collect::<Result<Vec<_>>>();
        let all = all.with_context(|| format!("in {name}"))?;
        check(&all).with_context(|| format!("in {name}"))?;
        ensure!(!all.is_empty(), "{name} lists no documents");
        Ok(Self { all, before: text, file })
    }

    /// Returns the documents with these names, or all documents, in the order of the file.
    pub(super) fn choose(&self, names: &[String]) -> Result<Vec<Source>> {
        if let Some(unknown) = names.iter().find(|name| self.all.iter().all(|source| source.name != **name)) {
            let known: Vec<_> = self.all.iter().map(|source| format!("`{}`", source.name)).collect();
            let near = suggest::nearest(unknown, self.all.iter().map(|source| source.name.as_str()));
            let near = near.map(|near| format!("did you mean `{near}`? ")).unwrap_or_default();
            bail!("unknown document `{unknown}`: {near}{FILE} lists {}", known.join(", "));
        }
        let is_chosen = |source: &&Source| names.is_empty() || names.contains(&source.name);
        Ok(self.all.iter().filter(is_chosen).cloned().collect())
    }

    /// Fails if a document that is not chosen has no file. The generator reads all documents together.
    pub(super) fn check_complete(&self, folder: &Path, chosen: &[Source]) -> Result<()> {
        let is_chosen = |source: &Source| chosen.iter().any(|one| one.name == source.name);
        for Source { name, file, .. } in self.all.iter().filter(|source| !is_chosen(source)) {
            let path = folder.join(file);
            let shown = workspace::shown(&path);
            ensure!(
                path.exists(),
                "{shown} does not exist, but {FILE} lists `{name}`: fetch it too, or remove it there"
            );
        }
        Ok(())
    }

    /// Sets the accepted hashes of a document and the date. Comments and all other keys are preserved.
    pub(super) fn accept(&mut self, name: &str, lock: &Lock, date: &str) {
        let tables = self.file.get_mut(TABLE).and_then(|item| item.as_array_of_tables_mut());
        let is_named = |table: &&mut Table| table.get("name").and_then(|item| item.as_str()) == Some(name);
        let table = tables.into_iter().flat_map(|tables| tables.iter_mut()).find(is_named);
        let entries = [("structure", lock.structure.as_deref()), ("upstream", lock.upstream.as_deref())];
        if let Some(table) = table {
            for (key, text) in entries.into_iter().chain([("date", Some(date))]) {
                text.into_iter().for_each(|text| set(table, key, text));
            }
        }
    }

    /// Returns the file as text.
    pub(super) fn text(&self) -> String {
        self.file.to_string()
    }
}

/// Fails if two documents have the same name or file, or if `without` does not name another document.
fn check(all: &[Source]) -> Result<()> {
    for (position, Source { name, file, without, .. }) in all.iter().enumerate() {
        let before = &all[..position];
        ensure!(before.iter().all(|other| other.name != *name), "two documents have the name `{name}`");
        ensure!(before.iter().all(|other| other.file != *file), "two documents have the file `{file}`");
        let Some(without) = without else { continue };
        ensure!(without != name, "`without` of `{name}` is the document itself");
        let is_known = all.iter().any(|other| other.name == *without);
        ensure!(is_known, "`without` of `{name}`: there is no document `{without}`");
    }
    Ok(())
}

/// Sets a string at the end of a table, and preserves the comments of the key.
fn set(table: &mut Table, key: &str, text: &str) {
    let (key, old) = table.remove_entry(key).unwrap_or_else(|| (Key::new(key), Item::None));
    let mut new = Value::from(text);
    if let Some(old) = old.as_value() {
        *new.decor_mut() = old.decor().clone();
    }
    table.insert_formatted(&key, Item::Value(new));
}

fn source(table: &Table) -> Result<Source> {
    let text = |key: &str| match table.get(key) {
        None => Ok(None),
        Some(item) => match item.as_str() {
            Some(text) => Ok(Some(text.to_owned())),
            None => bail!("`{key}`: expected a string, found {}", item.type_name()),
        },
    };
    let known = ["name", "file", "url", "without", "structure", "upstream", "date"];
    if let Some((key, _)) = table.iter().find(|(key, _)| !known.contains(key)) {
        bail!("unknown key `{key}`: expected one of {}", known.join(", "));
    }
    let required = |key: &str| text(key)?.with_context(|| format!("a document has no `{key}`"));
    let file = required("file")?;
    ensure!(!file.contains(['/', '\\']), "`file`: expected the name of a file in this folder, found `{file}`");
    Ok(Source {
        name: required("name")?,
        file,
        url: required("url")?,
        without: text("without")?,
        lock: Lock { structure: text("structure")?, upstream: text("upstream")? },
    })
}

impl Lock {
    /// Returns the lock of a document, from its structure and the published text.
    pub(super) fn of(root: &Node, upstream: &str) -> Self {
        Self { structure: Some(sha256(&structure(root, Kind::Object))), upstream: Some(sha256(upstream)) }
    }
}

fn sha256(text: &str) -> String {
    Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect()
}
