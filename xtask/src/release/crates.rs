//! The crates of the workspace.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail, ensure};
use cargo_metadata::{Dependency, DependencyKind, MetadataCommand, Package};

use crate::tokens;

/// All members of the workspace, each after those that it depends on.
#[derive(Clone, Debug)]
pub(super) struct Crates(Vec<Package>);

impl Crates {
    /// Reads the manifests of a workspace.
    pub(super) fn of(root: &Path) -> Result<Self> {
        // Without dependencies, the lock file is neither needed nor written.
        let mut command = MetadataCommand::new();
        tokens::names().for_each(|name| _ = command.env_remove(name));
        let metadata = command.current_dir(root).no_deps().exec().context("reading the manifests of the workspace")?;
        let mut crates = Self(metadata.packages);
        crates.sort();
        ensure!(crates.published().next().is_some(), "no crate of the workspace is published");
        Ok(crates)
    }

    /// Returns the names of all crates.
    pub(super) fn names(&self) -> BTreeSet<&str> {
        self.0.iter().map(|package| package.name.as_str()).collect()
    }

    /// Returns the paths of all manifests.
    pub(super) fn manifests(&self) -> impl Iterator<Item = PathBuf> {
        self.0.iter().map(|package| package.manifest_path.clone().into())
    }

    /// Returns the crates that are published: all without `publish = false`. A crate comes after those that it depends
    /// on, because the registry must have them first.
    pub(super) fn published(&self) -> impl Iterator<Item = &Package> {
        self.0.iter().filter(|package| package.publish.as_ref().is_none_or(|registries| !registries.is_empty()))
    }

    /// Fails if a published crate depends on a crate of the workspace that is not published.
    pub(super) fn check(&self) -> Result<()> {
        for package in self.published() {
            let is_published = |name: &str| self.published().any(|other| other.name.as_str() == name);
            if let Some(missing) = local(package).find(|dependency| !is_published(&dependency.name)) {
                bail!("{} is published and depends on {}, which is not", package.name, missing.name);
            }
        }
        Ok(())
    }

    fn sort(&mut self) {
        let unsorted = self.clone();
        self.0.sort_by_cached_key(|package| unsorted.depth(package));
    }

    /// Returns the length of the longest chain of dependencies in the workspace. cargo permits no cycles.
    fn depth(&self, package: &Package) -> usize {
        let find = |dependency: &Dependency| self.0.iter().find(|other| other.name.as_str() == dependency.name);
        local(package).filter_map(find).map(|dependency| self.depth(dependency) + 1).max().unwrap_or(0)
    }
}

/// Returns the dependencies on crates of the workspace that the tarball of a crate has. cargo removes dev-dependencies
/// that have only a path.
fn local(package: &Package) -> impl Iterator<Item = &Dependency> {
    let dependencies = package.dependencies.iter().filter(|dependency| dependency.path.is_some());
    dependencies.filter(|dependency| dependency.kind != DependencyKind::Development)
}
