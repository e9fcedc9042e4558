//! Reading the exported document back gives the same API, and so the same code.

use std::{fs, path::Path};

use wsapi_codegen::{Described, Input, Source, Strictness, api::Api};
use xtask::inputs::Inputs;

#[test]
fn exported_document_gives_the_committed_sdk() {
    check("the committed documents", &Inputs::default().read().expect("the committed documents can be read"));
}

#[test]
fn exported_documents_of_all_cases_give_the_same_code() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let cases = fs::read_dir(folder.join("cases/ok")).expect("the cases can be read");
    let folders = cases.map(|case| case.expect("a case").path()).chain([folder.join("foreign")]);
    for folder in folders {
        let read =
            |name: &str| Some(Source { name: name.to_owned(), text: fs::read_to_string(folder.join(name)).ok()? });
        let input = Input {
            documents: ["spec.yaml", "spec.json", "second.yaml"].into_iter().filter_map(read).collect(),
            overlay: read("overlay.yaml"),
            strictness: Strictness::Lenient,
            ..Input::default()
        };
        check(&folder.display().to_string(), &input);
    }
}

fn check(name: &str, input: &Input) {
    let Described { api, .. } = wsapi_codegen::api(input).unwrap_or_else(|report| panic!("{name}: {report}"));
    let exported = wsapi_codegen::export(&api);
    let text = serde_json::to_string_pretty(&exported).expect("the document can be printed");
    let again = Input {
        documents: vec![Source { name: "exported.json".to_owned(), text: text.clone() }],
        strictness: input.strictness,
        ..Input::default()
    };
    let Described { api: again, .. } =
        wsapi_codegen::api(&again).unwrap_or_else(|report| panic!("{name}: {report}\n{text}"));
    assert_files(name, &api, &again);
    let [api, again] = [api, again].map(with_schemas_by_type);
    let [before, after] = [&api, &again].map(|api| format!("{api:#?}"));
    let diff = similar::TextDiff::from_lines(&before, &after);
    let diff = diff.unified_diff().header("the API", "the API of the exported document").to_string();
    assert!(again == api, "{name}: {diff}");
}

/// The exported document names each schema by its type, whatever the original document calls it.
fn with_schemas_by_type(mut api: Api) -> Api {
    for ty in &mut api.types {
        ty.schema.clone_from(&ty.name);
    }
    api
}

fn assert_files(name: &str, api: &Api, again: &Api) {
    let [files, others] =
        [api, again].map(|api| wsapi_codegen::print(api).unwrap_or_else(|report| panic!("{name}: {report}")));
    for (file, other) in files.iter().zip(&others) {
        let diff = similar::TextDiff::from_lines(&file.1, &other.1);
        let diff = diff.unified_diff().header(&file.0, "from the exported document").to_string();
        assert!(file == other, "{name}: {diff}");
    }
    assert_eq!(files.len(), others.len(), "{name}");
}
