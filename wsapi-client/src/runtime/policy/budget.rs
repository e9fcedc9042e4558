//! Limits the retries of a client. When a service is down, all calls fail, and retrying each of them could keep it from
//! recovering.

use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

/// The tokens of a full budget.
const FULL: u32 = 500;
/// The cost of a retry.
const RETRY: u32 = 10;
/// The tokens that a call adds if its first attempt succeeds.
const SUCCESS: u32 = 1;

/// Tokens that all calls of a client share.
#[derive(Debug)]
pub(crate) struct Budget {
    tokens: AtomicU32,
}

impl Budget {
    pub(crate) fn full() -> Self {
        Self { tokens: AtomicU32::new(FULL) }
    }

    /// Pays for a retry. Returns `false` if too few tokens are left.
    pub(crate) fn pay(&self) -> bool {
        self.tokens.fetch_update(Relaxed, Relaxed, |tokens| tokens.checked_sub(RETRY)).is_ok()
    }

    /// Records that a call succeeded with the attempt of this number, counted from 1. The cost of its last retry is
    /// paid back.
    pub(crate) fn succeeded(&self, attempt: u32) {
        let paid_in = if attempt == 1 { SUCCESS } else { RETRY };
        // The budget is usually full, and then there is nothing to write.
        if self.tokens.load(Relaxed) < FULL {
            _ = self.tokens.fetch_update(Relaxed, Relaxed, |tokens| Some((tokens + paid_in).min(FULL)));
        }
    }
}
