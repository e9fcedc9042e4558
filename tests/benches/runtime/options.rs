//! The options, which xtask passes.

/// The number of rounds and the peers.
pub(crate) struct Options {
    /// The number of rounds.
    pub(crate) rounds: usize,
    /// The interpreter that has the service's Python SDK, if there is one.
    pub(crate) python: Option<String>,
}

impl Options {
    /// Reads `--rounds N` and `--python FILE`. cargo adds an option of its own.
    pub(crate) fn parse(arguments: &[&str]) -> Self {
        let value = |name| {
            let position = arguments.iter().position(|argument| *argument == name)?;
            arguments.get(position + 1).copied()
        };
        let rounds = value("--rounds").map_or(5, |rounds| rounds.parse().expect("`--rounds` needs a number"));
        Self { rounds, python: value("--python").map(str::to_owned) }
    }
}
