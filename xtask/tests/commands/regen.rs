//! `regen` skips operations only on request.

use super::{PETS, UNSUPPORTED, temporary, write, xtask};

#[test]
fn skipped_operations_are_listed_and_counted() {
    let folder = temporary();
    let api = write(folder.path(), "api.yaml", &format!("{PETS}{UNSUPPORTED}"));
    let out = folder.path().join("out");
    let options = ["regen", "--skip-unsupported", "--overlay", "none", "--api"].map(AsRef::as_ref);
    let run = xtask(options.into_iter().chain([api.as_os_str(), "--out".as_ref(), out.as_os_str()]));
    assert!(run.is_success, "{}", run.stderr);
    assert!(run.stderr.contains("skipped GET /owners: "), "{}", run.stderr);
    assert!(run.stdout.contains("found    1 operation, 1 skipped, "), "{}", run.stdout);
    assert!(out.join("mod.rs").exists());
}

#[test]
fn skip_unsupported_is_rejected_for_the_committed_documents() {
    for command in [&["regen"][..], &["export", "-"]] {
        let run = xtask(command.iter().chain(&["--skip-unsupported"]));
        assert!(!run.is_success);
        assert!(run.stderr.contains("`--skip-unsupported` is not allowed"), "{}", run.stderr);
    }
}
