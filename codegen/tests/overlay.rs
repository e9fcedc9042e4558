//! The `overlay` stage: the effect of each action, and the message for each malformed overlay.

mod support;

use support::{parse, to_yaml};
use wsapi_codegen::{Strictness, node::Node, overlay, problem::Problems};

/// Applies an overlay and prints the documents, if there are any, and the problems.
fn apply(texts: &[&str], strictness: Strictness) -> String {
    let (overlay, documents) = texts.split_last().expect("a case has a first section");
    let mut documents: Vec<Node> = documents.iter().map(|text| parse("doc.yaml", text)).collect();
    // The head is last, so that the lines of the actions are those of the case.
    let head = if overlay.lines().any(|line| line.starts_with("info:")) {
        ""
    } else {
        "overlay: 1.0.0\ninfo: {title: t, version: '1'}\n"
    };
    let overlay = parse("overlay.yaml", &format!("{overlay}{head}"));
    let mut problems = Problems::new(strictness);
    overlay::apply(&mut documents, &overlay, &mut problems);
    let documents: Vec<_> = documents.iter().map(to_yaml).collect();
    format!("{}{}", documents.join("---\n"), problems.report())
}

#[test]
fn actions_change_documents() {
    support::run("overlay/applied.txt", |texts| apply(texts, Strictness::Strict));
}

#[test]
fn misfit_is_an_error_for_own_documents() {
    support::run("overlay/strict.txt", |texts| apply(texts, Strictness::Strict));
}

#[test]
fn misfit_is_ignored_for_foreign_documents() {
    support::run("overlay/lenient.txt", |texts| apply(texts, Strictness::Lenient));
}

#[test]
fn malformed_overlays_are_rejected() {
    support::run("overlay/malformed.txt", |texts| apply(texts, Strictness::Strict));
}
