//! The whole process after the service publishes new documents, from `fetch` to a dry run of the release.

use super::{
    Repository,
    server::{Server, file},
};

/// Changes a document: the service now requires a reason to reject a call, and describes it in its own words.
fn published(document: &str) -> String {
    let at = "    RejectCallRequest:\n      type: object\n";
    assert!(document.contains(at), "the document has changed: adapt this test");
    let (before, after) = document.split_once(at).expect("it is there");
    let required = after.replacen("      required:\n", "      required:\n        - reason\n", 1);
    let member = "      properties:\n        reason: { type: string, description: The service's own words. }\n";
    let after = required.replacen("      properties:\n", member, 1);
    format!("{before}{at}{after}").replace("      summary: Pins or unpins a chat\n", "      summary: PIN!\n")
}

#[test]
fn new_documents_become_a_tested_release() {
    let repository = Repository::released();
    let [api, server, events] =
        ["wsapi-api", "wsapi-server", "wsapi-events"].map(|name| repository.read(&format!("openapi/{name}.yaml")));
    let mirror = Server::start(|_| {
        vec![("/api", file(&published(&api))), ("/server", file(&server)), ("/events", file(&events))]
    });
    let sources = repository.read("openapi/sources.toml");
    let mut paths = ["/api", "/server", "/events"].into_iter();
    let lines = sources.lines().map(|line| match line.strip_prefix("url = ") {
        Some(_) => format!("url = \"{}\"\n", mirror.url(paths.next().unwrap_or_default())),
        None => format!("{line}\n"),
    });
    repository.write("openapi/sources.toml", &lines.collect::<String>());
    repository.commit("Use a mirror");

    let fetch = repository.xtask(&["fetch"]);
    assert!(fetch.is_success, "{}{}", fetch.stdout, fetch.stderr);
    assert!(fetch.stdout.contains("required-request-member-added"), "{}", fetch.stdout);
    let fetched = repository.read("openapi/wsapi-api.yaml");
    assert!(fetched.contains("summary: Pins or unpins a chat\n"), "the committed prose is preserved");
    assert!(fetched.contains("The service's own words."), "new prose is adopted");
    let reviewed: String = fetched.split_inclusive('\n').filter(|line| !line.contains("x-review:")).collect();
    assert_ne!(reviewed, fetched, "new objects are marked");
    repository.write("openapi/wsapi-api.yaml", &reviewed);

    let diff = repository.xtask(&["diff", "HEAD", "--fail-on", "breaking"]);
    assert!(!diff.is_success && diff.stdout.contains("clients in production break today"), "{}", diff.stdout);
    let regen = repository.xtask(&["regen", "--compile"]);
    assert!(regen.is_success, "{}{}", regen.stdout, regen.stderr);
    assert!(regen.stdout.contains("changed  2 breaking"), "{}", regen.stdout);
    repository.commit("The service requires a reason");

    let rejected = repository.release(&["0.1.1"]);
    assert!(!rejected.is_success && rejected.stderr.contains("required-request-member-added"), "{}", rejected.stderr);
    let example = repository.read("wsapi-client/src/generated/resources/calls.rs");
    assert!(!example.contains("RejectCallRequest::new(caller_id);"), "the example has no argument for the reason");
    let gates = "cargo test --package wsapi-client --doc -- calls";
    let before = repository.bytes();
    // Another test packages 0.2.0 in the same target folder.
    let release = repository.release(&["0.3.0", "--gates", gates]);
    assert!(release.is_success, "{}{}", release.stdout, release.stderr);
    let is_tested = |line: &str| line.contains("Calls::reject (line ") && line.ends_with(" ... ok");
    assert!(release.stdout.lines().any(is_tested), "the new example is not compiled: {}", release.stdout);
    assert!(release.stdout.contains("wsapi-simulator-0.3.0.crate compiles"), "{}", release.stdout);
    assert!(repository.bytes() == before, "a dry run changed a file");
}
