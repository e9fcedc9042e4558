//! A dry run performs all steps but the last, and changes nothing.

use super::Repository;

#[test]
fn dry_run_packages_the_version_and_changes_nothing() {
    let repository = Repository::released();
    repository.break_callers();
    repository.commit_empty("Be quick\n\nChangelog: Added: a quick path.\nSigned-off-by: A <a@example.com>");
    let before = repository.bytes();
    let run = repository.release(&["0.2.0"]);
    assert!(run.is_success, "{}{}", run.stdout, run.stderr);
    assert!(repository.bytes() == before, "a dry run changed a file");
    let lines = [
        "1/6 version  0.2.0; the changes since v0.1.0 require at least 0.2.0",
        "2/6 tree     clean, on main at ",
        "3/6 files    wsapi-simulator/Cargo.toml, Cargo.toml, Cargo.lock, CHANGELOG.md",
        "## [0.2.0] - 2",
        "### Added\n\n- a quick path.\n\n### Fixed\n\n- A fix.\n\n",
        "### API of the service\n\n#### Breaking\n\n- `SendTextRequest",
        "4/6 package  wsapi-client-0.2.0.crate compiles: ",
        "; wsapi-simulator-0.2.0.crate compiles: ",
        "5/6 gates    `true` passed in ",
        "6/6 release  the dry run ends here and has changed nothing; `--execute` would run these commands:\n",
        "  git commit --quiet --all --message 'Release 0.2.0'\n",
        "  git tag --annotate v0.2.0 --message 'Release 0.2.0'\n",
        "  cargo publish --no-verify --package wsapi-client\n  cargo publish --no-verify --package wsapi-simulator\n",
        "nothing is pushed: afterwards, push the commit and the tag yourself\n  git push origin main v0.2.0\n",
    ];
    let mut rest = run.stdout.as_str();
    for line in lines {
        let at = rest.find(line).unwrap_or_else(|| panic!("{line:?} is missing or misplaced:\n{}", run.stdout));
        rest = &rest[at + line.len()..];
    }
}
