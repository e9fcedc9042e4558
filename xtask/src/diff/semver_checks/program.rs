//! The program `cargo-semver-checks`, if it is installed.

use std::{fs, path::Path, process::Output};

use super::{
    copies::{self, MEMBER},
    output::{self, Break},
};
use crate::cargo;

/// The command that installs it.
pub(super) const INSTALL: &str = "cargo install cargo-semver-checks --locked";

/// The installed program.
#[derive(Debug)]
pub(super) struct Program {
    /// Its name and its version.
    pub(super) name: String,
}

impl Program {
    /// Returns the program if cargo finds it. The error is the reason why it does not work.
    pub(super) fn find() -> Result<Option<Self>, String> {
        let output = cargo::command().args(["semver-checks", "--version"]).output();
        let output = output.map_err(|error| format!("cargo does not start: {error}"))?;
        let (stdout, stderr) = text(&output);
        if output.status.success() {
            let version = stdout.split_whitespace().last().unwrap_or_default();
            return Ok(Some(Self { name: format!("cargo-semver-checks {version}") }));
        }
        if stderr.contains("no such command") { Ok(None) } else { Err(output::reason(&stderr)) }
    }

    /// Compares the copies in a folder. The error is the reason why the comparison failed.
    ///
    /// The exit code is 0 without breaks and 100 with breaks; older releases use 1 for breaks and for errors. So a
    /// failure that names no break is an error.
    pub(super) fn compare(&self, folder: &Path) -> Result<Vec<Break>, String> {
        let [old, new] = [copies::OLD, copies::NEW].map(|side| folder.join(side).join(MEMBER));
        let mut command = cargo::command();
        command.args(["semver-checks", "--color", "never", "--package", MEMBER]);
        command.arg("--manifest-path").arg(new.join("Cargo.toml")).arg("--baseline-root").arg(old);
        // With the release type `minor`, everything that requires a new major version is a break. Features only add
        // hand-written code, which is the same on both sides.
        command.args(["--release-type", "minor", "--only-explicit-features"]);
        let output = command.env("CARGO_TARGET_DIR", folder.join("target")).output();
        let output = output.map_err(|error| format!("cargo does not start: {error}"))?;
        let (stdout, stderr) = text(&output);
        // The full output is for maintainers. Failing to write it is harmless.
        _ = fs::write(folder.join("output.txt"), format!("{stdout}\n{stderr}"));
        let folder = format!("{}{}", folder.display(), std::path::MAIN_SEPARATOR);
        let breaks = output::breaks(&stdout.replace(&folder, ""));
        if output.status.success() || !breaks.is_empty() { Ok(breaks) } else { Err(output::reason(&stderr)) }
    }
}

fn text(output: &Output) -> (String, String) {
    let [stdout, stderr] = [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes).into_owned());
    (stdout, stderr)
}
