//! Rewrites of the committed documents that do not change their meaning: the diff is empty, and the output is
//! identical.

use serde_yaml::{Mapping, Value};
use wsapi_codegen::{Input, Source, Strictness, api::Api};
use xtask::{diff::compare::compare, inputs::Inputs};

/// Returns the committed documents and their overlay.
fn committed() -> Input {
    Inputs::default().read().expect("the committed documents can be read")
}

/// Returns one document without an overlay. The targets of an overlay would depend on whether parts are inline.
fn exported() -> Input {
    let text = serde_json::to_string(&wsapi_codegen::export(&api(&committed()))).expect("it can be printed");
    Input { documents: vec![Source { name: "exported.json".to_owned(), text }], ..Input::default() }
}

/// Returns the input with each document rewritten.
fn rewritten(input: &Input, rewrite: impl Fn(&mut Value)) -> Input {
    let mut input = input.clone();
    for Source { text, .. } in &mut input.documents {
        let mut document: Value = serde_yaml::from_str(text).expect("it is YAML");
        rewrite(&mut document);
        *text = serde_yaml::to_string(&document).expect("it can be printed");
    }
    input
}

fn api(input: &Input) -> Api {
    wsapi_codegen::api(input).unwrap_or_else(|report| panic!("{report}")).api
}

/// Checks that a rewrite changes something in the documents, and nothing in the SDK.
fn check(input: &Input, rewrite: impl Fn(&mut Value)) {
    assert_eq!(input.strictness, Strictness::Strict);
    let (before, after) = (rewritten(input, |_| ()), rewritten(input, rewrite));
    let texts = |input: &Input| input.documents.iter().map(|source| source.text.clone()).collect::<Vec<_>>();
    assert_ne!(texts(&before), texts(&after), "the rewrite changes nothing");
    let [before, after] = [before, after].map(|input| api(&input));
    let findings: Vec<_> = compare(&before, &after).iter().map(crate::line).collect();
    assert!(findings.is_empty(), "{findings:#?}");
    let [before, after] = [before, after].map(|api| wsapi_codegen::print(&api).expect("it can be printed"));
    for ((path, before), (_, after)) in before.iter().zip(&after) {
        assert_eq!(before, after, "{path}");
    }
    assert_eq!(before.len(), after.len());
}

/// Calls `edit` with every map of a document, the inner ones first.
fn edit_maps(value: &mut Value, edit: &mut dyn FnMut(&mut Mapping)) {
    match value {
        Value::Mapping(map) => {
            map.values_mut().for_each(|member| edit_maps(member, edit));
            edit(map);
        }
        Value::Sequence(items) => items.iter_mut().for_each(|item| edit_maps(item, edit)),
        _ => {}
    }
}

/// Returns the components of one section.
fn section<'v>(document: &'v mut Value, name: &str) -> Option<&'v mut Mapping> {
    document.get_mut("components")?.get_mut(name)?.as_mapping_mut()
}

fn reverse(map: &mut Mapping) {
    let members: Vec<_> = std::mem::take(map).into_iter().collect();
    map.extend(members.into_iter().rev());
}

fn is_schema(map: &Mapping) -> bool {
    map.get("type").is_some_and(Value::is_string) && !map.contains_key("in") && !map.contains_key("name")
}

#[test]
fn order_of_keys_in_schemas_and_operations_is_neutral() {
    check(&committed(), |document| {
        edit_maps(document, &mut |map| {
            if is_schema(map) || map.contains_key("operationId") {
                reverse(map);
            }
        });
    });
}

#[test]
fn order_of_required_names_is_neutral() {
    check(&committed(), |document| {
        edit_maps(document, &mut |map| {
            if let Some(Value::Sequence(names)) = map.get_mut("required") {
                names.reverse();
            }
        });
    });
}

#[test]
fn order_of_components_that_are_not_types_is_neutral() {
    check(&committed(), |document| {
        ["responses", "parameters", "headers"].into_iter().for_each(|name| {
            section(document, name).into_iter().for_each(reverse);
        });
    });
}

/// Moves objects into a section of the components.
fn extract<'v>(objects: impl Iterator<Item = &'v mut Value>, section: &str) -> Mapping {
    let mut extracted = Mapping::new();
    for object in objects {
        let name = format!("Extracted{}", extracted.len());
        let reference = Mapping::from_iter([("$ref".into(), format!("#/components/{section}/{name}").into())]);
        extracted.insert(name.into(), std::mem::replace(object, reference.into()));
    }
    extracted
}

/// Returns the operations of a document.
fn operations(document: &mut Value) -> impl Iterator<Item = &mut Value> {
    let items = document.get_mut("paths").and_then(Value::as_mapping_mut);
    let items = items.into_iter().flat_map(Mapping::values_mut).filter_map(Value::as_mapping_mut);
    items.flat_map(Mapping::values_mut)
}

fn extract_responses(document: &mut Value) {
    let responses = operations(document).filter_map(|operation| operation.get_mut("responses")?.as_mapping_mut());
    let extracted = extract(responses.flat_map(Mapping::values_mut), "responses");
    document["components"]["responses"] = extracted.into();
}

fn extract_parameters(document: &mut Value) {
    let parameters = operations(document).filter_map(|operation| operation.get_mut("parameters")?.as_sequence_mut());
    let extracted = extract(parameters.flatten(), "parameters");
    document["components"]["parameters"] = extracted.into();
}

/// A component that is neither an object nor an enum is an alias of what it describes.
fn extract_aliases(document: &mut Value) {
    let schemas = section(document, "schemas").into_iter().flat_map(Mapping::values_mut);
    let properties = schemas.filter_map(|schema| schema.get_mut("properties")?.as_mapping_mut());
    let is_alias = |property: &&mut Value| property.get("allOf").is_none() && property.get("x-sdk-field").is_none();
    let extracted = extract(
        properties.flat_map(Mapping::values_mut).filter_map(|property| property.get_mut("items")).filter(is_alias),
        "schemas",
    );
    section(document, "schemas").into_iter().for_each(|all| all.extend(extracted.clone()));
}

#[test]
fn inline_responses_equal_components() {
    check(&exported(), extract_responses);
}

#[test]
fn inline_parameters_equal_components() {
    check(&exported(), extract_parameters);
}

#[test]
fn inline_items_equal_aliases() {
    check(&exported(), extract_aliases);
}

#[test]
fn unused_schemas_are_neutral() {
    check(&committed(), |document| {
        let unused = "{type: object, required: [a], properties: {a: {type: string, enum: [b, c]}}}";
        let unused: Value = serde_yaml::from_str(unused).expect("it is YAML");
        section(document, "schemas")
            .into_iter()
            .for_each(|all| drop(all.insert("UnusedSchema".into(), unused.clone())));
    });
}

/// Converts documents to 3.1: `nullable` becomes a list of types or a choice with null, and an example a list of
/// examples.
#[test]
fn openapi_3_1_spelling_is_neutral() {
    check(&committed(), |document| {
        if document["openapi"].as_str().is_some_and(|version| version.starts_with("3.1")) {
            return;
        }
        document["openapi"] = "3.1.0".into();
        edit_maps(document, &mut |map| {
            if is_schema(map)
                && let Some(example) = map.remove("example")
            {
                map.insert("examples".into(), vec![example].into());
            }
            if map.get("nullable") == Some(&true.into()) {
                map.remove("nullable");
                if let Some(ty) = map.get("type").cloned() {
                    map.insert("type".into(), vec![ty, "null".into()].into());
                } else if let Some(members) = map.remove("allOf") {
                    let null = Mapping::from_iter([("type".into(), "null".into())]);
                    let mut members = members.as_sequence().cloned().unwrap_or_default();
                    members.push(null.into());
                    map.insert("anyOf".into(), members.into());
                }
            }
        });
    });
}
