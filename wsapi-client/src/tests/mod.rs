//! The runtime over real sockets, with the operations of its own small API.

mod bodies;
mod operations;
mod request;
mod script;

mod configuration;
mod downloads;
mod failures;
mod headers;
mod media;
mod media_rejections;
mod misbehaving;
mod observability;
mod phone_numbers;
mod privacy;
mod requests;
mod values;

use self::{
    bodies::{Created, Expiry, Member, Reaction, SendMediaRequest, SendTextRequest},
    operations::Participant,
    script::{Act, Script, json, respond},
};
use crate::{Client, Jid, RetryPolicy};

const NUMBER: &str = "491701234567";

fn person() -> Jid {
    format!("{NUMBER}@s.whatsapp.net").parse().expect("a JID")
}

/// A client of the server with all three keys, which does not retry.
fn client(server: &Script) -> Client {
    Client::builder()
        .base_url(server.url())
        .retry(RetryPolicy::never())
        .api_key("instance-key")
        .instance_id("sales")
        .account_key("account-key")
        .admin_key("admin-key")
        .build()
        .expect("a valid configuration")
}
