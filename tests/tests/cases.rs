//! The generator's features, one in each folder of `cases`.
//!
//! `ok/<case>/expected` is what is generated, read as `regen` reads foreign documents; where the warnings are the point
//! they stand in `warnings.txt`. `err/<case>/expected.txt` is what is reported, read as `regen` reads our own documents.

use std::{
    fs, panic,
    path::{Path, PathBuf},
};

use serde_json::{Value as Json, json};
use similar::TextDiff;
use wsapi_codegen::{Generated, Input, Source, Strictness, problem::Problem};
use xtask::{
    compile::{self, Judge, Tree},
    files, rustfmt,
};

const REMEDY: &str = "look at each difference, and if it is meant, run \
                      `UPDATE_EXPECT=1 cargo test -p wsapi-tests --test cases`";

#[test]
fn ok_cases_generate_what_is_expected() {
    let mut differences = String::new();
    for case in cases("ok") {
        let generated = match case.generate() {
            Ok(generated) => generated,
            Err(problems) => {
                differences += &format!("{} is refused:\n{problems}", case.name);
                continue;
            }
        };
        let folder = case.folder.join("expected");
        let changes = files::changes(&folder, &generated.files).expect("the expected files can be read");
        if is_update() {
            files::apply(&folder, &changes).expect("the expected files can be written");
        } else {
            changes.iter().for_each(|change| differences += &format!("{}: {}", case.name, change.diff()));
        }
        let warnings = case.folder.join("warnings.txt");
        if warnings.exists() {
            differences += &compare(&warnings, &lines(&generated.warnings));
        }
    }
    assert!(differences.is_empty(), "{differences}\n{REMEDY}");
}

#[test]
fn err_cases_report_what_is_expected() {
    let mut differences = String::new();
    for case in cases("err") {
        match wsapi_codegen::generate(&case.input) {
            Ok(_) => differences += &format!("{}: nothing is wrong with it\n", case.name),
            Err(report) => differences += &compare(&case.folder.join("expected.txt"), &lines(&report.problems)),
        }
    }
    assert!(differences.is_empty(), "{differences}\n{REMEDY}");
}

/// The lints of the workspace pass too, since `cargo clippy` sees the SDK as it sees all other code.
#[test]
fn ok_cases_and_the_foreign_document_compile() {
    let trees: Vec<Tree> = all_ok().iter().map(|case| with_examples(case.tree())).collect();
    if let Err(error) = compile::check("cases-compile", &trees, Judge::Clippy) {
        panic!("{error:#}");
    }
}

/// What a document says in Markdown is neither a tag nor a link nor a test to rustdoc.
#[test]
fn docs_are_harmless_to_rustdoc() {
    let documented = ["foreign", "markdown-docs", "events", "keywords-and-odd-names"];
    let cases = all_ok();
    let trees: Vec<Tree> =
        cases.iter().filter(|case| documented.contains(&case.name.as_str())).map(Case::tree).collect();
    assert_eq!(trees.len(), documented.len());
    if let Err(error) = compile::check("cases-doc", &trees, Judge::Doc) {
        panic!("{error:#}");
    }
    for (path, text) in trees.iter().flat_map(|tree| &tree.files) {
        let docs = text.lines().filter_map(|line| Some(line.trim().strip_prefix("///")?.trim()));
        for opening in docs.filter(|line| line.starts_with("```") || line.starts_with("~~~")).step_by(2) {
            let is_ours = opening == "```no_run";
            assert!(is_ours || opening.ends_with("text"), "{path}: rustdoc would run what `{opening}` opens");
        }
    }
}

#[test]
fn the_foreign_document_has_many_operations() {
    let generated = foreign().generate().unwrap_or_else(|problems| panic!("it is refused:\n{problems}"));
    assert!(generated.api.operations().count() >= 22);
}

/// The tree with the examples of its docs as code, each in a scope of its own.
fn with_examples(mut tree: Tree) -> Tree {
    let examples = tree.files.iter().flat_map(|(_, text)| examples(text));
    let scopes: String = examples.map(|example| format!("const _: () = {{\n{example}}};\n")).collect();
    let Some((_, root)) = tree.files.iter_mut().find(|(path, _)| path == "mod.rs") else { return tree };
    // `regen` wants each file of the folder to begin as its own do.
    let header = root.lines().next().unwrap_or_default();
    let sdk = "mod wsapi_client {\n    pub(crate) use crate::{generated::types, prelude::*};\n}\n";
    let text = format!("{header}\n\n//! The examples.\n\n#![allow(warnings, clippy::all)]\n\n{sdk}\n{scopes}");
    root.push_str("\nmod examples;\n");
    tree.files.push(("examples.rs".to_owned(), text));
    tree
}

/// The code between the fences of examples.
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
                examples.last_mut().expect("one was begun").extend([code, "\n"]);
            }
            _ => {}
        }
    }
    examples
}

struct Case {
    name: String,
    folder: PathBuf,
    input: Input,
}

impl Case {
    fn at(name: &str, folder: &Path, strictness: Strictness) -> Self {
        let read =
            |name: &str| Some(Source { name: name.to_owned(), text: fs::read_to_string(folder.join(name)).ok()? });
        let documents: Vec<Source> = ["spec.yaml", "spec.json", "second.yaml"].into_iter().filter_map(read).collect();
        assert!(!documents.is_empty(), "{} holds no document", folder.display());
        let input = Input { documents, overlay: read("overlay.yaml"), strictness };
        Self { name: name.to_owned(), folder: folder.to_owned(), input }
    }

    /// What is generated, formatted, or why it is refused.
    fn generate(&self) -> Result<Generated, String> {
        let mut generated = wsapi_codegen::generate(&self.input).map_err(|report| lines(&report.problems))?;
        generated.files = rustfmt::format(generated.files).expect("rustfmt takes what is generated");
        Ok(generated)
    }

    fn tree(&self) -> Tree {
        let generated = self.generate().unwrap_or_else(|problems| panic!("{} is refused:\n{problems}", self.name));
        Tree { name: self.name.clone(), files: generated.files }
    }
}

fn folder() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn cases(kind: &str) -> Vec<Case> {
    let strictness = if kind == "ok" { Strictness::Lenient } else { Strictness::Strict };
    let entries = fs::read_dir(folder().join("cases").join(kind)).expect("the folder of the cases can be read");
    let folders = entries.map(|entry| entry.expect("its entries can be read").path());
    let name = |folder: &Path| folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut cases: Vec<Case> = folders.map(|folder| Case::at(&name(&folder), &folder, strictness)).collect();
    cases.sort_by(|a, b| a.name.cmp(&b.name));
    cases
}

fn all_ok() -> Vec<Case> {
    let mut all = cases("ok");
    all.push(foreign());
    all
}

fn foreign() -> Case {
    Case::at("foreign", &folder().join("foreign"), Strictness::Lenient)
}

fn lines(problems: &[Problem]) -> String {
    problems.iter().map(|problem| format!("{problem}\n")).collect()
}

fn is_update() -> bool {
    std::env::var_os("UPDATE_EXPECT").is_some()
}

/// The difference between a file and what it should hold, which becomes its text if that is asked for.
fn compare(path: &Path, new: &str) -> String {
    let old = fs::read_to_string(path).unwrap_or_default();
    if old == new {
        return String::new();
    }
    if is_update() {
        fs::write(path, new).expect("the expected text can be written");
        return String::new();
    }
    let name = path.strip_prefix(folder()).unwrap_or(path).display().to_string();
    TextDiff::from_lines(old.as_str(), new).unified_diff().header(&name, "what is reported").to_string()
}

#[test]
fn broken_ok_cases_are_refused_without_a_panic() {
    check_broken(cases("ok"));
}

#[test]
fn broken_err_cases_are_refused_without_a_panic() {
    check_broken(cases("err"));
}

#[test]
fn the_broken_foreign_document_is_refused_without_a_panic() {
    check_broken(vec![foreign()]);
}

/// Whatever stands in a document, it is generated from or refused, and what is refused is not our bug.
fn check_broken(cases: Vec<Case>) {
    let mut failures = String::new();
    for case in cases {
        for (at, source) in case.input.documents.iter().enumerate() {
            for (what, text) in broken(&source.text) {
                let mut input = case.input.clone();
                input.documents[at].text = text;
                if let Some(bug) = bug(&input) {
                    failures += &format!("{} with {what} in document {at}: {bug}\n", case.name);
                }
            }
        }
    }
    assert!(failures.is_empty(), "{failures}");
}

/// How many lines and values of a document are broken, at equal distances: all of a case, and some of a large document.
const BREAKS: usize = 120;

/// A document cut off after each of its lines, and with each of its values replaced by something odd or taken away.
fn broken(text: &str) -> Vec<(String, String)> {
    let mut broken = Vec::new();
    let ends: Vec<usize> = text.match_indices('\n').map(|(end, _)| end).collect();
    for (line, end) in ends.iter().enumerate().step_by(ends.len() / BREAKS + 1) {
        broken.push((format!("nothing below line {}", line + 1), text[..*end].to_owned()));
    }
    let Ok(document) = serde_yaml::from_str::<Json>(text) else { return broken };
    let mut pointers = Vec::new();
    collect_pointers(&document, String::new(), &mut pointers);
    let odd = [
        json!(null),
        json!(true),
        json!(-7.5),
        json!(""),
        json!("ä/~ \"{$ref}"),
        json!([]),
        json!({}),
        json!([{ "a": [1] }]),
        json!({ "$ref": "#/components/schemas/Book" }),
        json!({ "type": "object", "properties": { "self": { "$ref": pointers.last() } } }),
    ];
    for (pointer, value) in pointers.iter().step_by(pointers.len() / BREAKS + 1).zip(odd.iter().cycle()) {
        let mut document = document.clone();
        if let Some(node) = document.pointer_mut(pointer) {
            *node = value.clone();
        }
        broken.push((format!("{value} at {pointer}"), document.to_string()));
    }
    broken
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

/// What the generator did wrong with the input, if anything: panicked, or failed where it should have refused.
fn bug(input: &Input) -> Option<String> {
    let outcome = panic::catch_unwind(|| wsapi_codegen::generate(input));
    match outcome {
        Ok(Ok(_)) => None,
        Ok(Err(report)) => {
            let is_ours =
                |problem: &&Problem| problem.hint.as_deref().is_some_and(|hint| hint.contains("bug of the generator"));
            report.problems.iter().find(is_ours).map(ToString::to_string)
        }
        Err(_) => Some("it panicked".to_owned()),
    }
}
