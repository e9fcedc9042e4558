//! The differences that are known and justified: five at most, and none that no operation needs.

use crate::seen::Seen;

/// A known difference.
#[derive(Debug)]
pub(crate) struct Rule {
    /// Its name.
    pub name: &'static str,
    /// Why it may be.
    pub reason: &'static str,
    /// Takes the difference out of both requests, ours first.
    pub apply: fn(&mut Seen, &mut Seen),
}

/// All rules.
pub(crate) const RULES: [Rule; 0] = [];

const _: () = assert!(RULES.len() <= 5, "more than five differences are not known differences any more");
