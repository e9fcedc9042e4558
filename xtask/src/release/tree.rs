//! Checks the state of the repository before a release.

use std::fmt;

use anyhow::{Result, ensure};

use crate::git::Git;

/// The branch that releases are made from.
const BRANCH: &str = "main";

/// The remote that a release is pushed to.
const REMOTE: &str = "origin";

/// A clean tree on the right branch.
#[derive(Clone, Debug)]
pub(super) struct Tree {
    /// The commit.
    head: String,
    /// A remark about the remote; empty if there is none.
    remote: String,
}

impl Tree {
    /// Fails if the tree has changes, is on another branch, or lacks commits of the remote. A remote that cannot be
    /// reached is only an error if it is required.
    pub(super) fn check(git: &Git, is_remote_required: bool) -> Result<Self> {
        let branch = git.output(&["branch", "--show-current"])?;
        let found = if branch.is_empty() { "no branch" } else { &branch };
        ensure!(branch == BRANCH, "expected the branch {BRANCH}, found {found}: run `git switch {BRANCH}`");
        let changes = git.output(&["status", "--porcelain"])?;
        ensure!(changes.is_empty(), "the tree is not clean: commit or stash these files first\n{changes}");
        let head = git.output(&["rev-parse", "HEAD"])?;
        match remote(git)? {
            Remote::Unreachable(error) if is_remote_required => {
                Err(error.context(format!("cannot tell whether the release could be pushed to {REMOTE}")))
            }
            remote => Ok(Self { head, remote: remote.to_string() }),
        }
    }

    /// Fails if anything has changed since the first check.
    pub(super) fn check_again(&self, git: &Git) -> Result<()> {
        let now = Self::check(git, true)?;
        ensure!(now.head == self.head, "the branch changed while the gates ran: run the command again");
        Ok(())
    }
}

impl fmt::Display for Tree {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "clean, on {BRANCH} at {:.10}{}", self.head, self.remote)
    }
}

/// The state of the remote, if it lacks nothing that a push requires.
#[derive(Debug)]
enum Remote {
    /// There is no remote, or it does not have the branch.
    Missing,
    /// Our branch contains all commits of its branch.
    Contained,
    /// The remote cannot be reached.
    Unreachable(anyhow::Error),
}

impl fmt::Display for Remote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => Ok(()),
            Self::Contained => write!(f, ", with all commits of {REMOTE}"),
            Self::Unreachable(_) => {
                write!(f, "; {REMOTE} cannot be reached, so it may have commits that {BRANCH} lacks")
            }
        }
    }
}

/// Checks the remote. Otherwise a version could be published whose commit cannot be pushed.
fn remote(git: &Git) -> Result<Remote> {
    if !git.output(&["remote"])?.lines().any(|name| name == REMOTE) {
        return Ok(Remote::Missing);
    }
    // Unlike `git fetch`, `git ls-remote` changes nothing.
    let commit = match git.output(&["ls-remote", REMOTE, &format!("refs/heads/{BRANCH}")]) {
        Ok(line) => line.split_whitespace().next().map(str::to_owned),
        Err(error) => return Ok(Remote::Unreachable(error)),
    };
    let Some(commit) = commit else { return Ok(Remote::Missing) };
    // The command also fails if the commit was never fetched.
    let is_contained = git.output(&["merge-base", "--is-ancestor", &commit, "HEAD"]).is_ok();
    ensure!(
        is_contained,
        "{REMOTE} has commits on {BRANCH} that the local branch lacks, so the release could not be pushed: \
         run `git pull --rebase {REMOTE} {BRANCH}`"
    );
    Ok(Remote::Contained)
}
