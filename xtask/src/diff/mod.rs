//! `cargo xtask diff OLD NEW`: what changed between two versions of the documents, whom it breaks, and which version of
//! the SDK follows.
//!
//! Both sides go through the overlay and the generator up to its `Api`. So `$ref` or inline, the order of `allOf` and
//! the spelling of null make no difference. [`compare`] finds the changes, and the table in [`rules`] says what each of
//! them means.

mod accepted;
pub mod compare;
pub mod finding;
mod generator;
mod hidden;
mod judges;
mod report;
pub mod rule;
pub mod rules;
mod semver_checks;
pub mod summary;
mod version;
pub mod witness;

use std::path::PathBuf;

use anyhow::{Result, ensure};

use crate::report::{counted, say};
use accepted::Accepted;
use judges::Judges;
pub(crate) use report::Format;
use rule::Effect;
use summary::Summary;
pub use version::Version;

/// What is compared, and how the result is shown.
#[derive(Clone, Debug, clap::Args)]
pub struct Options {
    /// The old documents: a file, a folder or a git revision, which `git:` may precede
    old: String,
    /// The new documents: a file, a folder or a git revision; without it, those in `openapi/`
    new: Option<String>,
    /// The form of the result
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Fail if a change has at least this effect on any axis and is not accepted
    #[arg(long, value_enum, value_name = "EFFECT")]
    fail_on: Option<Effect>,
    /// The file of accepted changes
    #[arg(long, value_name = "FILE")]
    accepted: Option<PathBuf>,
    /// Compile the examples of the old SDK against the new one, and fail if the compiler disagrees
    ///
    /// If cargo-semver-checks is installed, it also compares the two SDKs, and its disagreements are listed. It does
    /// not see everything, so they are not a failure. `cargo install cargo-semver-checks --locked` installs it.
    #[arg(long)]
    witness: bool,
}

/// Compares the documents of a git revision with the committed ones. The inner error is the reason why those of the
/// revision cannot be read: this generator may no longer accept them.
pub(crate) fn since(revision: &str) -> Result<Result<Summary>> {
    let (new, accepted) = (Version::committed()?, Accepted::read(None)?);
    match Version::of_revision(revision) {
        Ok(old) => Summary::of(&old, &new, &accepted).map(Ok),
        Err(error) => Ok(Err(error)),
    }
}

/// Compares two versions, and prints what changed.
pub fn diff(options: &Options) -> Result<()> {
    let (old, new) = Version::pair(&options.old, options.new.as_deref())?;
    let accepted = Accepted::read(options.accepted.as_deref())?;
    let summary = Summary::of(&old, &new, &accepted)?;
    let judges = || options.witness.then(|| Judges::ask(&old, &new, &summary)).transpose();
    let judges = if options.format == Format::Json {
        // One value, so it is printed when all of it is known.
        let judges = judges()?;
        say(&report::json(&summary, judges.as_ref())?);
        judges
    } else {
        say(options.format.print(&summary)?.trim_end());
        let judges = judges()?;
        judges.iter().for_each(|judges| say(&judges.text()));
        judges
    };
    judges.iter().try_for_each(Judges::check)?;
    options.fail_on.map_or(Ok(()), |limit| check(&summary, limit))
}

/// Fails if a change is not accepted and has at least this effect.
fn check(summary: &Summary, limit: Effect) -> Result<()> {
    let open: Vec<_> = summary.open(limit).map(|finding| format!("\n  {}", report::title(finding))).collect();
    let (number, list) = (counted(open.len(), "change"), open.concat());
    ensure!(open.is_empty(), "`--fail-on {limit}`: {number} not accepted:{list}");
    Ok(())
}

/// The changes between two versions, for people.
pub(crate) fn text(old: &Version, new: &Version) -> Result<String> {
    let mut summary = Summary::of(old, new, &Accepted::read(None)?)?;
    // They are about the changes since a release, of which these are only the last ones.
    summary.unmatched.clear();
    Format::Text.print(&summary)
}

/// What changed in the committed documents since the last commit, on one line; nothing if they are as they were.
pub(crate) fn since_last_commit() -> Result<Option<String>> {
    if version::is_committed() {
        return Ok(None);
    }
    Ok(Some(report::short(&since("HEAD")??)))
}
