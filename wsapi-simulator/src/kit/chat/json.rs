//! Serializers for the fields of a chat whose JSON differs from their Rust type.

use std::time::SystemTime;

use bytes::Bytes;
use serde::{Serialize, Serializer};
use wsapi_client::{Jid, Time, types::ChatState};

#[derive(Serialize)]
struct Reaction<'a> {
    sender: &'a Jid,
    emoji: &'a str,
}

#[derive(Serialize)]
struct State<'a> {
    person: &'a Jid,
    state: &'a ChatState,
}

/// Serializes a time as text.
pub(super) fn time<S: Serializer>(time: &SystemTime, serializer: S) -> Result<S::Ok, S::Error> {
    Time::from(*time).serialize(serializer)
}

/// Serializes the length of a file instead of its bytes.
pub(super) fn size<S: Serializer>(bytes: &Bytes, serializer: S) -> Result<S::Ok, S::Error> {
    bytes.len().serialize(serializer)
}

/// Serializes reactions as objects.
pub(super) fn reactions<S: Serializer>(reactions: &[(Jid, String)], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(reactions.iter().map(|(sender, emoji)| Reaction { sender, emoji }))
}

/// Serializes typing and recording states as objects.
pub(super) fn states<S: Serializer>(states: &[(Jid, ChatState)], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(states.iter().map(|(person, state)| State { person, state }))
}
