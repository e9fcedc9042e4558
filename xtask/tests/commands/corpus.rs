//! `corpus` prints a row for each document, whatever its content is.

use super::{PETS, UNSUPPORTED, temporary, write, xtask};

#[test]
fn corpus_has_a_row_for_each_document() {
    let folder = temporary();
    let folder = folder.path();
    write(folder, "pets.yaml", PETS);
    write(folder, "more/owners.yml", &format!("{PETS}{UNSUPPORTED}"));
    write(folder, "more/deeper/pets.yaml", PETS);
    write(folder, "swagger.json", r#"{ "swagger": "2.0", "paths": { "/pets": { "get": {} } } }"#);
    write(folder, "words.yaml", "these are words\n");
    write(folder, "notes.txt", PETS);
    let run = xtask(["corpus".as_ref(), folder.as_os_str()]);
    assert!(run.is_success, "{}", run.stderr);
    let names: Vec<&str> = run.stdout.lines().skip(3).map_while(|line| line.split_whitespace().next()).collect();
    assert_eq!(names, ["more/owners.yml", "pets.yaml", "swagger.json", "words.yaml", "total"]);
    let words = |name: &str| {
        let row = run.stdout.lines().find(|line| line.starts_with(name)).expect("there is a row");
        row.split_whitespace().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(words("pets.yaml")[1..4], ["1", "1", "0"], "operations, printed, skipped");
    assert_eq!(words("more/owners.yml")[1..4], ["2", "1", "1"], "operations, printed, skipped");
    assert_eq!(words("pets.yaml").last().map(String::as_str), Some("-"), "it was not compiled");
    assert!(words("swagger.json").join(" ").contains("rejected: line 1: Swagger 2.0"), "{}", run.stdout);
    assert!(words("words.yaml").join(" ").contains("rejected: line 1: "), "{}", run.stdout);
    assert_eq!(words("total of 4")[3..6], ["3", "2", "1"], "operations, printed, skipped");
    assert!(run.stdout.contains("4 documents: 2 generated, 2 rejected, 0 failed, 0 panicked\n"), "{}", run.stdout);
}

#[test]
fn corpus_counts_the_reasons_for_skipping() {
    let folder = temporary();
    let other = UNSUPPORTED.replace("owners", "people").replace("Owners", "People");
    write(folder.path(), "one.yaml", &format!("{PETS}{UNSUPPORTED}{other}"));
    write(folder.path(), "other.yaml", &format!("{PETS}{other}"));
    let run = xtask(["corpus".as_ref(), folder.path().as_os_str()]);
    let mut reasons = run.stdout.lines().skip_while(|line| !line.ends_with("reason")).skip(1);
    let reason = reasons.next().expect("there is a reason");
    assert_eq!(reason.split_whitespace().take(2).collect::<Vec<_>>(), ["3", "2"], "operations and documents: {reason}");
    assert_eq!(reasons.next(), Some(""), "both documents have the same reason");
}

#[test]
fn folder_without_documents_is_an_error() {
    let folder = temporary();
    let run = xtask(["corpus".as_ref(), folder.path().as_os_str()]);
    assert!(!run.is_success);
    assert!(run.stderr.contains("has no .yaml, .yml or .json files"), "{}", run.stderr);
}
