//! The cost of a step: CPU time and wall time.

use std::{
    fs,
    iter::Sum,
    time::{Duration, Instant},
};

use anyhow::Result;

use super::row::{Goal, Row};

/// The cost of one step.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cost {
    /// The user and system time of this process and of its finished child processes, if the system reports it.
    pub(super) cpu: Option<Duration>,
    /// The elapsed time.
    pub(super) wall: Duration,
}

impl Cost {
    /// Runs a step and measures it.
    pub(super) fn of(step: impl FnOnce() -> Result<()>) -> Result<Self> {
        let (cpu, wall) = (cpu_time(), Instant::now());
        step()?;
        let wall = wall.elapsed();
        let cpu = cpu_time().zip(cpu).map(|(after, before)| after.saturating_sub(before));
        Ok(Self { cpu, wall })
    }
}

/// The measure that a goal limits.
#[derive(Clone, Copy, Debug)]
pub(super) enum Limit {
    /// The ratio of CPU time, which is least affected by other load on the machine.
    Cpu(f64),
    /// The ratio of wall time, which rewards using several cores.
    Wall(f64),
}

/// Returns a row of CPU time and one of wall time. If the system does not report CPU time, there is only the second
/// one, and the limit applies to it.
pub(super) fn rows(compared: &str, peer: &str, limit: Option<Limit>, ours: &[Cost], theirs: &[Cost]) -> Vec<Row> {
    let wall = |costs: &[Cost]| costs.iter().map(|cost| cost.wall.as_secs_f64()).collect();
    let cpu = |costs: &[Cost]| costs.iter().map(|cost| Some(cost.cpu?.as_secs_f64())).collect::<Option<Vec<_>>>();
    let mut wall = Row::seconds(&format!("{compared}, time"), peer, wall(ours), wall(theirs));
    let Some((ours, theirs)) = cpu(ours).zip(cpu(theirs)) else {
        wall.goal = limit.map(|(Limit::Cpu(ratio) | Limit::Wall(ratio))| Goal::Ratio(ratio));
        return vec![wall];
    };
    let mut cpu = Row::seconds(&format!("{compared}, CPU"), peer, ours, theirs);
    match limit {
        Some(Limit::Cpu(ratio)) => cpu.goal = Some(Goal::Ratio(ratio)),
        Some(Limit::Wall(ratio)) => wall.goal = Some(Goal::Ratio(ratio)),
        None => {}
    }
    vec![cpu, wall]
}

impl Sum for Cost {
    fn sum<I: Iterator<Item = Self>>(costs: I) -> Self {
        let none = Self { cpu: Some(Duration::ZERO), wall: Duration::ZERO };
        costs.fold(none, |sum, cost| Self {
            cpu: sum.cpu.zip(cost.cpu).map(|(one, other)| one + other),
            wall: sum.wall + cost.wall,
        })
    }
}

/// Returns the CPU time of this process and of all its descendants that have ended.
///
/// Only Linux has the file. Its unit for user space is a hundredth of a second, independent of the kernel's own clock.
fn cpu_time() -> Option<Duration> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    // The second field is the name in parentheses, which may contain spaces. utime, stime, cutime and cstime are the
    // fields 14 to 17.
    let (_, after_name) = stat.rsplit_once(')')?;
    let ticks: Vec<u64> =
        after_name.split_whitespace().skip(11).take(4).map(|field| field.parse().ok()).collect::<Option<_>>()?;
    Some(Duration::from_millis(ticks.iter().sum::<u64>() * 10))
}
