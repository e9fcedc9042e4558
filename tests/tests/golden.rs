//! The committed SDK is up to date with the documents, and other downloads of the documents give the same API.

use std::fmt::Debug;

use serde_yaml::{Mapping, Value};
use similar::TextDiff;
use wsapi_codegen::{
    Described, Generated, Input, Strictness,
    api::{Api, Kind, Number, Shape},
};
use xtask::{
    files::{self, Change},
    regen::{self, Options},
    workspace,
};

#[test]
fn committed_code_is_up_to_date_with_the_documents() {
    let (changes, diff) = changes(&committed());
    assert!(changes.is_empty(), "{diff}\n{} files are out of date: run `cargo xtask regen`", changes.len());
    let api = generate(&committed()).described.api;
    assert_eq!(api.operations().count(), 121);
    assert_eq!(api.events.map(|events| events.events.len()), Some(21));
}

/// The examples are compiled with the docs of the SDK.
#[test]
fn every_method_shows_how_it_is_called() {
    let Generated { files, described: Described { api, .. } } = generate(&committed());
    for resource in &api.resources {
        let path = format!("resources/{}.rs", resource.name);
        let (_, text) = files.iter().find(|(name, _)| *name == path).expect("each resource has a file");
        // A method's docs are between the end of the previous method and its own name.
        let methods: Vec<&str> = text.split("\n    pub fn ").collect();
        for pair in methods.windows(2) {
            let name = pair[1].split('(').next().unwrap_or_default();
            let is_shown = pair[0].contains("# Examples") && pair[0].contains(&format!(".{name}("));
            assert!(is_shown || name == resource.name, "{path}: `{name}` has no example");
        }
        assert!(methods.len() > resource.operations.len(), "{path}: not every operation has a method");
    }
}

/// The server prints unsigned numbers of 32 bits, which a narrower type could not hold.
#[test]
fn received_integers_have_64_bits() {
    for ty in generate(&committed()).described.api.types {
        let Shape::Struct(one) = &ty.shape else { continue };
        for field in one.fields.iter().filter(|_| !one.sent) {
            let is_narrow = matches!(field.kind, Kind::Number(Number::I32 | Number::U32));
            assert!(!is_narrow, "`{}` of `{}` can overflow", field.name, ty.name);
        }
    }
}

#[test]
fn a_renamed_field_shows_as_a_readable_diff() {
    let mut input = committed();
    for source in input.documents.iter_mut().chain(&mut input.overlay) {
        source.text = source.text.replace("businessHoursTimeZone", "businessHoursZone");
    }
    let (changes, diff) = code_changes(&input);
    assert_eq!(changes.len(), 1, "{diff}");
    assert!(diff.contains("-    pub business_hours_time_zone: String,\n"), "{diff}");
    assert!(diff.contains("+    pub business_hours_zone: String,\n"), "{diff}");
}

#[test]
fn two_runs_give_the_same_bytes() {
    let [one, other] = [(); 2].map(|()| generate(&committed()).files);
    assert!(one == other, "what is generated depends on more than the documents");
}

/// The service's own downloads have another order and other words than our documents.
#[test]
fn order_and_words_make_no_difference() {
    let input = committed();
    let mut other = input.clone();
    for document in &mut other.documents {
        let mut root = parse(&document.text);
        reverse(&mut root);
        redescribe(&mut root);
        document.text = print(&root);
    }
    assert_same("reversed and reworded", &generate(&other).described.api, &generate(&input).described.api);
}

/// The self-hosted server's own document repeats the instance operations of the hosted one, without a status that
/// only the hosted one mentions, and with another name for the same key.
#[test]
fn complete_self_hosted_document_gives_the_same_code() {
    let input = committed();
    let [hosted, added, _] = &input.documents[..] else { panic!("there are three documents") };
    let self_hosted = self_hosted(&parse(&hosted.text), &parse(&added.text));
    assert_eq!(operations(&self_hosted), 108);
    let mut other = input.clone();
    other.documents[1].text = print(&self_hosted);
    let (changes, diff) = code_changes(&other);
    assert!(changes.is_empty(), "{diff}");
}

/// The input of `cargo xtask regen`.
fn committed() -> Input {
    let input = Options::default().input().expect("the committed documents can be read");
    assert_eq!(input.strictness, Strictness::Strict);
    input
}

fn generate(input: &Input) -> Generated {
    wsapi_codegen::generate(input).unwrap_or_else(|report| panic!("{report}"))
}

/// The differences between the committed code and the generated code, by file and as a unified diff.
fn changes(input: &Input) -> (Vec<Change>, String) {
    let generated = regen::generate(input).unwrap_or_else(|error| panic!("{error:#}"));
    let simulator = regen::simulator(&generated.described.api).unwrap_or_else(|error| panic!("{error:#}"));
    let trees = [(workspace::generated(), generated.files), (workspace::simulator(), simulator)];
    let changed = trees.iter().map(|(folder, files)| files::changes(folder, files).expect("the files can be read"));
    let changes: Vec<Change> = changed.flatten().collect();
    let diff = changes.iter().map(Change::diff).collect();
    (changes, diff)
}

/// The same for the code alone, without the document of the simulator's page, which repeats all words.
fn code_changes(input: &Input) -> (Vec<Change>, String) {
    let (mut changes, _) = changes(input);
    changes.retain(|change| change.path.ends_with(".rs"));
    let diff = changes.iter().map(Change::diff).collect();
    (changes, diff)
}

fn parse(text: &str) -> Value {
    serde_yaml::from_str(text).expect("the document is YAML")
}

fn print(document: &Value) -> String {
    serde_yaml::to_string(document).expect("the document can be printed")
}

/// Reverses whatever has no order of its own.
fn reverse(node: &mut Value) {
    match node {
        Value::Mapping(members) => {
            for (key, member) in members.iter_mut() {
                reverse(member);
                if let (Some("required" | "enum"), Value::Sequence(items)) = (key.as_str(), member) {
                    items.reverse();
                }
            }
            let all: Vec<_> = std::mem::take(members).into_iter().collect();
            *members = all.into_iter().rev().collect();
        }
        Value::Sequence(items) => items.iter_mut().for_each(reverse),
        _ => {}
    }
}

/// Rewrites all prose, with everything that might confuse rustdoc.
fn redescribe(node: &mut Value) {
    const WORDS: &str =
        "Other <words>, [see] `there:\n\n    let x = 1;\n\n```\n{\"a\": <b>}\n```\n\n- https://example.org";
    match node {
        Value::Mapping(members) => {
            for (key, member) in members.iter_mut() {
                match (key.as_str(), &mut *member) {
                    (Some("description"), Value::String(text)) => WORDS.clone_into(text),
                    (Some("summary"), Value::String(text)) => "Does [something] <else>".clone_into(text),
                    _ => redescribe(member),
                }
            }
        }
        Value::Sequence(items) => items.iter_mut().for_each(redescribe),
        _ => {}
    }
}

fn self_hosted(hosted: &Value, added: &Value) -> Value {
    let mut all = added.clone();
    for (path, item) in members(&hosted["paths"]) {
        if path.as_str().is_some_and(|path| !path.starts_with("/account")) {
            let mut item = item.clone();
            for (_, operation) in item.as_mapping_mut().into_iter().flatten() {
                operation["security"] = parse("[{ InstanceAuth: [] }]");
                operation["responses"].as_mapping_mut().and_then(|responses| responses.remove("404"));
            }
            all["paths"][path] = item;
        }
    }
    for (section, hosted) in members(&hosted["components"]) {
        for (name, component) in members(hosted) {
            let components = all["components"].as_mapping_mut().expect("it has components");
            let section = components.entry(section.clone()).or_insert_with(|| Mapping::new().into());
            section.as_mapping_mut().expect("it is a map").entry(name.clone()).or_insert_with(|| component.clone());
        }
    }
    all
}

fn members(node: &Value) -> &Mapping {
    node.as_mapping().expect("it is a map")
}

fn operations(document: &Value) -> usize {
    members(&document["paths"]).values().map(|item| members(item).len()).sum()
}

fn assert_same(what: &str, other: &Api, api: &Api) {
    let (committed, other) = (outline(api), outline(other));
    let diff = TextDiff::from_lines(&committed, &other).unified_diff().header("as committed", what).to_string();
    assert!(diff.is_empty(), "{diff}");
}

/// The API without its words and its order, with a line for each part.
fn outline(api: &Api) -> String {
    let mut lines = Vec::new();
    for resource in &api.resources {
        for one in &resource.operations {
            let name = format!("{}.{}", resource.name, one.name);
            lines.push(format!("{name}: {} {} {} {:?} {:?}", one.id, one.method, one.path, one.credential, one.class));
            let body = one.body.as_ref().map(|body| (&body.kind, body.required));
            lines.push(format!("{name} takes {body:?}"));
            for (role, parameters) in [("argument", &one.arguments), ("setter", &one.setters)] {
                lines.extend(parameters.iter().map(|parameter| {
                    let place = &parameter.location;
                    format!("{name} {role} {} {place:?}", value(&parameter.name, &parameter.wire, &parameter.kind, ""))
                }));
            }
            lines.extend(
                one.successes.iter().map(|result| format!("{name} {}: {:?}", result.status, result.payload.content)),
            );
            lines.extend(one.failures.iter().map(|failure| format!("{name} {}: failure", failure.status)));
        }
    }
    for ty in &api.types {
        match &ty.shape {
            Shape::Struct(one) => {
                let name = format!("struct {}", ty.name);
                lines.push(format!("{name}, sent: {}", one.sent));
                lines.extend(
                    one.fields.iter().map(|field| {
                        format!("{name}.{}", value(&field.name, &field.wire, &field.kind, field.presence))
                    }),
                );
                lines.extend(one.message_refs.iter().map(|refs| format!("{name}: {refs:?}")));
            }
            Shape::Enum(variants) => {
                lines.extend(variants.iter().map(|variant| format!("enum {}: {variant:?}", ty.name)));
            }
        }
    }
    if let Some(events) = &api.events {
        lines.push(format!("events by {}, {}", events.tag, events.data));
        let envelope = events.envelope.iter();
        lines.extend(envelope.map(|field| value(&field.name, &field.wire, &field.kind, field.presence)));
        lines.extend(events.events.iter().map(|event| value(&event.variant, &event.wire, &event.kind, "")));
    }
    lines.sort();
    lines.join("\n") + "\n"
}

fn value(name: &str, wire: &str, kind: &Kind, presence: impl Debug) -> String {
    format!("{name}: {wire} {kind:?} {presence:?}")
}
