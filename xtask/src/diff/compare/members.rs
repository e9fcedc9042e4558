//! The members of structs.

use wsapi_codegen::api::{Field, Kind, Presence};

use super::{Comparison, kinds};
use crate::diff::finding::Subject;

impl Comparison<'_> {
    /// Compares the members of one type, which is sent, received or both.
    pub(super) fn fields(&mut self, name: &str, old: &[Field], new: &[Field], sides: [bool; 2]) {
        let at = |field: &Field| Subject::Member(name.to_owned(), field.wire.clone());
        for field in old {
            match new.iter().find(|other| other.wire == field.wire) {
                Some(other) => self.member(field, other, &at(field), sides),
                None => self.member_gone("removed", field, &at(field), sides),
            }
        }
        for field in new.iter().filter(|field| old.iter().all(|other| other.wire != field.wire)) {
            self.member_gone("added", field, &at(field), sides);
        }
    }

    /// Adds findings for a member that only one of the two structs has.
    fn member_gone(&mut self, what: &str, field: &Field, at: &Subject, sides: [bool; 2]) {
        let presence = if may_be_missing(field.presence) { "optional" } else { "required" };
        for side in directions(sides) {
            self.find(&format!("{presence}-{side}-member-{what}"), at, kinds::rust(&field.kind));
        }
    }

    fn member(&mut self, old: &Field, new: &Field, at: &Subject, sides: [bool; 2]) {
        self.presence(old, new, at, sides);
        let details = format!("`{}` → `{}`", kinds::rust(&old.kind), kinds::rust(&new.kind));
        if let Some(difference) = kinds::difference(&old.kind, &new.kind, &self.renamed, sides) {
            self.find(&difference.member(sides), at, details);
        }
        self.find_turned(["member-boxed", "member-no-longer-boxed"], at, old.is_boxed, new.is_boxed);
        self.find_changed("field-renamed", at, &old.name, &new.name);
        if let (true, Some(old), Some(new)) = (old.name == new.name, &old.setter, &new.setter) {
            self.find_changed("setter-renamed", at, &old.name, &new.name);
            if let (Some(old), Some(new)) = (&old.null, &new.null) {
                self.find_changed("setter-renamed", at, old, new);
            }
        }
        if sides[0] && old.is_argument == new.is_argument {
            self.find_turned(["setter-added", "setter-removed"], at, old.setter.is_some(), new.setter.is_some());
        }
        let deprecated = ["member-deprecated", "member-no-longer-deprecated"];
        self.find_turned(deprecated, at, old.deprecated, new.deprecated);
        if sides[0] {
            self.limits(&old.limits, &new.limits, at);
            self.defaults(old.default.as_ref(), new.default.as_ref(), at);
        }
    }

    fn presence(&mut self, old: &Field, new: &Field, at: &Subject, sides: [bool; 2]) {
        let missing = [old, new].map(|field| may_be_missing(field.presence));
        let null = [old, new].map(|field| may_be_null(field.presence));
        for side in directions(sides) {
            if side == "response" && [old, new].iter().all(|field| is_option(field.presence)) {
                // Both are an `Option`, and a released SDK reads both null and a missing member as `None`.
                continue;
            }
            let required = [format!("{side}-member-became-optional"), format!("{side}-member-became-required")];
            self.find_turned([&required[0], &required[1]], at, missing[0], missing[1]);
            // A released SDK reads null as `None` for an optional member, and as empty for a list or map.
            let is_harmless = (missing[0] && missing[1]) || is_collection(&old.kind);
            let prefix = if side == "response" && is_harmless { "optional-" } else { "" };
            let nullable =
                [format!("{prefix}{side}-member-became-nullable"), format!("{prefix}{side}-member-no-longer-nullable")];
            self.find_turned([&nullable[0], &nullable[1]], at, null[0], null[1]);
        }
    }
}

/// Returns the directions in which a type is sent. A type that is neither sent nor received counts as received.
fn directions([sent, received]: [bool; 2]) -> impl Iterator<Item = &'static str> {
    let request = sent.then_some("request");
    request.into_iter().chain((received || !sent).then_some("response"))
}

fn is_option(presence: Presence) -> bool {
    matches!(presence, Presence::Nullable | Presence::Optional)
}

fn is_collection(kind: &Kind) -> bool {
    matches!(kind, Kind::List(_) | Kind::Map(_) | Kind::Json | Kind::JsonObject)
}

fn may_be_missing(presence: Presence) -> bool {
    matches!(presence, Presence::Optional | Presence::ThreeState)
}

fn may_be_null(presence: Presence) -> bool {
    matches!(presence, Presence::Nullable | Presence::ThreeState)
}
