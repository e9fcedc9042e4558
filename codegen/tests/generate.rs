//! All stages together, with documents that are built by code.

use wsapi_codegen::{
    Described, Input, Source, Strictness,
    api::{Kind, Number, Type},
    generate,
};

fn described(text: String) -> Described {
    let documents = vec![Source { name: "doc.yaml".to_owned(), text }];
    let input = Input { documents, strictness: Strictness::Lenient, ..Input::default() };
    generate(&input).unwrap_or_else(|report| panic!("{report}")).described
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
    assert_eq!(described(text).api.types.len(), 1);
}

#[test]
fn many_operations_with_one_id_get_a_number_each() {
    let path = |number: usize| {
        format!("  /a{number}: {{get: {{operationId: one, responses: {{'204': {{description: d}}}}}}}}\n")
    };
    let paths: String = (0..1_000).map(path).collect();
    let text = format!("openapi: 3.0.3\ninfo: {{title: t, version: '1'}}\npaths:\n{paths}");
    let api = described(text).api;
    let ids: std::collections::HashSet<&str> = api.operations().map(|operation| operation.id.as_str()).collect();
    assert_eq!(ids.len(), 1_000);
}

#[test]
fn types_deeper_than_the_recursion_limit_are_reported() {
    let warns = |length: usize| {
        let reference = |at: usize| format!("{{$ref: '#/components/schemas/S{at}'}}");
        let link = |at: usize| format!("    S{at}: {{type: object, properties: {{a: {}}}}}\n", reference(at + 1));
        let links: String = (0..length).map(link).collect();
        let content = format!("{{application/json: {{schema: {}}}}}", reference(0));
        let text = format!(
            "openapi: 3.0.3\ninfo: {{title: t, version: '1'}}\npaths:\n  /a:\n    get:\n      responses:\n        \
             '200': {{description: d, content: {content}}}\n\
             components:\n  schemas:\n{links}    S{length}: {{type: object}}\n"
        );
        described(text).warnings.iter().any(|warning| warning.message.contains("`S0` contains types at more than"))
    };
    assert_eq!([40, 70].map(warns), [false, true]);
}

#[test]
fn values_and_limits_of_a_referenced_header_schema_are_preserved() {
    let text = "\
        openapi: 3.0.3
        info: {title: t, version: '1'}
        paths:
          /a:
            get:
              responses:
                '204':
                  description: d
                  headers: {A: {$ref: '#/components/headers/A'}, B: {schema: {$ref: '#/components/schemas/B'}}}
        components:
          headers: {A: {schema: {$ref: '#/components/schemas/A'}}}
          schemas: {A: {type: integer, minimum: 3}, B: {type: string, enum: [x, y]}}
        ";
    let api = described(text.replace("\n        ", "\n")).api;
    let headers = &api.resources[0].operations[0].successes[0].headers;
    assert_eq!(headers[0].kind, Kind::Number(Number::I64));
    assert_eq!(headers[0].limits["minimum"], 3);
    assert_eq!(headers[1].limits["enum"], serde_json::json!(["x", "y"]));
}

#[test]
fn enum_of_several_types_is_any_json() {
    let schema = "{type: object, properties: {speed: {enum: [auto, 1, 2]}}}";
    let content = format!("{{application/json: {{schema: {schema}}}}}");
    let text = format!(
        "openapi: 3.0.3\ninfo: {{title: t, version: '1'}}\npaths: {{/a: {{get: {{responses: {{'200': {{description: d, \
         content: {content}}}}}}}}}}}\n"
    );
    let described = described(text);
    let structs = described.api.types.iter().filter_map(Type::as_struct);
    let kinds: Vec<_> = structs.flat_map(|strukt| &strukt.fields).map(|field| &field.kind).collect();
    assert_eq!(kinds, [&Kind::Json]);
    assert!(described.warnings.iter().any(|warning| warning.place.pointer.ends_with("/speed/enum")));
}

/// The object contains itself through a property whose `allOf` has only one schema.
#[test]
fn object_that_contains_itself_through_all_of_is_finite() {
    let inner = "{allOf: [{$ref: '#/components/schemas/A'}, {properties: {x: {type: string}}}]}";
    let text = format!(
        "openapi: 3.0.3\ninfo: {{title: t, version: '1'}}\npaths:\n  /a:\n    get:\n      responses:\n        '200': \
         {{description: d, content: {{application/json: {{schema: {{$ref: '#/components/schemas/A'}}}}}}}}\n\
         components: {{schemas: {{A: {{type: object, properties: {{u: {{allOf: [{inner}]}}}}}}}}}}\n"
    );
    let api = described(text).api;
    let names: Vec<_> = api.types.iter().map(|ty| ty.name.as_str()).collect();
    assert_eq!(names, ["A", "Au"]);
}

/// Each component is an `allOf` of an `allOf` … of the next one, and the last one is a string.
#[test]
fn long_chain_of_aliases_is_followed_to_its_end() {
    let alias = |at: usize| {
        let reference = format!("{{$ref: '#/components/schemas/S{}'}}", at + 1);
        let nested = (0..10).fold(reference, |inner, _| format!("{{allOf: [{inner}]}}"));
        format!("    S{at}: {nested}\n")
    };
    let aliases: String = (0..14).map(alias).collect();
    let text = format!(
        "openapi: 3.0.3\ninfo: {{title: t, version: '1'}}\npaths:\n  /a:\n    get:\n      parameters:\n      \
         - {{name: q, in: query, schema: {{$ref: '#/components/schemas/S0'}}}}\n      responses: {{'204': {{description: \
         d}}}}\ncomponents:\n  schemas:\n{aliases}    S14: {{type: object, properties: {{a: {{type: string}}}}}}\n"
    );
    let documents = vec![Source { name: "doc.yaml".to_owned(), text }];
    let report = generate(&Input { documents, strictness: Strictness::Lenient, ..Input::default() }).unwrap_err();
    assert!(report.to_string().contains("a parameter in `query` must be a scalar"), "{report}");
}

#[test]
fn schemas_next_to_a_reference_are_ignored_with_a_warning() {
    let schema = "{type: object, properties: {a: {$ref: '#/components/schemas/B', allOf: [{$ref: \
                  '#/components/schemas/C'}, {$ref: '#/components/schemas/C'}]}}}";
    let text = format!(
        "openapi: 3.0.3\ninfo: {{title: t, version: '1'}}\npaths:\n  /a:\n    get:\n      responses:\n        '200': \
         {{description: d, content: {{application/json: {{schema: {{$ref: '#/components/schemas/A'}}}}}}}}\n\
         components:\n  schemas:\n    A: {schema}\n    B: {{type: object, properties: {{b: {{type: string}}}}}}\n    \
         C: {{type: object, properties: {{c: {{type: string}}}}}}\n"
    );
    let Described { api, warnings, .. } = described(text);
    let fields = api.types.iter().filter_map(Type::as_struct).flat_map(|strukt| &strukt.fields);
    let kinds: Vec<_> = fields.map(|field| &field.kind).collect();
    assert_eq!(kinds, [&Kind::Struct("B".to_owned()), &Kind::String]);
    assert!(warnings.iter().any(|warning| warning.message == "`allOf` next to `$ref` is ignored"), "{warnings:?}");
}
