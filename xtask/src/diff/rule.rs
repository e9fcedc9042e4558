//! Rules: kinds of change and their effects.

use std::fmt;

use serde::Serialize;

/// The weight of a change on one axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Effect {
    /// The change has no effect on the axis.
    None,
    /// The change is noticeable, but nothing stops working.
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
    /// Data that clients send.
    Request,
    /// Data that clients receive, including events.
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
    /// The effect on a released SDK that calls the new service.
    pub wire: Effect,
    /// The effect on code that is compiled against the new SDK.
    pub source: Effect,
    /// The effect on an unchanged call: its class, credential, statuses and retries.
    pub behaviour: Effect,
    /// The reason for the effects.
    pub reason: &'static str,
    /// The advice to a user of the SDK; empty if there is nothing to do.
    pub migration: &'static str,
    /// The rule for the opposite change.
    pub mirror: Mirror,
}
