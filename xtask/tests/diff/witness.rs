//! Changes after which old code compiles and means something else: the compiler does not contradict the findings.

use std::fs;

use xtask::diff::{compare::compare, rule::Effect, witness::witness};

/// The pairs whose changes are made together.
const PAIRS: [&str; 3] = [
    "argument-means-another-parameter",
    "new-operation-takes-the-name-of-a-removed-one",
    "required-member-replaces-another",
];

#[test]
fn compiler_agrees_that_calls_with_another_meaning_may_compile() {
    let actions = |name: &str| {
        let text = fs::read_to_string(crate::folder().join(format!("pairs/{name}.txt"))).expect("the pair can be read");
        crate::actions(&text).trim_end().to_owned() + "\n"
    };
    let actions: String = PAIRS.into_iter().map(actions).collect();
    let (old, new) = (crate::read(None), crate::read(Some(&actions)));
    let findings = compare(&old, &new);
    let testimony = witness("diff-pairs", &old, &new, &findings).expect("the compiler runs");
    assert!(testimony.examples > 0 && testimony.broken.is_empty(), "{testimony:#?}");
    assert!(testimony.disagreements.is_empty(), "{testimony:#?}");
    let alarms = findings.iter().filter(|finding| finding.rule.behaviour == Effect::Breaking);
    assert_eq!(alarms.count(), PAIRS.len(), "{findings:#?}");
}
