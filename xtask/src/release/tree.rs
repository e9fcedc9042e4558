//! The state of the repository that a release requires.

use std::fmt;

use anyhow::{Result, ensure};

use super::git::Git;

/// The branch from which releases are made.
const BRANCH: &str = "main";

/// A clean tree on the right branch.
#[derive(Clone, Debug)]
pub(super) struct Tree {
    /// The commit.
    head: String,
}

impl Tree {
    /// Fails if the tree has changes or is on another branch.
    pub(super) fn check(git: &Git) -> Result<Self> {
        let branch = git.output(&["branch", "--show-current"])?;
        let found = if branch.is_empty() { "no branch" } else { &branch };
        ensure!(branch == BRANCH, "expected the branch {BRANCH}, found {found}: run `git switch {BRANCH}`");
        let changes = git.output(&["status", "--porcelain"])?;
        ensure!(changes.is_empty(), "the tree is not clean: commit or stash these files first\n{changes}");
        Ok(Self { head: git.output(&["rev-parse", "HEAD"])? })
    }

    /// Fails if anything has changed since the first check.
    pub(super) fn check_again(&self, git: &Git) -> Result<()> {
        let now = Self::check(git)?;
        ensure!(now.head == self.head, "the branch changed while the gates ran: start again");
        Ok(())
    }
}

impl fmt::Display for Tree {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "clean, on {BRANCH} at {:.10}", self.head)
    }
}
