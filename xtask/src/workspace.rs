//! The paths of the workspace, independent of the current folder.

use std::{
    env, fs, io,
    path::{Path, PathBuf},
};

/// Returns the root of the workspace that contains the current folder, or else of the one in which this program was
/// built. The two differ only if the program runs in another copy, as in tests.
pub fn root() -> PathBuf {
    let is_root = |folder: &&Path| folder.join("xtask/Cargo.toml").is_file() && folder.join("openapi").is_dir();
    let current = env::current_dir().unwrap_or_default();
    let built = Path::new(env!("CARGO_MANIFEST_DIR"));
    current.ancestors().find(is_root).or(built.parent()).unwrap_or(built).to_path_buf()
}

/// Returns the folder of the committed documents.
pub fn documents() -> PathBuf {
    root().join("openapi")
}

/// Returns the folder of the committed output.
pub fn generated() -> PathBuf {
    root().join("wsapi-client/src/generated")
}

/// Returns the folder of the committed output for the simulator.
pub fn simulator() -> PathBuf {
    root().join("wsapi-simulator/src/generated")
}

/// Returns the manifest of the workspace with other members, for a second workspace with the same dependencies.
pub fn manifest(members: &[&str]) -> io::Result<String> {
    let manifest = fs::read_to_string(root().join("Cargo.toml"))?;
    let lines = manifest.lines().map(|line| match line.starts_with("members = ") {
        true => format!("members = {members:?}\n"),
        false => format!("{line}\n"),
    });
    Ok(lines.collect())
}

/// Returns the path that problems show: relative to the workspace if it is inside.
pub fn shown(path: &Path) -> String {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let shown = absolute.strip_prefix(root()).unwrap_or(path);
    shown.to_string_lossy().replace('\\', "/")
}
