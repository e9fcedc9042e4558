//! Compiling the output, alone: dependencies are built before the clock starts.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use anyhow::{Context, Result, ensure};

use super::{interleave, peer, table::Row};
use crate::{regen::Options, workspace};

/// What progenitor's client depends on, as its documentation says.
const PEER: &str = r#"[package]
name = "peer"
version = "0.0.0"
edition = "2024"

[dependencies]
bytes = "1"
chrono = { version = "0.4", default-features = false, features = ["serde"] }
futures-core = "0.3"
progenitor-client = "0.15"
regress = "*"
reqwest = { version = "0.13", default-features = false, features = ["json", "stream", "query"] }
serde = { version = "1", features = ["derive"] }
serde_json = "1"
serde_urlencoded = "0.7"
uuid = { version = "1", features = ["serde"] }
"#;

/// Measures `cargo check` and the release build of both crates.
pub(super) fn rows(rounds: usize) -> Result<Vec<Row>> {
    let folder = workspace::root().join("target/bench");
    write_workspace(&folder)?;
    let mut rows = Vec::new();
    for (name, arguments) in
        [("cargo check, crate alone", &["check"][..]), ("release build, crate alone", &["build", "--release"])]
    {
        for package in ["wsapi-client", "peer"] {
            cargo(&folder, arguments, package)?;
        }
        let measure = |package: &'static str, folder: &Path| touched(folder, arguments, package);
        rows.push(interleave(name, 0.5, rounds, || measure("wsapi-client", &folder), || measure("peer", &folder))?);
    }
    Ok(rows)
}

/// A workspace of both crates, so that both use the same versions of what they share.
fn write_workspace(folder: &Path) -> Result<()> {
    let root = workspace::root();
    fs::create_dir_all(folder.join("peer/src"))?;
    fs::write(folder.join("Cargo.toml"), workspace::manifest(&["wsapi-client", "peer"])?)?;
    fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock"))?;
    fs::write(folder.join("peer/Cargo.toml"), PEER)?;
    let input = Options::default().input()?;
    let client = peer::client(&input.documents[..2])?;
    println!("progenitor's client has {} lines\n", client.lines().count());
    fs::write(folder.join("peer/src/lib.rs"), format!("#![allow(warnings)]\n{client}"))?;
    copy(&root.join("wsapi-client"), &folder.join("wsapi-client"))?;
    copy(&root.join("README.md"), &folder.join("README.md"))
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    if !from.is_dir() {
        return fs::copy(from, to).map(drop).with_context(|| format!("copying {}", from.display()));
    }
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let path = entry?.path();
        copy(&path, &to.join(path.file_name().unwrap_or_default()))?;
    }
    Ok(())
}

/// Builds after a change that changes nothing but the time of the crate's root.
fn touched(folder: &Path, arguments: &[&str], package: &str) -> Result<Duration> {
    let lib: PathBuf = folder.join(package).join("src/lib.rs");
    let text = fs::read(&lib)?;
    fs::write(&lib, text)?;
    let start = Instant::now();
    cargo(folder, arguments, package)?;
    Ok(start.elapsed())
}

fn cargo(folder: &Path, arguments: &[&str], package: &str) -> Result<()> {
    let status = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(arguments)
        .args(["--quiet", "--package", package])
        .current_dir(folder)
        .env("CARGO_INCREMENTAL", "0")
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .stdout(Stdio::null())
        .status()
        .context("running cargo")?;
    ensure!(status.success(), "cargo {} failed for {package}", arguments.join(" "));
    Ok(())
}
