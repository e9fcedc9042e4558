//! The commands that publish a release, in order.

use std::{env, fmt, process::Command};

use anyhow::{Context, Result, anyhow, bail};
use semver::Version;

use super::{copy::Copy, crates::Crates, tag};
use crate::git::Git;

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

/// Returns the path of cargo: the one that runs this command, if any.
pub(super) fn cargo() -> String {
    env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned())
}

impl Publish {
    /// Prepares the commands that commit, tag and publish. One command publishes all crates, because cargo knows their
    /// order.
    pub(super) fn new(version: &Version, crates: &Crates) -> Self {
        let (tag, message) = (tag::name(version), message(version));
        let mut publish = vec!["cargo", "publish"];
        publish.extend(crates.published().flat_map(|package| ["--package", package.name.as_str()]));
        let commands = [
            vec!["git", "commit", "--quiet", "--all", "--message", &message],
            vec!["git", "tag", "--annotate", &tag, "--message", &message],
            publish,
        ];
        let commands = commands.iter().map(|command| command.iter().map(ToString::to_string).collect());
        Self { commands: commands.collect(), tag }
    }

    /// Runs the commands, and stops if the commit differs from the copy. If a command fails, the error explains how to
    /// continue and how to undo the previous ones.
    pub(super) fn execute(&self, git: &Git, copy: &Copy) -> Result<()> {
        for (done, command) in self.commands.iter().enumerate() {
            let status = process(git, command).status().with_context(|| format!("running {}", command[0]))?;
            if !status.success() {
                let rest = lines(&self.commands[done..]);
                let push = self.push();
                let (failed, undo) = (shell(command), self.undo(done));
                bail!("`{failed}` failed ({status})\n\nto continue, fix the cause and run\n{rest}  {push}\n\n{undo}");
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
            _ => format!(
                "if the registry does not have the version, you can also undo the release:\n  \
                 git tag --delete {}\n  git reset --hard HEAD~1",
                self.tag
            ),
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

/// Prepares the process of a command. Only cargo sees registry tokens.
fn process(git: &Git, command: &[String]) -> Command {
    let (program, arguments) = (&command[0], &command[1..]);
    if program == "git" {
        return git.command(arguments);
    }
    let mut cargo = Command::new(cargo());
    cargo.current_dir(git.root()).args(arguments);
    cargo
}

/// Returns the command as typed in a shell.
fn shell(command: &[String]) -> String {
    let word = |word: &String| if word.contains(' ') { format!("'{word}'") } else { word.clone() };
    command.iter().map(word).collect::<Vec<_>>().join(" ")
}
