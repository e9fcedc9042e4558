//! Reads OpenAPI: YAML or JSON text becomes a tree whose nodes know their lines.
//!
//! Whatever version a document declares, this stage returns the shapes of OpenAPI 3.0.3, so no later stage asks for the
//! version. Anything that lowering does not understand is preserved: the overlay may correct it, or `check` rejects it.

mod choices;
mod fields;
mod grammar;
mod headers;
mod lower_3_1;
mod media;
mod nullable;
mod outline;
mod reference;
mod text;
mod values;

use std::sync::Arc;

pub use lower_3_1::lower_3_1;
pub use media::Media;
pub use reference::{Reference, follow};

pub(crate) use grammar::{
    FieldType, Fields, METHODS, Role, explanation, is_extension, operations_of, path_items, visit,
};
pub(crate) use headers::{is_ignored_header, is_sdk_key};
pub(crate) use media::{JSON, describes_json, essence};
pub(crate) use outline::MAX_DEPTH;
pub(crate) use reference::MAX_REFERENCE_CHAIN;

use crate::{
    Source,
    node::{Cursor, Node, Value, rename},
    parallel,
    problem::{At, Place, Problems},
};

/// Reads all documents; those in which an error was reported are missing.
pub(crate) fn read_all(sources: &[Source], problems: &mut Problems) -> Vec<Node> {
    let read = parallel::each(sources, problems, |source, problems| read(&source.name, &source.text, problems));
    read.into_iter().flatten().collect()
}

/// Reads an OpenAPI document and lowers it to the shapes of 3.0.3; `None` if an error was reported.
pub fn read(name: &str, text: &str, problems: &mut Problems) -> Option<Node> {
    let mut root = parse(name, text, problems)?;
    if is_3_1(&root, problems)? {
        lower_3_1(&mut root);
    }
    if let Some(version) = root.get_mut("openapi") {
        version.value = Value::String("3.0.3".to_owned());
    }
    if let Some(map) = root.as_map_mut().filter(|map| !map.contains_key("webhooks")) {
        // The name of the extension for webhooks in OpenAPI 3.0.
        rename(map, "x-webhooks", "webhooks");
    }
    choices::rewrite(&mut root);
    Some(root)
}

/// Returns whether a document declares OpenAPI 3.1 and not 3.0; `None` if it declares neither, which is then reported.
fn is_3_1(root: &Node, problems: &mut Problems) -> Option<bool> {
    let root = Cursor::root(root);
    let is_patch = |patch: &str| !patch.is_empty() && patch.bytes().all(|byte| byte.is_ascii_digit());
    let version = root.get("openapi");
    let message = match (&version, root.node.str_at("swagger")) {
        (Some(version), _) => match version.node.as_str().map(|text| (text, text.rsplit_once('.'))) {
            Some((_, Some((minor @ ("3.0" | "3.1"), patch)))) if is_patch(patch) => return Some(minor == "3.1"),
            Some((text @ ("3.0" | "3.1"), _)) => format!("invalid version `{text}`: expected `{text}.0`"),
            Some((text, _)) => format!("OpenAPI {text} is not supported"),
            None => format!("`openapi`: expected a string, found {}", version.node.noun()),
        },
        (None, Some(version)) => format!("Swagger {version} is not supported"),
        (None, None) => "missing `openapi`, the version of the document".to_owned(),
    };
    let hint = "declare `openapi: 3.0.3` or `openapi: 3.1.0`, and convert a document of another version";
    problems.error(version.unwrap_or(root).place(), message).hint(hint);
    None
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
