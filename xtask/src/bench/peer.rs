//! Generates progenitor's builder client from the REST documents, which are merged into one but not changed otherwise.

use std::fs;

use anyhow::{Context, Result};
use progenitor::{GenerationSettings, Generator, InterfaceStyle};
use serde_yaml::{Mapping, Value};
use toml_edit::{DocumentMut, Item, Table};
use wsapi_codegen::Source;

use crate::workspace;

/// Returns the name of progenitor, with the version in the lock file.
pub(super) fn name() -> Result<String> {
    let lock = fs::read_to_string(workspace::root().join("Cargo.lock")).context("reading Cargo.lock")?;
    let lock: DocumentMut = lock.parse().context("reading Cargo.lock")?;
    let packages = lock.get("package").and_then(Item::as_array_of_tables).into_iter().flatten();
    let field = |package: &Table, name| package.get(name).and_then(Item::as_str).map(str::to_owned);
    let version = packages.filter(|package| field(package, "name").as_deref() == Some("progenitor"));
    let version = version.filter_map(|package| field(package, "version")).next();
    Ok(format!("progenitor {}", version.unwrap_or_default()).trim_end().to_owned())
}

/// Returns the source text of progenitor's client.
pub(super) fn client(documents: &[Source]) -> Result<String> {
    let spec = serde_yaml::from_value(Value::Mapping(merged(documents)?))
        .context("openapiv3 cannot read the merged document")?;
    let mut settings = GenerationSettings::default();
    settings.with_interface(InterfaceStyle::Builder);
    let tokens = Generator::new(&settings).generate_tokens(&spec)?;
    Ok(prettyplease::unparse(&syn::parse2(tokens)?))
}

/// Merges several documents into one.
pub(super) fn merged(documents: &[Source]) -> Result<Mapping> {
    let mut merged = Mapping::new();
    for source in documents {
        let document: Mapping =
            serde_yaml::from_str(&source.text).with_context(|| format!("reading {}", source.name))?;
        add(&mut merged, document, 2);
    }
    Ok(merged)
}

/// Adds the entries that are missing, at most `depth` levels down. 2 levels reach the individual schemas and responses.
fn add(into: &mut Mapping, more: Mapping, depth: usize) {
    for (key, value) in more {
        match (into.get_mut(&key), value) {
            (Some(Value::Mapping(present)), Value::Mapping(more)) if depth > 0 => add(present, more, depth - 1),
            (Some(_), _) => {}
            (None, value) => {
                into.insert(key, value);
            }
        }
    }
}
