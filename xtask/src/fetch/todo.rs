//! The tasks after a fetch. The generator rejects the new documents until they are done.

use wsapi_codegen::{
    api::{Class, Credential},
    node::escape,
    problem::{Problem, STALE_NAME, Severity},
    suggest,
};

use crate::{diff::Version, report::counted};

/// The hints that each operation needs.
const HINTS: [&str; 2] = ["x-sdk-class", "x-sdk-key"];

/// The description in printed actions, which the maintainer replaces.
pub(crate) const PLACEHOLDER: &str = "TODO, the reason.";

/// Returns the tasks: the problems that `regen` will reject, and the names in the overlay that match nothing. The text
/// is empty if there are none. `moved` has the old and the new JSON pointers of renamed objects.
pub(super) fn list(version: &Version, moved: &[(String, String)], rename: impl Fn(&str) -> String) -> String {
    let tasks = [rejected(version, rename), stale_names(version, moved)];
    tasks.into_iter().filter(|task| !task.is_empty()).collect::<Vec<_>>().join("\n")
}

/// Returns the names in targets that match nothing, with the new name of each that was renamed. Such an action no
/// longer corrects what it should.
fn stale_names(version: &Version, moved: &[(String, String)]) -> String {
    let last = |pointer: &str| pointer.rsplit('/').next().unwrap_or_default().replace("~1", "/").replace("~0", "~");
    let stale = version.overlay.iter().filter(|problem| problem.message.ends_with(STALE_NAME));
    let lines = stale.map(|problem| {
        let mut problem = Problem { severity: Severity::Error, ..problem.clone() };
        let is_it = |(before, _): &&(String, String)| problem.message.contains(&format!("`{}`", last(before)));
        if let Some((before, now)) = moved.iter().find(is_it) {
            problem.hint(format!("replace it with `{}`: the service renamed `{}`", last(now), last(before)));
        }
        format!("\n  {}", problem.to_string().replace('\n', "\n  "))
    });
    let lines: String = lines.collect();
    if lines.is_empty() { lines } else { format!("to do in the overlay: names that match nothing{lines}") }
}

/// Returns the problems that `regen` will reject, and overlay actions for the operations among them. `rename` maps the
/// names of documents.
fn rejected(version: &Version, rename: impl Fn(&str) -> String) -> String {
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

/// Returns the actions that set the missing hints to the values that the generator assumes.
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
        actions += &format!("\n  - target: {target:?}\n    description: {PLACEHOLDER}\n    update:");
        for key in missing {
            let (assumed, others) = match key {
                "x-sdk-class" => choice(&Class::HINTS, operation.class),
                _ => choice(&Credential::HINTS, operation.credential),
            };
            actions += &format!("\n      {key}: {assumed} # assumed, instead of {others}");
        }
    }
    match actions.as_str() {
        "" => actions,
        _ => format!("\nadd these actions to the overlay, and review each value:\n{actions}"),
    }
}

/// Returns the name of a value, and the names of the others.
fn choice<T: Copy + PartialEq>(values: &[(&'static str, T)], assumed: T) -> (&'static str, String) {
    let name = values.iter().find(|(_, value)| *value == assumed).map_or("", |(name, _)| name);
    let others: Vec<_> = values.iter().map(|(name, _)| *name).filter(|other| *other != name).collect();
    (name, suggest::listed(&others, "or"))
}
