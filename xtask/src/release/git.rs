//! Questions to git, which change nothing in the repository.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, ensure};

use super::tokens;

/// A repository.
#[derive(Clone, Debug)]
pub(super) struct Git {
    root: PathBuf,
}

impl Git {
    /// The repository with this root.
    pub(super) fn new(root: PathBuf) -> Self {
        Self { root }
    }

    /// The root.
    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    /// Returns the output of a command without the white space at its end.
    pub(super) fn output(&self, arguments: &[&str]) -> Result<String> {
        // `git status` would otherwise update the index.
        let mut git = Command::new("git");
        git.current_dir(&self.root).env("GIT_OPTIONAL_LOCKS", "0").args(arguments);
        let output = tokens::hide(&mut git).output().context("running git")?;
        let said = String::from_utf8_lossy(&output.stderr);
        ensure!(output.status.success(), "`git {}` failed: {}", arguments.join(" "), said.trim_end());
        let text = String::from_utf8(output.stdout).with_context(|| format!("the output of `git {}`", arguments[0]))?;
        Ok(text.trim_end().to_owned())
    }
}
