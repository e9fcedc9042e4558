//! The overlay and the generator accept a document that lacks properties of the committed ones.

use std::collections::BTreeSet;

use serde_yaml::Value;
use wsapi_codegen::{Described, Input, Strictness, problem::Report};
use xtask::inputs::Inputs;

#[test]
fn hint_about_a_missing_property_is_a_warning_that_names_the_loss() {
    let mut input = committed();
    for source in &mut input.documents {
        source.text = source.text.replace("publishEvents", "announceEvents");
    }
    let Described { warnings, .. } = accepted(&input, "publishEvents");
    let names_it = |message: &str| message.contains("there is no property `publishEvents`, so ");
    assert!(warnings.iter().any(|warning| names_it(&warning.message)), "{warnings:#?}");
    input.strictness = Strictness::Strict;
    let report = wsapi_codegen::api(&input).map(|_| ()).unwrap_err().to_string();
    assert!(report.contains("announceEvents") || report.contains("publishEvents"), "{report}");
}

/// Each run lacks some properties, in all schemas of all documents.
#[test]
fn documents_without_some_properties_are_accepted() {
    let mut names = BTreeSet::new();
    committed().documents.iter().for_each(|source| collect(&parse(&source.text), &mut names));
    // Events cannot be recognized without them.
    names.retain(|name| !["eventType", "eventData"].contains(&name.as_str()));
    assert!(names.len() > 100, "only {} names", names.len());
    for missing in names.into_iter().collect::<Vec<_>>().chunks(10) {
        let mut input = committed();
        for source in &mut input.documents {
            let mut document = parse(&source.text);
            remove(&mut document, missing);
            source.text = serde_yaml::to_string(&document).expect("the document can be printed");
        }
        accepted(&input, &missing.join(", "));
    }
}

/// The committed documents, read as foreign ones with the overlay of the SDK.
fn committed() -> Input {
    let input = Inputs::default().read().expect("the committed documents can be read");
    Input { strictness: Strictness::Lenient, ..input }
}

fn accepted(input: &Input, what: &str) -> Described {
    let described: Result<_, Report> = wsapi_codegen::api(input);
    described.unwrap_or_else(|report| panic!("rejected without {what}:\n{report}"))
}

fn parse(text: &str) -> Value {
    serde_yaml::from_str(text).expect("the document is YAML")
}

fn collect(node: &Value, names: &mut BTreeSet<String>) {
    let properties = node.get("properties").and_then(Value::as_mapping).into_iter().flatten();
    names.extend(properties.filter_map(|(name, _)| name.as_str().map(str::to_owned)));
    let members = node.as_mapping().into_iter().flatten().map(|(_, member)| member);
    members.chain(node.as_sequence().into_iter().flatten()).for_each(|inner| collect(inner, names));
}

fn remove(node: &mut Value, names: &[String]) {
    if let Some(properties) = node.get_mut("properties").and_then(Value::as_mapping_mut) {
        properties.retain(|name, _| name.as_str().is_none_or(|name| !names.iter().any(|gone| gone == name)));
    }
    match node {
        Value::Mapping(members) => members.values_mut().for_each(|member| remove(member, names)),
        Value::Sequence(items) => items.iter_mut().for_each(|item| remove(item, names)),
        _ => {}
    }
}
