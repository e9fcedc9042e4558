//! Tests of `fetch`, run as a maintainer runs it, against files and a local server.

mod committed;
mod failures;
mod mutants;
mod prose;
mod server;
mod tree;

use server::{Server, file, redirect};
use tree::{OURS, OWN, THEIRS, Tree, WHOLE, url_of};

const NONE: [&str; 0] = [];

/// Returns the service's document with a new operation and a new field.
fn grown() -> String {
    let owners = "{ operationId: listOwners, summary: Get owners, responses: { '204': { description: None } } }";
    let text = THEIRS.replace("  /pets:\n", &format!("  /owners:\n    get: {owners}\n  /pets:\n"));
    text.replace("        weight:", "        color: { type: string, description: \"The color: any\" }\n        weight:")
}

#[test]
fn fetched_structure_replaces_the_committed_one_and_the_lock_is_updated() {
    let server = Server::start(|_| {
        vec![("/moved", redirect("/pets.yml")), ("/pets.yml", file(&grown())), ("/own.yml", file(WHOLE))]
    });
    let tree = Tree::new(&server.url("/moved"), &server.url("/own.yml"));
    let run = tree.fetch(NONE);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(run.stdout.contains("GET /owners"), "the diff is shown: {}", run.stdout);
    assert!(run.stdout.contains("replaced ") && run.stdout.contains("unchanged "), "{}", run.stdout);
    assert!(run.stdout.contains("2 objects marked `x-review`"), "{}", run.stdout);
    assert!(tree.read("pets.yaml").contains("operationId: listOwners"));
    assert_eq!(tree.read("own.yaml"), OWN);
    let sources = tree.read("sources.toml");
    assert!(sources.contains("# Where the documents come from.") && sources.contains("\" # public\n"), "{sources}");
    assert!(sources.contains("\n# Never.\ndate = \"20"), "{sources}");
    assert_eq!(sources.matches("\nupstream = \"").count(), 2, "{sources}");
    assert_eq!(sources.matches("\ndate = \"20").count(), 2, "{sources}");
    assert_eq!(tree.bytes().len(), 4, "no temporary file remains");
    let after = tree.bytes();
    let run = tree.fetch(NONE);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert_eq!(tree.bytes(), after, "fetching the same documents again changes nothing");
    assert!(run.stdout.ends_with("run `cargo xtask regen --check` to list what is left to do\n"), "{}", run.stdout);
}

#[test]
fn named_document_is_fetched_alone_from_a_file_url() {
    let upstream = tempfile::tempdir().expect("a folder can be made");
    let path = upstream.path().join("pets.json");
    std::fs::write(&path, serde_json_of(&grown())).expect("the file can be written");
    let tree = Tree::new(&url_of(&path), "https://unreachable.invalid/own.yml");
    let run = tree.fetch(["pets"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(tree.read("pets.yaml").contains("operationId: listOwners"));
    assert_eq!(tree.read("own.yaml"), OWN);
}

#[test]
fn renamed_schema_that_the_overlay_still_names_is_a_task_with_the_new_name() {
    let tree = Tree::new("https://unreachable.invalid/pets.yml", "https://unreachable.invalid/own.yml");
    let toy = "    Toy: { type: object, properties: { size: { type: string } } }\n";
    let action = "{target: \"$.components.schemas['Pet', 'Toy']\", description: Short., update: {title: A thing}}";
    tree.write("overlay.yaml", &tree.read("overlay.yaml").replace("}]\n", &format!("}}, {action}]\n")));
    tree.write("pets.yaml", &format!("{OURS}{toy}"));
    tree.write(
        "mirror/pets.yaml",
        &format!("{}{toy}", THEIRS.replace("Pet:", "Animal:").replace("/Pet\"", "/Animal\"")),
    );
    let mirror = tree.path().join("mirror");
    let run = tree.fetch([std::ffi::OsStr::new("pets"), "--from".as_ref(), mirror.as_os_str()]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let (_, todo) = run.stdout.split_once("to do in the overlay: names that match nothing\n").expect("it is listed");
    assert!(todo.contains("nothing in the documents matches `Pet`"), "{todo}");
    assert!(todo.contains("hint: replace it with `Animal`: the service renamed `Pet`\n"), "{todo}");
}

#[test]
fn new_wording_of_the_service_is_reported() {
    let tree = Tree::new("https://unreachable.invalid/pets.yml", "https://unreachable.invalid/own.yml");
    let mirror = tree.path().join("mirror");
    let fetch = || tree.fetch([std::ffi::OsStr::new("pets"), "--from".as_ref(), mirror.as_os_str()]);
    tree.write("mirror/pets.yaml", THEIRS);
    assert!(!fetch().stdout.contains("wording"), "nothing was accepted before");
    tree.write("mirror/pets.yaml", &THEIRS.replace("description: Weight", "description: The weight in kilograms"));
    let run = fetch();
    assert!(
        run.stdout.contains("  only the service's wording or order changed, which is not copied\n"),
        "{}",
        run.stdout
    );
    assert!(run.stdout.contains("`cargo xtask fetch pets --theirs`"), "{}", run.stdout);
    assert_eq!(tree.read("pets.yaml"), OURS);
    assert!(!fetch().stdout.contains("wording"), "it was accepted");
}

#[test]
fn from_reads_a_folder_instead_of_the_addresses() {
    let tree = Tree::new("https://unreachable.invalid/pets.yml", "https://unreachable.invalid/own.yml");
    let mirror = tree.path().join("mirror");
    tree.write("mirror/pets.yml", &grown());
    tree.write("mirror/own.yaml", WHOLE);
    let run = tree.fetch([std::ffi::OsStr::new("--from"), mirror.as_os_str()]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(tree.read("pets.yaml").contains("operationId: listOwners"));
}

#[test]
fn theirs_takes_the_documents_of_the_service_unchanged() {
    let tree = Tree::new("https://unreachable.invalid/pets.yml", "https://unreachable.invalid/own.yml");
    let mirror = tree.path().join("mirror");
    tree.write("mirror/pets.yaml", THEIRS);
    tree.write("mirror/own.yaml", WHOLE);
    let run = tree.fetch([std::ffi::OsStr::new("--theirs"), "--from".as_ref(), mirror.as_os_str()]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert_eq!(tree.read("pets.yaml"), THEIRS);
    let own = tree.read("own.yaml");
    assert!(own.contains("description: Healthy") && !own.contains("Pet"), "shared operations are left out: {own}");
}

#[test]
fn check_reports_each_document_and_writes_nothing() {
    let tree = Tree::new("https://unreachable.invalid/pets.yml", "https://unreachable.invalid/own.yml");
    let mirror = tree.path().join("mirror");
    let check = |tree: &Tree| tree.fetch([std::ffi::OsStr::new("--check"), "--from".as_ref(), mirror.as_os_str()]);
    tree.write("mirror/pets.yaml", THEIRS);
    tree.write("mirror/own.yaml", WHOLE);
    assert_eq!(check(&tree).code, Some(1), "nothing was accepted yet");
    let run = tree.fetch([std::ffi::OsStr::new("--from"), mirror.as_os_str()]);
    assert_eq!((run.code, tree.read("pets.yaml").as_str()), (Some(0), OURS), "{}", run.stderr);
    let before = tree.bytes();

    let run = check(&tree);
    assert_eq!((run.code, run.stdout.as_str()), (Some(0), "pets: same\nown: same\n"), "{}", run.stderr);
    tree.write("mirror/pets.yaml", &THEIRS.replace("Get pets", "Return pets"));
    tree.write("mirror/own.yaml", &WHOLE.replace("operationId: health", "operationId: getHealth"));
    let run = check(&tree);
    assert_eq!(run.code, Some(1), "{}", run.stderr);
    assert!(run.stdout.contains("pets: different: only the wording"), "{}", run.stdout);
    assert!(run.stdout.contains("own: different: the structure changed"), "{}", run.stdout);
    assert!(run.stderr.contains("2 documents changed"), "{}", run.stderr);
    tree.write("mirror/own.yaml", "<html></html>");
    assert_eq!(check(&tree).code, Some(2));
    assert_eq!(tree.bytes(), before);
}

#[test]
fn shared_operation_that_differs_is_reported() {
    let tree = Tree::new("https://unreachable.invalid/pets.yml", "https://unreachable.invalid/own.yml");
    let mirror = tree.path().join("mirror");
    tree.write("mirror/pets.yaml", THEIRS);
    let note = "`GET /pets` of own differs from that of pets, which the SDK has";
    for (own, is_noted) in [(WHOLE.to_owned(), false), (WHOLE.replace("type: string", "type: integer"), true)] {
        tree.write("mirror/own.yaml", &own);
        let run = tree.fetch([std::ffi::OsStr::new("--from"), mirror.as_os_str()]);
        assert_eq!((run.code, run.stderr.contains(note)), (Some(0), is_noted), "{}", run.stderr);
        assert_eq!(tree.read("own.yaml"), OWN);
    }
}

#[test]
fn files_with_windows_line_endings_keep_them() {
    let tree = Tree::new("https://unreachable.invalid/pets.yml", "https://unreachable.invalid/own.yml");
    let mirror = tree.path().join("mirror");
    tree.write("mirror/pets.yaml", &grown());
    let from = [std::ffi::OsStr::new("pets"), "--from".as_ref(), mirror.as_os_str()];
    assert_eq!(tree.fetch(from).code, Some(0));
    // The date is left out, because it may change during the test.
    let read = |tree: &Tree, name: &str| -> String {
        tree.read(name).split_inclusive('\n').filter(|line| !line.starts_with("date")).collect()
    };
    let expected = ["pets.yaml", "sources.toml"].map(|name| read(&tree, name).replace('\n', "\r\n"));

    let tree = Tree::new("https://unreachable.invalid/pets.yml", "https://unreachable.invalid/own.yml");
    for name in ["pets.yaml", "sources.toml"] {
        tree.write(name, &tree.read(name).replace('\n', "\r\n"));
    }
    assert_eq!(tree.fetch(from).code, Some(0));
    assert_eq!(["pets.yaml", "sources.toml"].map(|name| read(&tree, name)), expected);
}

#[test]
fn windows_line_endings_and_byte_order_mark_of_a_download_change_nothing() {
    let tree = Tree::new("https://unreachable.invalid/pets.yml", "https://unreachable.invalid/own.yml");
    let mirror = tree.path().join("mirror");
    let from = |option| [std::ffi::OsStr::new("pets"), option, "--from".as_ref(), mirror.as_os_str()];
    tree.write("mirror/pets.yaml", &format!("\u{feff}{}", THEIRS.replace('\n', "\r\n")));
    let run = tree.fetch(from("--keep-prose".as_ref()));
    assert_eq!((run.code, tree.read("pets.yaml").as_str()), (Some(0), OURS), "{}", run.stderr);
    let run = tree.fetch(from("--theirs".as_ref()));
    assert_eq!((run.code, tree.read("pets.yaml").as_str()), (Some(0), THEIRS), "{}", run.stderr);
}

#[test]
fn new_operation_without_class_is_listed_as_to_do() {
    let tree = Tree::new("https://unreachable.invalid/pets.yml", "https://unreachable.invalid/own.yml");
    let mirror = tree.path().join("mirror");
    let hints = "update: {x-sdk-class: safe, x-sdk-key: none}";
    let known = format!(
        "overlay: 1.0.0\ninfo: {{title: Pets, version: 1.0.0}}\nactions:\n  \
         - {{target: $.info, description: The crate., update: {{x-sdk-crate: pets}}}}\n  \
         - {{target: \"$.paths['/pets','/health'].get\", description: All are known., {hints}}}\n"
    );
    tree.write("overlay.yaml", &known);
    tree.write("mirror/pets.yaml", &grown());
    let from = [std::ffi::OsStr::new("pets"), "--from".as_ref(), mirror.as_os_str()];
    let run = tree.fetch(from);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let (_, todo) = run.stdout.split_once("to do before `cargo xtask regen`: 2 problems").expect("it is listed");
    assert!(todo.contains("pets.yaml:") && !todo.contains("target/fetch"), "{todo}");
    assert!(todo.contains("/paths/~1owners/get: the operation has no idempotency class"), "{todo}");
    let (_, action) = todo.split_once("review each value:\n").expect("there is an action");
    let expected = "\n  - target: \"$.paths['/owners'].get\"\n    description: TODO, the reason.\n    update:\n      \
                    x-sdk-class: safe # assumed, instead of idempotent or effectful\n      \
                    x-sdk-key: none # assumed, instead of instance, account or admin\n";
    assert_eq!(action, expected);

    tree.write("overlay.yaml", &format!("{known}{}", action.trim_start_matches('\n')));
    tree.write("mirror/pets.yaml", &grown().replace("color:", "colour:"));
    let run = tree.fetch(from);
    assert_eq!((run.code, run.stdout.contains("to do before")), (Some(0), false), "{}{}", run.stdout, run.stderr);
}

#[cfg(unix)]
#[test]
fn target_of_a_symbolic_link_is_replaced_and_the_link_remains() {
    let tree = Tree::new("https://unreachable.invalid/pets.yml", "https://unreachable.invalid/own.yml");
    let mirror = tree.path().join("mirror");
    tree.write("mirror/pets.yaml", &grown());
    let (link, file) = (tree.path().join("pets.yaml"), tree.write("elsewhere/pets.yaml", OURS));
    std::fs::remove_file(&link).expect("it can be removed");
    std::os::unix::fs::symlink(&file, &link).expect("the link can be made");
    let run = tree.fetch([std::ffi::OsStr::new("pets"), "--from".as_ref(), mirror.as_os_str()]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(link.is_symlink());
    assert!(tree.read("elsewhere/pets.yaml").contains("operationId: listOwners"));

    std::fs::remove_file(&file).expect("it can be removed");
    let run = tree.fetch([std::ffi::OsStr::new("pets"), "--from".as_ref(), mirror.as_os_str()]);
    assert_eq!(run.code, Some(1));
    assert!(run.stderr.contains("the symbolic link points to no file"), "{}", run.stderr);
    assert!(link.is_symlink());
}

fn serde_json_of(yaml: &str) -> String {
    let value: serde_json::Value = serde_yaml::from_str(yaml).expect("it is YAML");
    value.to_string()
}
