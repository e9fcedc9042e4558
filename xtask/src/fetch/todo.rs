//! What is to be done after a fetch: the generator rejects the new documents until then.

use wsapi_codegen::{
    api::{Class, Credential},
    node::escape,
    problem::{Problem, Severity},
};

use crate::{diff::Version, report::counted};

/// The hints that each operation needs, with their values.
const HINTS: [&str; 2] = ["x-sdk-class", "x-sdk-key"];

/// Returns what `regen` will reject, and the actions of the overlay for the operations among it; empty if there is
/// nothing. The names of documents are those that `rename` returns.
pub(super) fn list(version: &Version, rename: impl Fn(&str) -> String) -> String {
    let problems: Vec<_> = version.warnings.iter().filter(|problem| problem.is_unfit).collect();
    if problems.is_empty() {
        return String::new();
    }
    let lines = problems.iter().map(|problem| {
        let mut problem = (*problem).clone();
        problem.severity = Severity::Error;
        problem.place.at.document = rename(&problem.place.at.document).into();
        format!("\n  {}", problem.to_string().replace('\n', "\n  "))
    });
    let lines: String = lines.collect();
    let count = counted(problems.len(), "problem");
    let actions = actions(version, &problems);
    format!("to do before `cargo xtask regen`: {count} that it rejects{lines}{actions}")
}

/// The actions that set the missing hints, each value as the generator assumes it.
fn actions(version: &Version, problems: &[&Problem]) -> String {
    let mut actions = String::new();
    for operation in version.api.operations() {
        let pointer = format!("/paths/{}/{}", escape(&operation.path), operation.method.to_lowercase());
        let is_missing = |key: &&str| {
            let hint = format!("set `{key}` in the overlay");
            problems.iter().any(|problem| problem.place.pointer == pointer && problem.hint.as_ref() == Some(&hint))
        };
        let missing: Vec<_> = HINTS.iter().copied().filter(is_missing).collect();
        if missing.is_empty() {
            continue;
        }
        let path = operation.path.replace('\\', "\\\\").replace('\'', "\\'");
        let target = format!("$.paths['{path}'].{}", operation.method.to_lowercase());
        actions += &format!("\n  - target: {target:?}\n    description: TODO, the reason.\n    update:");
        for key in missing {
            let (assumed, others) = match key {
                "x-sdk-class" => choice(&Class::HINTS, operation.class),
                _ => choice(&Credential::HINTS, operation.credential),
            };
            actions += &format!("\n      {key}: {assumed} # assumed; or {others}");
        }
    }
    match actions.as_str() {
        "" => actions,
        _ => format!("\nadd to the actions of the overlay, and judge each value:\n{actions}"),
    }
}

/// The name of a value, and those of the others.
fn choice<T: Copy + PartialEq>(values: &[(&'static str, T)], assumed: T) -> (&'static str, String) {
    let name = values.iter().find(|(_, value)| *value == assumed).map_or("", |(name, _)| name);
    let others: Vec<_> = values.iter().map(|(name, _)| *name).filter(|other| *other != name).collect();
    (name, others.join(", "))
}
