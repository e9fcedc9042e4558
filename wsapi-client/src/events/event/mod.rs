//! Reads, verifies and signs events as they arrive.

mod envelope;
mod signed;
mod stream_entry;
mod unreadable;
mod verifier;

pub use self::{
    signed::SignedEvent,
    stream_entry::StreamEntry,
    unreadable::UnreadableEvent,
    verifier::{SignatureError, Verifier},
};
