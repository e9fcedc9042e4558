//! A temporary copy of the repository that already contains the release, so that the real one does not change.

use std::{
    ffi::OsStr,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, bail};
use tempfile::TempDir;

use super::{edits::Edits, manifests};
use crate::{
    cargo,
    git::{self, Git},
    tokens,
};

/// The author of the commit in the copy, which is never published. The real commit has the configured author.
const AUTHOR: [&str; 6] =
    ["-c", "user.name=release", "-c", "user.email=release@localhost", "-c", "commit.gpgsign=false"];

/// A copy, which is removed when it is dropped.
#[derive(Debug)]
pub(super) struct Copy {
    folder: TempDir,
    target: PathBuf,
    /// The tree hash of the release commit. The gates may change the files later.
    tree: String,
}

impl Copy {
    /// Clones a repository, writes the files of the release and commits them.
    pub(super) fn new(root: &Path, edits: &Edits, message: &str) -> Result<Self> {
        let folder = tempfile::tempdir().context("making a temporary folder")?;
        let mut copy = Self { folder, target: cargo::target(), tree: String::new() };
        // A tarball has no profiles. With the profiles of the workspace, dependencies are not compiled again.
        let profiles = manifests::profiles(&fs::read_to_string(root.join("Cargo.toml"))?)?;
        fs::create_dir(copy.folder.path().join(".cargo"))?;
        fs::write(copy.folder.path().join(".cargo/config.toml"), profiles)?;
        let to = copy.root();
        let (from, to) = (root.to_string_lossy(), to.to_string_lossy());
        Git::new(root.to_path_buf()).output(&["clone", "--quiet", &from, &to])?;
        edits.write(&copy.root())?;
        let commit = ["commit", "--quiet", "--no-verify", "--all", "--message", message];
        Git::new(copy.root()).output(&[&AUTHOR[..], &commit].concat())?;
        copy.tree = tree(&Git::new(copy.root()))?;
        Ok(copy)
    }

    /// Fails if the files of the repository's last commit differ from the copy. git hooks can cause that.
    pub(super) fn check(&self, git: &Git) -> Result<()> {
        if tree(git)? == self.tree {
            return Ok(());
        }
        let (own, root) = (Git::new(self.root()), git.root().to_string_lossy());
        own.output(&["fetch", "--quiet", "--no-tags", &root, "HEAD"])?;
        let files = own.output(&["diff", "--name-only", &self.tree, "FETCH_HEAD"])?.replace('\n', ", ");
        bail!("the commit differs from what was packaged and tested, probably because of a git hook: {files}")
    }

    /// The root of the copy.
    pub(super) fn root(&self) -> PathBuf {
        self.folder.path().join("repository")
    }

    /// The target folder of cargo, which is that of the real workspace.
    pub(super) fn target(&self) -> &Path {
        &self.target
    }

    /// Prepares a command that runs in the copy, without registry tokens in its environment.
    pub(super) fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        tokens::hide(git::locate(&mut command).current_dir(self.root()).env("CARGO_TARGET_DIR", &self.target));
        command
    }

    /// Prepares cargo.
    pub(super) fn cargo(&self) -> Command {
        self.command(cargo::program())
    }
}

/// Returns the tree hash of the last commit.
fn tree(git: &Git) -> Result<String> {
    git.output(&["rev-parse", "HEAD^{tree}"])
}
