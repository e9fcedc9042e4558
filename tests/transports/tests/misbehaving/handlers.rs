//! Handlers that misbehave when they handle one of the events, and handle all others.

use std::{error::Error, fmt, future::pending, io, time::Duration};

use tokio::time::sleep;
use wsapi_client::{
    Event,
    events::{Attempt, BoxError, Handler},
};

use crate::{
    events::is_bad,
    expected::{End, Expected},
    witness::Witness,
};

/// A handler that misbehaves.
pub(crate) trait Misbehaving: Handler {
    const NAME: &'static str;
    /// The expected result of the event that is handled badly.
    const EXPECTED: Expected;

    fn new(witness: Witness) -> Self;

    fn witness(&self) -> &Witness;
}

/// Declares a handler that misbehaves.
macro_rules! misbehaving {
    ($(#[$doc:meta])* $handler:ident, $name:literal, $expected:expr) => {
        $(#[$doc])*
        pub(crate) struct $handler(Witness);

        impl Misbehaving for $handler {
            const NAME: &'static str = $name;
            const EXPECTED: Expected = $expected;

            fn new(witness: Witness) -> Self {
                Self(witness)
            }

            fn witness(&self) -> &Witness {
                &self.0
            }
        }
    };
}

pub(crate) const HANDLER_ERROR: &str = "the handler failed: the reply was not stored: the disk is full";

misbehaving!(
    /// Takes some time for each event.
    Slow,
    "slow",
    Expected { failed_attempts: 0, error: "", end: End::Handled }
);

impl Handler for Slow {
    async fn handle(&self, event: Event, attempt: Attempt) -> Result<(), BoxError> {
        let _visit = self.0.attend(&event, attempt).await?;
        sleep(Duration::from_millis(10)).await;
        Ok(())
    }
}

misbehaving!(
    /// Fails in each attempt.
    Failing,
    "failing",
    Expected { failed_attempts: 3, error: HANDLER_ERROR, end: End::Failed }
);

impl Handler for Failing {
    async fn handle(&self, event: Event, attempt: Attempt) -> Result<(), BoxError> {
        let _visit = self.0.attend(&event, attempt).await?;
        if is_bad(&event) { Err(NotStored::disk_is_full().into()) } else { Ok(()) }
    }
}

misbehaving!(
    /// Panics in each attempt.
    Panicking,
    "panicking",
    Expected { failed_attempts: 3, error: "the handler panicked", end: End::Failed }
);

impl Handler for Panicking {
    async fn handle(&self, event: Event, attempt: Attempt) -> Result<(), BoxError> {
        let _visit = self.0.attend(&event, attempt).await?;
        assert!(!is_bad(&event), "a bug in the handler");
        Ok(())
    }
}

misbehaving!(
    /// Never ends.
    NeverEnding,
    "never_ending",
    Expected { failed_attempts: 0, error: "the handler was interrupted", end: End::Interrupted }
);

impl Handler for NeverEnding {
    async fn handle(&self, event: Event, attempt: Attempt) -> Result<(), BoxError> {
        let _visit = self.0.attend(&event, attempt).await?;
        if is_bad(&event) { pending().await } else { Ok(()) }
    }
}

misbehaving!(
    /// Fails in the first attempt.
    FailingOnce,
    "failing_once",
    Expected { failed_attempts: 1, error: HANDLER_ERROR, end: End::Handled }
);

impl Handler for FailingOnce {
    async fn handle(&self, event: Event, attempt: Attempt) -> Result<(), BoxError> {
        let _visit = self.0.attend(&event, attempt).await?;
        if is_bad(&event) && attempt.number == 1 { Err(NotStored::disk_is_full().into()) } else { Ok(()) }
    }
}

/// An error with a source.
#[derive(Debug)]
struct NotStored(io::Error);

impl NotStored {
    fn disk_is_full() -> Self {
        Self(io::Error::other("the disk is full"))
    }
}

impl fmt::Display for NotStored {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the reply was not stored")
    }
}

impl Error for NotStored {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&self.0)
    }
}
