//! Builds each published crate from its own tarball.

use std::{fs, process::Command};

use anyhow::{Context, Result, ensure};
use semver::Version;

use super::{copy::Copy, crates::Crates};

/// Packages all published crates with one command, because they may depend on each other, and describes the tarballs.
pub(super) fn package(copy: &Copy, crates: &Crates, version: &Version) -> Result<String> {
    check_versions(copy, version)?;
    let names: Vec<&str> = crates.published().map(|package| package.name.as_str()).collect();
    let chosen: Vec<&str> = names.iter().flat_map(|name| ["--package", name]).collect();
    run(copy.cargo().args(["package", "--quiet"]).args(&chosen))?;
    let described = names.iter().map(|name| {
        let tarball = copy.target().join(format!("package/{name}-{version}.crate"));
        let size = fs::metadata(&tarball).with_context(|| format!("reading {}", tarball.display()))?.len();
        let files = run(copy.cargo().args(["package", "--list", "--package", name]))?.lines().count();
        Ok(format!("{name}-{version}.crate compiles: {files} files, {} KiB compressed", size.div_ceil(1024)))
    });
    Ok(described.collect::<Result<Vec<_>>>()?.join("; "))
}

/// Fails if a published crate declares its own version.
fn check_versions(copy: &Copy, version: &Version) -> Result<()> {
    for package in Crates::of(&copy.root())?.published() {
        let (name, own) = (&package.name, &package.version);
        ensure!(own == version, "{name} declares version {own} itself: write `version.workspace = true`");
    }
    Ok(())
}

fn run(command: &mut Command) -> Result<String> {
    let output = command.output().context("running cargo")?;
    let said = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "the crates cannot be packaged ({}):\n{}", output.status, said.trim_end());
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}
