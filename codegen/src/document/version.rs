//! The version that a document declares.

use crate::{
    node::{Node, Value},
    problem::{Place, Problems},
};

/// A version of OpenAPI that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Version {
    V3_0,
    V3_1,
}

const HINT: &str = "write `openapi: 3.0.3` or `openapi: 3.1.0` and convert the document if it is another version";

/// The version of a document; `None` if it cannot be read, which is then reported.
pub(super) fn of(root: &Node, problems: &mut Problems) -> Option<Version> {
    let Some(node) = root.get("openapi") else {
        let place = Place { at: root.at.clone(), pointer: String::new() };
        match root.str_at("swagger") {
            Some(version) => problems.error(place, format!("Swagger {version} is not supported")).hint(HINT),
            None => problems.error(place, "missing `openapi`, the version of the document").hint(HINT),
        };
        return None;
    };
    let version = match node.as_str() {
        Some(text) if is_patch_of(text, "3.0") => Some(Version::V3_0),
        Some(text) if is_patch_of(text, "3.1") => Some(Version::V3_1),
        _ => None,
    };
    if version.is_none() {
        let message = match node.as_str() {
            Some(text) => format!("OpenAPI {text} is not supported"),
            None => format!("the version: expected a string, found {}", node.noun()),
        };
        problems.error(Place { at: node.at.clone(), pointer: "/openapi".to_owned() }, message).hint(HINT);
    }
    version
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
