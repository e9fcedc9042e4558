//! The boundary between generated and hand-written code: everything that generated code imports.

#[allow(unused_imports, reason = "the documents of the service decide which of these are used")]
pub(crate) use crate::{
    runtime::prelude::*,
    service::value::{Jid, MessageId, MessageRef, PhoneNumber},
};
