//! The crates of the workspace.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail, ensure};
use cargo_metadata::{DependencyKind, MetadataCommand, Package};

use crate::tokens;

/// All members of the workspace.
#[derive(Clone, Debug)]
pub(super) struct Crates(Vec<Package>);

impl Crates {
    /// Reads the manifests of a workspace.
    pub(super) fn of(root: &Path) -> Result<Self> {
        // Without dependencies, the lock file is neither needed nor written.
        let mut command = MetadataCommand::new();
        tokens::names().for_each(|name| _ = command.env_remove(name));
        let metadata = command.current_dir(root).no_deps().exec().context("reading the manifests of the workspace")?;
        let crates = Self(metadata.packages);
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

    /// Returns the crates that are published: all without `publish = false`.
    pub(super) fn published(&self) -> impl Iterator<Item = &Package> {
        self.0.iter().filter(|package| package.publish.as_ref().is_none_or(|registries| !registries.is_empty()))
    }

    /// Returns the crates of the workspace that a published one depends on. The registry must have them too. Fails if
    /// one of them is not published.
    pub(super) fn required(&self) -> Result<BTreeSet<String>> {
        let mut required = BTreeSet::new();
        for package in self.published() {
            // cargo removes dev-dependencies that have only a path.
            let kept = package.dependencies.iter().filter(|one| one.kind != DependencyKind::Development);
            for dependency in kept.filter(|one| one.path.is_some()) {
                if self.published().all(|other| other.name.as_str() != dependency.name) {
                    bail!("{} is published and depends on {}, which is not", package.name, dependency.name);
                }
                required.insert(dependency.name.clone());
            }
        }
        Ok(required)
    }
}
