//! What a rule says about a change.

use std::fmt;

use serde::Serialize;

/// The weight of a change on one axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Effect {
    /// The axis does not notice it.
    None,
    /// It is noticed, and nothing that worked stops working.
    Minor,
    /// Something that worked stops working.
    Breaking,
}

impl fmt::Display for Effect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Effect::None => "none",
            Effect::Minor => "minor",
            Effect::Breaking => "breaking",
        })
    }
}

/// The side of the wire to which a rule applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// What clients send.
    Request,
    /// What clients receive, events included.
    Response,
    /// Both, or neither.
    Any,
}

/// The rule for the opposite change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mirror {
    /// The rule itself.
    Itself,
    /// Another rule.
    Rule(&'static str),
}

/// A kind of change, and its effect on each axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// The name under which findings are accepted: `operation-removed`.
    pub id: &'static str,
    /// The side of the wire.
    pub direction: Direction,
    /// Whether the SDK that was already released works with the new service.
    pub wire: Effect,
    /// Whether code that uses the SDK compiles with the new one.
    pub source: Effect,
    /// Whether the same call still does the same: its class, credential, statuses and retries.
    pub behaviour: Effect,
    /// Why the effects are what they are.
    pub reason: &'static str,
    /// What a user of the SDK does about it; empty if there is nothing to do.
    pub migration: &'static str,
    /// The rule for the opposite change.
    pub mirror: Mirror,
}
