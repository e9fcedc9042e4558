//! `cargo xtask diff OLD NEW`: lists the changes between two versions of the documents, what they break, and the SDK
//! version that they require.
//!
//! The overlay is applied to both sides, and the generator reads both into an `Api`. So it makes no difference whether
//! a schema is inline or a `$ref`, in which order `allOf` lists its members, or how null is spelled. [`compare`] finds
//! the changes, and the table in [`rules`] defines the effects of each.

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

use crate::report::{counted, say, warn};
use accepted::Accepted;
use judges::Judges;
pub(crate) use report::Format;
use rule::Effect;
use summary::Summary;
pub use version::Version;

/// The versions to compare, and the output format.
#[derive(Clone, Debug, clap::Args)]
pub struct Options {
    /// The old documents: a file, a folder or a git revision, optionally prefixed with `git:`
    old: String,
    /// The new documents: a file, a folder or a git revision; defaults to `openapi/`
    new: Option<String>,
    /// The output format
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Fail if a change that is not accepted has at least this effect on any axis
    #[arg(long, value_enum, value_name = "EFFECT")]
    fail_on: Option<Effect>,
    /// The file of accepted changes; defaults to `openapi/accepted.yaml` if it exists
    #[arg(long, value_name = "FILE")]
    accepted: Option<PathBuf>,
    /// Compile the examples of the old SDK against the new one, and fail if the compiler disagrees
    ///
    /// If cargo-semver-checks is installed, it also compares the two SDKs, and disagreements with it are listed. They
    /// are not a failure, because it does not detect everything. Install it with `cargo install cargo-semver-checks
    /// --locked`.
    #[arg(long)]
    witness: bool,
}

/// Compares the documents of a git revision with those in `openapi/`. The inner error is the reason why the
/// documents of the revision cannot be read: this generator may no longer accept them.
pub(crate) fn since(revision: &str) -> Result<Result<Summary>> {
    let (new, accepted) = (Version::committed()?, Accepted::read(None)?);
    match Version::of_revision(revision) {
        Ok(old) => Summary::of(&old, &new, &accepted).map(Ok),
        Err(error) => Ok(Err(error)),
    }
}

/// Compares two versions and prints the changes.
pub fn diff(options: &Options) -> Result<()> {
    let (old, new) = Version::pair(&options.old, options.new.as_deref())?;
    let accepted = Accepted::read(options.accepted.as_deref())?;
    let summary = Summary::of(&old, &new, &accepted)?;
    let judges = || options.witness.then(|| Judges::ask(&old, &new, &summary)).transpose();
    let judges = if options.format == Format::Json {
        // The output is one JSON value, so it is printed only when it is complete.
        let judges = judges()?;
        say(&report::json(&summary, judges.as_ref())?);
        judges
    } else {
        say(options.format.print(&summary)?.trim_end());
        let judges = judges()?;
        // Standard output is a part of the changelog then.
        let print = if options.format == Format::Markdown { warn } else { say };
        judges.iter().for_each(|judges| print(&judges.text()));
        judges
    };
    judges.iter().try_for_each(Judges::check)?;
    options.fail_on.map_or(Ok(()), |limit| check(&summary, limit))
}

/// Fails if a change is not accepted and has at least this effect.
fn check(summary: &Summary, limit: Effect) -> Result<()> {
    let open: Vec<_> = summary.open(limit).map(|finding| format!("\n  {finding}")).collect();
    let (number, list) = (counted(open.len(), "change"), open.concat());
    ensure!(open.is_empty(), "`--fail-on {limit}`: {number} not accepted:{list}");
    Ok(())
}

/// Returns the changes between two versions as text.
pub(crate) fn text(old: &Version, new: &Version) -> Result<String> {
    let mut summary = Summary::of(old, new, &Accepted::read(None)?)?;
    // Acceptances apply to all changes since a release, and these are only the most recent ones.
    summary.unmatched.clear();
    Format::Text.print(&summary)
}

/// Returns one line about the changes of the documents since the last commit, or `None` if the files are unchanged.
pub(crate) fn since_last_commit() -> Result<Option<String>> {
    if version::is_committed() {
        return Ok(None);
    }
    Ok(Some(report::short(&since("HEAD")??)))
}
