//! All changes between two versions, and what follows from them.

use std::cmp::Reverse;

use anyhow::Result;
use jiff::{Timestamp, tz::TimeZone};
use wsapi_codegen::problem::Problem;

use super::{
    accepted::Accepted, compare::compare, finding::Finding, generator, hidden::hidden, rule::Effect, version::Version,
};
use crate::{release, workspace};

/// A change, and why it is accepted, if it is.
#[derive(Clone, Debug)]
pub struct Change {
    /// The change.
    pub finding: Finding,
    /// The reason in the file of accepted changes.
    pub accepted: Option<String>,
}

impl Change {
    /// Returns the heaviest effect on any axis.
    pub fn weight(&self) -> Effect {
        self.finding.effects().into_iter().max().unwrap_or(Effect::None)
    }
}

/// What a comparison shows.
#[derive(Clone, Debug)]
pub struct Summary {
    /// The name of the old version.
    pub old: String,
    /// The name of the new version.
    pub new: String,
    /// The changes, the heaviest first.
    pub changes: Vec<Change>,
    /// Actions of the overlay that do not fit the new version, and did fit the old one.
    pub overlay: Vec<Problem>,
    /// Acceptances of these changes that have expired.
    pub expired: Vec<String>,
    /// Acceptances of other changes.
    pub unmatched: Vec<String>,
    /// Whether the generator changed too, which no finding shows.
    pub is_generator_changed: bool,
    /// The version that the workspace declares.
    pub released: String,
}

impl Summary {
    pub(super) fn of(old: &Version, new: &Version, accepted: &Accepted) -> Result<Self> {
        let today = TimeZone::UTC.to_datetime(Timestamp::now()).date();
        let findings: Vec<Finding> = compare(&old.api, &new.api).into_iter().chain(hidden(old, new)).collect();
        let [expired, unmatched] = accepted.stale(findings.iter(), today);
        let change =
            |finding: Finding| Change { accepted: accepted.reason(&finding, today).map(str::to_owned), finding };
        let mut changes: Vec<_> = findings.into_iter().map(change).collect();
        changes.sort_by_key(|change| (Reverse(change.weight()), change.finding.subject.clone()));
        let is_new = |problem: &&Problem| old.overlay.iter().all(|known| known.message != problem.message);
        let overlay = new.overlay.iter().filter(is_new).cloned().collect();
        let released = release::declared(&workspace::root())?.to_string();
        let is_generator_changed = generator::differs(old, new);
        let (old, new) = (old.name.clone(), new.name.clone());
        Ok(Self { old, new, changes, overlay, expired, unmatched, is_generator_changed, released })
    }

    /// Returns the heaviest effects on wire, source and behaviour.
    pub fn effects(&self) -> [Effect; 3] {
        let all = self.changes.iter().map(|change| change.finding.effects());
        all.fold([Effect::None; 3], |most, one| std::array::from_fn(|axis| most[axis].max(one[axis])))
    }

    /// Returns the changes that are not accepted and have at least this effect on any axis.
    pub fn open(&self, limit: Effect) -> impl Iterator<Item = &Finding> {
        let open = self.changes.iter().filter(move |change| change.accepted.is_none() && change.weight() >= limit);
        open.map(|change| &change.finding)
    }

    /// Returns what the findings cannot show, if there is anything.
    pub fn note(&self) -> Option<&'static str> {
        self.is_generator_changed.then_some(generator::NOTE)
    }

    /// Returns the part of the version that must be raised: before 1.0, the minor one for a change that breaks callers,
    /// and the patch for anything else.
    pub fn version(&self) -> String {
        let [_, source, behaviour] = self.effects();
        self.version_for(source.max(behaviour))
    }

    /// Returns the lowest version that may have a change with this effect on source or behaviour.
    pub fn version_for(&self, effect: Effect) -> String {
        // Without a version, there is nothing to raise.
        let Ok(released) = semver::Version::parse(&self.released) else { return String::new() };
        next(&released, effect).to_string()
    }

    /// Returns how soon users must know. What a released SDK notices and does not reject is either something that it
    /// misses, or another effect of the same call.
    pub fn urgency(&self) -> &'static str {
        let is_other_effect =
            |change: &Change| matches!(change.finding.effects(), [Effect::Minor, _, Effect::Breaking]);
        match self.effects()[0] {
            Effect::Breaking => "clients in production break today",
            Effect::Minor if self.changes.iter().any(is_other_effect) => {
                "the same calls of clients in production do something else today"
            }
            Effect::Minor => "clients in production may miss something",
            Effect::None => "clients in production work as before",
        }
    }
}

/// Returns the version that follows a release: that of the same line, unless the effect requires the next one.
pub(crate) fn next(released: &semver::Version, effect: Effect) -> semver::Version {
    let semver::Version { major, minor, patch, .. } = *released;
    match (effect, major) {
        (Effect::Breaking, 0) | (Effect::Minor, 1..) => semver::Version::new(major, minor + 1, 0),
        (Effect::Breaking, _) => semver::Version::new(major + 1, 0, 0),
        // A pre-release is followed by its release.
        _ if !released.pre.is_empty() => semver::Version::new(major, minor, patch),
        _ => semver::Version::new(major, minor, patch + 1),
    }
}

#[cfg(test)]
mod tests {
    use super::{Effect, next};

    #[test]
    fn next_version_follows_from_the_effect() {
        for (released, [none, minor, breaking]) in [
            ("0.1.2", ["0.1.3", "0.1.3", "0.2.0"]),
            ("1.2.3", ["1.2.4", "1.3.0", "2.0.0"]),
            ("0.2.0-rc.1", ["0.2.0", "0.2.0", "0.3.0"]),
        ] {
            let released = released.parse().expect("it is a version");
            let found =
                [Effect::None, Effect::Minor, Effect::Breaking].map(|effect| next(&released, effect).to_string());
            assert_eq!(found, [none, minor, breaking]);
        }
    }
}
