//! Builds each published crate from its own tarball.

use std::{fs, process::Command};

use anyhow::{Context, Result, ensure};
use semver::Version;

use super::{copy::Copy, crates::Crates};
use crate::git::Git;

/// Packages all published crates, each after those that it depends on, and describes the tarballs.
pub(super) fn package(copy: &Copy, crates: &Crates, version: &Version) -> Result<String> {
    check_versions(copy, version)?;
    let names: Vec<&str> = crates.published().map(|package| package.name.as_str()).collect();
    let described = (0..names.len()).map(|index| {
        let (name, earlier) = (names[index], &names[..index]);
        build(copy, name, earlier, version)?;
        let tarball = copy.target().join(format!("package/{name}-{version}.crate"));
        let size = fs::metadata(&tarball).with_context(|| format!("reading {}", tarball.display()))?.len();
        let files = run(copy.cargo().args(["package", "--list", "--package", name]))?.lines().count();
        Ok(format!("{name}-{version}.crate compiles: {files} files, {} KiB compressed", size.div_ceil(1024)))
    });
    Ok(described.collect::<Result<Vec<_>>>()?.join("; "))
}

/// Packages a crate, and compiles it with the packaged files of earlier crates, which the registry does not have yet.
/// If one command packages all crates, cargo does this too, but it then unpacks a crate only once for each version, so a
/// second run would compile the old files.
fn build(copy: &Copy, name: &str, earlier: &[&str], version: &Version) -> Result<()> {
    let patches = earlier.iter().flat_map(|earlier| {
        // cargo unpacks a tarball here to compile it.
        let folder = copy.target().join(format!("package/{earlier}-{version}"));
        let folder = toml_edit::Value::from(folder.to_string_lossy().as_ref());
        ["--config".to_owned(), format!("patch.crates-io.{earlier}.path={folder}")]
    });
    run(copy.cargo().args(["package", "--quiet", "--package", name]).args(patches))?;
    // cargo adds the patches to the lock file of the workspace too.
    Git::new(copy.root()).output(&["restore", "Cargo.lock"])?;
    Ok(())
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
