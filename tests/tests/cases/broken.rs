//! Broken documents: the generator accepts or rejects them. It neither panics nor reports a bug in the generator.

use libtest_mimic::Failed;
use serde_json::{Value as Json, json};
use wsapi_codegen::Input;

use crate::{
    case::{Case, Kind},
    output,
};

/// The maximum number of lines or values to break in a document, evenly spaced. Only large documents have more.
const BREAKS: usize = 120;

/// Cuts each document after each of its lines.
pub(crate) fn truncated_document_does_not_panic() -> Result<(), Failed> {
    examine(|text| {
        let ends: Vec<usize> = text.match_indices('\n').map(|(end, _)| end).collect();
        let cut = |(line, end): (usize, &usize)| (format!("cut after line {}", line + 1), text[..*end].to_owned());
        sampled(ends.iter().enumerate(), ends.len()).map(cut).collect()
    })
}

/// Replaces each value of each document.
pub(crate) fn unexpected_value_does_not_panic() -> Result<(), Failed> {
    examine(|text| {
        let Ok(document) = serde_yaml::from_str::<Json>(text) else { return Vec::new() };
        let mut pointers = Vec::new();
        collect_pointers(&document, String::new(), &mut pointers);
        let values = unexpected(pointers.last());
        let replaced = |(pointer, value): (&String, &Json)| {
            let mut document = document.clone();
            if let Some(node) = document.pointer_mut(pointer) {
                *node = value.clone();
            }
            (format!("{value} at {pointer}"), document.to_string())
        };
        sampled(pointers.iter(), pointers.len()).zip(values.iter().cycle()).map(replaced).collect()
    })
}

/// Generates from all broken forms of each document of each case. A form has a description and a text.
fn examine(broken: impl Fn(&str) -> Vec<(String, String)>) -> Result<(), Failed> {
    let cases = Case::all(Kind::Ok).into_iter().chain(Case::all(Kind::Err)).chain([Case::foreign()]);
    let mut failures = String::new();
    for case in cases {
        for (at, source) in case.input.documents.iter().enumerate() {
            for (description, text) in broken(&source.text) {
                let mut input = case.input.clone();
                input.documents[at].text = text;
                if let Some(bug) = bug(&input) {
                    failures += &format!("{}, {}, {description}: {bug}\n", case.name(), source.name);
                }
            }
        }
    }
    if failures.is_empty() { Ok(()) } else { Err(failures.into()) }
}

/// The bug in the generator that the input triggers, if any.
fn bug(input: &Input) -> Option<String> {
    match output::generate(input) {
        Ok(Ok(_)) => None,
        Ok(Err(report)) => {
            let hints = |hint: &str| hint.contains("bug in the generator");
            report.problems.iter().find(|problem| problem.hint.as_deref().is_some_and(hints)).map(ToString::to_string)
        }
        Err(panic) => Some(panic),
    }
}

fn sampled<T>(items: impl Iterator<Item = T>, count: usize) -> impl Iterator<Item = T> {
    items.step_by(count / BREAKS + 1)
}

/// Values of all types, including a reference that is valid in some documents and one that is in a cycle.
fn unexpected(pointer: Option<&String>) -> [Json; 10] {
    [
        json!(null),
        json!(true),
        json!(-7.5),
        json!(""),
        json!("ä/~ \"{$ref}"),
        json!([]),
        json!({}),
        json!([{ "a": [1] }]),
        json!({ "$ref": "#/components/schemas/Book" }),
        json!({ "type": "object", "properties": { "self": { "$ref": pointer } } }),
    ]
}

fn collect_pointers(node: &Json, pointer: String, pointers: &mut Vec<String>) {
    match node {
        Json::Object(members) => {
            for (key, member) in members {
                collect_pointers(member, format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1")), pointers);
            }
        }
        Json::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                collect_pointers(item, format!("{pointer}/{index}"), pointers);
            }
        }
        _ => {}
    }
    pointers.push(pointer);
}
