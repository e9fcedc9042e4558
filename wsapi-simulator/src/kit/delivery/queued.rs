//! Events on their way to receivers.

use std::{fmt, sync::Arc};

use super::Receiver;
use crate::events::Published;

/// An event, and the receivers that wanted it when it was published. A receiver that is added later does not get it.
#[derive(Clone)]
pub(super) struct Queued {
    pub(super) event: Published,
    pub(super) receivers: Arc<[Arc<dyn Receiver>]>,
}

impl fmt::Debug for Queued {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Queued").field(&self.event).finish()
    }
}
