//! Operations that cannot be printed are left out.

use wsapi_codegen::{Input, Source, Strictness, Unsupported, problem::Report};

/// The printed and the skipped operations, and the warnings.
#[derive(Debug, Default, PartialEq)]
struct Outcome {
    printed: Vec<String>,
    skipped: Vec<String>,
    warnings: Vec<String>,
}

fn outcome(documents: &[&str]) -> Result<Outcome, Report> {
    let head = "openapi: 3.1.0\ninfo: {title: t, version: '1', x-sdk-crate: t}\n";
    let source = |(index, text): (usize, &&str)| Source { name: index.to_string(), text: format!("{head}{text}") };
    let input = Input {
        documents: documents.iter().enumerate().map(source).collect(),
        strictness: Strictness::Lenient,
        unsupported: Unsupported::Skip,
        ..Input::default()
    };
    let described = wsapi_codegen::api(&input)?;
    let events = described.api.events.iter().flat_map(|events| &events.events).map(|event| event.wire.clone());
    let skipped = described.skipped.iter().map(|skipped| format!("{} {}", skipped.method, skipped.path));
    let warnings = described.warnings.iter().filter(|warning| !warning.message.contains("assuming"));
    Ok(Outcome {
        printed: described.api.operations().map(|operation| operation.path.clone()).chain(events).collect(),
        skipped: skipped.collect(),
        warnings: warnings.map(|warning| format!("{}: {}", warning.place.pointer, warning.message)).collect(),
    })
}

fn skipped_of(documents: &[&str]) -> Outcome {
    outcome(documents).unwrap_or_else(|report| panic!("{report}"))
}

fn strings(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

#[test]
fn webhook_unlike_the_others_is_left_out_alone() {
    let webhook = |name: &str, properties: &str| {
        let schema = format!("{{type: object, properties: {{{properties}}}}}");
        let body = format!("{{content: {{application/json: {{schema: {schema}}}}}}}");
        format!("  {name}: {{post: {{requestBody: {body}, responses: {{'200': {{description: d}}}}}}}}\n")
    };
    let text = [
        webhook("empty", ""),
        webhook("open", "event: {enum: [open], type: string}, data: {type: object}"),
        webhook("untagged", "data: {type: object}"),
        webhook("shut", "event: {enum: [shut], type: string}, data: {type: object}"),
        webhook("again", "event: {enum: [shut], type: string}, data: {type: object}"),
        webhook("larger", "event: {enum: [larger], type: string}, data: {type: object}, at: {type: string}"),
    ];
    let Outcome { printed, skipped, .. } = skipped_of(&[&format!("webhooks:\n{}", text.concat())]);
    assert_eq!(printed, ["open", "shut"]);
    assert_eq!(skipped, strings(&["WEBHOOK empty", "WEBHOOK untagged", "WEBHOOK again", "WEBHOOK larger"]));
}

#[test]
fn operation_that_differs_in_two_documents_is_left_out_of_both() {
    let one = |result: &str| {
        let content = format!("{{application/json: {{schema: {{type: {result}}}}}}}");
        format!("paths:\n  /one: {{get: {{responses: {{'200': {{description: d, content: {content}}}}}}}}}\n")
    };
    let two = "  /two: {get: {responses: {'204': {description: d}}}}\n";
    let Outcome { printed, skipped, .. } = skipped_of(&[&one("string"), &(one("integer") + two)]);
    assert_eq!((printed, skipped), (strings(&["/two"]), strings(&["GET /one"])));
}

#[test]
fn component_that_no_operation_uses_is_left_out_with_a_warning() {
    let text = "components: {schemas: {Bad: {not: {}}}}\n\
                paths: {/one: {get: {callbacks: {c: {x: {$ref: '#/components/schemas/Bad'}}}, \
                responses: {'204': {description: d}}}}}";
    let Outcome { printed, skipped, warnings } = skipped_of(&[text]);
    assert_eq!((printed, skipped), (strings(&["/one"]), vec![]));
    assert!(warnings.contains(&"/components/schemas/Bad/not: `not` is not supported".to_owned()), "{warnings:?}");
}

#[test]
fn wrong_security_scheme_stops_the_run() {
    let text = "components: {securitySchemes: {key: {type: apiKey, in: header}}}\n\
                paths: {/one: {get: {security: [{key: []}], responses: {'204': {description: d}}}}}";
    let report = outcome(&[text]).unwrap_err().to_string();
    assert!(report.contains("`apiKey` must have `name`"), "{report}");
}
