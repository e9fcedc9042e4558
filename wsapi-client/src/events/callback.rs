//! What callers want to be told.

use std::panic::{AssertUnwindSafe, catch_unwind};

/// Tells it. A callback that panics takes nothing else with it.
pub(super) fn tell(whose: &'static str, callback: impl FnOnce()) {
    if catch_unwind(AssertUnwindSafe(callback)).is_err() {
        tracing::warn!(callback = whose, "a callback panicked");
    }
}
