//! The bodies of requests, built with constructors and setters.

use serde_json::Value;

use crate::Arguments;

/// The body that the arguments hold, built field by field; none if the operation has no body with a type of its own.
pub fn built(arguments: &Arguments) -> Option<Value> {
    driver::build(arguments)
}

mod driver {
    use serde_json::Value;
    use wsapi_client::{Jid, MessageId, MessageRef, types};

    use crate::{Arguments, ours::json};

    include!(concat!(env!("OUT_DIR"), "/bodies.rs"));
}
