//! The memory of a process.

use std::fs;

/// The maximum growth of stable memory, caused by the allocator.
pub(crate) const FLAT: f64 = 8.0 * 1024.0 * 1024.0;

/// Returns the resident memory of a process in bytes. The default is this process.
pub(crate) fn resident(process: Option<u32>) -> f64 {
    let process = process.map_or("self".to_owned(), |id| id.to_string());
    let text = fs::read_to_string(format!("/proc/{process}/status")).expect("Linux reports the memory of a process");
    let line = text.lines().find_map(|line| line.strip_prefix("VmRSS:")).expect("it has resident memory");
    let kib: f64 = line.trim().trim_end_matches(" kB").parse().expect("a number");
    kib * 1024.0
}
