//! Where things are, whatever folder the command is run from.

use std::path::{Path, PathBuf};

/// The root of the workspace.
pub fn root() -> PathBuf {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest.parent().unwrap_or(manifest).to_path_buf()
}

/// The folder of the committed documents.
pub fn documents() -> PathBuf {
    root().join("openapi")
}

/// The folder of the committed output.
pub fn generated() -> PathBuf {
    root().join("wsapi-client/src/generated")
}

/// The path as problems show it: relative to the workspace if it is inside.
pub fn shown(path: &Path) -> String {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let shown = absolute.strip_prefix(root()).unwrap_or(path);
    shown.to_string_lossy().replace('\\', "/")
}
