//! Tests of `fetch` with the committed documents.

use std::fs;

use serde_yaml::Value;
use xtask::workspace;

use super::tree::Tree;

/// Creates a copy of the committed documents, and a mirror of the service: the same structure in other words and
/// another layout.
fn copies() -> Tree {
    let tree = Tree::new("", "");
    for name in ["wsapi-api.yaml", "wsapi-server.yaml", "wsapi-events.yaml", "overlay.yaml", "sources.toml"] {
        let text = fs::read_to_string(workspace::documents().join(name)).expect("it can be read");
        // The words of the service are not compared here.
        let lines = text.split_inclusive('\n').filter(|line| !line.starts_with("upstream = "));
        let text: String = lines.collect();
        tree.write(name, &text);
        if name.starts_with("wsapi") {
            let mut document: Value = serde_yaml::from_str(&text).expect("it is YAML");
            reword(&mut document);
            tree.write(&format!("mirror/{name}"), &serde_yaml::to_string(&document).expect("it can be printed"));
        }
    }
    tree
}

/// Changes every description that is a text. A property named `description` is a map.
fn reword(value: &mut Value) {
    match value {
        Value::Mapping(members) => {
            for (key, member) in members {
                match member {
                    Value::String(text) if key.as_str() == Some("description") => text.insert_str(0, "Other words: "),
                    _ => reword(member),
                }
            }
        }
        Value::Sequence(items) => items.iter_mut().for_each(reword),
        _ => {}
    }
}

#[test]
fn committed_documents_have_the_structure_that_was_accepted_last() {
    let tree = copies();
    let mirror = tree.path().join("mirror");
    let run = tree.fetch([std::ffi::OsStr::new("--check"), "--from".as_ref(), mirror.as_os_str()]);
    assert_eq!(run.code, Some(0), "corrections belong in the overlay:\n{}{}", run.stdout, run.stderr);
}

#[test]
fn committed_documents_do_not_change_if_only_words_differ() {
    let tree = copies();
    let (before, mirror) = (tree.bytes(), tree.path().join("mirror"));
    let run = tree.fetch([std::ffi::OsStr::new("--from"), mirror.as_os_str()]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let mut after = tree.bytes();
    after.insert("sources.toml".to_owned(), before["sources.toml"].clone());
    assert!(after == before, "{}", run.stdout);
}

#[test]
fn small_change_of_a_large_document_changes_few_lines() {
    let tree = copies();
    let path = tree.path().join("mirror/wsapi-api.yaml");
    let text = fs::read_to_string(&path).expect("it can be read");
    let mut document: Value = serde_yaml::from_str(&text).expect("it is YAML");
    let properties = &mut document["components"]["schemas"]["AccountInstanceDetail"]["properties"];
    properties["code"] = serde_yaml::from_str("{ type: string, description: A code. }").expect("it is YAML");
    fs::write(&path, serde_yaml::to_string(&document).expect("it can be printed")).expect("it can be written");
    let (before, mirror) = (tree.read("wsapi-api.yaml"), tree.path().join("mirror"));
    let run = tree.fetch([std::ffi::OsStr::new("wsapi-api"), "--from".as_ref(), mirror.as_os_str()]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let added = "        code:\n          x-review: new\n          type: string\n          description: A code.\n";
    assert_eq!(tree.read("wsapi-api.yaml").replace(added, ""), before, "{}", run.stdout);
}
