//! What progenitor makes of the same documents: its builder client, from the REST documents as they are, only united.

use anyhow::{Context, Result};
use progenitor::{GenerationSettings, Generator, InterfaceStyle};
use serde_yaml::{Mapping, Value};
use wsapi_codegen::Source;

/// progenitor's client as text.
pub(super) fn client(documents: &[Source]) -> Result<String> {
    let spec = serde_yaml::from_value(united(documents)?).context("openapiv3 cannot read the united document")?;
    let mut settings = GenerationSettings::default();
    settings.with_interface(InterfaceStyle::Builder);
    let tokens = Generator::new(&settings).generate_tokens(&spec)?;
    Ok(prettyplease::unparse(&syn::parse2(tokens)?))
}

fn united(documents: &[Source]) -> Result<Value> {
    let mut united = Mapping::new();
    for source in documents {
        let document: Mapping =
            serde_yaml::from_str(&source.text).with_context(|| format!("reading {}", source.name))?;
        add(&mut united, document, 2);
    }
    // progenitor demands the descriptions that OpenAPI does; the documents have them.
    Ok(Value::Mapping(united))
}

/// Adds what is missing, down to the entries of `components`.
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
