//! Values of WhatsApp: addresses, phone numbers and message ids.

mod jid;
mod message;

pub use self::{
    jid::{Jid, JidKind, PhoneNumber},
    message::{MessageId, MessageRef},
};
