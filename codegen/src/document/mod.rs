//! Reads OpenAPI: YAML or JSON text becomes a tree whose nodes know their lines.
//!
//! Whatever version a document declares, this stage returns the shapes of OpenAPI 3.0.3, so no later stage asks for the
//! version. Anything that lowering does not understand is preserved: the overlay may correct it, or `check` rejects it.

mod choices;
mod fields;
mod grammar;
mod lower_3_1;
mod media;
mod nullable;
mod outline;
mod parameter;
mod prose;
mod reference;
mod text;
mod values;
mod version;

use std::sync::Arc;

pub use lower_3_1::lower_3_1;
pub use media::Media;
pub use reference::{Reference, follow, resolve};

pub(crate) use grammar::{FieldType, Fields, METHODS, Role, is_extension, operations_of, path_items, visit};
pub(crate) use media::{JSON, describes_json};
pub(crate) use outline::MAX_DEPTH;
pub(crate) use parameter::is_ignored_header;
pub(crate) use prose::explanation;
pub(crate) use reference::MAX_REFERENCE_CHAIN;

use crate::{
    Source,
    node::{Node, rename},
    parallel,
    problem::{At, Place, Problems},
};
use version::Version;

/// Reads all documents; those in which an error was reported are missing.
pub(crate) fn read_all(sources: &[Source], problems: &mut Problems) -> Vec<Node> {
    let read = parallel::each(sources, problems, |source, problems| read(&source.name, &source.text, problems));
    read.into_iter().flatten().collect()
}

/// Reads an OpenAPI document and lowers it to the shapes of 3.0.3; `None` if an error was reported.
pub fn read(name: &str, text: &str, problems: &mut Problems) -> Option<Node> {
    let mut root = parse(name, text, problems)?;
    match version::of(&root, problems)? {
        Version::V3_0 => {}
        Version::V3_1 => lower_3_1(&mut root),
    }
    version::set(&mut root);
    if let Some(map) = root.as_map_mut().filter(|map| !map.contains_key("webhooks")) {
        // The name of the extension for webhooks in OpenAPI 3.0.
        rename(map, "x-webhooks", "webhooks");
    }
    choices::rewrite(&mut root);
    Some(root)
}

/// Reads any YAML or JSON map, such as an overlay; `None` if an error was reported.
pub fn parse(name: &str, text: &str, problems: &mut Problems) -> Option<Node> {
    let document: Arc<str> = name.into();
    let text = text::as_yaml(text);
    let outline = outline::read(&document, &text, problems)?;
    values::fill(outline, &text, problems)
}

/// A line of a document, seen from its root.
fn line(document: &Arc<str>, line: usize) -> Place {
    let line = u32::try_from(line).unwrap_or(u32::MAX).max(1);
    Place { at: At { document: document.clone(), line }, pointer: String::new() }
}
