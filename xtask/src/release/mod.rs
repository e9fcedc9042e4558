//! `cargo xtask release VERSION`: checks and publishes a release in six steps.
//!
//! By default, the repository does not change: versions and changelog are written to a temporary copy, where the crates
//! are packaged and the gates run. With `--execute`, the same steps run first. Then the command writes and commits the
//! files in the repository, tags the commit, and publishes the crates.

mod changelog;
mod commits;
mod copy;
mod crates;
mod documents;
mod edits;
mod gates;
mod kind;
mod manifests;
mod package;
mod plan;
mod publish;
mod requirement;
mod tag;
mod tree;

use anyhow::Result;

use crate::{git::Git, report::say, workspace};
use copy::Copy;
use crates::Crates;
pub(crate) use manifests::declared;
use plan::Plan;
use publish::Publish;
use tree::Tree;

/// The version to release, and whether to execute the release.
#[derive(Clone, Debug, clap::Args)]
pub struct Options {
    /// The version to release
    version: String,
    /// Commit, tag and publish, instead of only checking that the version can be released
    #[arg(long)]
    execute: bool,
    /// The shell command that decides whether the version can be released; it runs in a copy of the repository
    #[arg(long, value_name = "COMMAND", default_value = gates::USUAL)]
    gates: String,
}

/// Checks that a version can be released, and with `--execute` releases it.
pub fn release(options: &Options) -> Result<()> {
    let git = Git::new(workspace::root());
    let plan = Plan::new(&git, &options.version)?;
    step(1, "version", &plan.requirement());
    plan.note().into_iter().for_each(|note| say(&format!("note: {note}")));
    let tree = Tree::check(&git, options.execute)?;
    plan.changelog.check(&plan)?;
    step(2, "tree", &tree.to_string());
    let crates = Crates::of(git.root())?;
    let edits = plan.edits(git.root(), &crates)?;
    step(3, "files", &edits.to_string());
    say(plan.section()?.trim_end());
    let copy = Copy::new(git.root(), &edits, &publish::message(&plan.version))?;
    step(4, "package", &package::package(&copy, &crates, &plan.version)?);
    step(5, "gates", &gates::run(&copy, &options.gates)?);
    let publish = Publish::new(&plan.version, &crates);
    if !options.execute {
        step(6, "release", "the dry run ends here and has changed nothing; `--execute` would run these commands:");
        say(publish.to_string().trim_end());
        say(&format!("nothing is pushed: afterwards, push the commit and the tag yourself\n  {}", publish.push()));
        return Ok(());
    }
    tree.check_again(&git)?;
    edits.write(git.root())?;
    publish.execute(&git, &copy)?;
    step(6, "release", &format!("{} is committed, tagged and published, but not pushed", plan.version));
    say(&format!("push the commit and the tag yourself\n  {}", publish.push()));
    Ok(())
}

fn step(number: u8, name: &str, result: &str) {
    say(&format!("{number}/6 {name:<8} {result}"));
}
