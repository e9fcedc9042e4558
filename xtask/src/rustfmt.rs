//! Formats the output with rustfmt, so that `cargo fmt --check` passes on it. prettyplease prints some code
//! differently.

use std::{fs, process::Command};

use anyhow::{Context, Result, ensure};

use crate::workspace;

/// Returns the files, those of Rust formatted by rustfmt.
pub fn format(files: Vec<(String, String)>) -> Result<Vec<(String, String)>> {
    let folder = tempfile::tempdir().context("making a folder for rustfmt")?;
    let mut command = Command::new("rustfmt");
    command.args(["--edition", "2024", "--config-path"]).arg(workspace::root());
    for (path, text) in &files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap_or(folder.path()))?;
        fs::write(&path, text)?;
        if path.extension().is_some_and(|extension| extension == "rs") {
            command.arg(path);
        }
    }
    let output = command.output().context("running rustfmt: install it with `rustup component add rustfmt`")?;
    ensure!(output.status.success(), "rustfmt failed:\n{}", String::from_utf8_lossy(&output.stderr));
    let read = |(path, _): (String, String)| {
        let text = fs::read_to_string(folder.path().join(&path)).with_context(|| format!("reading {path}"))?;
        Ok((path, text))
    };
    files.into_iter().map(read).collect()
}
