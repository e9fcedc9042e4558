//! The lowest version that a release may have.

use anyhow::{Context, Result, ensure};
use semver::Version;

use super::{
    changelog::{self, Changelog},
    commits::Entry,
    documents, tag,
};
use crate::diff::{
    rule::Effect,
    summary::{Change, Summary},
};

/// Parses a version. Pre-releases are not supported, because the changes do not determine which one comes next.
pub(super) fn parse(text: &str) -> Result<Version> {
    let version = Version::parse(text).with_context(|| format!("expected a version such as 0.2.0, found `{text}`"))?;
    let is_plain = version.pre.is_empty() && version.build.is_empty();
    ensure!(is_plain, "expected a version without pre-release and build metadata, found `{text}`");
    Ok(version)
}

/// Fails if a version is not higher than both the declared and the last version. The first release may have the
/// declared version.
pub(super) fn check_order(version: &Version, declared: &Version, last: Option<&Version>) -> Result<()> {
    match last {
        None => {
            ensure!(version >= declared, "expected at least {declared}, which Cargo.toml declares, found {version}")
        }
        Some(last) => {
            ensure!(
                version > declared,
                "expected a version above {declared}, which Cargo.toml declares, found {version}"
            );
            ensure!(
                version > last,
                "expected a version above {last}, which has the tag {}, found {version}",
                tag::name(last)
            );
        }
    }
    Ok(())
}

/// Fails if the changes since the last release require a higher version, and lists those that do.
pub(super) fn check_changes(version: &Version, summary: &Summary, log: &Changelog, entries: &[Entry]) -> Result<()> {
    let is_too_low = |effect| lowest(summary, effect).is_some_and(|lowest| *version < lowest);
    let mut reasons: Vec<String> =
        summary.changes.iter().filter(|change| is_too_low(weight(change))).map(describe).collect();
    if is_too_low(Effect::Breaking) {
        reasons.extend(log.breaking().map(|kind| format!("{}: the section {}", changelog::FILE, kind.title())));
        let breaking = entries.iter().filter(|entry| entry.kind.is_breaking());
        reasons.extend(breaking.map(|entry| format!("a commit: {}: {}", entry.kind.title(), entry.text)));
    }
    let (last, required) = (&summary.old, required(summary, log, entries));
    let list: String = reasons.iter().map(|reason| format!("\n  {reason}")).collect();
    ensure!(reasons.is_empty(), "{version} is too low: the changes since {last} require at least {required}{list}");
    Ok(())
}

/// Fails if a version may not break callers, because it is not known what changed since the last release.
pub(super) fn check_unknown(version: &Version, last: &Version, reason: &str) -> Result<()> {
    let (tag, lowest) = (tag::name(last), documents::breaking(last));
    ensure!(
        *version >= lowest,
        "{version} is too low: the documents of {tag} cannot be compared, so they may have changed in any way: at \
         least {lowest} is required\n  {reason}"
    );
    Ok(())
}

/// Returns the lowest version that the changes of the documents, the changelog and the commits allow.
pub(super) fn required(summary: &Summary, log: &Changelog, entries: &[Entry]) -> String {
    let is_breaking = log.breaking().next().is_some() || entries.iter().any(|entry| entry.kind.is_breaking());
    if is_breaking { summary.version_for(Effect::Breaking) } else { summary.version() }
}

fn lowest(summary: &Summary, effect: Effect) -> Option<Version> {
    Version::parse(&summary.version_for(effect)).ok()
}

/// Returns the effect that determines the version. An effect that is only on the wire does not count.
fn weight(change: &Change) -> Effect {
    change.finding.rule.source.max(change.finding.rule.behaviour)
}

fn describe(change: &Change) -> String {
    let finding = &change.finding;
    let detail = if finding.detail.is_empty() { String::new() } else { format!(": {}", finding.detail) };
    let id = finding.rule.id;
    format!("{id} [{}] {}{detail}\n      {}", finding.fingerprint(), finding.subject, finding.rule.reason)
}
