//! Runs the benchmarks of the test packages. They are separate programs, because this package never depends on the
//! generated code.

use std::{env, process::Stdio};

use anyhow::{Context, Result, ensure};

use super::{python, rounds::Rounds, row::Row};
use crate::{cargo, workspace};

/// Measures calls and the upload of a large file.
pub(super) fn runtime(rounds: &Rounds) -> Result<Vec<Row>> {
    let script = workspace::root().join("tests/benches/runtime/python_sdk.py");
    let found = python::find(&env::var_os("PATH").unwrap_or_default(), &script);
    let mut arguments = Vec::new();
    if let Ok(python) = &found {
        arguments = vec!["--python".to_owned(), python.display().to_string()];
    }
    let mut rows = run("wsapi-tests", "runtime", rounds, &arguments)?;
    if let Err(reason) = found {
        let last = rows.iter().rposition(|row| row.compared.starts_with("a call")).map_or(0, |last| last + 1);
        rows.insert(last, Row::skipped("a call", "wsapi-client for Python", &reason));
    }
    Ok(rows)
}

/// Measures verifying and reading events.
pub(super) fn events(rounds: &Rounds) -> Result<Vec<Row>> {
    run("wsapi-transport-tests", "events", rounds, &[])
}

/// Measures the simulator, in process and as a program.
pub(super) fn simulator(rounds: &Rounds) -> Result<Vec<Row>> {
    run("wsapi-simulator", "simulator", rounds, &["--requests".to_owned(), rounds.requests.to_string()])
}

fn run(package: &str, name: &str, rounds: &Rounds, arguments: &[String]) -> Result<Vec<Row>> {
    let mut command = cargo::command();
    command.args(["bench", "--package", package, "--bench", name, "--", "--rounds", &rounds.programs.to_string()]);
    command.args(arguments).current_dir(workspace::root()).stderr(Stdio::inherit());
    let output = command.output().context("running cargo")?;
    ensure!(output.status.success(), "the benchmark `{name}` failed");
    let rows = rows(&String::from_utf8_lossy(&output.stdout)).with_context(|| format!("the output of `{name}`"))?;
    ensure!(!rows.is_empty(), "the benchmark `{name}` printed no rows");
    Ok(rows)
}

/// Reads one row from each line.
fn rows(text: &str) -> Result<Vec<Row>> {
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let row = |(index, line)| serde_json::from_str(line).with_context(|| format!("line {}", index + 1));
    lines.map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::rows;
    use crate::bench::row::{Goal, Unit};

    #[test]
    fn each_line_of_output_is_a_row() {
        let text = r#"{"compared": "a call", "peer": "reqwest", "unit": "seconds", "ours": [2.0], "theirs": [1.0]}

{"compared": "memory", "peer": "naive", "unit": "bytes", "ours": [5], "goal": {"ours": 7}, "detail": true}
"#;
        let rows = rows(text).expect("the lines are rows");
        assert_eq!(rows[0].ratio().map(|ratio| ratio.median), Some(2.0));
        assert_eq!((rows[1].unit, rows[1].goal, rows[1].detail), (Unit::Bytes, Some(Goal::Ours(7.0)), true));
    }

    #[test]
    fn line_with_an_unknown_field_is_an_error() {
        let error = rows(r#"{"compared": "a", "unit": "seconds", "ours": [], "them": []}"#).expect_err("`them`");
        assert!(format!("{error:#}").starts_with("line 1: unknown field `them`"), "{error:#}");
    }
}
