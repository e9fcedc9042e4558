//! Prints medians, spreads and ratios.

use std::{fmt::Write, time::Duration};

use super::Cost;

/// The highest ratio that is accepted.
#[derive(Clone, Copy, Debug)]
pub(super) enum Goal {
    /// Of CPU time, which other load on the machine affects least.
    Cpu(f64),
    /// Of wall time, where using several cores is an advantage.
    Wall(f64),
}

/// One step, measured on both sides.
#[derive(Debug)]
pub(super) struct Row {
    /// The name of the step.
    pub(super) name: String,
    /// The ratio to reach, if the step is judged.
    pub(super) goal: Option<Goal>,
    /// The cost of each of our rounds.
    pub(super) ours: Vec<Cost>,
    /// The cost of each of progenitor's rounds.
    pub(super) theirs: Vec<Cost>,
}

/// Prints a table of CPU time and one of wall time. On a system that does not report CPU time there is only the second
/// one, and all goals are compared with it.
pub(super) fn print(rows: &[Row]) -> String {
    let wall = |cost: &Cost| cost.wall;
    if rows.iter().flat_map(|row| row.ours.iter().chain(&row.theirs)).any(|cost| cost.cpu.is_none()) {
        let table = table("wall time", rows, wall, |goal| match goal {
            Goal::Cpu(ratio) | Goal::Wall(ratio) => Some(ratio),
        });
        return format!("this system does not report CPU time: wall time is judged instead\n\n{table}");
    }
    let cpu = |cost: &Cost| cost.cpu.unwrap_or_default();
    let of_cpu = |goal| if let Goal::Cpu(ratio) = goal { Some(ratio) } else { None };
    let of_wall = |goal| if let Goal::Wall(ratio) = goal { Some(ratio) } else { None };
    format!("{}\n{}", table("CPU time", rows, cpu, of_cpu), table("wall time", rows, wall, of_wall))
}

fn table(title: &str, rows: &[Row], time: impl Fn(&Cost) -> Duration, goal: impl Fn(Goal) -> Option<f64>) -> String {
    let mut out = String::new();
    let title = format!("{title}: median (min..max)");
    let _ = writeln!(out, "{title:<32}{:>26}{:>26}{:>8}{:>8}", "ours", "progenitor", "ratio", "goal");
    for row in rows {
        let (ours, theirs) = (seconds(&row.ours, &time), seconds(&row.theirs, &time));
        let ratio = median(&ours) / median(&theirs);
        let verdict = match row.goal.and_then(&goal) {
            Some(goal) if ratio <= goal => format!("{goal:>8.2}  kept"),
            Some(goal) => format!("{goal:>8.2}  MISSED"),
            None => String::new(),
        };
        let _ = writeln!(out, "{:<32}{:>26}{:>26}{ratio:>8.2}{verdict}", row.name, spread(&ours), spread(&theirs));
    }
    out
}

/// The times in order.
fn seconds(costs: &[Cost], time: impl Fn(&Cost) -> Duration) -> Vec<f64> {
    let mut seconds: Vec<f64> = costs.iter().map(|cost| time(cost).as_secs_f64()).collect();
    seconds.sort_by(f64::total_cmp);
    seconds
}

fn spread(sorted: &[f64]) -> String {
    let (min, max) = (sorted.first().unwrap_or(&0.0), sorted.last().unwrap_or(&0.0));
    format!("{:.2} s ({min:.2}..{max:.2})", median(sorted))
}

fn median(sorted: &[f64]) -> f64 {
    sorted.get(sorted.len() / 2).copied().unwrap_or_default()
}
