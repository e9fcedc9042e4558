//! Generates progenitor's builder client from the REST documents. They are merged into one and not changed otherwise.

use anyhow::{Context, Result};
use progenitor::{GenerationSettings, Generator, InterfaceStyle};
use serde_yaml::{Mapping, Value};
use wsapi_codegen::Source;

/// Returns the source text of progenitor's client.
pub(super) fn client(documents: &[Source]) -> Result<String> {
    let spec = serde_yaml::from_value(Value::Mapping(merged(documents)?))
        .context("openapiv3 cannot read the merged document")?;
    let mut settings = GenerationSettings::default();
    settings.with_interface(InterfaceStyle::Builder);
    let tokens = Generator::new(&settings).generate_tokens(&spec)?;
    Ok(prettyplease::unparse(&syn::parse2(tokens)?))
}

/// One document from several.
pub(super) fn merged(documents: &[Source]) -> Result<Mapping> {
    let mut merged = Mapping::new();
    for source in documents {
        let document: Mapping =
            serde_yaml::from_str(&source.text).with_context(|| format!("reading {}", source.name))?;
        add(&mut merged, document, 2);
    }
    Ok(merged)
}

/// Adds the entries that are missing, at most `depth` levels down. 2 reaches the single schemas and responses.
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
