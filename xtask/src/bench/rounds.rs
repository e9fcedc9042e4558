//! The number of rounds of each step.

/// The number of measurements of each side.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rounds {
    /// Generating all files.
    pub(super) generate: usize,
    /// Generating from larger documents.
    pub(super) scaling: usize,
    /// `cargo check`.
    pub(super) check: usize,
    /// Release builds, which take the longest.
    pub(super) release: usize,
    /// The benchmarks of the runtime and the events. Each of their rounds does its work many times.
    pub(super) programs: usize,
    /// The requests after which the memory of the simulator is measured.
    pub(super) requests: usize,
}

impl Rounds {
    /// Enough rounds to see the spread.
    pub(super) const FULL: Self =
        Self { generate: 5, scaling: 3, check: 5, release: 3, programs: 5, requests: 1_000_000 };

    /// As few rounds as possible.
    pub(super) const QUICK: Self =
        Self { generate: 2, scaling: 1, check: 1, release: 1, programs: 2, requests: 100_000 };
}
