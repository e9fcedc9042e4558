//! Pairs of documents, and the findings of comparing them.
//!
//! Each file in `pairs` contains a change of `base.yaml`, written as overlay actions, and the findings in both
//! directions. `UPDATE_EXPECT=1 cargo test -p xtask --test diff` writes the findings.

mod changes;
mod command;
mod mutants;
mod neutral;
#[path = "../release/repository.rs"]
#[allow(dead_code, reason = "the tests of `release` use all of it")]
mod repository;
mod witness;

use std::{
    collections::{BTreeMap, BTreeSet},
    env, fs,
    path::PathBuf,
};

use wsapi_codegen::{Input, Source, Strictness, api::Api};
use xtask::diff::{
    compare::compare,
    finding::Finding,
    rule::{Effect, Mirror},
    rules::{RULES, rule},
};

/// The changelog of the repository in which the command runs.
const CHANGELOG: &str = "# Changelog\n\n## [Unreleased]\n\n## [0.1.0] - 2026-01-01\n\n- The first release.\n";

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/diff")
}

fn read(actions: Option<&str>) -> Api {
    let text = fs::read_to_string(folder().join("base.yaml")).expect("the base can be read");
    let head = "overlay: 1.0.0\ninfo: {title: A change, version: '1'}\nactions:\n";
    // Each action needs a description.
    let actions = actions.map(|actions| actions.replace("\n  update:", "\n  description: d\n  update:"));
    let actions = actions.map(|actions| actions.replace("\n  remove:", "\n  description: d\n  remove:"));
    let overlay = actions.map(|text| Source { name: "change".to_owned(), text: format!("{head}{text}") });
    let documents = vec![Source { name: "base.yaml".to_owned(), text }];
    let input = Input { documents, overlay, strictness: Strictness::Strict, ..Input::default() };
    wsapi_codegen::api(&input).unwrap_or_else(|report| panic!("{report}")).api
}

/// Formats a finding: its rule, its subject and detail, and its effects.
fn line(finding: &Finding) -> String {
    let axes = ["wire", "source", "behaviour"].into_iter().zip(finding.effects());
    let axes: Vec<_> =
        axes.filter(|(_, effect)| *effect != Effect::None).map(|(axis, effect)| format!("{axis} {effect}")).collect();
    let axes = if axes.is_empty() { "no effect".to_owned() } else { axes.join(", ") };
    let detail = if finding.detail.is_empty() { String::new() } else { format!(": {}", finding.detail) };
    format!("{}: {}{detail}\n    {axes}\n", finding.rule.id, finding.subject)
}

fn section(title: &str, findings: &[Finding]) -> String {
    let lines: String = findings.iter().map(line).collect();
    format!("\n=== {title}\n{}", if lines.is_empty() { "nothing\n" } else { &lines })
}

/// A file in `pairs`, and the findings of both directions.
struct Pair {
    path: PathBuf,
    text: String,
    there: Vec<Finding>,
    back: Vec<Finding>,
}

/// The change of a pair.
fn actions(text: &str) -> &str {
    text.split("\n=== ").nth(1).and_then(|part| part.strip_prefix("change\n")).expect("a pair has a change")
}

fn pairs() -> Vec<Pair> {
    let base = read(None);
    let mut files: Vec<_> =
        fs::read_dir(folder().join("pairs")).expect("there are pairs").flatten().map(|entry| entry.path()).collect();
    files.sort();
    let pair = |path: PathBuf| {
        let text = fs::read_to_string(&path).expect("the pair can be read");
        let changed = read(Some(actions(&text)));
        let (there, back) = (compare(&base, &changed), compare(&changed, &base));
        Pair { path, text, there, back }
    };
    files.into_iter().map(pair).collect()
}

#[test]
fn each_pair_has_the_expected_findings_in_both_directions() {
    let pairs = pairs();
    assert!(pairs.len() >= 30);
    let mut wrong = Vec::new();
    for Pair { path, text, there, back } in pairs {
        let head = text.split("\n\n=== forward").next().unwrap_or_default().trim_end();
        let expected = format!("{head}\n{}{}", section("forward", &there), section("backward", &back));
        if env::var_os("UPDATE_EXPECT").is_some() {
            fs::write(&path, &expected).expect("the pair can be written");
        } else if text != expected {
            wrong.push(format!("{}\n{expected}", path.display()));
        }
        let mirrored: Vec<&str> = sorted(there.iter().map(mirror));
        assert_eq!(mirrored, sorted(back.iter().map(|finding| finding.rule.id)), "{}", path.display());
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Rules that occur in no pair, each with the reason.
const WITHOUT_PAIR: [(&str, &str); 1] =
    [("overlay-hides-change", "it compares documents; `change_that_the_overlay_overwrites_is_reported` shows it")];

#[test]
fn every_rule_occurs_in_a_pair_or_has_a_waiver() {
    let pairs = pairs();
    let found: BTreeSet<&str> =
        pairs.iter().flat_map(|pair| pair.there.iter().chain(&pair.back)).map(|finding| finding.rule.id).collect();
    let waived: BTreeSet<&str> = WITHOUT_PAIR.iter().map(|(id, _)| *id).collect();
    let missing: Vec<_> =
        RULES.iter().map(|one| one.id).filter(|id| !found.contains(id) && !waived.contains(id)).collect();
    assert!(missing.is_empty(), "no pair has {missing:?}");
    let unneeded: Vec<_> =
        waived.iter().filter(|id| found.contains(*id) || RULES.iter().all(|one| one.id != **id)).collect();
    assert!(unneeded.is_empty(), "these waivers are not needed: {unneeded:?}");
}

fn sorted<'a>(ids: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut ids: Vec<_> = ids.collect();
    ids.sort();
    ids
}

fn mirror(finding: &Finding) -> &'static str {
    match finding.rule.mirror {
        Mirror::Itself => finding.rule.id,
        Mirror::Rule(id) => id,
    }
}

#[test]
fn every_rule_is_the_mirror_of_its_mirror() {
    for one in RULES {
        let Mirror::Rule(id) = one.mirror else { continue };
        assert_eq!(rule(id).mirror, Mirror::Rule(one.id), "{}", one.id);
        assert_eq!(rule(id).direction, one.direction, "{}", one.id);
    }
}

#[test]
fn ids_of_rules_are_unique() {
    let mut seen = BTreeMap::new();
    RULES.iter().for_each(|one| *seen.entry(one.id).or_insert(0) += 1);
    assert!(seen.values().all(|count| *count == 1), "{seen:?}");
}

#[test]
fn equal_apis_have_no_findings() {
    assert_eq!(compare(&read(None), &read(None)), []);
}

/// The ids of the rules that find something between two changes of the base.
fn between(old: &str, new: &str) -> Vec<&'static str> {
    compare(&read(Some(old)), &read(Some(new))).iter().map(|finding| finding.rule.id).collect()
}

#[test]
fn second_event_with_free_data_takes_no_conversion_away() {
    let event = |name: &str| {
        format!(
            "\
- target: $.webhooks
  update:
    {name}:
      post:
        requestBody:
          content:
            application/json:
              schema:
                type: object
                required: [at, event, data]
                properties:
                  at: {{type: string, format: date-time}}
                  event: {{type: string, enum: [{name}]}}
                  data: {{type: object, additionalProperties: true}}
                  depot: {{type: string}}
        responses: {{'200': {{description: It is noted.}}}}
"
        )
    };
    assert_eq!(between(&event("weighed"), &(event("weighed") + &event("scanned"))), ["event-added"]);
}

#[test]
fn parameters_that_swap_their_places_in_another_path_are_reordered() {
    let operation = |path: &str| {
        format!(
            "\
- target: $.paths
  update:
    {path}:
      get:
        operationId: getRoute
        tags: [Parcels]
        x-sdk-class: safe
        x-sdk-key: instance
        parameters:
          - {{name: from, in: path, required: true, schema: {{type: string}}}}
          - {{name: to, in: path, required: true, schema: {{type: string}}}}
        responses: {{'204': {{description: It exists.}}}}
"
        )
    };
    let routes = operation("/routes/{from}/{to}");
    assert_eq!(between(&routes, &operation("/ways/{from}/{to}")), ["operation-moved"]);
    assert_eq!(between(&routes, &operation("/ways/{to}/{from}")), ["operation-moved", "arguments-reordered"]);
}
