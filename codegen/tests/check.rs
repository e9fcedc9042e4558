//! The `check` stage: the documents that pass, the message for each problem, and that nothing makes it panic.

mod support;

use support::{parse, read, read_right};
use wsapi_codegen::{
    Strictness, check, document,
    node::{Node, Value},
    overlay,
    problem::Problems,
};

/// Checks a document. Required fields that are missing are added below it, so that its lines do not change.
fn check(text: &str) -> String {
    let mut text = text.to_owned();
    for (key, line) in
        [("openapi:", "openapi: 3.0.3\n"), ("info:", "info: {title: t, version: '1'}\n"), ("paths:", "paths: {}\n")]
    {
        if !text.lines().any(|line| line.starts_with(key)) {
            text.push_str(line);
        }
    }
    let mut problems = Problems::default();
    if let Some(document) = read(&text, &mut problems) {
        check::check(&document, &mut problems);
    }
    problems.report().to_string()
}

macro_rules! cases {
    ($($name:ident)*) => {
        $(
            #[test]
            fn $name() {
                support::run(concat!("check/", stringify!($name), ".txt"), |texts| check(texts[0]));
            }
        )*
    };
}

cases! {
    passes shape references cycles paths operations parameters bodies webhooks security
    types keywords enums defaults objects composition limits hints
}

/// A chain of `length` references, the last to a string.
fn chain(length: usize) -> String {
    let links = (0..length).map(|link| format!("    S{link}: {{$ref: '#/components/schemas/S{}'}}\n", link + 1));
    format!("components:\n  schemas:\n{}    S{length}: {{type: string}}\n", links.collect::<String>())
}

#[test]
fn chains_of_references_are_limited() {
    assert_eq!(check(&chain(63)), "");
    let report = check(&chain(10_000));
    assert!(report.contains("the chain of references through this is longer than 64"), "{report}");
    assert!(report.lines().count() <= 1_000, "{} lines", report.lines().count());
}

#[test]
fn nesting_is_limited() {
    let nested = |depth: usize| format!("x: {}{}", "[".repeat(depth), "]".repeat(depth));
    assert!(read(&format!("openapi: 3.0.3\n{}", nested(99)), &mut Problems::default()).is_some());
    for deep in [
        nested(100),
        nested(200_000),
        "x: [".repeat(200_000),
        format!("{}1", "{a: ".repeat(200_000)),
        (0..5_000).map(|depth| format!("{:depth$}a:\n", "")).collect(),
        format!("x:\n  {}", "- ".repeat(200_000)),
    ] {
        let mut problems = Problems::default();
        assert!(read(&format!("openapi: 3.0.3\n{deep}"), &mut problems).is_none());
        let report = problems.report().to_string();
        let is_rejected = ["nesting exceeds 100 levels", "recursion limit exceeded"];
        assert!(is_rejected.iter().any(|message| report.contains(message)), "{report}");
    }
}

/// A document with every kind of object.
fn whole() -> String {
    let cases = include_str!("cases/check/passes.txt");
    let (_, text) = cases.split_once('\n').expect("the first line is the title");
    text.split_once(">>> gives").expect("a case says what it gives").0.to_owned()
}

#[test]
fn truncated_document_does_not_panic() {
    let text = whole();
    let ends = text.char_indices().filter(|(_, character)| "{[\n".contains(*character)).map(|(end, _)| end);
    for end in ends {
        check(&text[..end]);
    }
}

/// Actions that match many places, whatever is there.
const OVERLAY: &str = "
overlay: 1.0.0
info: {title: t, version: '1'}
actions:
- {target: '$.paths[*][*]', description: d, update: {x-sdk-class: safe}}
- {target: '$..properties.id', description: d, update: {x-sdk-type: jid}}
- {target: '$..required', description: d, update: id}
- {target: '$..enum[0]', description: d, remove: true}
- {target: '$..[?@.type]', description: d, update: {nullable: true}}
";

/// Values that replace the nodes of a document, each replacing every sixth node.
const OTHERS: &str = "others: [null, true, -1, 1.5, '', $ref, [], [a, a], {}, {$ref: a}, {type: {}}, {a: {}}]";

#[test]
fn any_value_anywhere_does_not_panic() {
    let root = read_right(&whole());
    let overlay = parse("overlay.yaml", OVERLAY);
    let others = parse("others.yaml", OTHERS);
    for index in 0..nodes(&root) {
        for other in others.items_of("others").skip(index % 6).step_by(6) {
            let mut document = root.clone();
            replace(&mut document, &mut index.clone(), other);
            let mut problems = Problems::new(Strictness::Lenient);
            document::lower_3_1(&mut document);
            overlay::apply(std::slice::from_mut(&mut document), &overlay, &mut problems);
            check::check(&document, &mut problems);
        }
    }
}

fn nodes(node: &Node) -> usize {
    let items = node.as_list().unwrap_or_default().iter().map(nodes).sum::<usize>();
    1 + items + node.members().map(|(_, member)| nodes(member)).sum::<usize>()
}

/// Replaces the node that follows `before` other nodes.
fn replace(node: &mut Node, before: &mut usize, other: &Node) -> bool {
    if *before == 0 {
        node.value = other.value.clone();
        return true;
    }
    *before -= 1;
    match &mut node.value {
        Value::List(items) => items.iter_mut().any(|item| replace(item, before, other)),
        Value::Map(members) => members.values_mut().any(|member| replace(member, before, other)),
        _ => false,
    }
}
