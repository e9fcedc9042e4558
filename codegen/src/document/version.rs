//! The version that a document declares.

use crate::{
    node::{Cursor, Node, Value},
    problem::Problems,
};

/// A version of OpenAPI that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Version {
    V3_0,
    V3_1,
}

const HINT: &str = "declare `openapi: 3.0.3` or `openapi: 3.1.0`, and convert a document of another version";

/// The version of a document; `None` if it cannot be read, which is then reported.
pub(super) fn of(root: &Node, problems: &mut Problems) -> Option<Version> {
    let root = Cursor::root(root);
    let version = root.get("openapi");
    let message = match (&version, root.node.str_at("swagger")) {
        (Some(version), _) => match version.node.as_str() {
            Some(text) if is_patch_of(text, "3.0") => return Some(Version::V3_0),
            Some(text) if is_patch_of(text, "3.1") => return Some(Version::V3_1),
            Some(text) => format!("OpenAPI {text} is not supported"),
            None => format!("the version: expected a string, found {}", version.node.noun()),
        },
        (None, Some(version)) => format!("Swagger {version} is not supported"),
        (None, None) => "missing `openapi`, the version of the document".to_owned(),
    };
    problems.error(version.unwrap_or(root).place(), message).hint(HINT);
    None
}

/// Writes the version whose shapes the document has after lowering.
pub(super) fn set(root: &mut Node) {
    if let Some(version) = root.get_mut("openapi") {
        version.value = Value::String("3.0.3".to_owned());
    }
}

fn is_patch_of(version: &str, minor: &str) -> bool {
    let patch = version.strip_prefix(minor).and_then(|rest| rest.strip_prefix('.'));
    patch.is_some_and(|patch| !patch.is_empty() && patch.bytes().all(|byte| byte.is_ascii_digit()))
}
