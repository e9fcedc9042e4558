//! Runs the gates: the command that decides whether a version can be released.

use std::time::Instant;

use anyhow::{Context, Result, ensure};

use super::copy::Copy;

/// The default command, which runs all checks of the project.
pub(super) const USUAL: &str = ".ci/run";

/// Runs the command in the copy. Its output is not captured, since it may take long.
pub(super) fn run(copy: &Copy, gates: &str) -> Result<String> {
    let start = Instant::now();
    let status = copy.command("sh").args(["-c", gates]).status().context("running sh")?;
    ensure!(status.success(), "`{gates}` failed ({status}): nothing was changed");
    Ok(format!("`{gates}` passed in {} s", start.elapsed().as_secs()))
}
