//! Runs git. No other module does so.

use std::{
    path::{Path, PathBuf},
    process::{Command, Output},
};

use anyhow::{Context, Result, ensure};

use crate::tokens;

/// The variables that `git rev-parse --local-env-vars` lists, except for those of the configuration. git sets some of
/// them for hooks, and then ignores the current folder.
const LOCATION: [&str; 15] = [
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_DIR",
    "GIT_GRAFT_FILE",
    "GIT_IMPLICIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_INTERNAL_SUPER_PREFIX",
    "GIT_NAMESPACE",
    "GIT_NO_REPLACE_OBJECTS",
    "GIT_OBJECT_DIRECTORY",
    "GIT_PREFIX",
    "GIT_QUARANTINE_PATH",
    "GIT_REPLACE_REF_BASE",
    "GIT_SHALLOW_FILE",
    "GIT_WORK_TREE",
];

/// Makes git find the repository that contains the current folder of a command.
pub(crate) fn locate(command: &mut Command) -> &mut Command {
    LOCATION.iter().fold(command, |command, name| command.env_remove(name))
}

/// A repository.
#[derive(Clone, Debug)]
pub(crate) struct Git {
    root: PathBuf,
}

impl Git {
    /// Creates a handle of the repository with this root.
    pub(crate) fn new(root: PathBuf) -> Self {
        Self { root }
    }

    /// The root.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// Prepares a command. Registry tokens are hidden from it, because git runs hooks.
    pub(crate) fn command<A: AsRef<str>>(&self, arguments: &[A]) -> Command {
        let mut git = Command::new("git");
        git.current_dir(&self.root).args(arguments.iter().map(AsRef::as_ref));
        tokens::hide(locate(&mut git));
        git
    }

    /// Runs a command that must succeed. Returns the output without trailing whitespace.
    pub(crate) fn output(&self, arguments: &[&str]) -> Result<String> {
        let output = self.run(arguments)?;
        let said = String::from_utf8_lossy(&output.stderr);
        ensure!(output.status.success(), "`git {}` failed: {}", arguments.join(" "), said.trim_end());
        Ok(text(output, arguments)?.trim_end().to_owned())
    }

    /// Returns the exact output of a command, or `None` if git fails.
    pub(crate) fn exact(&self, arguments: &[&str]) -> Result<Option<String>> {
        let output = self.run(arguments)?;
        if output.status.success() { text(output, arguments).map(Some) } else { Ok(None) }
    }

    /// Returns the exit code of a command, or `None` if git cannot be run.
    pub(crate) fn code(&self, arguments: &[&str]) -> Option<i32> {
        self.run(arguments).ok()?.status.code()
    }

    fn run(&self, arguments: &[&str]) -> Result<Output> {
        // `git status` would otherwise update the index.
        self.command(arguments).env("GIT_OPTIONAL_LOCKS", "0").output().context("running git")
    }
}

fn text(output: Output, arguments: &[&str]) -> Result<String> {
    String::from_utf8(output.stdout).with_context(|| format!("the output of `git {}` is not text", arguments.join(" ")))
}
