//! What a consumer has done.

use std::sync::atomic::{AtomicU64, Ordering};

macro_rules! counts {
    ($($(#[doc = $doc:literal])* $name:ident,)*) => {
        /// How often something happened since the consumer was built.
        ///
        /// ```
        /// use wsapi_client::events::redis::Counts;
        ///
        /// fn report(counts: &Counts) {
        ///     println!("{} handled, {} could not be", counts.handled, counts.dead_letters);
        /// }
        /// ```
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        #[non_exhaustive]
        pub struct Counts {
            $($(#[doc = $doc])* pub $name: u64,)*
        }

        /// The same, while they change.
        #[derive(Debug, Default)]
        pub(super) struct Counters {
            $(pub(super) $name: Counter,)*
        }

        impl Counters {
            pub(super) fn counts(&self) -> Counts {
                Counts { $($name: self.$name.0.load(Ordering::Relaxed),)* }
            }
        }
    };
}

counts! {
    /// Entries that were read, those of an earlier owner among them.
    read,
    /// Events that the handler returned `Ok` for.
    handled,
    /// Events that had been handled before.
    duplicates,
    /// Tries that failed: of the handler, or because the event could not be read.
    failed_tries,
    /// Entries that were moved to a stream of dead letters.
    dead_letters,
    /// Entries among the dead letters whose signature was not right.
    bad_signatures,
    /// Entries that were removed from their stream before they could be handled.
    vanished,
    /// Times that a stream was taken into ownership.
    streams_taken,
    /// Entries that an earlier owner, or another consumer, had read and not acknowledged.
    taken_over,
    /// Times that a stream's lease ran out, or was found to be somebody else's.
    leases_lost,
    /// Entries that were trimmed.
    trimmed,
    /// Commands that the server did not answer, or refused.
    server_errors,
}

#[derive(Debug, Default)]
pub(super) struct Counter(AtomicU64);

impl Counter {
    pub(super) fn add(&self, number: u64) {
        self.0.fetch_add(number, Ordering::Relaxed);
    }

    pub(super) fn one(&self) {
        self.add(1);
    }
}
