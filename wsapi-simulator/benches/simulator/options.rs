//! The options, which xtask passes.

use std::{env, str::FromStr};

/// The extent of the measurement.
pub(crate) struct Options {
    /// The number of rounds.
    pub(crate) rounds: usize,
    /// The number of requests after which the memory is measured.
    pub(crate) requests: usize,
}

impl Options {
    /// Parses `--rounds N` and `--requests N`. cargo adds its own option.
    pub(crate) fn parse() -> Self {
        Self { rounds: number("--rounds").unwrap_or(5), requests: number("--requests").unwrap_or(1_000_000) }
    }
}

fn number<T: FromStr>(name: &str) -> Option<T> {
    let mut arguments = env::args().skip_while(|argument| argument != name);
    let value = arguments.nth(1)?;
    Some(value.parse().unwrap_or_else(|_| panic!("`{name}`: expected a number, found `{value}`")))
}
