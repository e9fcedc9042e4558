//! The commands that publish a release, in order.

use std::{fmt, process::Command};

use anyhow::{Result, anyhow, bail};
use semver::Version;

use super::{copy::Copy, crates::Crates, tag};
use crate::{
    cargo,
    git::{self, Git},
};

/// The commands, each a program with its arguments.
#[derive(Clone, Debug)]
pub(super) struct Publish {
    tag: String,
    commands: Vec<Vec<String>>,
}

/// The message of the commit.
pub(super) fn message(version: &Version) -> String {
    format!("Release {version}")
}

impl Publish {
    /// Prepares the commands that commit, tag and publish. Each crate has a command of its own, so that a release that
    /// stops between two crates can continue: cargo refuses to publish a version again.
    pub(super) fn new(version: &Version, crates: &Crates) -> Self {
        let (tag, message) = (tag::name(version), message(version));
        let mut commands = vec![
            vec!["git", "commit", "--quiet", "--all", "--message", &message],
            vec!["git", "tag", "--annotate", &tag, "--message", &message],
        ];
        // They were packaged and compiled before. Here, build scripts of dependencies could read the token.
        let publish = |name| vec!["cargo", "publish", "--no-verify", "--package", name];
        commands.extend(crates.published().map(|package| publish(package.name.as_str())));
        let commands = commands.iter().map(|command| command.iter().map(ToString::to_string).collect());
        Self { commands: commands.collect(), tag }
    }

    /// Runs the commands, and stops if the commit differs from the copy. If a command fails or cannot be started, the
    /// error explains how to continue and how to undo the previous ones.
    pub(super) fn execute(&self, git: &Git, copy: &Copy) -> Result<()> {
        for (done, command) in self.commands.iter().enumerate() {
            let failure = match process(git, command).status() {
                Ok(status) if status.success() => None,
                Ok(status) => Some(format!("failed ({status})")),
                Err(error) => Some(format!("cannot be started ({error})")),
            };
            if let Some(failure) = failure {
                let (failed, rest, push) = (shell(command), lines(&self.commands[done..]), self.push());
                let undo = self.undo(done);
                bail!("`{failed}` {failure}\n\nto continue, fix the cause and run\n{rest}  {push}\n\n{undo}");
            }
            if done == 0 {
                copy.check(git).map_err(|error| anyhow!("{error:#}\n\n{}", self.undo(1)))?;
            }
        }
        Ok(())
    }

    /// Returns the command that pushes the commit and the tag.
    pub(super) fn push(&self) -> String {
        format!("git push origin main {}", self.tag)
    }

    /// Explains how to undo the release after this many commands.
    fn undo(&self, done: usize) -> String {
        match done {
            0 => "to undo, run\n  git reset --hard HEAD".to_owned(),
            1 => "to undo, run\n  git reset --hard HEAD~1".to_owned(),
            2 => format!(
                "if the registry does not have the version, you can also undo the release:\n  \
                 git tag --delete {}\n  git reset --hard HEAD~1",
                self.tag
            ),
            _ => "the registry already has a part of the release, so it cannot be undone".to_owned(),
        }
    }
}

impl fmt::Display for Publish {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&lines(&self.commands))
    }
}

fn lines(commands: &[Vec<String>]) -> String {
    commands.iter().map(|command| format!("  {}\n", shell(command))).collect()
}

/// Prepares the process of a command. Only cargo sees the registry tokens in its environment.
fn process(git: &Git, command: &[String]) -> Command {
    let (program, arguments) = (&command[0], &command[1..]);
    if program == "git" {
        return git.command(arguments);
    }
    let mut command = cargo::command();
    git::locate(command.current_dir(git.root()).args(arguments));
    command
}

/// Returns the command as typed in a shell.
fn shell(command: &[String]) -> String {
    let word = |word: &String| if word.contains(' ') { format!("'{word}'") } else { word.clone() };
    command.iter().map(word).collect::<Vec<_>>().join(" ")
}
