//! The output of all `ok` cases and of the foreign document, compiled and documented.

use libtest_mimic::Failed;
use xtask::compile::{self, Judge, Tree};

use crate::output;

/// The cases whose prose is full of Markdown, HTML and links.
const WITH_PROSE: [&str; 6] =
    ["foreign", "markdown-docs", "events", "indexes", "keywords-and-odd-names", "shared-errors"];

/// The lints are those of the workspace, and the examples in the docs are compiled too.
pub(crate) fn generated_code_passes_clippy() -> Result<(), Failed> {
    let trees: Vec<Tree> = output::trees()?.into_iter().map(with_examples).collect();
    compile::check("cases-compile", &trees, Judge::Clippy).map_err(|error| format!("{error:#}").into())
}

/// rustdoc finds no tags, links or tests in the prose of a document.
pub(crate) fn document_prose_survives_rustdoc() -> Result<(), Failed> {
    let mut trees = output::trees()?;
    trees.retain(|tree| WITH_PROSE.contains(&tree.name.as_str()));
    assert_eq!(trees.len(), WITH_PROSE.len(), "a case was renamed or removed");
    for (path, text) in trees.iter().flat_map(|tree| &tree.files) {
        let docs = text.lines().filter_map(|line| Some(line.trim().strip_prefix("///")?.trim()));
        for opening in docs.filter(|line| line.starts_with("```") || line.starts_with("~~~")).step_by(2) {
            let is_harmless = opening == "```no_run" || opening.ends_with("text");
            assert!(is_harmless, "{path}: rustdoc would compile the block that begins with `{opening}`");
        }
    }
    compile::check("cases-doc", &trees, Judge::Doc).map_err(|error| format!("{error:#}").into())
}

/// Adds a module with the examples of all docs, each in its own scope.
fn with_examples(mut tree: Tree) -> Tree {
    let examples = tree.files.iter().flat_map(|(_, text)| examples(text));
    let scopes: String = examples.map(|example| format!("const _: () = {{\n{example}}};\n")).collect();
    let Some((_, root)) = tree.files.iter_mut().find(|(path, _)| path == "mod.rs") else { return tree };
    // Files without the header of a generated file would not be overwritten by the next run.
    let header = root.lines().next().unwrap_or_default();
    let sdk = match crate_name(&scopes) {
        Some(name) => format!("mod {name} {{\n    pub(crate) use crate::{{generated::types, prelude::*}};\n}}\n"),
        None => String::new(),
    };
    let text = format!("{header}\n\n//! The examples.\n\n#![allow(warnings, clippy::all)]\n\n{sdk}\n{scopes}");
    root.push_str("\nmod examples;\n");
    tree.files.push(("examples.rs".to_owned(), text));
    tree
}

/// The name by which the examples import the SDK.
fn crate_name(examples: &str) -> Option<&str> {
    examples.split_once("(client: ")?.1.split_once("::").map(|(name, _)| name)
}

/// The code in the fences of examples.
fn examples(text: &str) -> Vec<String> {
    let mut examples: Vec<String> = Vec::new();
    let mut is_inside = false;
    for line in text.lines().map(str::trim).filter_map(|line| line.strip_prefix("///")) {
        match line.trim() {
            "```no_run" => {
                is_inside = true;
                examples.push(String::new());
            }
            "```" => is_inside = false,
            code if is_inside => {
                let code = code.strip_prefix("# ").unwrap_or(code);
                examples.last_mut().expect("the fence added one").extend([code, "\n"]);
            }
            _ => {}
        }
    }
    examples
}
