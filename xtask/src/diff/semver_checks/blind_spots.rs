//! Breaks that `cargo-semver-checks` is known not to detect.

/// A kind of break that the program does not detect.
#[derive(Debug)]
struct BlindSpot {
    /// The limitation of the program.
    reason: &'static str,
    /// The rules whose breaks can therefore go undetected.
    rules: &'static [&'static str],
    /// `true` if it never detects them, `false` if it detects some.
    is_total: bool,
}

/// All known blind spots of version 0.51.0.
const BLIND_SPOTS: [BlindSpot; 6] = [
    BlindSpot {
        reason: "it does not compare the types of fields, parameters and results",
        rules: &[
            "body-became-optional",
            "body-became-required",
            "body-type-changed",
            "event-data-changed",
            "member-boxed",
            "member-meaning-changed",
            "member-no-longer-boxed",
            "member-type-changed",
            "member-type-loosened",
            "member-type-tightened",
            "optional-response-member-became-nullable",
            "optional-response-member-no-longer-nullable",
            "output-changed",
            "parameter-meaning-changed",
            "parameter-type-changed",
            "parameter-type-loosened",
            "parameter-type-tightened",
            "response-member-became-nullable",
            "response-member-became-optional",
            "response-member-became-required",
            "response-member-no-longer-nullable",
            "response-member-type-narrowed",
            "response-member-type-widened",
        ],
        is_total: true,
    },
    BlindSpot {
        reason: "it does not compare the order of parameters",
        rules: &["arguments-reordered", "constructor-reordered"],
        is_total: true,
    },
    BlindSpot {
        reason: "it compares names, not what they refer to",
        rules: &[
            "argument-means-another-parameter",
            "constructor-means-other-members",
            "method-means-another-operation",
            "name-means-another",
        ],
        is_total: true,
    },
    BlindSpot {
        reason: "it detects the loss of only a few traits, and `Default`, `From` and `Paged` are not among them",
        rules: &["default-lost", "event-conversion-removed", "paging-removed"],
        is_total: false,
    },
    BlindSpot {
        reason: "it only counts the parameters of a method: it does not compare their types, and an added one \
                 offsets a removed one",
        rules: &[
            "argument-became-client-parameter",
            "client-parameter-became-argument",
            "constructor-changed",
            "optional-body-added",
            "optional-body-removed",
            "parameter-became-optional",
            "request-member-became-nullable",
            "request-member-became-optional",
            "request-member-became-required",
            "request-member-no-longer-nullable",
            "required-body-added",
            "required-body-removed",
            "required-parameter-added",
            "required-parameter-removed",
            "required-request-member-added",
        ],
        is_total: false,
    },
    BlindSpot {
        reason: "all setters of calls are methods of `Call`, so a setter of another operation with the same name \
                 hides it",
        rules: &["optional-parameter-removed", "parameter-became-required", "parameter-setter-renamed"],
        is_total: false,
    },
];

/// Returns the known reason why the program can miss breaks of this rule.
pub(super) fn reason(rule: &str) -> Option<&'static str> {
    BLIND_SPOTS.iter().find(|spot| spot.rules.contains(&rule)).map(|spot| spot.reason)
}

/// Returns whether the program never detects breaks of this rule.
pub(super) fn is_never_seen(rule: &str) -> bool {
    BLIND_SPOTS.iter().any(|spot| spot.is_total && spot.rules.contains(&rule))
}

#[cfg(test)]
mod tests {
    use super::BLIND_SPOTS;
    use crate::diff::{rule::Effect, rules::rule};

    #[test]
    fn blind_spots_list_only_rules_that_break_source_code() {
        for id in BLIND_SPOTS.iter().flat_map(|spot| spot.rules) {
            assert_eq!(rule(id).source, Effect::Breaking, "{id}");
            assert_eq!(BLIND_SPOTS.iter().filter(|spot| spot.rules.contains(id)).count(), 1, "{id}");
        }
    }
}
