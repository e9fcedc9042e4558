//! Prints medians and spreads.

use std::{fmt::Write, time::Duration};

/// What was measured, on both sides.
#[derive(Debug)]
pub(super) struct Row {
    /// What it is.
    pub(super) name: &'static str,
    /// The most that the ratio may be.
    pub(super) bound: f64,
    /// Our rounds.
    pub(super) ours: Vec<Duration>,
    /// progenitor's.
    pub(super) theirs: Vec<Duration>,
}

/// The rows as text.
pub(super) fn print(rows: &[Row]) -> String {
    let mut out = String::new();
    let _ =
        writeln!(out, "{:<28}{:>26}{:>26}{:>8}{:>8}", "", "ours: median (min..max)", "progenitor", "ratio", "bound");
    for row in rows {
        let ratio = median(&row.ours).as_secs_f64() / median(&row.theirs).as_secs_f64();
        let verdict = if ratio <= row.bound { "" } else { "  MISSED" };
        let _ = writeln!(
            out,
            "{:<28}{:>26}{:>26}{ratio:>8.2}{:>8.2}{verdict}",
            row.name,
            spread(&row.ours),
            spread(&row.theirs),
            row.bound
        );
    }
    out
}

fn spread(times: &[Duration]) -> String {
    let seconds = |time: Option<&Duration>| time.map_or(0.0, Duration::as_secs_f64);
    let (min, max) = (seconds(times.iter().min()), seconds(times.iter().max()));
    format!("{:.3} s ({min:.3}..{max:.3})", median(times).as_secs_f64())
}

fn median(times: &[Duration]) -> Duration {
    let mut sorted = times.to_vec();
    sorted.sort();
    sorted.get(sorted.len() / 2).copied().unwrap_or_default()
}
