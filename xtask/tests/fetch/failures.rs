//! A failure leaves all files unchanged, and its message names the cause.

use std::process::Command;

use super::{
    NONE,
    server::{Server, file, redirect, response},
    tree::{OURS, Run, THEIRS, Tree, WHOLE, url_of},
};

/// Fetches two documents, the first of which is `pets`, and expects a message that contains all `parts`.
fn fails(pets: Vec<u8>, parts: &[&str]) {
    let server = Server::start(|_| vec![("/pets.yml", pets), ("/own.yml", file(&WHOLE.replace("health", "healthy")))]);
    let tree = Tree::new(&server.url("/pets.yml"), &server.url("/own.yml"));
    let before = tree.bytes();
    let run = tree.fetch(NONE);
    expect(&run, parts);
    assert_eq!(tree.bytes(), before, "a file changed");
}

fn expect(run: &Run, parts: &[&str]) {
    assert_eq!(run.code, Some(1), "{}", run.stdout);
    for part in parts {
        assert!(run.stderr.contains(part), "`{part}` is missing:\n{}", run.stderr);
    }
}

#[test]
fn html_page_is_rejected() {
    let page = "<!DOCTYPE html><html><head><title>Sign in</title></head></html>";
    fails(response("200 OK", "text/html", page), &["`pets`", "/pets.yml: expected an OpenAPI document", "Sign in"]);
}

#[test]
fn download_that_is_shorter_than_announced_is_rejected() {
    let mut bytes = file(THEIRS);
    bytes.truncate(bytes.len() - 100);
    fails(bytes, &["downloading http://127.0.0.1:", "the download was truncated after", " bytes"]);
}

#[test]
fn download_of_unknown_length_is_rejected() {
    let bytes = format!("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{THEIRS}");
    fails(bytes.into_bytes(), &["no `Content-Length`", "`--from DIR`"]);
}

#[test]
fn truncated_chunks_are_rejected() {
    let length = THEIRS.len();
    let bytes = format!("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{length:x}\r\n{THEIRS}\r\n");
    fails(bytes.into_bytes(), &["the download was truncated"]);
    let whole = format!("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{length:x}\r\n{THEIRS}\r\n0\r\n\r\n");
    fails(whole.replace("Name, type", "Name, type: [").into_bytes(), &["cannot fetch `pets`"]);
}

#[test]
fn truncated_yaml_is_rejected() {
    let (beginning, _) = THEIRS.split_once("weight: { desc").expect("it has the field");
    fails(file(&format!("{beginning}weight: {{ desc")), &["/pets.yml:", "neither YAML nor JSON, or it was truncated"]);
    let (beginning, _) = THEIRS.split_once("components:").expect("it has components");
    fails(
        file(beginning),
        &["the generator rejects", "`#/components/schemas/Pet` is not defined", "target/fetch/pets.yaml:"],
    );
}

#[test]
fn other_versions_and_formats_are_rejected() {
    let other = |version: &str| file(&THEIRS.replacen("\"3.0.3\"", version, 1));
    fails(other("4.0.0"), &["/pets.yml:1: ", "OpenAPI 4.0.0 is not supported", "hint: "]);
    fails(file("swagger: '2.0'\ninfo: {}\n"), &["Swagger 2.0 is not supported"]);
    fails(file("pets: 1\n"), &["missing `openapi`"]);
    fails(file("just text\n"), &["expected a map, found a string"]);
    fails(file(""), &["is empty"]);
    let mut bytes = file("\u{e9}");
    bytes.truncate(bytes.len() - 2);
    bytes.extend([0xff, 0xfe]);
    fails(bytes, &["is not text"]);
}

#[test]
fn document_that_the_generator_rejects_is_rejected() {
    let text = THEIRS.replace("schema: { type: integer } }\n", "schema: { $ref: 'other.yaml#/Limit' } }\n");
    fails(file(&text), &["nothing was replaced", "target/fetch/pets.yaml:", "external references are not supported"]);
}

#[test]
fn status_that_is_not_ok_is_rejected() {
    fails(response("404 Not Found", "text/plain", "no"), &["404 Not Found", "`url` in sources.toml"]);
    fails(response("503 Service Unavailable", "text/plain", "no"), &["503 Service Unavailable", "try again later"]);
    fails(b"HTTP/1.1 204 No Content\r\n\r\n".to_vec(), &["204 No Content"]);
}

#[test]
fn redirects_are_limited() {
    fails(redirect("/pets.yml"), &["downloading http://127.0.0.1:", "redirects"]);
    fails(redirect("http://192.0.2.1/pets.yml"), &["http://192.0.2.1/pets.yml is not secure"]);
    fails(redirect("ftp://192.0.2.1/pets.yml"), &["downloading"]);
}

#[test]
fn unusable_address_is_rejected() {
    let closed = std::net::TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
    let closed = format!("http://{}/pets.yml", closed.expect("a port is free"));
    for (url, part) in [
        ("http://192.0.2.1/pets.yml", "is not secure: use `https`"),
        ("ftp://192.0.2.1/pets.yml", "`ftp:` is not supported"),
        ("pets.yml", "`pets.yml` is not a URL"),
        ("file:///nowhere/pets.yml", "reading /nowhere/pets.yml"),
        (closed.as_str(), "downloading http://127.0.0.1:"),
    ] {
        let tree = Tree::new(url, "https://unreachable.invalid/own.yml");
        let before = tree.bytes();
        expect(&tree.fetch(NONE), &["cannot fetch `pets`", part]);
        assert_eq!(tree.bytes(), before);
    }
}

#[test]
fn unknown_name_and_missing_file_are_rejected() {
    let tree = Tree::new("https://unreachable.invalid/pets.yml", "https://unreachable.invalid/own.yml");
    tree.write("mirror/pets.yaml", &THEIRS.replace("Pet API", "Pets"));
    let (before, mirror) = (tree.bytes(), tree.path().join("mirror"));
    expect(&tree.fetch(["pet"]), &["unknown document `pet`: did you mean `pets`? sources.toml lists `pets`, `own`"]);
    let run = tree.fetch([std::ffi::OsStr::new("--from"), mirror.as_os_str()]);
    expect(&run, &["cannot fetch `own`", "has no file own.yaml"]);
    expect(&tree.fetch(["houses"]), &["unknown document `houses`: sources.toml lists `pets`, `own`"]);
    assert_eq!(tree.bytes(), before);
    tree.write("sources.toml", "[[document]]\nname = \"pets\"\nfile = \"../pets.yaml\"\nurl = \"\"\n");
    expect(
        &tree.fetch(NONE),
        &["sources.toml: `file`: expected the name of a file in this folder, found `../pets.yaml`"],
    );
    tree.write("sources.toml", "[[document]\n");
    expect(&tree.fetch(NONE), &["sources.toml: TOML parse error at line 1"]);
}

/// A limit on the size of files simulates a full disk: writing fails in the middle of a file.
#[cfg(unix)]
#[test]
fn full_disk_leaves_all_files_unchanged() {
    let upstream = tempfile::tempdir().expect("a folder can be made");
    let path = upstream.path().join("pets.yml");
    let words = "word ".repeat(4000);
    let text =
        THEIRS.replace("    Pet:\n", &format!("    Other: {{ type: object, description: '{words}.' }}\n    Pet:\n"));
    std::fs::write(&path, text).expect("the file can be written");
    let tree = Tree::new(&url_of(&path), "https://unreachable.invalid/own.yml");
    let before = tree.bytes();
    let script = "trap '' XFSZ; ulimit -f 8; exec \"$@\"";
    let mut command = Command::new("sh");
    command.args(["-c", script, "sh", env!("CARGO_BIN_EXE_xtask"), "fetch", "pets"]);
    let run = tree.run(&mut command);
    expect(&run, &["writing ", "pets.yaml", "File too large"]);
    assert_eq!(tree.bytes(), before);
}

#[test]
fn folder_instead_of_a_document_is_rejected() {
    let tree = Tree::new("https://unreachable.invalid/pets.yml", "https://unreachable.invalid/own.yml");
    tree.write("mirror/pets.yaml", &super::grown());
    tree.write("mirror/own.yaml", WHOLE);
    std::fs::remove_file(tree.path().join("own.yaml")).expect("it can be removed");
    tree.write("own.yaml/file", "");
    let before = tree.bytes();
    let mirror = tree.path().join("mirror");
    let run = tree.fetch([std::ffi::OsStr::new("--from"), mirror.as_os_str()]);
    expect(&run, &["reading ", "own.yaml"]);
    assert_eq!(tree.bytes(), before);
}

/// An editor, or another run, saves the list while the documents are downloaded.
#[test]
fn list_saved_during_the_download_is_not_overwritten() {
    let (send, receive) = std::sync::mpsc::channel::<std::path::PathBuf>();
    let save = move |path: &str| {
        if path == "/own.yml" {
            let list = receive.recv().expect("the folder exists");
            let text = std::fs::read_to_string(&list).expect("it can be read");
            std::fs::write(&list, format!("{text}# Saved.\n")).expect("it can be written");
        }
    };
    let responses = |_: &str| vec![("/pets.yml", file(&super::grown())), ("/own.yml", file(WHOLE))];
    let server = Server::start_with(responses, save);
    let tree = Tree::new(&server.url("/pets.yml"), &server.url("/own.yml"));
    let mut before = tree.bytes();
    send.send(tree.path().join("sources.toml")).expect("the server runs");
    let run = tree.fetch(NONE);
    expect(&run, &["nothing was replaced", "sources.toml was changed in the meantime"]);
    before.entry("sources.toml".to_owned()).or_default().extend_from_slice(b"# Saved.\n");
    assert_eq!(tree.bytes(), before);
}

#[test]
fn document_that_excludes_its_own_operations_is_rejected() {
    let tree = Tree::new("https://unreachable.invalid/pets.yml", "https://unreachable.invalid/own.yml");
    tree.write("sources.toml", &tree.read("sources.toml").replace("without = \"pets\"", "without = \"own\""));
    let before = tree.bytes();
    tree.write("mirror/own.yaml", WHOLE);
    let mirror = tree.path().join("mirror");
    let run = tree.fetch([std::ffi::OsStr::new("own"), "--from".as_ref(), mirror.as_os_str()]);
    expect(&run, &["sources.toml: `without` of `own` is the document itself"]);
    assert_eq!(tree.bytes(), before);
}

#[test]
fn loss_of_most_operations_requires_accept_loss() {
    let tree = Tree::new("https://unreachable.invalid/pets.yml", "https://unreachable.invalid/own.yml");
    let mirror = tree.path().join("mirror");
    let from = [std::ffi::OsStr::new("pets"), "--from".as_ref(), mirror.as_os_str()];
    let cats = "  /cats:\n    get: { operationId: listCats, responses: { '204': { description: None } } }\n";
    let dogs = cats.replace("cats", "dogs").replace("Cats", "Dogs");
    let half = THEIRS.replace("  /pets:\n", &format!("{cats}  /pets:\n"));
    tree.write("mirror/pets.yaml", &half.replace("  /pets:\n", &format!("{dogs}  /pets:\n")));
    assert_eq!(tree.fetch(from).code, Some(0));
    let before = tree.bytes();
    tree.write("mirror/pets.yaml", THEIRS);
    let message = "`pets` would lose 2 of 3 operations: if the service has removed them, use `--accept-loss`";
    let run = tree.fetch(from);
    expect(&run, &["nothing was replaced", message]);
    assert!(run.stdout.contains("GET /cats"), "the diff shows what is lost: {}", run.stdout);
    assert_eq!(tree.bytes(), before);
    assert_eq!(tree.fetch(from.into_iter().chain(["--accept-loss".as_ref()])).code, Some(0));
    assert!(!tree.read("pets.yaml").contains("/cats"));
    tree.write("mirror/pets.yaml", &half);
    assert_eq!(tree.fetch(from).code, Some(0));
    tree.write("mirror/pets.yaml", THEIRS);
    assert_eq!(tree.fetch(from).code, Some(0), "half of the operations is not most of them");
}

#[test]
fn messages_have_neither_passwords_nor_control_characters() {
    let title = "<html><title>\u{1b}[2J\u{1b}]0;Sign\u{7} in\r\u{9b}1m\u{202e}</title></html>";
    let server = Server::start(|_| {
        vec![
            ("/html", response("200 OK", "text/html", title)),
            ("/status", response("403 Forbidden", "text/plain", "")),
        ]
    });
    for (path, part) in [("/html", "Sign\u{fffd} in"), ("/status", "403 Forbidden"), (":x/", "is not a URL")] {
        let url = server.url(path).replace("http://", "http://user:s3cret@");
        let tree = Tree::new(&url, "https://unreachable.invalid/own.yml");
        let run = tree.fetch(["pets"]);
        expect(&run, &["127.0.0.1", part]);
        assert!(!run.stderr.contains("user") && !run.stderr.contains("s3cret"), "{}", run.stderr);
        let is_unsafe = |char: char| (char.is_control() && char != '\n') || char == '\u{202e}';
        assert!(!run.stderr.contains(is_unsafe), "{:?}", run.stderr);
    }
}

#[test]
fn differences_have_no_control_characters() {
    let tree = Tree::new("https://unreachable.invalid/pets.yml", "https://unreachable.invalid/own.yml");
    let name = "/ow\\e[2Jners:";
    let text = super::grown().replace("  /owners:\n", &format!("  \"{}\":\n", name.trim_end_matches(':')));
    tree.write("mirror/pets.yaml", &text);
    let mirror = tree.path().join("mirror");
    let run = tree.fetch([std::ffi::OsStr::new("pets"), "--from".as_ref(), mirror.as_os_str()]);
    let printed = format!("{}{}", run.stdout, run.stderr);
    assert!(printed.contains("\u{fffd}[2J") && !printed.contains('\u{1b}'), "{printed:?}");
}

#[test]
fn inconsistent_list_is_rejected() {
    let tree = Tree::new("https://unreachable.invalid/pets.yml", "https://unreachable.invalid/own.yml");
    tree.write("mirror/pets.yaml", THEIRS);
    let (mirror, list) = (tree.path().join("mirror"), tree.read("sources.toml"));
    let fetch = |list: &str| {
        tree.write("sources.toml", list);
        tree.fetch([std::ffi::OsStr::new("pets"), "--from".as_ref(), mirror.as_os_str()])
    };
    for (old, new, message) in [
        ("without = \"pets\"", "without = \"pet\"", "`without` of `own`: there is no document `pet`"),
        ("name = \"own\"", "name = \"pets\"", "two documents have the name `pets`"),
        ("file = \"own.yaml\"", "file = \"pets.yaml\"", "two documents have the file `pets.yaml`"),
    ] {
        expect(&fetch(&list.replace(old, new)), &["sources.toml: ", message]);
    }
    let run = fetch(&list.replace("own.yaml", "missing.yaml"));
    expect(&run, &["missing.yaml does not exist, but sources.toml lists `own`: fetch it too, or remove it there"]);
    assert_eq!(tree.read("pets.yaml"), OURS);
}

/// A cut between two lines leaves valid YAML.
#[test]
fn truncated_document_does_not_count_as_changed() {
    let tree = Tree::new("https://unreachable.invalid/pets.yml", "https://unreachable.invalid/own.yml");
    let mirror = tree.path().join("mirror");
    let check =
        || tree.fetch(["pets", "--check", "--from"].map(std::ffi::OsStr::new).into_iter().chain([mirror.as_os_str()]));
    tree.write("mirror/pets.yaml", THEIRS);
    assert_eq!(tree.fetch([std::ffi::OsStr::new("pets"), "--from".as_ref(), mirror.as_os_str()]).code, Some(0));
    let before = tree.bytes();
    for end in ["components:", "paths:\n", "{ description: Weight", "{ name: offset"] {
        let (beginning, _) = THEIRS.split_once(end).expect("it has the text");
        tree.write("mirror/pets.yaml", beginning);
        let run = check();
        assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{end}: {}", run.stderr);
        assert!(run.stderr.contains("cannot tell whether the documents differ"), "{end}: {}", run.stderr);
        assert!(run.stderr.contains("truncated"), "{end}: {}", run.stderr);
    }
    // The rest is a valid document here.
    let (beginning, _) = THEIRS.split_once("  weight:").expect("it has the field");
    tree.write("mirror/pets.yaml", beginning);
    let run = check();
    let note = "warning: the text of `pets` does not end with a newline: it may be truncated";
    assert!(run.code == Some(1) && run.stderr.contains(note), "{}", run.stderr);
    assert_eq!(tree.bytes(), before);
}

/// The service may publish a document that the generator rejects until the overlay is corrected.
#[test]
fn complete_document_that_the_generator_rejects_counts_as_changed() {
    let tree = Tree::new("https://unreachable.invalid/pets.yml", "https://unreachable.invalid/own.yml");
    let mirror = tree.path().join("mirror");
    let before = |tree: &Tree| tree.read("pets.yaml");
    let schema = "schema: { type: integer } }\n";
    for (text, message) in [
        (THEIRS.replace(schema, "schema: { $ref: 'other.yaml#/Limit' } }\n"), "external references"),
        (
            THEIRS.replace(
                "  /pets:\n",
                "  /cats:\n    get: { operationId: listPets, responses: { '204': { description: None } } }\n  /pets:\n",
            ),
            "duplicate operationId `listPets`",
        ),
    ] {
        tree.write("mirror/pets.yaml", &text);
        let unchanged = before(&tree);
        let arguments = ["pets", "--check", "--from"].map(std::ffi::OsStr::new);
        let run = tree.fetch(arguments.into_iter().chain([mirror.as_os_str()]));
        assert_eq!(run.code, Some(1), "{}", run.stderr);
        assert!(run.stdout.contains("pets: different: the structure changed"), "{}", run.stdout);
        assert!(run.stderr.contains(message) && !run.stderr.contains("truncated"), "{}", run.stderr);
        assert_eq!(before(&tree), unchanged);
    }
}

#[test]
fn duplicate_operation_id_is_rejected_with_both_places() {
    let twice = THEIRS.replace(
        "  /pets:\n",
        "  /cats:\n    get: { operationId: listPets, responses: { '204': { description: None } } }\n  /pets:\n",
    );
    fails(
        file(&twice),
        &["nothing was replaced", "duplicate operationId `listPets` (first at target/fetch/pets.yaml:"],
    );
    let twice = THEIRS.replace("operationId: listPets", "operationId: healthy");
    fails(
        file(&twice),
        &[
            "duplicate operationId `healthy` (first at target/fetch/pets.yaml:",
            "target/fetch/own.yaml:",
            "in the overlay",
        ],
    );
}

#[test]
fn rejected_document_has_no_review_warnings() {
    let text = THEIRS.replace("schema: { type: integer } }\n", "schema: { $ref: 'other.yaml#/Limit' } }\n");
    let text = text.replace("        weight:", "        color: { type: string }\n        weight:");
    let tree = Tree::new("https://unreachable.invalid/pets.yml", "https://unreachable.invalid/own.yml");
    tree.write("mirror/pets.yaml", &text);
    let mirror = tree.path().join("mirror");
    let run = tree.fetch([std::ffi::OsStr::new("pets"), "--from".as_ref(), mirror.as_os_str()]);
    expect(&run, &["external references are not supported"]);
    assert!(!run.stderr.contains("is not reviewed"), "{}", run.stderr);
}

/// The second one starts while the first one downloads.
#[cfg(unix)]
#[test]
fn concurrent_fetch_is_rejected() {
    let (send, receive) = std::sync::mpsc::channel::<std::path::PathBuf>();
    let (report, reported) = std::sync::mpsc::channel::<String>();
    let start = move |path: &str| {
        if path == "/own.yml" {
            let folder = receive.recv().expect("the folder exists");
            let mut second = Command::new(env!("CARGO_BIN_EXE_xtask"));
            let output = second.args(["fetch", "own", "--folder"]).arg(folder).output().expect("it starts");
            report.send(String::from_utf8_lossy(&output.stderr).into_owned()).expect("the test waits");
        }
    };
    let responses = |_: &str| vec![("/pets.yml", file(&super::grown())), ("/own.yml", file(WHOLE))];
    let server = Server::start_with(responses, start);
    let tree = Tree::new(&server.url("/pets.yml"), &server.url("/own.yml"));
    send.send(tree.path().to_path_buf()).expect("the server runs");
    let run = tree.fetch(NONE);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let rejected = reported.recv().expect("the second one ended");
    assert!(rejected.contains("another `cargo xtask fetch` is running in "), "{rejected}");
}

#[test]
fn loss_of_most_of_our_prose_requires_accept_loss() {
    let tree = Tree::new("https://unreachable.invalid/pets.yml", "https://unreachable.invalid/own.yml");
    let mirror = tree.path().join("mirror");
    let from = [std::ffi::OsStr::new("pets"), "--from".as_ref(), mirror.as_os_str()];
    let before = tree.bytes();
    let other = THEIRS.replace("/pets:", "/animals:").replace("listPets", "listAnimals").replace("Pet", "Animal");
    let other = other.replace("weight: {", "weighs: {").replace("offset", "skip").replace("limit", "most");
    let kept = "  /pets:\n    get: { operationId: listPets, responses: { '200': { description: OK } } }\n";
    tree.write("mirror/pets.yaml", &other.replace("  /animals:\n", &format!("{kept}  /animals:\n")));
    let run = tree.fetch(from);
    expect(
        &run,
        &["nothing was replaced", "`pets` would lose 7 of 10 of our texts", "/components/schemas/Pet: 4 texts"],
    );
    assert_eq!(tree.bytes(), before);
    let run = tree.fetch(from.into_iter().chain(["--accept-loss".as_ref()]));
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(run.stdout.contains("  lost    our prose of /components/schemas/Pet: 4 texts\n"), "{}", run.stdout);
}

#[test]
fn invalid_acceptances_do_not_stop_a_fetch() {
    let root = tempfile::tempdir().expect("a folder can be made");
    std::fs::create_dir(root.path().join("xtask")).expect("the folder can be made");
    std::fs::create_dir(root.path().join("openapi")).expect("the folder can be made");
    std::fs::write(root.path().join("xtask/Cargo.toml"), "").expect("the file can be written");
    std::fs::write(root.path().join("Cargo.toml"), "[workspace.package]\nversion = \"0.1.0\"\n")
        .expect("the file can be written");
    std::fs::write(root.path().join("openapi/accepted.yaml"), "- {change: 1}\n").expect("the file can be written");
    let tree = Tree::new("https://unreachable.invalid/pets.yml", "https://unreachable.invalid/own.yml");
    tree.write("mirror/pets.yaml", &super::grown());
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.current_dir(root.path()).args(["fetch", "pets", "--from"]).arg(tree.path().join("mirror"));
    let run = tree.run(&mut command);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(run.stderr.contains("warning: cannot list what changes: ") && run.stderr.contains("accepted.yaml"));
    assert!(tree.read("pets.yaml").contains("operationId: listOwners"));
}
