//! Documents of an earlier commit that the generator can no longer read.

use super::Repository;
#[cfg(unix)]
use super::cargo::Cargo;

/// A reference, and a reference to a schema that does not exist.
const REFERENCES: [&str; 2] =
    ["$ref: '#/components/schemas/SendTextRequest'", "$ref: '#/components/schemas/NoSuchRequest'"];

/// An action with an unknown hint.
const UNKNOWN_HINT: &str = "  - {target: $.info, description: It was renamed., update: {x-sdk-colour: red}}\n";

/// Commits documents with a broken reference, and fixes the reference in the working tree.
fn break_reference(repository: &Repository) {
    let [right, wrong] = REFERENCES;
    repository.replace("openapi/wsapi-api.yaml", right, wrong);
    repository.commit("Refer to nothing");
    repository.replace("openapi/wsapi-api.yaml", wrong, right);
}

/// Commits an overlay with an unknown hint, and removes the hint in the working tree.
fn use_unknown_hint(repository: &Repository) {
    let overlay = repository.read("openapi/overlay.yaml");
    repository.write("openapi/overlay.yaml", &format!("{overlay}{UNKNOWN_HINT}"));
    repository.commit("Use an old hint");
    repository.write("openapi/overlay.yaml", &overlay);
}

#[test]
fn regen_writes_the_sdk_even_if_the_last_commit_cannot_be_read() {
    let repository = Repository::unreleased();
    let generated = "wsapi-client/src/generated/mod.rs";
    let expected = repository.read(generated);
    break_reference(&repository);
    repository.write(generated, &format!("{expected}\n"));
    let run = repository.xtask(&["regen"]);
    assert!(run.is_success, "{}", run.stderr);
    assert!(run.stderr.contains("warning: cannot list what changed since the last commit: "), "{}", run.stderr);
    assert!(run.stderr.contains("NoSuchRequest"), "{}", run.stderr);
    assert_eq!(repository.read(generated), expected);
}

#[test]
fn regen_writes_the_sdk_even_if_the_acceptances_are_invalid() {
    let repository = Repository::unreleased();
    repository.write("openapi/accepted.yaml", "- {change: 1}\n");
    repository.replace("openapi/wsapi-api.yaml", "  title: ", "  title: My ");
    let run = repository.xtask(&["regen"]);
    assert!(run.is_success, "{}", run.stderr);
    assert!(run.stderr.contains("warning: cannot list what changed since the last commit: "), "{}", run.stderr);
    assert!(run.stderr.contains("accepted.yaml"), "{}", run.stderr);
}

/// The overlay is changed first if the generator rejects the new documents with the old overlay.
#[test]
fn fetch_compares_with_the_last_commit_if_the_overlay_fits_only_the_new_documents() {
    let repository = Repository::unreleased();
    let overlay = repository.read("openapi/overlay.yaml");
    let action = "  - target: $.components.schemas.MessageEventData.properties\n    description: It is missing.\n    \
                  update: {fresh: {type: string}}\n";
    repository.write("openapi/overlay.yaml", &format!("{overlay}{action}"));
    let document = repository.read("openapi/wsapi-events.yaml");
    let (before, event) = document.split_once("\n    MessageEvent:\n").expect("it has the event");
    let properties = "\n          properties:\n";
    let event = event.replacen(properties, &format!("{properties}            fresh: {{type: string}}\n"), 1);
    std::fs::create_dir_all(repository.root().join("target/mirror")).expect("the folder can be made");
    repository.write("target/mirror/wsapi-events.yaml", &format!("{before}\n    MessageEvent:\n{event}"));
    let run = repository.xtask(&["fetch", "wsapi-events", "--from", "target/mirror"]);
    assert!(run.is_success, "{}{}", run.stdout, run.stderr);
    assert!(run.stdout.contains("so the last commit is compared, with its overlay\n"), "{}", run.stdout);
    assert!(run.stdout.contains("`Message.fresh`: String"), "{}", run.stdout);
}

#[test]
fn types_that_share_a_name_in_the_overlay_and_differ_are_rejected_with_the_property() {
    let repository = Repository::unreleased();
    let overlay = repository.read("openapi/overlay.yaml");
    let action = "  - target: $.components.schemas.MessageEventData.properties\n    description: It is missing.\n    \
                  update: {fresh: {type: string}}\n";
    repository.write("openapi/overlay.yaml", &format!("{overlay}{action}"));
    let run = repository.xtask(&["regen", "--check"]);
    assert!(!run.is_success && run.stderr.contains("the type `Message` differs from the one at "), "{}", run.stderr);
    assert!(run.stderr.contains(" in `fresh`\n"), "{}", run.stderr);
}

#[cfg(unix)]
#[test]
fn unknown_hint_of_an_earlier_commit_is_a_warning() {
    let repository = Repository::unreleased();
    use_unknown_hint(&repository);
    repository.git(&["tag", "v0.1.0"]);
    let run = repository.xtask(&["regen"]);
    assert!(run.is_success && run.stdout.contains("changed  nothing"), "{}{}", run.stdout, run.stderr);
    repository.commit("Remove the hint");
    let run = repository.release_with(&["0.1.1", "--gates", "false"], Some(&Cargo::new().program()));
    assert!(run.stdout.contains("1/6 version  0.1.1; the changes since v0.1.0"), "{}{}", run.stdout, run.stderr);
    let warning = "warning: /info/x-sdk-colour: unknown hint `x-sdk-colour`, so it has no effect";
    assert!(run.stderr.contains(warning), "{}", run.stderr);
}

#[test]
fn description_that_fetch_printed_is_a_warning() {
    let repository = Repository::unreleased();
    let overlay = repository.read("openapi/overlay.yaml");
    let action = "  - target: $.info\n    description: TODO, the reason.\n    update: {x-sdk-crate: wsapi_client}\n";
    repository.write("openapi/overlay.yaml", &format!("{overlay}{action}"));
    let line = overlay.lines().count() + 2;
    let run = repository.xtask(&["regen", "--check"]);
    let warning = format!("openapi/overlay.yaml:{line}: warning: the description of the action is a placeholder");
    assert!(run.stderr.contains(&warning), "{}", run.stderr);
}

#[test]
fn unknown_hint_of_the_present_overlay_is_an_error() {
    let repository = Repository::unreleased();
    let overlay = repository.read("openapi/overlay.yaml");
    repository.write("openapi/overlay.yaml", &format!("{overlay}{UNKNOWN_HINT}"));
    let run = repository.xtask(&["regen", "--check"]);
    assert!(!run.is_success && run.stderr.contains("unknown hint `x-sdk-colour`\n"), "{}", run.stderr);
}

#[cfg(unix)]
#[test]
fn release_after_documents_that_cannot_be_read_may_break_callers() {
    let repository = Repository::unreleased();
    break_reference(&repository);
    repository.git(&["tag", "v0.1.0"]);
    repository.commit("Correct the reference");
    let run = repository.release(&["0.1.1", "--gates", "false"]);
    let message = "0.1.1 is too low: the documents of v0.1.0 cannot be compared, so they may have changed in any way: \
                   at least 0.2.0 is required\n  the generator rejects v0.1.0: ";
    assert!(!run.is_success && run.stderr.contains(message), "{}{}", run.stdout, run.stderr);
    assert!(run.stderr.contains("NoSuchRequest"), "{}", run.stderr);
    let run = repository.release_with(&["0.2.0", "--gates", "false"], Some(&Cargo::new().program()));
    let step = "1/6 version  0.2.0; the documents of v0.1.0 cannot be compared, so at least 0.2.0 is required\n\
                note: the changelog does not list what changed in the documents: the generator rejects v0.1.0: ";
    assert!(run.stdout.contains(step), "{}{}", run.stdout, run.stderr);
    assert!(run.stdout.contains("3/6 files"), "{}{}", run.stdout, run.stderr);
}
