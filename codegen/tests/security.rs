//! Security schemes of several documents.

use wsapi_codegen::{
    Described, Input, Source, Strictness,
    api::{Credential, Operation},
};

/// A document with one operation.
fn document(name: &str, path: &str, schemes: &str, security: &str) -> Source {
    let operation = format!("{{security: [{security}], responses: {{'204': {{description: d}}}}}}");
    let text = format!(
        "openapi: 3.0.3\ninfo: {{title: t, version: '1'}}\npaths: {{{path}: {{get: {operation}}}}}\n\
         components: {{securitySchemes: {{{schemes}}}}}\n"
    );
    Source { name: name.to_owned(), text }
}

fn described(documents: Vec<Source>) -> Described {
    let input = Input { documents, strictness: Strictness::Lenient, ..Input::default() };
    wsapi_codegen::api(&input).unwrap_or_else(|report| panic!("{report}"))
}

/// The alternatives of an operation, each with its schemes.
fn alternatives(operation: &Operation) -> Vec<String> {
    let alternatives = operation.security.iter();
    alternatives.map(|schemes| schemes.keys().cloned().collect::<Vec<_>>().join("+")).collect()
}

#[test]
fn equal_schemes_have_one_name() {
    let first = "key: {type: apiKey, in: header, name: X-Api-Key}, token: {type: http, scheme: bearer}, \
                 other: {type: http, scheme: bearer}";
    let second = "token: {type: apiKey, in: header, name: x-api-key, description: d}, key: {type: http, scheme: basic}, \
                  other: {type: http, scheme: Bearer, bearerFormat: JWT}";
    let documents = vec![
        document("a", "/first", first, "{key: []}, {token: [], other: []}"),
        document("b", "/second", second, "{token: []}, {key: []}, {other: []}"),
    ];
    let Described { api, .. } = described(documents);
    let names: Vec<_> = api.security_schemes.iter().map(|scheme| scheme.name.as_str()).collect();
    assert_eq!(names, ["key", "token", "other", "key_2"]);
    let operations: Vec<_> = api.operations().collect();
    assert!(operations.iter().all(|operation| operation.credential == Credential::Instance));
    assert_eq!(alternatives(operations[0]), ["key", "other+token"]);
    assert_eq!(alternatives(operations[1]), ["key", "key_2", "other"]);
}

/// No key is sent for a scheme that only another document defines under this name.
#[test]
fn alternative_with_an_undefined_scheme_is_left_out() {
    let key = "key: {type: apiKey, in: header, name: X-Api-Key}";
    for swapped in [false, true] {
        let mut documents = vec![document("a", "/first", "", "{key: []}"), document("b", "/second", key, "{key: []}")];
        if swapped {
            documents.reverse();
        }
        let Described { api, warnings, .. } = described(documents);
        let first = api.operations().find(|operation| operation.path == "/first").expect("it is printed");
        assert_eq!((first.credential, first.security.len()), (Credential::None, 0));
        let message = "undefined security scheme `key`: no credential is sent";
        assert!(warnings.iter().any(|warning| warning.message == message), "{warnings:?}");
    }
}

/// The documents describe the same operation, and differ in what they say about its scheme.
#[test]
fn schemes_that_send_the_same_credential_are_the_same() {
    let pairs = [
        ("t: {type: http, scheme: bearer}", "u: {type: http, scheme: Bearer, bearerFormat: JWT}"),
        ("t: {type: apiKey, in: header, name: X-Token}", "u: {type: apiKey, in: header, name: x-token}"),
        ("s: {type: http, scheme: basic}, t: {type: http, scheme: basic}", "u: {type: http, scheme: basic}"),
    ];
    for (first, second) in pairs {
        let documents = vec![document("a", "/one", first, "{t: []}"), document("b", "/one", second, "{u: []}")];
        assert_eq!(described(documents).api.operations().count(), 1);
    }
}
