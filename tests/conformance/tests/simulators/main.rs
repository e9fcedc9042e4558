//! Runs the suite on three simulators over sockets.

mod schemas;
mod world;

use std::collections::BTreeSet;

use wsapi_conformance::{Kind, Mode, Report, Verdict, operations, run};

use self::world::World;

const MODES: [Mode; 3] = [Mode::Hosted, Mode::Single, Mode::Multi];

/// Runs the suite with all permissions and values on a simulator.
async fn report(mode: Mode) -> Report {
    let world = World::new(mode).await;
    run(&world.target).await.expect("the server responds")
}

/// Checks that nothing failed, and how many cases ran and were skipped.
fn check(report: &Report, ran: usize, skipped: usize) {
    assert_eq!(report.failed(), 0, "\n{report}");
    assert_eq!((report.ran(), report.passed(), report.skipped()), (ran, ran, skipped), "\n{report}");
}

#[tokio::test]
async fn hosted_service_conforms() {
    check(&report(Mode::Hosted).await, 1166, 0);
}

#[tokio::test]
async fn single_mode_conforms() {
    check(&report(Mode::Single).await, 1422, 0);
}

#[tokio::test]
async fn multi_mode_conforms() {
    check(&report(Mode::Multi).await, 1971, 0);
}

#[tokio::test]
async fn all_121_operations_have_a_valid_request_in_each_of_their_modes() {
    for mode in MODES {
        let report = report(mode).await;
        let valid = report.outcomes.iter().filter(|outcome| outcome.kind == Kind::Valid);
        let passed = valid.filter(|outcome| matches!(outcome.verdict, Verdict::Passed));
        let passed: BTreeSet<_> = passed.filter_map(|outcome| outcome.operation.as_deref()).collect();
        let all = operations().values().filter(|operation| operation.exists_in(mode));
        let missing: Vec<_> = all.map(|operation| &*operation.id).filter(|id| !passed.contains(id)).collect();
        assert_eq!(missing, Vec::<&str>::new(), "{mode:?}");
    }
}

#[tokio::test]
async fn all_operations_with_a_body_have_invalid_requests() {
    let report = report(Mode::Multi).await;
    let invalid = report.outcomes.iter().filter(|outcome| outcome.kind == Kind::Invalid);
    let invalid: BTreeSet<_> = invalid.filter_map(|outcome| outcome.operation.as_deref()).collect();
    let all = operations().values().filter(|operation| operation.exists_in(Mode::Multi) && operation.body.is_some());
    let missing: Vec<_> = all.map(|operation| &*operation.id).filter(|id| !invalid.contains(id)).collect();
    assert_eq!(missing, Vec::<&str>::new());
}

/// Without permissions and values, the suite changes nothing.
#[tokio::test]
async fn run_without_permissions_only_reads() {
    let mut world = World::new(Mode::Multi).await;
    world.target.may.clear();
    world.target.given.clear();
    let before = world.messages();
    let report = run(&world.target).await.expect("the server responds");
    assert_eq!(report.failed(), 0, "\n{report}");
    assert!(report.skipped() > 100 && report.ran() > 500, "\n{report}");
    assert_eq!(world.messages(), before);
}

#[tokio::test]
async fn operations_that_need_a_device_are_skipped_without_one() {
    let mut world = World::new(Mode::Multi).await;
    world.target.is_paired = false;
    world.target.instance = world::UNPAIRED.to_owned();
    let report = run(&world.target).await.expect("the server responds");
    assert_eq!(report.failed(), 0, "\n{report}");
    let verdicts = report.outcomes.iter().map(|outcome| &outcome.verdict);
    let is_skipped =
        |verdict: &&Verdict| matches!(verdict, Verdict::Skipped(reason) if reason == "needs a paired device");
    assert!(verdicts.filter(is_skipped).count() > 100, "\n{report}");
}

#[tokio::test]
async fn failure_shows_request_expected_and_actual_response() {
    let mut world = World::new(Mode::Single).await;
    world.target.key = "wrong".to_owned();
    let report = run(&world.target).await.expect("the server responds");
    let text = report.to_string();
    assert!(text.contains("failed: session: getSessionStatus"), "{text}");
    assert!(text.contains("request:  GET /session/status\n  expected: 200"), "{text}");
    assert!(text.contains(r#"found:    401, application/json, {"status":401,"detail":"unauthorized"}"#), "{text}");
}
