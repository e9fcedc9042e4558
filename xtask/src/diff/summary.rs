//! All changes between two versions, with the required version and the urgency.

use std::cmp::Reverse;

use anyhow::Result;
use jiff::{Timestamp, tz::TimeZone};
use wsapi_codegen::problem::Problem;

use super::{
    accepted::Accepted, compare::compare, finding::Finding, generator, hidden::hidden, rule::Effect, version::Version,
};
use crate::{release, workspace};

/// A change, and the reason if it is accepted.
#[derive(Clone, Debug)]
pub struct Change {
    /// The change.
    pub finding: Finding,
    /// The reason in the file of accepted changes.
    pub accepted: Option<String>,
}

impl Change {
    /// Returns the most severe effect on any axis.
    pub fn weight(&self) -> Effect {
        self.finding.effects().into_iter().max().unwrap_or(Effect::None)
    }
}

/// The result of a comparison.
#[derive(Clone, Debug)]
pub struct Summary {
    /// The name of the old version.
    pub old: String,
    /// The name of the new version.
    pub new: String,
    /// The changes, the most severe first.
    pub changes: Vec<Change>,
    /// Actions of the overlay that fit the old version but not the new one.
    pub overlay: Vec<Problem>,
    /// Expired acceptances of these changes.
    pub expired: Vec<String>,
    /// Acceptances that match none of these changes.
    pub unmatched: Vec<String>,
    /// `true` if the generator changed too, which no finding shows.
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

    /// Returns the most severe effect on each axis: wire, source and behaviour.
    pub fn effects(&self) -> [Effect; 3] {
        let all = self.changes.iter().map(|change| change.finding.effects());
        all.fold([Effect::None; 3], |most, one| std::array::from_fn(|axis| most[axis].max(one[axis])))
    }

    /// Returns the changes that are not accepted and have at least this effect on any axis.
    pub fn open(&self, limit: Effect) -> impl Iterator<Item = &Finding> {
        let open = self.changes.iter().filter(move |change| change.accepted.is_none() && change.weight() >= limit);
        open.map(|change| &change.finding)
    }

    /// Returns a note about changes that the findings cannot show, if there are any.
    pub fn note(&self) -> Option<&'static str> {
        self.is_generator_changed.then_some(generator::NOTE)
    }

    /// Returns the lowest version that may contain these changes. Before 1.0, a change that breaks callers raises the
    /// minor version, and any other change raises the patch version.
    pub fn version(&self) -> String {
        let [_, source, behaviour] = self.effects();
        self.version_for(source.max(behaviour))
    }

    /// Returns the lowest version that may contain a change with this effect on source or behaviour.
    pub fn version_for(&self, effect: Effect) -> String {
        // There is no version to raise.
        let Ok(released) = semver::Version::parse(&self.released) else { return String::new() };
        next(&released, effect).to_string()
    }

    /// Returns how urgent the changes are for users of a released SDK. A minor effect on the wire means that it misses
    /// data or, if the behaviour breaks, that the same call has a different effect.
    pub fn urgency(&self) -> &'static str {
        let is_other_effect =
            |change: &Change| matches!(change.finding.effects(), [Effect::Minor, _, Effect::Breaking]);
        match self.effects()[0] {
            Effect::Breaking => "clients in production break today",
            Effect::Minor if self.changes.iter().any(is_other_effect) => {
                "clients in production get a different effect from the same calls today"
            }
            Effect::Minor => "clients in production may miss something",
            Effect::None => "clients in production work as before",
        }
    }
}

/// Returns the lowest version after a release that may contain a change with this effect.
pub(crate) fn next(released: &semver::Version, effect: Effect) -> semver::Version {
    let semver::Version { major, minor, patch, .. } = *released;
    match (effect, major) {
        (Effect::Breaking, 0) | (Effect::Minor, 1..) => semver::Version::new(major, minor + 1, 0),
        (Effect::Breaking, _) => semver::Version::new(major + 1, 0, 0),
        // The version after a pre-release is its release.
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
