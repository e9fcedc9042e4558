//! The bodies of requests, built with constructors and setters.

use serde_json::Value;

use crate::Arguments;

/// Builds the body of the arguments field by field. Returns `None` if the operation has no body with its own type.
pub fn built(arguments: &Arguments) -> Option<Value> {
    driver::build(arguments)
}

mod driver {
    use serde_json::Value;
    use wsapi_client::{Jid, MessageId, MessageRef, types};

    use crate::{Arguments, ours::json};

    include!(concat!(env!("OUT_DIR"), "/bodies.rs"));
}
