//! Measures compiling the SDK together with a caller.
//!
//! Generic code is compiled in the crate that uses it, and most of progenitor's code is compiled with the caller. Users
//! wait for both crates, so the goal applies to the sum. The dependencies are built before the measurement starts.

use std::{env, fs, path::Path};

use anyhow::{Context, Result, bail};

use super::{
    Cost,
    cost::{self, Limit},
    folder, interleave,
    openapi_generator::{self, OpenApiGenerator},
    peer,
    rounds::Rounds,
    row::Row,
};
use crate::{cargo, compile, files::copy, inputs::Inputs, report, workspace};

/// The dependencies of progenitor's client, as its documentation lists them. It uses the SDK's default TLS, since
/// neither caller can reach the service without TLS.
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

/// The manifest of a caller, without the dependencies that only this caller has.
const CALLER: &str = r#"[package]
name = "NAME"
version = "0.0.0"
edition = "2024"

[dependencies]
tokio = { version = "1", default-features = false, features = ["macros", "rt"] }
"#;

/// A client crate, and a program that calls twenty of its operations.
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

const OPENAPI_GENERATOR: Side = Side {
    sdk: "openapi-client",
    caller: "openapi-caller",
    dependencies: r#"openapi-client = { path = "../openapi-client" }"#,
    main: include_str!("callers/openapi_generator.rs"),
};

/// A measured cargo command.
struct Step {
    name: &'static str,
    arguments: &'static [&'static str],
    goal: f64,
    rounds: usize,
}

impl Step {
    fn all(rounds: &Rounds) -> [Self; 2] {
        [
            Self { name: "cargo check", arguments: &["check"], goal: 0.4, rounds: rounds.check },
            Self { name: "release build", arguments: &["build", "--release"], goal: 0.7, rounds: rounds.release },
        ]
    }
}

/// A peer, with its name in the table.
struct Peer {
    side: &'static Side,
    name: String,
    is_judged: bool,
}

/// Measures `cargo check` and the release build of all sides.
pub(super) fn rows(rounds: &Rounds) -> Result<Vec<Row>> {
    let folder = folder();
    write_workspace(&folder)?;
    let mut peers = vec![Peer { side: &THEIRS, name: peer::name()?, is_judged: true }];
    let generator = openapi_generator(&folder);
    if let Ok(name) = &generator {
        peers.push(Peer { side: &OPENAPI_GENERATOR, name: name.clone(), is_judged: false });
    }
    let mut rows = Vec::new();
    for step in Step::all(rounds) {
        rows.extend(step.rows(&folder, &peers)?);
        if let Err(reason) = &generator {
            let compared = format!("{} of SDK and caller", step.name);
            rows.push(Row::skipped(&compared, openapi_generator::NAME, reason));
        }
    }
    Ok(rows)
}

impl Step {
    fn rows(&self, folder: &Path, peers: &[Peer]) -> Result<Vec<Row>> {
        let sides: Vec<&Side> = [&OURS].into_iter().chain(peers.iter().map(|peer| peer.side)).collect();
        for side in &sides {
            side.build(folder, self.arguments)?;
        }
        let costs =
            interleave(self.name, self.rounds, sides.len(), |side| sides[side].rebuild(folder, self.arguments))?;
        let mut rows = Vec::new();
        for (peer, theirs) in peers.iter().zip(&costs[1..]) {
            let row = |part, limit, cost: fn(&[Cost; 2]) -> Cost| {
                let of = |side: &[[Cost; 2]]| side.iter().map(cost).collect::<Vec<_>>();
                let compared = format!("{} of {part}", self.name);
                cost::rows(&compared, &peer.name, limit, &of(&costs[0]), &of(theirs))
            };
            let details = [row("the SDK", None, |[sdk, _]| *sdk), row("the caller", None, |[_, caller]| *caller)];
            rows.extend(details.into_iter().flatten().map(|row| Row { detail: true, ..row }));
            let limit = peer.is_judged.then_some(Limit::Cpu(self.goal));
            rows.extend(row("SDK and caller", limit, |costs| costs.iter().copied().sum()));
        }
        Ok(rows)
    }
}

/// Adds the client of OpenAPI Generator to the workspace and returns its name. The error is the reason why it cannot be
/// measured; the workspace then does not contain it.
fn openapi_generator(folder: &Path) -> Result<String, String> {
    let path = env::var_os("PATH").unwrap_or_default();
    let generator = OpenApiGenerator::find(&path, &folder.join("openapi-generator"))?;
    let documents = || peer::merged(&Inputs::default().read()?.documents[..2]);
    let side = &OPENAPI_GENERATOR;
    let write = || {
        generator.generate(&documents()?, side.sdk, &folder.join(side.sdk))?;
        side.write_caller(folder)?;
        write_manifest(folder, &[&OURS, &THEIRS, side])
    };
    write().map_err(|error| format!("{error:#}"))?;
    side.build(folder, &["check"]).map_err(|error| {
        let back = write_manifest(folder, &[&OURS, &THEIRS]).err();
        format!("its client does not compile: {}", back.unwrap_or(error))
    })?;
    Ok(generator.name)
}

/// Writes one workspace for all sides, so that they share the versions of their dependencies and the profile.
fn write_workspace(folder: &Path) -> Result<()> {
    let root = workspace::root();
    fs::create_dir_all(folder.join("peer/src"))?;
    write_manifest(folder, &[&OURS, &THEIRS])?;
    fs::write(folder.join("peer/Cargo.toml"), PEER)?;
    let input = Inputs::default().read()?;
    let client = peer::client(&input.documents[..2])?;
    fs::write(folder.join("peer/src/lib.rs"), format!("#![allow(warnings)]\n{client}"))?;
    for side in [&OURS, &THEIRS] {
        side.write_caller(folder)?;
    }
    // A module that moved since the last run must not exist in both places.
    let copied = folder.join("wsapi-client");
    if copied.exists() {
        fs::remove_dir_all(&copied).with_context(|| format!("removing {}", copied.display()))?;
    }
    copy(&root.join("wsapi-client"), &copied)?;
    // The crates that only its tests use are not members of this workspace.
    let manifest = copied.join("Cargo.toml");
    let package = compile::package(&fs::read_to_string(&manifest)?);
    Ok(fs::write(manifest, package)?)
}

/// Writes the manifest of the workspace and our lock file. cargo adds the dependencies that only the peers need.
fn write_manifest(folder: &Path, sides: &[&Side]) -> Result<()> {
    let members: Vec<&str> = sides.iter().flat_map(|side| [side.sdk, side.caller]).collect();
    fs::write(folder.join("Cargo.toml"), workspace::manifest(&members)?)?;
    copy(&workspace::root().join("Cargo.lock"), &folder.join("Cargo.lock"))
}

impl Side {
    fn write_caller(&self, folder: &Path) -> Result<()> {
        let caller = folder.join(self.caller);
        fs::create_dir_all(caller.join("src"))?;
        let manifest = format!("{}{}\n", CALLER.replace("NAME", self.caller), self.dependencies);
        fs::write(caller.join("Cargo.toml"), manifest)?;
        Ok(fs::write(caller.join("src/main.rs"), self.main)?)
    }

    /// Builds everything that is not up to date.
    fn build(&self, folder: &Path, arguments: &[&str]) -> Result<()> {
        self.cargo(folder, arguments, "--lib")?;
        self.cargo(folder, arguments, "--bins")
    }

    /// Rebuilds the SDK and then its caller, after touching the SDK's `lib.rs`.
    fn rebuild(&self, folder: &Path, arguments: &[&str]) -> Result<[Cost; 2]> {
        let lib = folder.join(self.sdk).join("src/lib.rs");
        fs::write(&lib, fs::read(&lib)?)?;
        let sdk = Cost::of(|| self.cargo(folder, arguments, "--lib"))?;
        let caller = Cost::of(|| self.cargo(folder, arguments, "--bins"))?;
        Ok([sdk, caller])
    }

    /// Runs cargo on the SDK (`--lib`) or its caller (`--bins`). Both packages are selected each time, because the
    /// selection determines the features of the dependencies, and different features would cause different builds.
    fn cargo(&self, folder: &Path, arguments: &[&str], target: &str) -> Result<()> {
        let output = cargo::command()
            .args(arguments)
            .args(["--quiet", "--package", self.sdk, "--package", self.caller, target])
            .current_dir(folder)
            .env("CARGO_INCREMENTAL", "0")
            .env("CARGO_TARGET_DIR", folder.join("target"))
            .output()
            .context("running cargo")?;
        if output.status.success() {
            return Ok(());
        }
        let said = String::from_utf8_lossy(&output.stderr);
        report::warn(&said);
        let reason = said.lines().find(|line| line.starts_with("error")).unwrap_or("unknown error").to_owned();
        bail!("cargo {} {target} failed for {} and {}: {reason}", arguments.join(" "), self.sdk, self.caller)
    }
}
