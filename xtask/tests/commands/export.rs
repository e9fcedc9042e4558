//! `export` writes an OpenAPI document that other tools can read.

use std::{fs, path::Path};

use openapiv3::OpenAPI;

use super::{PETS, Run, UNSUPPORTED, temporary, write, xtask};

#[test]
fn export_writes_the_same_document_as_json_and_yaml() {
    let folder = temporary();
    let api = write(folder.path(), "api.yaml", PETS);
    let (json, yaml) = (folder.path().join("out.json"), folder.path().join("out.yaml"));
    for file in [&json, &yaml] {
        let run = export(file, &api, &[]);
        assert!(run.is_success, "{}", run.stderr);
        assert_eq!(run.stdout.lines().count(), 1, "{}", run.stdout);
        assert!(run.stdout.contains(": 1 operation, "), "{}", run.stdout);
    }
    let run = export("-".as_ref(), &api, &[]);
    let from_json: OpenAPI = serde_json::from_str(&read(&json)).expect("it is OpenAPI as JSON");
    let from_yaml: OpenAPI = serde_yaml::from_str(&read(&yaml)).expect("it is OpenAPI as YAML");
    assert_eq!(from_json, from_yaml);
    assert_eq!(run.stdout, read(&yaml), "only the document goes to standard output");
    assert!(from_yaml.paths.paths.contains_key("/pets"));
}

#[test]
fn export_skips_unsupported_operations_only_on_request() {
    let folder = temporary();
    let api = write(folder.path(), "api.yaml", &format!("{PETS}{UNSUPPORTED}"));
    let file = folder.path().join("out.json");
    let run = export(&file, &api, &[]);
    assert!(!run.is_success && !file.exists(), "an operation that is not supported is an error by default");
    let run = export(&file, &api, &["--skip-unsupported"]);
    assert!(run.is_success, "{}", run.stderr);
    assert!(run.stderr.contains("skipped GET /owners: "), "{}", run.stderr);
    assert!(run.stdout.contains(": 1 operation, 1 skipped, "), "{}", run.stdout);
    let document: OpenAPI = serde_json::from_str(&read(&file)).expect("it is OpenAPI as JSON");
    assert_eq!(document.operations().count(), 1);
}

#[test]
fn errors_of_export_name_the_file() {
    let folder = temporary();
    let api = write(folder.path(), "api.yaml", PETS);
    for name in ["out.toml", "missing/out.json"] {
        let file = folder.path().join(name);
        let run = export(&file, &api, &[]);
        assert!(!run.is_success);
        assert!(run.stderr.contains(&file.display().to_string()), "{}", run.stderr);
    }
}

fn export(file: &Path, api: &Path, options: &[&str]) -> Run {
    let fixed = ["export".as_ref(), file.as_os_str(), "--overlay".as_ref(), "none".as_ref()];
    let options = options.iter().map(|option| option.as_ref());
    xtask(fixed.into_iter().chain(["--api".as_ref(), api.as_os_str()]).chain(options))
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).expect("the file was written")
}
