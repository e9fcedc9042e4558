//! `diff --witness` with a fake `cargo-semver-checks`, which prints recorded output of the real one.
#![cfg(unix)]

use std::{env, fs, os::unix::fs::PermissionsExt, path::Path, process::Command};

use tempfile::TempDir;

use super::{Run, temporary, write};

/// An operation that returns a struct.
const OLD: &str = "\
openapi: 3.0.3
info: { title: Pets, version: '1' }
paths:
  /pets:
    get:
      operationId: getPet
      tags: [Pets]
      responses:
        '200': { description: A pet, content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } }
components:
  schemas:
    Pet:
      type: object
      properties:
        name: { type: string }
        nick: { type: string }
        age: { type: integer }
";

/// A fake cargo, whose `check` succeeds as if all examples compiled.
const CARGO: &str = r#"case "$1" in
check) exit 0 ;;
*) exec "$REAL_CARGO" "$@" ;;
esac"#;

/// The output of version 0.51.0, with `$folder` for the folder of the copies.
const SEMVER_CHECKS: &str = r#"case "$*" in
*--version*) echo 'cargo-semver-checks 0.51.0'; exit 0 ;;
esac
folder=$(dirname "$CARGO_TARGET_DIR")
printf '%s\n' "$@" >"$folder/arguments"
"#;

/// A removed field, and a method that no finding is about.
const BREAKS: &str = r#"
jid=wsapi-client/src/service/value/jid.rs
cat <<END

--- failure method_parameter_count_changed: pub method parameter count changed ---

Description:
A publicly-visible method now takes a different number of parameters, not counting the receiver (self) parameter.
        ref: https://doc.rust-lang.org/cargo/reference/semver.html#fn-change-arity
       impl: https://github.com/obi1kenobi/cargo-semver-checks/tree/v0.51.0/src/lints/method_parameter_count_changed.ron

Failed in:
  wsapi_client::Jid::group takes 1 parameters in $folder/old/$jid:7, but now takes 2 parameters in $folder/new/$jid:7

--- failure struct_pub_field_missing: pub struct's pub field removed or renamed ---

Description:
A publicly-visible struct has at least one public field that is no longer available under its prior name.
        ref: https://doc.rust-lang.org/cargo/reference/semver.html#item-remove
       impl: https://github.com/obi1kenobi/cargo-semver-checks/tree/v0.51.0/src/lints/struct_pub_field_missing.ron

Failed in:
  field name of struct Pet, previously in file $folder/old/wsapi-client/src/generated/types/pets.rs:9
END
exit 100
"#;

fn program(folder: &Path, name: &str, lines: &str) {
    let file = write(folder, name, &format!("#!/bin/sh\n{lines}\n"));
    fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).expect("it can be made executable");
}

/// Compares the old document with one that lacks the members `name` and `nick` and in which `age` is a string.
fn diff(cargo: &str, semver_checks: Option<&str>, arguments: &[&str]) -> (Run, TempDir) {
    let folder = temporary();
    program(folder.path(), "cargo-of-the-test", cargo);
    if let Some(lines) = semver_checks {
        program(&folder.path().join("bin"), "cargo-semver-checks", &format!("{SEMVER_CHECKS}{lines}"));
    }
    let old = write(folder.path(), "old.yaml", OLD);
    let new = OLD.replace("        name: { type: string }\n", "").replace("        nick: { type: string }\n", "");
    let new = write(folder.path(), "new.yaml", &new.replace("integer", "string"));
    let cargo_home = env::var_os("CARGO_HOME").map(std::path::PathBuf::from);
    let cargo_home = cargo_home.or_else(|| env::home_dir().map(|home| home.join(".cargo"))).unwrap_or_default();
    let path = env::var_os("PATH").unwrap_or_default();
    // Cargo looks in its own folder first, unless that is on the path.
    let folders =
        [folder.path().join("bin")].into_iter().chain(env::split_paths(&path)).chain([cargo_home.join("bin")]);
    let mut xtask = Command::new(env!("CARGO_BIN_EXE_xtask"));
    xtask.arg("diff").args([old, new]).arg("--witness").args(arguments);
    xtask.env("REAL_CARGO", env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    xtask.env("CARGO", folder.path().join("cargo-of-the-test")).env("CARGO_TARGET_DIR", folder.path().join("target"));
    let output = xtask.env("PATH", env::join_paths(folders).expect("no folder has a colon")).output();
    let output = output.expect("the program starts");
    let text = |bytes| String::from_utf8(bytes).expect("the output is UTF-8");
    (Run { is_success: output.status.success(), stdout: text(output.stdout), stderr: text(output.stderr) }, folder)
}

/// Returns the lines about the second judge.
fn opinion(run: &Run) -> &str {
    run.stdout.split_once("\nsemver   ").map_or("", |(_, rest)| rest).trim_end()
}

#[test]
fn disagreements_with_semver_checks_are_listed_and_do_not_fail() {
    let (run, folder) = diff(CARGO, Some(BREAKS), &[]);
    assert!(run.is_success, "{}{}", run.stdout, run.stderr);
    let expected = "\
cargo-semver-checks 0.51.0: 2 breaks, 3 disagreements with the table
  breaks that no finding explains:
    method_parameter_count_changed (pub method parameter count changed): wsapi_client::Jid::group takes 1 parameters \
        in old/wsapi-client/src/service/value/jid.rs:7, but now takes 2 parameters in \
        new/wsapi-client/src/service/value/jid.rs:7
  breaking in the table, but not detected for an unknown reason:
    optional-response-member-removed [N] `Pet.nick`: String
  breaking in the table, but not detected, because it does not compare the types of fields, parameters and results:
    member-type-changed [N] `Pet.age`: `i64` → `String`";
    assert_eq!(without_fingerprints(opinion(&run)), expected);
    let copies = folder.path().join("target/diff-semver-checks");
    let arguments = fs::read_to_string(copies.join("arguments")).expect("the arguments are recorded");
    let [old, new] = ["old", "new"].map(|side| copies.join(side).join("wsapi-client"));
    assert!(arguments.contains(&format!("--baseline-root\n{}\n", old.display())), "{arguments}");
    assert!(arguments.contains(&format!("--manifest-path\n{}\n", new.join("Cargo.toml").display())), "{arguments}");
    for file in ["src/lib.rs", "src/service/mod.rs", "src/generated/types/pets.rs"] {
        assert!(old.join(file).is_file() && new.join(file).is_file(), "{file}");
    }
    assert!(copies.join("output.txt").is_file());
}

fn without_fingerprints(text: &str) -> String {
    let parts = text.split('[').enumerate().map(|(index, part)| match (index, part.split_once(']')) {
        (1.., Some((_, rest))) => format!("[N]{rest}"),
        _ => part.to_owned(),
    });
    parts.collect()
}

#[test]
fn json_contains_the_results_of_both_judges() {
    let (run, _folder) = diff(CARGO, Some(BREAKS), &["--format", "json"]);
    let value: serde_json::Value = serde_json::from_str(&run.stdout).expect("the output is one value");
    assert_eq!(value["witness"]["examples"], 1);
    let opinion = &value["semver_checks"];
    assert_eq!(opinion["program"], "cargo-semver-checks 0.51.0");
    assert_eq!(opinion["breaks"].as_array().map(Vec::len), Some(2));
    assert_eq!(opinion["unexplained"][0]["break"]["lint"], "method_parameter_count_changed");
    assert_eq!(opinion["unseen"][0]["subject"], "`Pet.nick`");
    assert_eq!(opinion["unseen"][0]["blind_spot"], serde_json::Value::Null);
    assert_eq!(opinion["unseen"][1]["rule"], "member-type-changed");
}

#[test]
fn missing_semver_checks_is_reported_with_the_install_command() {
    let cargo = "case \"$1\" in\ncheck) exit 0 ;;\n\
                 *) echo 'error: no such command: `semver-checks`' >&2; exit 101 ;;\nesac";
    let (run, _folder) = diff(cargo, None, &[]);
    assert!(run.is_success, "{}", run.stderr);
    let expected = "skipped: cargo-semver-checks is not installed: `cargo install cargo-semver-checks --locked`";
    assert_eq!(opinion(&run), expected);
}

#[test]
fn generated_code_alone_is_compared_if_the_whole_sdk_does_not_compile() {
    let lines = format!(
        "if [ -d \"$folder/new/wsapi-client/src/service\" ]; then\n\
         echo 'error[E0425]: cannot find type `Message`' >&2; exit 101\nfi\n{BREAKS}"
    );
    let (run, _folder) = diff(CARGO, Some(&lines), &[]);
    assert!(run.is_success, "{}", run.stderr);
    let expected = "  only the generated code is compared, because the whole SDK cannot be: \
                    error[E0425]: cannot find type `Message`";
    assert_eq!(opinion(&run).lines().nth(1), Some(expected));
}

#[test]
fn failure_of_semver_checks_is_reported_and_does_not_fail() {
    let (run, _folder) = diff(CARGO, Some("echo 'error: unsupported rustdoc format v99' >&2; exit 101"), &[]);
    assert!(run.is_success, "{}", run.stderr);
    let opinion = opinion(&run);
    assert!(opinion.starts_with("skipped: cargo-semver-checks 0.51.0 cannot compare the two SDKs"), "{opinion}");
    assert!(opinion.ends_with("error: unsupported rustdoc format v99"), "{opinion}");
}

#[test]
fn semver_checks_without_breaks_is_reported() {
    let (run, _folder) = diff(CARGO, Some("exit 0"), &[]);
    assert!(opinion(&run).starts_with("cargo-semver-checks 0.51.0: 0 breaks, 3 disagreements"), "{}", run.stdout);
}
