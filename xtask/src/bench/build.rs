//! Compiling the output, together with a caller.
//!
//! Generic code is compiled in the crate that uses it: progenitor's crate leaves most of its code to the caller. What
//! users wait for is the sum, so the sum is judged. The dependencies are built before the measurement starts.

use std::{
    fs,
    path::Path,
    process::{Command, Stdio},
};

use anyhow::{Context, Result, ensure};

use super::{
    Cost, interleave, peer,
    table::{Goal, Row},
};
use crate::{regen::Options, workspace};

/// The dependencies of progenitor's client, as its documentation lists them. TLS is what the SDK has by default: neither
/// caller can reach the service without it.
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
reqwest = { version = "0.13", default-features = false, features = ["json", "stream", "query", "rustls"] }
serde = { version = "1", features = ["derive"] }
serde_json = "1"
serde_urlencoded = "0.7"
uuid = { version = "1", features = ["serde"] }
"#;

/// The manifest of a caller, up to the dependencies that only this caller has.
const CALLER: &str = r#"[package]
name = "NAME"
version = "0.0.0"
edition = "2024"

[dependencies]
tokio = { version = "1", default-features = false, features = ["macros", "rt"] }
"#;

/// A crate and a program that calls twenty of its operations.
struct Side {
    sdk: &'static str,
    caller: &'static str,
    dependencies: &'static str,
    main: &'static str,
}

const OURS: Side = Side {
    sdk: "wsapi-client",
    caller: "ours-caller",
    dependencies: r#"wsapi-client = { path = "../wsapi-client" }"#,
    main: include_str!("callers/ours.rs"),
};

const THEIRS: Side = Side {
    sdk: "peer",
    caller: "theirs-caller",
    dependencies: r#"futures-util = { version = "0.3", default-features = false }
peer = { path = "../peer" }
reqwest = { version = "0.13", default-features = false }"#,
    main: include_str!("callers/theirs.rs"),
};

/// A measured cargo command.
struct Step {
    name: &'static str,
    arguments: &'static [&'static str],
    goal: f64,
    rounds: usize,
}

/// Measures `cargo check` and the release build of both sides.
pub(super) fn rows(check_rounds: usize, release_rounds: usize) -> Result<Vec<Row>> {
    let folder = workspace::root().join("target/bench");
    write_workspace(&folder)?;
    let steps = [
        Step { name: "check", arguments: &["check"], goal: 0.4, rounds: check_rounds },
        Step { name: "release build", arguments: &["build", "--release"], goal: 0.7, rounds: release_rounds },
    ];
    let mut rows = Vec::new();
    for step in steps {
        for side in [&OURS, &THEIRS] {
            side.build(&folder, step.arguments)?;
        }
        let (ours, theirs) = interleave(
            step.name,
            step.rounds,
            || OURS.rebuild(&folder, step.arguments),
            || THEIRS.rebuild(&folder, step.arguments),
        )?;
        let row = |part: &str, goal, cost: fn(&[Cost; 2]) -> Cost| Row {
            name: format!("{}: {part}", step.name),
            goal,
            ours: ours.iter().map(cost).collect(),
            theirs: theirs.iter().map(cost).collect(),
        };
        rows.push(row("SDK", None, |[sdk, _]| *sdk));
        rows.push(row("caller", None, |[_, caller]| *caller));
        rows.push(row("SDK and caller", Some(Goal::Cpu(step.goal)), |costs| costs.iter().copied().sum()));
    }
    Ok(rows)
}

/// Writes one workspace for both sides, so that they share the versions of their dependencies and the profile.
fn write_workspace(folder: &Path) -> Result<()> {
    let root = workspace::root();
    fs::create_dir_all(folder.join("peer/src"))?;
    let members = [OURS.sdk, OURS.caller, THEIRS.sdk, THEIRS.caller];
    fs::write(folder.join("Cargo.toml"), workspace::manifest(&members)?)?;
    fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock"))?;
    fs::write(folder.join("peer/Cargo.toml"), PEER)?;
    let input = Options::default().input()?;
    let client = peer::client(&input.documents[..2])?;
    println!("progenitor's client has {} lines\n", client.lines().count());
    fs::write(folder.join("peer/src/lib.rs"), format!("#![allow(warnings)]\n{client}"))?;
    for side in [&OURS, &THEIRS] {
        let caller = folder.join(side.caller);
        fs::create_dir_all(caller.join("src"))?;
        let manifest = format!("{}{}\n", CALLER.replace("NAME", side.caller), side.dependencies);
        fs::write(caller.join("Cargo.toml"), manifest)?;
        fs::write(caller.join("src/main.rs"), side.main)?;
    }
    // A module that has moved since the last run must not be found in both places.
    let copied = folder.join("wsapi-client");
    if copied.exists() {
        fs::remove_dir_all(&copied).with_context(|| format!("removing {}", copied.display()))?;
    }
    copy(&root.join("wsapi-client"), &copied)?;
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

impl Side {
    /// Builds everything that is not up to date.
    fn build(&self, folder: &Path, arguments: &[&str]) -> Result<()> {
        self.cargo(folder, arguments, "--lib")?;
        self.cargo(folder, arguments, "--bins")
    }

    /// Rebuilds the SDK and then its caller, after a change of nothing but the time of the SDK's `lib.rs`.
    fn rebuild(&self, folder: &Path, arguments: &[&str]) -> Result<[Cost; 2]> {
        let lib = folder.join(self.sdk).join("src/lib.rs");
        fs::write(&lib, fs::read(&lib)?)?;
        let sdk = Cost::of(|| self.cargo(folder, arguments, "--lib"))?;
        let caller = Cost::of(|| self.cargo(folder, arguments, "--bins"))?;
        Ok([sdk, caller])
    }

    /// Runs cargo on the SDK (`--lib`) or its caller (`--bins`). Both packages are selected each time: the selection
    /// decides the features of the dependencies, and other features would be other builds.
    fn cargo(&self, folder: &Path, arguments: &[&str], target: &str) -> Result<()> {
        let status = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
            .args(arguments)
            .args(["--quiet", "--package", self.sdk, "--package", self.caller, target])
            .current_dir(folder)
            .env("CARGO_INCREMENTAL", "0")
            .env("CARGO_TARGET_DIR", folder.join("target"))
            .stdout(Stdio::null())
            .status()
            .context("running cargo")?;
        ensure!(status.success(), "cargo {} {target} failed for {} and {}", arguments.join(" "), self.sdk, self.caller);
        Ok(())
    }
}
