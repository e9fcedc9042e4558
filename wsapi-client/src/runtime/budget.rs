//! How much a client may repeat: when a service fails, all calls fail, and repeating each of them would keep
//! it from coming back.

use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

/// What a full budget holds.
const FULL: u32 = 500;
/// What a repetition costs.
const REPETITION: u32 = 10;
/// What a call that succeeds at once pays in.
const SUCCESS: u32 = 1;

/// Tokens that all calls of a client share.
#[derive(Debug)]
pub(super) struct Budget {
    tokens: AtomicU32,
}

impl Budget {
    pub(super) fn full() -> Self {
        Self { tokens: AtomicU32::new(FULL) }
    }

    /// Pays for a repetition, if there is enough left.
    pub(super) fn pay(&self) -> bool {
        self.tokens.fetch_update(Relaxed, Relaxed, |tokens| tokens.checked_sub(REPETITION)).is_ok()
    }

    /// A call succeeded with its attempt of this number, counted from 1. What its last repetition cost comes back.
    pub(super) fn succeeded(&self, attempt: u32) {
        let paid_in = if attempt == 1 { SUCCESS } else { REPETITION };
        // A full budget is the rule, and then there is nothing to write.
        if self.tokens.load(Relaxed) < FULL {
            _ = self.tokens.fetch_update(Relaxed, Relaxed, |tokens| Some((tokens + paid_in).min(FULL)));
        }
    }
}
