//! The machine and the state of the repository that produced the numbers.

use std::{path::Path, process::Command};

use anyhow::Result;
use jiff::Timestamp;
use sysinfo::{CpuRefreshKind, MemoryRefreshKind, RefreshKind, System};

use super::search;
use crate::{git::Git, workspace};

/// The facts that a reader needs to judge the numbers. Host and user names are left out.
#[derive(Clone, Debug)]
pub(super) struct Machine {
    pub(super) cpu: String,
    pub(super) memory: String,
    pub(super) system: String,
    pub(super) rust: String,
    pub(super) date: String,
    pub(super) commit: String,
    /// The load before the run.
    pub(super) load: String,
}

impl Machine {
    /// Describes this machine. Facts that the system does not report are `unknown`.
    pub(super) fn read() -> Result<Self> {
        let refresh = RefreshKind::nothing()
            .with_cpu(CpuRefreshKind::nothing())
            .with_memory(MemoryRefreshKind::nothing().with_ram());
        let system = System::new_with_specifics(refresh);
        let model = system.cpus().first().map(|cpu| cpu.brand().trim()).filter(|brand| !brand.is_empty());
        let cores = match system.cpus().len() {
            1 => "1 core".to_owned(),
            count => format!("{count} cores"),
        };
        let gibibytes = system.total_memory() as f64 / f64::from(1 << 30);
        let release = System::os_version().unwrap_or_default();
        let known = |text: Option<String>| text.unwrap_or_else(|| "unknown".to_owned());
        Ok(Self {
            cpu: format!("{}, {cores}", model.unwrap_or("unknown")),
            memory: format!("{gibibytes:.1} GiB"),
            system: format!("{} {release}, {}", known(System::name()), System::kernel_long_version()),
            rust: known(search::output(Command::new("rustc").arg("--version").current_dir(workspace::root())).ok()),
            date: Timestamp::now().strftime("%Y-%m-%d").to_string(),
            commit: known(commit(&workspace::root())),
            load: load(),
        })
    }
}

/// Returns the average number of processes that were running or waiting in the last minute. If it is near the number of
/// cores before the run, something else was running.
pub(super) fn load() -> String {
    format!("{:.1}", System::load_average().one)
}

/// Returns the last commit, and says so if the files differ from it. `BENCHMARKS.md`, which this command writes, does
/// not count.
fn commit(root: &Path) -> Option<String> {
    let git = |arguments: &[&str]| Git::new(root.to_path_buf()).output(arguments).ok();
    let hash = git(&["rev-parse", "--short", "HEAD"])?;
    let status = git(&["status", "--porcelain"])?;
    let is_clean = status.lines().all(|line| line.ends_with(" BENCHMARKS.md"));
    Some(if is_clean { hash } else { format!("{hash}, with uncommitted changes") })
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{Git, Machine, commit};

    #[test]
    fn every_fact_about_the_machine_is_known() {
        let machine = Machine::read().expect("the machine can be described");
        assert!(machine.cpu.ends_with(" core") || machine.cpu.ends_with(" cores"), "{}", machine.cpu);
        assert!(machine.memory.ends_with(" GiB") && machine.memory != "0.0 GiB", "{}", machine.memory);
        assert!(machine.rust.starts_with("rustc 1."), "{}", machine.rust);
        assert!(machine.date.parse::<jiff::civil::Date>().is_ok(), "{}", machine.date);
        assert!(!machine.system.is_empty() && !machine.commit.is_empty(), "{machine:?}");
    }

    #[test]
    fn commit_says_whether_files_differ_from_it() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        assert_eq!(commit(folder.path()), None);
        let git = |arguments: &[&str]| {
            let identity = ["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"];
            Git::new(folder.path().to_path_buf()).output(&[&identity[..], arguments].concat()).expect("git works");
        };
        git(&["init", "--quiet"]);
        git(&["commit", "--quiet", "--allow-empty", "--message=first"]);
        fs::write(folder.path().join("BENCHMARKS.md"), "").expect("the file can be written");
        let clean = commit(folder.path()).expect("there is a commit");
        assert!(clean.chars().all(|digit| digit.is_ascii_hexdigit()), "{clean}");
        fs::write(folder.path().join("other"), "").expect("the file can be written");
        assert_eq!(commit(folder.path()), Some(format!("{clean}, with uncommitted changes")));
    }
}
