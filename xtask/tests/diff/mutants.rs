//! Random changes of the committed documents. The result is either an API, whose findings mirror those of the opposite
//! change, or problems with a place.

use std::{
    collections::{BTreeMap, BTreeSet},
    env,
};

use fastrand::Rng;
use rayon::prelude::*;
use serde_yaml::{Mapping, Value};
use wsapi_codegen::{Input, Source, Strictness, api::Api, problem::Report};
use xtask::{
    diff::{compare::compare, finding::Finding, rule::Effect, witness::witness},
    inputs::Inputs,
};

use super::changes;

/// The number of mutants, unless `MUTANTS` is set. A mutant's number is its seed, and `MUTANTS_FROM` sets the first
/// number. Both variables apply to all tests in this file.
const MUTANTS: u64 = 40;

/// The number of mutants that are compiled, unless `MUTANTS_COMPILED` is set.
const COMPILED: u64 = 2;

fn number(variable: &str, usual: u64) -> u64 {
    env::var(variable).map_or(usual, |text| text.parse().expect("it is a number"))
}

/// A kind of change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Mutation {
    AddMember,
    DropMember,
    DropOperation,
    RenameMember,
    RenameOperation,
    Retype,
    Require,
    ChangeEnum,
    ChangeLimit,
    ChangeDefault,
    Deprecate,
    AddParameter,
    ChangeParameter,
    DropParameter,
    MovePath,
    ChangeHeader,
    ChangeMediaType,
    ChangeStatus,
    ChangeSecurity,
    Inline,
    Reorder,
    Reword,
}

impl Mutation {
    const ALL: [Mutation; 22] = [
        Mutation::AddMember,
        Mutation::DropMember,
        Mutation::DropOperation,
        Mutation::RenameMember,
        Mutation::RenameOperation,
        Mutation::Retype,
        Mutation::Require,
        Mutation::ChangeEnum,
        Mutation::ChangeLimit,
        Mutation::ChangeDefault,
        Mutation::Deprecate,
        Mutation::AddParameter,
        Mutation::ChangeParameter,
        Mutation::DropParameter,
        Mutation::MovePath,
        Mutation::ChangeHeader,
        Mutation::ChangeMediaType,
        Mutation::ChangeStatus,
        Mutation::ChangeSecurity,
        Mutation::Inline,
        Mutation::Reorder,
        Mutation::Reword,
    ];

    /// Returns whether the change leaves the API unchanged.
    fn is_neutral(self) -> bool {
        matches!(self, Mutation::Reorder | Mutation::Reword)
    }

    /// Changes one map of the document. Returns `false` if the map cannot be changed in this way.
    fn apply(self, map: &mut Mapping, random: &mut Rng, components: &Value) -> bool {
        match self {
            Mutation::AddMember => members(map).is_some_and(|members| add(members, random)),
            Mutation::DropMember => members(map).is_some_and(|members| take(members, random).is_some()),
            Mutation::DropOperation => {
                let methods =
                    map.keys().filter(|key| map[*key].get("operationId").is_some()).cloned().collect::<Vec<_>>();
                random.choice(methods).and_then(|method| map.shift_remove(method)).is_some()
            }
            Mutation::RenameMember => members(map).is_some_and(|members| {
                let taken = take(members, random);
                taken.map(|(name, schema)| members.insert(format!("{name}Renamed").into(), schema)).is_some()
            }),
            Mutation::RenameOperation => map.get_mut("operationId").is_some_and(|id| {
                *id = format!("{}Renamed", id.as_str().unwrap_or_default()).into();
                true
            }),
            Mutation::Retype => {
                let is_scalar =
                    ["string", "integer", "boolean"].iter().any(|ty| map.get("type") == Some(&(*ty).into()));
                let types = ["string", "integer", "number", "boolean"];
                is_scalar && map.insert("type".into(), (*random.choice(&types).unwrap_or(&"string")).into()).is_some()
            }
            Mutation::Require => {
                let names: Vec<Value> = members(map).map(|all| all.keys().cloned().collect()).unwrap_or_default();
                let names: Vec<Value> = names.into_iter().filter(|_| random.bool()).collect();
                !names.is_empty() && map.insert("required".into(), names.into()).is_none_or(|_| true)
            }
            Mutation::ChangeEnum => {
                let values = map.get_mut("enum").and_then(Value::as_sequence_mut);
                values.is_some_and(|values| changes::values(values, random))
            }
            Mutation::ChangeLimit => changes::limit(map, random),
            Mutation::ChangeDefault => changes::default(map, random),
            Mutation::Deprecate => changes::deprecation(map, random),
            Mutation::AddParameter => changes::new_parameter(map, random),
            Mutation::ChangeParameter => changes::parameter(map, random),
            Mutation::DropParameter => {
                let parameters = map.get_mut("parameters").and_then(Value::as_sequence_mut);
                let parameters = parameters.filter(|parameters| !parameters.is_empty());
                parameters.map(|parameters| parameters.remove(random.usize(..parameters.len()))).is_some()
            }
            Mutation::MovePath => changes::path(map, random),
            Mutation::ChangeHeader => changes::header(map, random),
            Mutation::ChangeMediaType => changes::media_type(map, random),
            Mutation::ChangeStatus => changes::status(map, random),
            Mutation::ChangeSecurity => changes::security(map, random),
            Mutation::Inline => inline(map, components),
            Mutation::Reorder => {
                let is_schema = map.get("type").is_some_and(Value::is_string) && !map.contains_key("in");
                let members: Vec<_> = is_schema.then(|| std::mem::take(map)).into_iter().flatten().collect();
                map.extend(members.into_iter().rev());
                is_schema
            }
            Mutation::Reword => {
                let description = map.get_mut("description").filter(|text| text.is_string());
                description.map(|text| *text = "Another text.".into()).is_some()
            }
        }
    }
}

/// Returns the properties of an object.
fn members(map: &mut Mapping) -> Option<&mut Mapping> {
    map.get_mut("properties")?.as_mapping_mut().filter(|members| !members.is_empty())
}

fn add(members: &mut Mapping, random: &mut Rng) -> bool {
    let types =
        ["{type: string}", "{type: integer}", "{type: array, items: {type: string}}", "{type: string, enum: [a, b]}"];
    let schema = serde_yaml::from_str::<Value>(random.choice(&types).unwrap_or(&types[0])).expect("it is YAML");
    members.insert("addedMember".into(), schema).is_none()
}

fn take(members: &mut Mapping, random: &mut Rng) -> Option<(String, Value)> {
    let name = random.choice(members.keys().cloned().collect::<Vec<_>>())?;
    let schema = members.shift_remove(&name)?;
    Some((name.as_str()?.to_owned(), schema))
}

/// Replaces a reference with the component. A hint preserves the name of a type.
fn inline(map: &mut Mapping, components: &Value) -> bool {
    let reference = map.get("$ref").and_then(Value::as_str).unwrap_or_default();
    let parts = reference.strip_prefix("#/components/").and_then(|path| path.split_once('/'));
    let Some((section, name)) = parts.map(|(section, name)| (section.to_owned(), name.to_owned())) else {
        return false;
    };
    let Some(target) = components[section.as_str()][name.as_str()].as_mapping() else { return false };
    *map = target.clone();
    true
}

/// Calls `see` with every map of a document.
fn maps<'v>(value: &'v mut Value, see: &mut dyn FnMut(&mut Mapping)) {
    match value {
        Value::Mapping(map) => {
            see(map);
            map.values_mut().for_each(|member| maps(member, see));
        }
        Value::Sequence(items) => items.iter_mut().for_each(|item| maps(item, see)),
        _ => {}
    }
}

/// Changes one place of one document, chosen at random among those where the mutation is possible.
fn mutant(input: &Input, seed: u64) -> (Mutation, Input) {
    let mut random = Rng::with_seed(seed);
    let mut input = input.clone();
    loop {
        let mutation = Mutation::ALL[random.usize(..Mutation::ALL.len())];
        let source = random.usize(..input.documents.len());
        let Source { text, .. } = &mut input.documents[source];
        let mut document: Value = serde_yaml::from_str(text).expect("it is YAML");
        let components = document["components"].clone();
        let mut possible = 0;
        maps(&mut document.clone(), &mut |map| {
            possible += usize::from(mutation.apply(map, &mut random.clone(), &components));
        });
        if possible == 0 {
            continue;
        }
        let (chosen, mut seen) = (random.usize(..possible), 0);
        let mut is_done = false;
        maps(&mut document, &mut |map| {
            let mut changed = map.clone();
            if !is_done && mutation.apply(&mut changed, &mut random.clone(), &components) {
                if seen == chosen {
                    *map = changed;
                    is_done = true;
                }
                seen += 1;
            }
        });
        *text = serde_yaml::to_string(&document).expect("it can be printed");
        return (mutation, input);
    }
}

fn api(input: &Input) -> Result<Api, Report> {
    wsapi_codegen::api(input).map(|described| described.api)
}

fn committed() -> Input {
    let input = Inputs::default().read().expect("the committed documents can be read");
    Input { strictness: Strictness::Lenient, ..input }
}

#[test]
fn mutants_are_printed_or_rejected_with_a_place() {
    let input = committed();
    let base = api(&input).unwrap_or_else(|report| panic!("{report}"));
    let first = number("MUTANTS_FROM", 0);
    let outcomes: Vec<_> =
        (first..first + number("MUTANTS", MUTANTS)).into_par_iter().map(|seed| outcome(&input, &base, seed)).collect();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for outcome in outcomes {
        *counts.entry(outcome).or_default() += 1;
    }
    println!("{counts:#?}");
    let count =
        |word: &str| counts.iter().filter(|(name, _)| name.contains(word)).map(|(_, count)| count).sum::<usize>();
    assert!(count("printed") > count("rejected"), "{counts:#?}");
}

#[test]
fn verdicts_agree_with_the_compiler() {
    let input = committed();
    let base = api(&input).unwrap_or_else(|report| panic!("{report}"));
    let compiled = number("MUTANTS_COMPILED", COMPILED);
    // Those of which a finding says that code breaks, and those of which none does.
    let mut left = [compiled.div_ceil(2), compiled / 2];
    let mut wrong = Vec::new();
    for seed in number("MUTANTS_FROM", 0).. {
        if left == [0, 0] {
            break;
        }
        let (mutation, mutant) = mutant(&input, seed);
        let Ok(changed) = api(&mutant) else { continue };
        let findings = compare(&base, &changed);
        let is_breaking = findings.iter().any(|finding| finding.rule.source == Effect::Breaking);
        let left = &mut left[usize::from(!is_breaking)];
        if findings.is_empty() || *left == 0 {
            continue;
        }
        *left -= 1;
        let testimony = witness("diff-mutants", &base, &changed, &findings).expect("the compiler runs");
        let predicted = if is_breaking { "breaking" } else { "not breaking" };
        let (broken, examples) = (testimony.broken.len(), testimony.examples);
        println!("mutant {seed} ({mutation:?}), {predicted}: {broken} of {examples} break");
        wrong.extend(testimony.disagreements.into_iter().map(|text| format!("mutant {seed} ({mutation:?}): {text}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Returns the printed lines, without docs and argument names, which do not affect callers.
fn code(api: &Api) -> BTreeSet<(String, String)> {
    let mut api = api.clone();
    for operation in api.resources.iter_mut().flat_map(|resource| &mut resource.operations) {
        let names = ('a'..).map(|name| name.to_string());
        operation.arguments.iter_mut().zip(names).for_each(|(argument, name)| argument.name = name);
    }
    let files = wsapi_codegen::print(&api).expect("it can be printed");
    let lines = |(path, text): (String, String)| {
        let lines = text.lines().map(str::trim).filter(|line| !line.starts_with("//")).map(str::to_owned);
        lines.map(|line| (path.clone(), line)).collect::<Vec<_>>()
    };
    files.into_iter().flat_map(lines).collect()
}

/// Checks a mutant, and returns a summary.
fn outcome(input: &Input, base: &Api, seed: u64) -> String {
    let (mutation, mutant) = mutant(input, seed);
    let changed = match api(&mutant) {
        Ok(changed) => changed,
        Err(report) => {
            let names: BTreeSet<&str> = mutant.documents.iter().map(|source| source.name.as_str()).collect();
            for problem in &report.problems {
                let at = &problem.place.at;
                let is_placed = at.line > 0 && (names.contains(&*at.document) || at.document.ends_with("overlay.yaml"));
                assert!(is_placed, "mutant {seed} ({mutation:?}): {problem}");
            }
            return format!("{mutation:?}: rejected");
        }
    };
    let (there, back) = (compare(base, &changed), compare(&changed, base));
    let ids = |findings: &[Finding]| findings.iter().map(|finding| finding.rule.id).collect::<Vec<_>>();
    let mut mirrored: Vec<_> = there.iter().map(crate::mirror).collect();
    let mut found = ids(&back);
    mirrored.sort_unstable();
    found.sort_unstable();
    assert_eq!(mirrored, found, "mutant {seed} ({mutation:?})");
    assert!(!mutation.is_neutral() || there.is_empty(), "mutant {seed} ({mutation:?}): {:?}", ids(&there));
    if there.is_empty() && changed != *base {
        // Only docs may differ.
        let (old, new) = (code(base), code(&changed));
        let differing: Vec<_> = old.symmetric_difference(&new).collect();
        assert!(differing.is_empty(), "mutant {seed} ({mutation:?}) has no finding: {differing:#?}");
    }
    let kind = if there.is_empty() { "without findings" } else { "with findings" };
    format!("{mutation:?}: printed {kind}")
}
