//! `--execute`, with a cargo that does not publish.
#![cfg(unix)]

use std::{fs, os::unix::fs::PermissionsExt};

use super::{Repository, cargo::Cargo, repository::Run};

#[test]
fn execute_commits_tags_and_publishes_in_this_order() {
    let (repository, cargo) = (Repository::released(), Cargo::new());
    let run = repository.release_with(&["0.1.1", "--execute"], Some(&cargo.program()));
    assert!(run.is_success, "{}{}", run.stdout, run.stderr);
    let commit = "Release 0.1.1 (HEAD -> main, tag: v0.1.1)";
    let expected = format!(
        "{commit}\npublish --no-verify --package wsapi-client\n{commit}\npublish --no-verify --package wsapi-simulator\n"
    );
    assert_eq!(cargo.log(), Some(expected));
    assert_eq!(repository.git(&["status", "--porcelain"]), "");
    let changed = repository.git(&["show", "--name-only", "--format=", "HEAD"]);
    assert_eq!(changed, "CHANGELOG.md\nCargo.lock\nCargo.toml\nwsapi-simulator/Cargo.toml");
    assert!(repository.read("wsapi-simulator/Cargo.toml").contains("\"../wsapi-client\", version = \"=0.1.1\""));
    assert!(repository.read("Cargo.toml").contains("\nversion = \"0.1.1\"\n"));
    assert!(repository.read("Cargo.lock").contains("name = \"wsapi-client\"\nversion = \"0.1.1\"\n"));
    assert!(repository.read("CHANGELOG.md").contains("## [Unreleased]\n\n## [0.1.1] - "));
    let end = "6/6 release  0.1.1 is committed, tagged and published, but not pushed\n\
               push the commit and the tag yourself\n  git push origin main v0.1.1\n";
    assert!(run.stdout.ends_with(end), "{}", run.stdout);
}

#[test]
fn first_release_has_the_declared_version() {
    let (repository, cargo) = (Repository::unreleased(), Cargo::new());
    let run = repository.release_with(&["0.1.0", "--execute"], Some(&cargo.program()));
    assert!(run.is_success, "{}{}", run.stdout, run.stderr);
    assert!(run.stdout.starts_with("1/6 version  0.1.0, the first release\n"), "{}", run.stdout);
    assert_eq!(repository.git(&["tag"]), "v0.1.0");
}

#[test]
fn failed_gates_change_no_file() {
    let (repository, cargo) = (Repository::released(), Cargo::new());
    let before = repository.bytes();
    let run = repository.release_with(&["0.1.1", "--execute", "--gates", "exit 3"], Some(&cargo.program()));
    assert!(!run.is_success);
    assert!(run.stderr.contains("`exit 3` failed (exit status: 3): nothing was changed"), "{}", run.stderr);
    assert!(repository.bytes() == before, "failed gates changed a file");
    assert_eq!(cargo.log(), None);
}

#[test]
fn gates_run_in_a_copy_with_the_new_version() {
    let (repository, cargo) = (Repository::released(), Cargo::new());
    let gates =
        "grep -q '^version = \"0.1.1\"' Cargo.toml && test -z \"$(git status --porcelain)\" && echo x >README.md";
    let run = repository.release_with(&["0.1.1", "--gates", gates], Some(&cargo.program()));
    assert!(run.is_success, "{}{}", run.stdout, run.stderr);
    assert_eq!(repository.git(&["status", "--porcelain"]), "");
}

#[test]
fn failed_publish_explains_how_to_continue_and_how_to_undo() {
    let (repository, cargo) = (Repository::released(), Cargo::failing_for("wsapi-client"));
    let run = repository.release_with(&["0.1.1", "--execute"], Some(&cargo.program()));
    assert!(!run.is_success);
    let expected = "`cargo publish --no-verify --package wsapi-client` failed (exit status: 1)\n\n\
                    to continue, fix the cause and run\n  \
                    cargo publish --no-verify --package wsapi-client\n  \
                    cargo publish --no-verify --package wsapi-simulator\n  git push origin main v0.1.1\n\n\
                    if the registry does not have the version, you can also undo the release:\n  \
                    git tag --delete v0.1.1\n  git reset --hard HEAD~1\n";
    assert!(run.stderr.ends_with(expected), "{}", run.stderr);
    assert_eq!(repository.git(&["log", "-1", "--format=%s"]), "Release 0.1.1");
}

#[test]
fn release_that_stops_between_two_crates_can_continue() {
    let (repository, cargo) = (Repository::released(), Cargo::failing_for("wsapi-simulator"));
    let run = repository.release_with(&["0.1.1", "--execute"], Some(&cargo.program()));
    assert!(!run.is_success);
    let expected = "`cargo publish --no-verify --package wsapi-simulator` failed (exit status: 1)\n\n\
                    to continue, fix the cause and run\n  \
                    cargo publish --no-verify --package wsapi-simulator\n  git push origin main v0.1.1\n\n\
                    the registry already has a part of the release, so it cannot be undone\n";
    assert!(run.stderr.ends_with(expected), "{}", run.stderr);
}

/// Adds a hook that runs before each commit.
fn hook(repository: &Repository, script: &str) {
    let hook = repository.root().join(".git/hooks/pre-commit");
    fs::create_dir_all(hook.parent().expect("it is in a folder")).expect("the folder can be made");
    fs::write(&hook, format!("#!/bin/sh\n{script}\n")).expect("the hook can be written");
    fs::set_permissions(&hook, fs::Permissions::from_mode(0o755)).expect("it can be made executable");
}

#[test]
fn failed_commit_explains_how_to_continue_and_how_to_undo() {
    let (repository, cargo) = (Repository::released(), Cargo::new());
    hook(&repository, "exit 1");
    let run = repository.release_with(&["0.1.1", "--execute"], Some(&cargo.program()));
    assert!(!run.is_success);
    let commands = "  git commit --quiet --all --message 'Release 0.1.1'\n  git tag --annotate v0.1.1";
    assert!(run.stderr.contains(commands), "{}", run.stderr);
    assert!(run.stderr.ends_with("to undo, run\n  git reset --hard HEAD\n"), "{}", run.stderr);
    repository.git(&["reset", "--quiet", "--hard", "HEAD"]);
    assert_eq!(repository.read("CHANGELOG.md"), super::CHANGELOG);
    assert_eq!(cargo.log(), None);
}

#[test]
fn commit_that_a_hook_changed_is_neither_tagged_nor_published() {
    let (repository, cargo) = (Repository::released(), Cargo::new());
    hook(&repository, "echo changed >>README.md && git add README.md");
    let run = repository.release_with(&["0.1.1", "--execute"], Some(&cargo.program()));
    assert!(!run.is_success);
    let message = "the commit differs from what was packaged and tested, probably because of a git hook: README.md\n\n\
                   to undo, run\n  git reset --hard HEAD~1\n";
    assert!(run.stderr.ends_with(message), "{}", run.stderr);
    assert_eq!(repository.git(&["tag"]), "v0.1.0");
    assert_eq!(cargo.log(), None);
}

#[test]
fn only_publish_sees_the_tokens_of_registries() {
    let (repository, cargo) = (Repository::released(), Cargo::new());
    hook(&repository, "! env | grep s3cret");
    let arguments = ["0.1.1", "--execute", "--gates", "! env | grep s3cret"];
    let mut release = repository.release_command(&arguments, Some(&cargo.program()));
    release.env("CARGO_REGISTRY_TOKEN", "s3cret").env("CARGO_REGISTRIES_MIRROR_TOKEN", "s3cret too");
    let run = Run::of(&mut release);
    assert!(run.is_success, "{}{}", run.stdout, run.stderr);
    assert!(!cargo.environment("package").contains("s3cret"));
    let seen = cargo.environment("publish");
    assert!(seen.contains("CARGO_REGISTRY_TOKEN=s3cret\n"), "{seen}");
    assert!(seen.contains("CARGO_REGISTRIES_MIRROR_TOKEN=s3cret too\n"), "{seen}");
}

#[test]
fn publication_that_cannot_start_says_how_to_continue_and_how_to_undo() {
    let (repository, cargo) = (Repository::released(), Cargo::new());
    let gates = format!("rm '{}'", cargo.program().display());
    let run = repository.release_with(&["0.1.1", "--execute", "--gates", &gates], Some(&cargo.program()));
    assert!(!run.is_success);
    let failed = "`cargo publish --no-verify --package wsapi-client` cannot be started (";
    let hints = "to continue, fix the cause and run\n  \
                 cargo publish --no-verify --package wsapi-client\n  \
                 cargo publish --no-verify --package wsapi-simulator\n  git push origin main v0.1.1\n\n\
                 if the registry does not have the version, you can also undo the release:\n  \
                 git tag --delete v0.1.1\n  git reset --hard HEAD~1\n";
    assert!(run.stderr.contains(failed) && run.stderr.ends_with(hints), "{}", run.stderr);
    assert_eq!(repository.git(&["log", "-1", "--format=%s"]), "Release 0.1.1");
}

/// git sets these variables for hooks, which may run this command.
#[test]
fn repository_in_the_environment_is_not_that_of_the_copy() {
    let (repository, cargo) = (Repository::released(), Cargo::new());
    let before = repository.bytes();
    let identity = "-c user.name=a -c user.email=a@example.com";
    let gates = format!("test -z \"$GIT_DIR\" && git {identity} commit --quiet --allow-empty --message Gate");
    let git = repository.root().join(".git");
    let mut release = repository.release_command(&["0.1.1", "--gates", &gates], Some(&cargo.program()));
    release.env("GIT_DIR", &git).env("GIT_WORK_TREE", repository.root()).env("GIT_INDEX_FILE", git.join("index"));
    let run = Run::of(&mut release);
    assert!(run.is_success, "{}{}", run.stdout, run.stderr);
    assert!(repository.bytes() == before, "a dry run changed a file");
}
