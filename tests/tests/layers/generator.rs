//! The stages of the generator import in one direction, and few of them make names.

use crate::sources::{Source, check_order, sources};

/// The modules. Each imports only from those before it.
const ORDER: [&str; 19] = [
    "input",
    "problem",
    "suggest",
    "parallel",
    "node",
    "document",
    "schema",
    "names",
    "overlay",
    "check",
    "unite",
    "normalize",
    "skip",
    "api",
    "lower",
    "export",
    "render",
    "emit",
    "judge",
];

/// The stages that make Rust names: of types where they become components, of everything else in `lower`. `check` only
/// asks whether a name is reserved.
const NAMING: [&str; 5] = ["names", "check", "unite", "normalize", "lower"];

fn generator() -> Vec<Source> {
    sources("codegen/src")
}

#[test]
fn stages_import_in_one_direction() {
    check_order(&generator(), &["crate::", "super::"], &ORDER, &["lib"]);
}

#[test]
fn nothing_is_named_after_lower() {
    let mut found = Vec::new();
    for Source { path, text } in generator().iter().filter(|source| !NAMING.contains(&source.module())) {
        for word in ["names::", "snake_case(", "pascal_case("] {
            if path != "lib.rs" && text.replace("names::reserved", "").contains(word) {
                found.push(format!("{path}: `{word}`"));
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn only_export_writes_openapi_and_only_judge_calls_progenitor() {
    let users = |word: &str| -> Vec<String> {
        let sources = generator();
        let mut users: Vec<_> =
            sources.iter().filter(|source| source.text.contains(word)).map(|s| s.module().to_owned()).collect();
        users.dedup();
        users
    };
    assert_eq!(users("use openapiv3"), ["export", "judge"]);
    assert_eq!(users("use progenitor"), ["judge"]);
}
