//! The requirements of a release. A release is rejected before anything is compiled.

use super::Repository;

fn rejected(repository: &Repository, version: &str) -> String {
    let before = repository.bytes();
    let run = repository.release(&[version]);
    assert!(!run.is_success, "{}", run.stdout);
    assert!(repository.bytes() == before, "a rejected release changed a file");
    run.stderr
}

#[track_caller]
fn assert_rejected(repository: &Repository, version: &str, message: &str) {
    let found = rejected(repository, version);
    assert!(found.contains(message), "{found}");
}

#[test]
fn version_lower_than_the_documents_require_is_rejected_with_the_findings() {
    let repository = Repository::released();
    repository.break_callers();
    let message = rejected(&repository, "0.1.1");
    assert!(message.contains("0.1.1 is too low: the changes since v0.1.0 require at least 0.2.0\n"), "{message}");
    assert!(message.contains("`SendTextRequest.isForwarded`"), "{message}");
}

#[test]
fn removed_or_breaking_entry_requires_a_version_that_may_break_callers() {
    let repository = Repository::released();
    repository.commit_empty("Drop a method\n\nChangelog: Removed: `Client::old`.");
    assert_rejected(&repository, "0.1.1", "require at least 0.2.0\n  a commit: Removed: `Client::old`.");
    let repository = Repository::released();
    repository.replace("CHANGELOG.md", "### Fixed", "### Breaking");
    repository.commit("Break");
    assert_rejected(&repository, "0.1.1", "require at least 0.2.0\n  CHANGELOG.md: the section Breaking");
}

#[test]
fn version_that_is_invalid_or_not_higher_is_rejected() {
    let repository = Repository::released();
    assert_rejected(&repository, "0.2", "expected a version such as 0.2.0, found `0.2`");
    assert_rejected(&repository, "0.2.0-rc.1", "without pre-release and build metadata, found `0.2.0-rc.1`");
    assert_rejected(&repository, "0.1.0", "expected a version above 0.1.0, which Cargo.toml declares, found 0.1.0");
    repository.git(&["tag", "v0.3.0"]);
    assert_rejected(&repository, "0.2.0", "expected a version above 0.3.0, which has the tag v0.3.0, found 0.2.0");
    let repository = Repository::unreleased();
    assert_rejected(&repository, "0.0.9", "expected at least 0.1.0, which Cargo.toml declares, found 0.0.9");
}

#[test]
fn version_with_a_tag_on_another_branch_is_rejected() {
    let repository = Repository::released();
    repository.git(&["switch", "--quiet", "--create", "other"]);
    repository.commit_empty("Elsewhere");
    repository.git(&["tag", "v0.2.0"]);
    repository.git(&["switch", "--quiet", "main"]);
    assert_rejected(&repository, "0.2.0", "the tag v0.2.0 already exists");
}

#[test]
fn unclean_tree_or_other_branch_is_rejected() {
    let repository = Repository::released();
    repository.write("new.txt", "");
    assert_rejected(&repository, "0.1.1", "the tree is not clean: commit or stash these files first\n?? new.txt");
    repository.commit("Add a file");
    repository.git(&["switch", "--quiet", "--create", "other"]);
    assert_rejected(&repository, "0.1.1", "expected the branch main, found other: run `git switch main`");
    repository.git(&["switch", "--quiet", "--detach"]);
    assert_rejected(&repository, "0.1.1", "expected the branch main, found no branch");
}

#[test]
fn release_without_changelog_entries_is_rejected() {
    let repository = Repository::released();
    repository.replace("CHANGELOG.md", "- A fix.\n", "");
    repository.commit("Nothing that users notice");
    assert_rejected(&repository, "0.1.1", "CHANGELOG.md has no entries under [Unreleased]");
    repository.write("CHANGELOG.md", "# Changelog\n");
    repository.commit("No heading");
    assert_rejected(&repository, "0.1.1", "CHANGELOG.md has no heading `## [Unreleased]`");
}

#[test]
fn section_right_below_the_heading_counts() {
    let repository = Repository::released();
    repository.replace("CHANGELOG.md", "## [Unreleased]\n\n### Fixed", "## [Unreleased]\n### Breaking");
    repository.commit("Break");
    assert_rejected(&repository, "0.1.1", "require at least 0.2.0\n  CHANGELOG.md: the section Breaking");
}

#[test]
fn section_with_an_unknown_title_is_rejected() {
    let repository = Repository::released();
    repository.replace("CHANGELOG.md", "### Fixed", "### Breaking changes");
    repository.commit("Break");
    let message = "CHANGELOG.md has the unknown section `Breaking changes` under [Unreleased]: use Breaking, Added, \
                   Changed, Deprecated, Removed, Fixed or Security";
    assert_rejected(&repository, "0.1.1", message);
}

/// Makes the third step fail: a published crate depends on one that is not published.
fn stop_after_the_second_step(repository: &Repository) {
    let dependency = "[dependencies]\nwsapi-codegen.workspace = true\n";
    repository.replace("wsapi-client/Cargo.toml", "[dependencies]\n", dependency);
    repository.commit("Depend on the generator");
}

#[test]
fn published_crate_that_depends_on_an_unpublished_one_is_rejected() {
    let repository = Repository::released();
    stop_after_the_second_step(&repository);
    assert_rejected(&repository, "0.1.1", "wsapi-client is published and depends on wsapi-codegen, which is not");
}

#[test]
fn branch_that_lacks_commits_of_the_remote_is_rejected() {
    let repository = Repository::released();
    let other = repository.root().with_file_name("other");
    repository.git(&["clone", "--quiet", "--bare", ".", &other.to_string_lossy()]);
    repository.git(&["remote", "add", "origin", &other.to_string_lossy()]);
    repository.commit_empty("Elsewhere");
    repository.git(&["push", "--quiet", "origin", "main"]);
    repository.git(&["reset", "--quiet", "--hard", "HEAD~1"]);
    let message = "origin has commits on main that the local branch lacks, so the release could not be pushed: \
                   run `git pull --rebase origin main`";
    assert_rejected(&repository, "0.1.1", message);
    let elsewhere = repository.git(&["rev-parse", "origin/main"]);
    repository.git(&["reflog", "expire", "--expire=now", "--all"]);
    repository.git(&["update-ref", "-d", "refs/remotes/origin/main"]);
    repository.git(&["gc", "--quiet", "--prune=now"]);
    assert_rejected(&repository, "0.1.1", message);

    repository.git(&["pull", "--quiet", "--rebase", "origin", "main"]);
    assert_eq!(repository.git(&["rev-parse", "HEAD"]), elsewhere);
    stop_after_the_second_step(&repository);
    let run = repository.release(&["0.1.1"]);
    assert!(run.stdout.contains(", with all commits of origin\n"), "{}{}", run.stdout, run.stderr);
}

#[test]
fn unreachable_remote_stops_only_a_real_release() {
    let repository = Repository::released();
    repository.git(&["remote", "add", "origin", "./nowhere"]);
    let run = repository.release(&["0.1.1", "--execute"]);
    let message = "cannot tell whether the release could be pushed to origin: `git ls-remote origin";
    assert!(!run.is_success && run.stderr.contains(message), "{}{}", run.stdout, run.stderr);
    stop_after_the_second_step(&repository);
    let run = repository.release(&["0.1.1"]);
    let remark = "; origin cannot be reached, so it may have commits that main lacks\n";
    assert!(run.stdout.contains(remark), "{}{}", run.stdout, run.stderr);
}

#[test]
fn file_named_like_a_tag_does_not_hide_it() {
    let repository = Repository::released();
    repository.break_callers();
    std::fs::create_dir(repository.root().join("v0.1.0")).expect("the folder can be made");
    repository.write("v0.1.0..HEAD", "");
    repository.commit("Add files with the names of revisions");
    assert_rejected(&repository, "0.1.1", "0.1.1 is too low: the changes since v0.1.0 require at least 0.2.0\n");
    let diff = repository.xtask(&["diff", "v0.1.0"]);
    let warning = " and a git revision: for the revision, use `git:v0.1.0`\n";
    assert!(diff.stderr.contains(warning), "{}", diff.stderr);
    let diff = repository.xtask(&["diff", "git:v0.1.0"]);
    assert!(diff.stdout.contains("`SendTextRequest.isForwarded`"), "{}{}", diff.stdout, diff.stderr);
}
