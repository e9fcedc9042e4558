//! A temporary git repository with the files of this one.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use tempfile::TempDir;

use super::CHANGELOG;

/// The result of a command.
pub(crate) struct Run {
    pub(crate) is_success: bool,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Run {
    pub(crate) fn of(command: &mut Command) -> Self {
        let output = command.output().expect("the program starts");
        let text = |bytes| String::from_utf8(bytes).expect("the output is UTF-8");
        Self { is_success: output.status.success(), stdout: text(output.stdout), stderr: text(output.stderr) }
    }
}

/// A temporary repository, clean and on `main`.
pub(crate) struct Repository {
    folder: TempDir,
}

impl Repository {
    /// Creates a repository that has released 0.1.0, with [`CHANGELOG`].
    pub(crate) fn released() -> Self {
        let repository = Self::unreleased();
        repository.git(&["tag", "v0.1.0"]);
        repository
    }

    /// Creates a repository without a release.
    pub(crate) fn unreleased() -> Self {
        let repository = Self { folder: tempfile::tempdir().expect("a folder can be made") };
        copy_tracked(&repository.root());
        repository.write("CHANGELOG.md", CHANGELOG);
        repository.git(&["init", "--quiet", "--initial-branch", "main"]);
        repository.git(&["config", "user.name", "A Maintainer"]);
        repository.git(&["config", "user.email", "maintainer@example.com"]);
        repository.commit("The first commit");
        repository
    }

    pub(crate) fn root(&self) -> PathBuf {
        self.folder.path().join("repository")
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.root().join(path)).expect("the file can be read")
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        fs::write(self.root().join(path), text).expect("the file can be written");
    }

    pub(crate) fn replace(&self, path: &str, old: &str, new: &str) {
        let text = self.read(path);
        assert!(text.contains(old), "{path} does not contain {old:?}");
        self.write(path, &text.replacen(old, new, 1));
    }

    /// Commits all files.
    pub(crate) fn commit(&self, message: &str) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--message", message]);
    }

    /// Creates an empty commit.
    pub(crate) fn commit_empty(&self, message: &str) {
        self.git(&["commit", "--quiet", "--allow-empty", "--message", message]);
    }

    /// Makes an optional member of a request required, which breaks callers, and commits.
    pub(crate) fn break_callers(&self) {
        let at = "    SendTextRequest:\n      type: object\n      \
                  description: A text message to a person or a group.\n      required:\n";
        self.replace("openapi/wsapi-api.yaml", at, &format!("{at}        - isForwarded\n"));
        self.commit("The service requires a member");
    }

    pub(crate) fn git(&self, arguments: &[&str]) -> String {
        let mut git = Command::new("git");
        let output = isolated(&mut git).current_dir(self.root()).args(arguments).output().expect("git starts");
        assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("the output is UTF-8").trim_end().to_owned()
    }

    /// Runs any command of xtask.
    pub(crate) fn xtask(&self, arguments: &[&str]) -> Run {
        let mut xtask = Command::new(env!("CARGO_BIN_EXE_xtask"));
        Run::of(isolated(&mut xtask).current_dir(self.root()).args(arguments))
    }

    /// Runs `release` with the gate `true`, unless the arguments name another one.
    pub(crate) fn release(&self, arguments: &[&str]) -> Run {
        self.release_with(arguments, None)
    }

    /// Runs `release` with another program instead of cargo, and with an empty target folder.
    pub(crate) fn release_with(&self, arguments: &[&str], cargo: Option<&Path>) -> Run {
        Run::of(&mut self.release_command(arguments, cargo))
    }

    /// Prepares a run of `release`.
    pub(crate) fn release_command(&self, arguments: &[&str], cargo: Option<&Path>) -> Command {
        let mut xtask = Command::new(env!("CARGO_BIN_EXE_xtask"));
        isolated(&mut xtask).current_dir(self.root()).arg("release").args(arguments);
        if !arguments.contains(&"--gates") {
            xtask.args(["--gates", "true"]);
        }
        if let Some(cargo) = cargo {
            xtask.env("CARGO", cargo).env("CARGO_TARGET_DIR", self.folder.path().join("target"));
        }
        xtask
    }

    /// Returns the bytes of all files, including those of git.
    pub(crate) fn bytes(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let (mut files, mut folders) = (BTreeMap::new(), vec![self.root()]);
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).expect("the folder can be read").flatten() {
                match entry.file_type().expect("it has a type").is_dir() {
                    true => folders.push(entry.path()),
                    false => _ = files.insert(entry.path(), fs::read(entry.path()).expect("the file can be read")),
                }
            }
        }
        files
    }
}

/// Isolates a command from the network and from the user's settings. It uses the existing target folder.
fn isolated(command: &mut Command) -> &mut Command {
    local(command);
    let target = Path::new(env!("CARGO_BIN_EXE_xtask")).ancestors().nth(2).expect("it is in the target folder");
    command.env("CARGO_TARGET_DIR", target).env("CARGO_NET_OFFLINE", "true");
    command.env("GIT_CONFIG_NOSYSTEM", "1").env("GIT_CONFIG_GLOBAL", "/dev/null")
}

/// Removes the variables with which git names a repository to its hooks, so that each command finds its own repository.
fn local(command: &mut Command) -> &mut Command {
    let list = Command::new("git").args(["rev-parse", "--local-env-vars"]).output().expect("git starts");
    let names = String::from_utf8(list.stdout).expect("the names are UTF-8");
    names.lines().fold(command, |command, name| command.env_remove(name))
}

/// The root of this repository.
pub(crate) fn origin() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("it is in the workspace")
}

/// Copies the files of this repository as they are now, committed or not.
fn copy_tracked(to: &Path) {
    let list = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
    let mut git = Command::new("git");
    let output = local(&mut git).current_dir(origin()).args(list).output().expect("git starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let paths = String::from_utf8(output.stdout).expect("the paths are UTF-8");
    for path in paths.split_terminator('\0') {
        // A link to a license becomes a file. A file whose removal is not committed is left out.
        let (from, to) = (origin().join(path), to.join(path));
        if from.is_file() {
            fs::create_dir_all(to.parent().expect("it is in a folder")).expect("the folder can be made");
            fs::copy(from, to).expect("the file can be copied");
        }
    }
}
