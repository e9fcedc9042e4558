//! All stages together, with documents that are built by code.

use wsapi_codegen::{Generated, Input, Source, Strictness, generate};

fn generated(text: String) -> Generated {
    let documents = vec![Source { name: "doc.yaml".to_owned(), text }];
    let input = Input { documents, strictness: Strictness::Lenient, ..Input::default() };
    generate(&input).unwrap_or_else(|report| panic!("{report}"))
}

#[test]
fn deep_lists_do_not_exhaust_the_stack() {
    let deep = (0..44).fold("{type: string}".to_owned(), |inner, _| format!("{{type: array, items: {inner}}}"));
    let schema = format!("{{type: object, properties: {{deep: {deep}}}}}");
    let content = format!("{{application/json: {{schema: {schema}}}}}");
    let text = format!(
        "openapi: 3.0.3\ninfo: {{title: t, version: '1'}}\npaths:\n  /a:\n    get:\n      responses:\n        '200': \
         {{description: d, content: {content}}}\n"
    );
    assert_eq!(generated(text).api.types.len(), 1);
}

#[test]
fn many_operations_with_one_id_get_a_number_each() {
    let path = |number: usize| {
        format!("  /a{number}: {{get: {{operationId: one, responses: {{'204': {{description: d}}}}}}}}\n")
    };
    let paths: String = (0..1_000).map(path).collect();
    let text = format!("openapi: 3.0.3\ninfo: {{title: t, version: '1'}}\npaths:\n{paths}");
    let api = generated(text).api;
    let ids: std::collections::HashSet<&str> = api.operations().map(|operation| operation.id.as_str()).collect();
    assert_eq!(ids.len(), 1_000);
}
