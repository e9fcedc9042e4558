//! Nothing in a document is dropped silently: each keyword of OpenAPI, wherever it is allowed, is used, rejected, or named
//! by a warning.
//!
//! Each test adds one keyword to a small document. It is used if the API then differs.

mod document;
mod tables;

use libtest_mimic::{Arguments, Failed, Trial};
use serde_json::Value;
use wsapi_codegen::{
    Described, Input, Source, Strictness,
    problem::{Problem, Report},
};

use tables::{KEYWORDS, Keyword, Version};

fn main() {
    let mut arguments = Arguments::from_args();
    arguments.quiet |= !arguments.list;
    let trials = KEYWORDS.iter().flat_map(|(role, keywords)| {
        let places = document::places(role);
        assert!(!places.is_empty(), "the document has no `{role}`");
        keywords
            .iter()
            .flat_map(move |keyword| places.clone().into_iter().map(move |place| trial(role, keyword, place)))
    });
    libtest_mimic::run(&arguments, trials.collect()).exit();
}

fn trial(role: &'static str, keyword: &'static Keyword, place: &'static str) -> Trial {
    let name =
        format!("{role}/{}{} at {place}", keyword.name, if keyword.version == Version::V3_1 { " (3.1)" } else { "" });
    Trial::test(name, move || check(keyword, place))
}

fn check(keyword: &Keyword, place: &str) -> Result<(), Failed> {
    let version = if keyword.version == Version::V3_1 { "3.1.0" } else { "3.0.3" };
    let mut document = document::base();
    document["openapi"] = version.into();
    let before = generate(&document).map_err(|report| format!("the document itself is rejected:\n{report}"))?;
    let object = document.pointer_mut(place).and_then(Value::as_object_mut).ok_or("there is no such place")?;
    let value: Value = serde_json::from_str(keyword.value).map_err(|error| error.to_string())?;
    if object.insert(keyword.name.to_owned(), value.clone()) == Some(value) {
        return Err(format!("`{}` already has this value", keyword.name).into());
    }
    match generate(&document) {
        Err(report) if names(&report.problems, keyword, place) => Ok(()),
        Err(report) => Err(format!("rejected, but no problem names it:\n{report}").into()),
        Ok(after) if after.api != before.api => Ok(()),
        Ok(after) if names(&after.warnings, keyword, place) => Ok(()),
        Ok(_) => Err("dropped silently".into()),
    }
}

fn generate(document: &Value) -> Result<Described, Report> {
    let source = Source { name: "document.json".to_owned(), text: document.to_string() };
    wsapi_codegen::api(&Input { documents: vec![source], strictness: Strictness::Lenient, ..Input::default() })
}

/// Returns whether a problem is about the keyword: it is at its place, names it, or says that its object is ignored.
fn names(problems: &[Problem], keyword: &Keyword, place: &str) -> bool {
    // The first of a list of examples is the example.
    let name = if keyword.name == "examples" { "example" } else { keyword.name };
    problems.iter().any(|problem| {
        let whole = ["is ignored", "are ignored", "are used"];
        let is_part =
            place.starts_with(&problem.place.pointer) && whole.iter().any(|end| problem.message.ends_with(end));
        let is_there = problem.place.pointer.starts_with(&format!("{place}/{name}"));
        let is_named = problem.message.contains(&format!("`{name}`"));
        is_part || is_there || (is_named && problem.place.pointer.starts_with(place))
    })
}
