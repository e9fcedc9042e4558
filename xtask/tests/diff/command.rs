//! The output of `diff`, in a copy of the repository and for small folders.

use std::path::Path;

use super::repository::{Repository, Run};

/// An overlay that replaces the values of an enum, and gives two operations a class and a credential.
const OVERLAY: &str = "\
overlay: 1.0.0
info: {title: Corrections, version: '1'}
actions:
- {target: $.info, description: The crate., update: {x-sdk-crate: parcels}}
- {target: $.components.schemas.Size.enum, description: They are wrong., remove: true}
- {target: $.components.schemas.Size, description: They are wrong., update: {enum: [small, large]}}
- target: $.paths.*[?match(@.operationId, 'listParcels|sendParcel')]
  description: Both only read.
  update: {x-sdk-class: safe, x-sdk-key: none}
";

/// A document with two operations.
const PARCELS: &str = "\
openapi: 3.0.3
info: {title: Parcels, version: '1'}
paths:
  /parcels:
    get:
      operationId: listParcels
      parameters: [{name: size, in: query, schema: {$ref: '#/components/schemas/Size'}}]
      responses: {'204': {description: Nothing.}}
    post:
      operationId: sendParcel
      responses: {'204': {description: Nothing.}}
components:
  schemas:
    Size: {type: string, enum: [s, l]}
";

/// A folder with an old and a new version of the document.
struct Folders(tempfile::TempDir);

impl Folders {
    fn new(new: &str) -> Self {
        let folders = Self(tempfile::tempdir().expect("a folder can be made"));
        for (name, text) in [("old", PARCELS), ("new", new)] {
            let list = "[[document]]\nname = \"parcels\"\nfile = \"parcels.yaml\"\nurl = \"\"\n";
            for (file, text) in [("parcels.yaml", text), ("overlay.yaml", OVERLAY), ("sources.toml", list)] {
                folders.write(&format!("{name}/{file}"), text);
            }
        }
        folders
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.0.path().join(path);
        std::fs::create_dir_all(path.parent().expect("it is in a folder")).expect("the folder can be made");
        std::fs::write(path, text).expect("the file can be written");
    }

    /// Compares the two versions.
    fn diff(&self, arguments: &[&str]) -> Run {
        diff(self.0.path(), &[&["old", "new"], arguments].concat())
    }
}

fn diff(folder: &Path, arguments: &[&str]) -> Run {
    let mut xtask = std::process::Command::new(env!("CARGO_BIN_EXE_xtask"));
    Run::of(xtask.current_dir(folder).arg("diff").args(arguments))
}

#[track_caller]
fn assert_says(run: &Run, texts: &[&str]) {
    for text in texts {
        assert!(run.stdout.contains(text), "{text:?} is missing:\n{}{}", run.stdout, run.stderr);
    }
}

/// Returns the fingerprint of the first finding of a rule.
fn fingerprint(run: &Run, rule: &str) -> String {
    let rest = run.stdout.split(&format!("{rule} [")).nth(1).expect("the finding is listed");
    rest.split(']').next().unwrap_or_default().to_owned()
}

#[test]
fn change_that_the_overlay_overwrites_is_reported() {
    let folders = Folders::new(&PARCELS.replace("[s, l]", "[s, l, xl]").replace("title: Parcels", "title: Letters"));
    let run = folders.diff(&[]);
    let pointer = "parcels.yaml/components/schemas/Size/enum: `[\"s\",\"l\"]` → `[\"s\",\"l\",\"xl\"]`";
    assert_says(&run, &["overlay-hides-change", pointer]);
    assert_eq!(run.stdout.matches("overlay-hides-change").count(), 1, "{}", run.stdout);
    assert_says(&run, &["`[\"s\",\"l\",\"xl\"]` (hidden by new/overlay.yaml:6)\n"]);
    let markdown = folders.diff(&["--format", "markdown"]);
    assert_eq!(markdown.stdout.trim(), "", "it is not for users");
}

#[test]
fn change_that_the_overlay_removes_is_reported() {
    let extra = "    Size: {type: string, enum: [s, l]}\n  parameters:\n    Old: {name: old, in: query, description: A, schema: {type: string, maxLength: 3}}\n";
    let old = PARCELS.replace("    Size: {type: string, enum: [s, l]}\n", extra);
    let remove = "- {target: $.components.parameters.Old, description: It is gone., remove: true}\n";
    for (new, expected) in [
        (
            old.replace("maxLength: 3", "maxLength: 4"),
            Some("parcels.yaml/components/parameters/Old/schema/maxLength: `3` → `4`"),
        ),
        (
            old.replace(", maxLength: 3", ""),
            Some("parcels.yaml/components/parameters/Old/schema/maxLength: `3` → nothing"),
        ),
        (old.replace("description: A", "description: B"), None),
    ] {
        let folders = Folders::new(&new);
        folders.write("old/parcels.yaml", &old);
        for name in ["old", "new"] {
            folders.write(&format!("{name}/overlay.yaml"), &format!("{OVERLAY}{remove}"));
        }
        let run = folders.diff(&[]);
        assert_eq!(
            run.stdout.matches("overlay-hides-change").count(),
            usize::from(expected.is_some()),
            "{}",
            run.stdout
        );
        assert_says(&run, expected.as_slice());
    }
}

#[test]
fn correction_by_the_service_is_not_reported_as_hidden() {
    let run = Folders::new(&PARCELS.replace("[s, l]", "[small, large]")).diff(&[]);
    assert!(!run.stdout.contains("overlay-hides-change"), "{}", run.stdout);
}

/// `fetch` compares both sides with the same overlay.
#[test]
fn overlay_that_has_the_added_value_hides_nothing() {
    let folders = Folders::new(&PARCELS.replace("[s, l]", "[s, l, xl]"));
    for (value, count) in [("xl", 0), ("xxl", 1)] {
        for side in ["old", "new"] {
            let overlay = OVERLAY.replace("[small, large]", &format!("[small, large, {value}]"));
            folders.write(&format!("{side}/overlay.yaml"), &overlay);
        }
        let run = folders.diff(&[]);
        assert_eq!(run.stdout.matches("overlay-hides-change").count(), count, "{}", run.stdout);
    }
}

#[test]
fn stale_name_in_a_target_is_listed() {
    let run = Folders::new(&PARCELS.replace("sendParcel", "postParcel")).diff(&[]);
    assert_says(
        &run,
        &["these actions no longer fit", "nothing in the documents matches `sendParcel`, one of several"],
    );
}

#[test]
fn fail_on_lists_the_findings() {
    let folders = Folders::new(&PARCELS.replace("    post:", "    put:"));
    let run = folders.diff(&["--fail-on", "breaking"]);
    assert!(!run.is_success);
    let finding = format!("  operation-moved [{}] `sendParcel`", fingerprint(&run, "operation-moved"));
    assert!(run.stderr.contains("`--fail-on breaking`: 1 change not accepted:"), "{}", run.stderr);
    assert!(run.stderr.contains(&finding), "{}", run.stderr);
}

#[test]
fn acceptances_that_expired_or_match_nothing_are_listed() {
    let folders = Folders::new(&PARCELS.replace("    post:", "    put:"));
    let change = fingerprint(&folders.diff(&[]), "operation-moved");
    let accepted = format!(
        "# Accepted.\n- {{change: {change}, reason: Nobody calls it., until: 2020-01-31}}\n\
         - {{change: '0000000000000000', reason: It was another one., until: 2999-12-31}}\n"
    );
    folders.write("accepted.yaml", &accepted);
    let run = folders.diff(&["--accepted", "accepted.yaml", "--fail-on", "breaking"]);
    assert!(!run.is_success, "an expired acceptance accepts nothing");
    let expired = format!("the acceptance of [{change}] ended on 2020-01-31: Nobody calls it.");
    assert_says(&run, &["acceptances without effect", &expired, "[0000000000000000] matches no change"]);
    folders.write("accepted.yaml", &accepted.replace("2020", "2999"));
    let run = folders.diff(&["--accepted", "accepted.yaml", "--fail-on", "breaking"]);
    assert!(run.is_success, "{}{}", run.stdout, run.stderr);
    assert_says(&run, &["accepted: Nobody calls it."]);
    let run = folders.diff(&["--accepted", "accepted.yaml", "--format", "markdown"]);
    assert_says(&run, &[" Accepted: Nobody calls it.\n"]);
}

#[test]
fn acceptance_that_is_duplicate_or_incomplete_is_rejected() {
    let folders = Folders::new(PARCELS);
    let entry = |change: &str, reason: &str| format!("- {{change: {change}, reason: '{reason}', until: 2999-12-31}}\n");
    for (text, message) in [
        (
            entry("aa", "One.").replace("2999-12-31", "31.3.2027"),
            "expected a date such as 2027-03-31, found `31.3.2027`",
        ),
        (entry("aa", ""), "the change `aa` is accepted without a reason"),
        (entry("aa", "One.") + &entry("aa", "Two."), "duplicate change `aa`"),
    ] {
        folders.write("accepted.yaml", &text);
        let run = folders.diff(&["--accepted", "accepted.yaml"]);
        assert!(!run.is_success && run.stderr.contains(message), "{}", run.stderr);
    }
    folders.write("accepted.yaml", "# Nothing is accepted.\n");
    assert!(folders.diff(&["--accepted", "accepted.yaml"]).is_success);
}

#[test]
fn markdown_has_the_sections_of_the_changelog() {
    let new =
        PARCELS.replace("    post:\n      operationId: sendParcel", "    put:\n      operationId: putParcel").replace(
            "parameters: [{",
            "deprecated: true\n      parameters: [{name: page, in: query, schema: {type: integer}}, {",
        );
    let run = Folders::new(&new).diff(&["--format", "markdown"]);
    let mut rest = run.stdout.as_str();
    for text in [
        "### Added\n\n",
        "- `putParcel` (PUT /parcels): a new method.\n",
        "### Deprecated\n\n- `listParcels`",
        "### Removed\n\n- `sendParcel` (POST /parcels): the service rejects the call",
    ] {
        let at = rest.find(text).unwrap_or_else(|| panic!("{text:?} is missing or misplaced:\n{}", run.stdout));
        rest = &rest[at + text.len()..];
    }
    assert!(!run.stdout.contains("### Changed"), "{}", run.stdout);
}

#[test]
fn witness_does_not_change_the_markdown() {
    let folders = Folders::new(&PARCELS.replace("sendParcel", "postParcel"));
    let markdown = folders.diff(&["--format", "markdown"]);
    let run = folders.diff(&["--format", "markdown", "--witness"]);
    assert!(run.is_success, "{}", run.stderr);
    assert_eq!(run.stdout, markdown.stdout);
    assert!(run.stderr.contains("witness  1 of 2 examples do not compile, as the table says\n"), "{}", run.stderr);
}

#[test]
fn changed_default_gives_the_same_call_a_different_effect() {
    let old = PARCELS.replace("enum: [s, l]}", "enum: [s, l], default: s}");
    let parameter = |default: &str| {
        old.replace(
            "parameters: [{",
            &format!("parameters: [{{name: page, in: query, schema: {{type: integer, default: {default}}}}}, {{"),
        )
    };
    let folders = Folders::new(&parameter("2"));
    folders.write("old/parcels.yaml", &parameter("1"));
    assert_says(
        &folders.diff(&[]),
        &["urgency  clients in production get a different effect from the same calls today"],
    );
}

#[test]
fn single_document_is_compared_with_its_namesake() {
    let repository = Repository::released();
    let path = repository.root().join("openapi/wsapi-api.yaml");
    let run = repository.xtask(&["diff", "v0.1.0", "openapi/wsapi-api.yaml"]);
    assert_says(
        &run,
        &["v0.1.0 (only wsapi-api.yaml) → openapi/wsapi-api.yaml", "no change that a program can notice"],
    );
    let run = repository.xtask(&["diff", &path.to_string_lossy()]);
    assert_says(&run, &["openapi (only wsapi-api.yaml)\n", "no change that a program can notice"]);
    repository.write("openapi/downloaded.yaml", &repository.read("openapi/wsapi-api.yaml"));
    let run = repository.xtask(&["diff", "v0.1.0", "openapi/downloaded.yaml"]);
    assert!(!run.is_success, "{}", run.stdout);
    let message =
        "v0.1.0 has no document `downloaded.yaml` to compare openapi/downloaded.yaml with: rename it to one of";
    assert!(run.stderr.contains(message), "{}", run.stderr);
}

#[test]
fn changed_generator_is_noted() {
    let repository = Repository::released();
    let note = "note: the generator changed too; its effects on the Rust API are not listed";
    assert!(!repository.xtask(&["diff", "v0.1.0"]).stdout.contains(note));
    repository.replace("codegen/src/lib.rs", "//! Reads", "//! Always reads");
    assert_says(&repository.xtask(&["diff", "v0.1.0"]), &[note]);
    // Between two revisions, the working tree does not matter.
    assert!(!repository.xtask(&["diff", "v0.1.0", "HEAD"]).stdout.contains(note));
    repository.commit("Change the generator");
    assert_says(&repository.xtask(&["diff", "v0.1.0", "HEAD"]), &[note]);
    // The release stops at a later step, since nothing else has changed.
    assert_says(&repository.release(&["0.1.1", "--gates", "false"]), &[note]);
}

#[test]
fn regen_warns_of_a_stale_name_in_a_target() {
    let repository = Repository::unreleased();
    assert!(!repository.xtask(&["regen", "--check"]).stderr.contains("one of several names"), "nothing is stale yet");
    repository.replace("openapi/overlay.yaml", "'logout|rejectCall'", "'logout|hangUp|rejectCall'");
    let run = repository.xtask(&["regen", "--check"]);
    assert!(run.is_success, "{}", run.stderr);
    let warning = "warning: /actions/";
    assert!(
        run.stderr.contains(warning) && run.stderr.contains("matches `hangUp`, one of several names"),
        "{}",
        run.stderr
    );
}
