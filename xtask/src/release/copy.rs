//! A temporary copy of the repository in which the release is made already, so that the real one need not change.

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

/// The author of the commit in the copy, which nobody sees. The real one has the author that git is configured with.
const AUTHOR: [&str; 6] =
    ["-c", "user.name=release", "-c", "user.email=release@localhost", "-c", "commit.gpgsign=false"];

/// The copy; dropping it removes it.
#[derive(Debug)]
pub(super) struct Copy {
    folder: TempDir,
    target: PathBuf,
    /// The hash of the files with which the copy was made, whatever the gates do to them.
    tree: String,
}

impl Copy {
    /// Clones a repository, writes the files of the release and commits them.
    pub(super) fn new(root: &Path, edits: &Edits, message: &str) -> Result<Self> {
        let folder = tempfile::tempdir().context("making a temporary folder")?;
        let mut copy = Self { folder, target: cargo::target(), tree: String::new() };
        // A tarball has no profiles. With those of the workspace, its dependencies need not be compiled again.
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

    /// Fails if the last commit of the repository has other files than the copy, which hooks of git can cause.
    pub(super) fn check(&self, git: &Git) -> Result<()> {
        if tree(git)? == self.tree {
            return Ok(());
        }
        let (own, root) = (Git::new(self.root()), git.root().to_string_lossy());
        own.output(&["fetch", "--quiet", "--no-tags", &root, "HEAD"])?;
        let files = own.output(&["diff", "--name-only", &self.tree, "FETCH_HEAD"])?.replace('\n', ", ");
        bail!("the commit differs from what was packaged and tested, probably by a hook of git: {files}")
    }

    /// The root of the copy.
    pub(super) fn root(&self) -> PathBuf {
        self.folder.path().join("repository")
    }

    /// The folder of the output of cargo, which is that of the real workspace.
    pub(super) fn target(&self) -> &Path {
        &self.target
    }

    /// Prepares a command that runs in the copy, without the tokens of registries in its environment.
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

/// The hash of all files of the last commit.
fn tree(git: &Git) -> Result<String> {
    git.output(&["rev-parse", "HEAD^{tree}"])
}
