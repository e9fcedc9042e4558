//! Reads serialised OpenAPI: YAML or JSON text becomes a tree whose nodes know their lines.
//!
//! Whatever version a document declares, what leaves this stage has the shapes of OpenAPI 3.0.3, so that no later
//! stage asks for the version. What lowering does not understand it leaves where it stands: the overlay may still mend
//! it, and `check` refuses what then remains.

mod fields;
mod grammar;
mod lower_3_1;
mod media;
mod nullable;
mod outline;
mod reference;
mod single;
mod text;
mod values;
mod version;

use std::sync::Arc;

pub use lower_3_1::lower_3_1;
pub use media::Media;
pub use reference::{Reference, follow, resolve};

pub(crate) use grammar::{Kind, Role, is_extension, operations_of, visit};
pub(crate) use outline::MAX_DEPTH;
pub(crate) use reference::MAX_HOPS;

use crate::{
    node::Node,
    problem::{At, Place, Problems},
};
use version::Version;

/// How a text becomes a tree.
pub(crate) type Reader = fn(&str, &str, &mut Problems) -> Option<Node>;

/// Reads an OpenAPI document and lowers it to the shapes of 3.0.3; `None` if an error was reported.
pub fn read(name: &str, text: &str, problems: &mut Problems) -> Option<Node> {
    let mut root = parse(name, text, problems)?;
    match version::of(&root, problems)? {
        Version::V3_0 => {}
        Version::V3_1 => lower_3_1(&mut root),
    }
    version::set(&mut root);
    single::rewrite(&mut root);
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
