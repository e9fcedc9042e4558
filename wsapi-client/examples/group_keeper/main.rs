//! Moderates groups: it welcomes new members, deletes messages that contain links, warns their authors, and removes a
//! member at the third link.
//!
//! ```sh
//! cargo run -p wsapi-client --example group_keeper --features sse
//! ```
//!
//! Without configuration, it runs on a simulator in this process and prints the chat of a group. With
//! `WSAPI_API_KEY` and `WSAPI_INSTANCE_ID`, it runs on the hosted service until Ctrl+C, and stores the links of members
//! in `group_keeper.json`. It acts in all groups in which the account is an admin.
//!
//! Everyone can send `/rules`. Admins can send `/setup` (only admins can change the name and the picture and add
//! members, and the description contains the rules), `/lock` and `/unlock` (only admins can write, or everyone),
//! `/links on` and `/links off` (links are allowed, or not), and `/pardon @member` (sets the member's count to 0).
//!
//! The example shows:
//!
//! - the order of effects. Deleting a message, removing a member and changing a setting are idempotent, so they precede
//!   the message to the group, which is not. The messages that were counted are stored with their authors, so a second
//!   call to the handler, or a duplicate event after a restart, does not count a link twice.
//! - addresses. A member can have the phone number in one event and the LID in another. `keeper.rs` compares both.
//! - current data. The keeper asks the service for the admins each time, because a copy could be outdated.
//!
//! For production:
//!
//! - Configure the JIDs of the groups to moderate, and the domains to which links are allowed.
//! - Store the links in a database, and let them expire. The file grows with each link. If it cannot be written, the
//!   keeper counts in memory and stores the links with the next change, or loses them if it stops before that.
//! - Only duplicates of links are recognized after a restart. A duplicate of a command or of a join has its effect
//!   again.
//! - The event stream loses the events that happen while it is not connected. If you cannot afford to miss a message,
//!   use a webhook with a durable queue.

mod keeper;
mod records;
#[cfg(test)]
mod tests;

use std::{env, path::Path};

use wsapi_client::{
    Client,
    events::{BoxError, sse::Subscriber},
    operations::SendText,
};
use wsapi_simulator::Simulator;

use keeper::Keeper;

#[tokio::main]
async fn main() -> Result<(), BoxError> {
    match env::var_os("WSAPI_API_KEY") {
        Some(_) => run(Client::from_env()?, Path::new("group_keeper.json"), tokio::signal::ctrl_c()).await,
        None => run_on_simulator().await,
    }
}

/// Moderates the groups of the account until `shutdown` is ready.
async fn run(client: Client, records: &Path, shutdown: impl Future) -> Result<(), BoxError> {
    let subscriber = Subscriber::builder(client.events())
        .handler(Keeper::new(client, records).await?)
        .on_notice(|notice| eprintln!("{notice:?}"))
        .on_failed(|failed| eprintln!("{failed:#}"))
        .build()?;
    println!("{}", subscriber.run_until(async { drop(shutdown.await) }).await?);
    Ok(())
}

/// Moderates a group until a member has posted three links, and prints its chat.
async fn run_on_simulator() -> Result<(), BoxError> {
    println!("WSAPI_API_KEY is not set: running on a simulator");
    let (sim, folder) = (Simulator::new(), tempfile::tempdir()?);
    let _keeper = sim.phone().named("Keeper");
    let ada = sim.person("+49 170 1234567").named("Ada");
    let bob = sim.person("+49 170 7654321").named("Bob");
    let choir = sim.group("Choir").owned_by(&ada).create();
    let chat = async {
        sim.until(|| sim.open_streams() == 1).await;
        let says = async |end: &str| sim.until(|| choir.texts().last().is_some_and(|text| text.ends_with(end))).await;
        ada.in_group(&choir).promotes(&sim.phone()).await;
        ada.in_group(&choir).adds(&bob).await;
        says(keeper::RULES).await;
        ada.writes("The notes: https://choir.example/notes.pdf").in_chat(&choir).await;
        bob.writes("Win now! https://spam.example/1").in_chat(&choir).await;
        says("link 1 of 3.").await;
        sim.on::<SendText>().once().loses_response(); // The keeper does not warn Bob again.
        bob.writes("Last chance! https://spam.example/2").in_chat(&choir).await;
        says("link 2 of 3.").await;
        sim.on_events().once().are_duplicated(); // The link is counted once.
        bob.writes("WWW.SPAM.EXAMPLE").in_chat(&choir).await;
        says("was removed after 3 links.").await;
    };
    run(sim.client(), &folder.path().join("records.json"), chat).await?;
    println!("\nThe chat of the group on Ada's phone:\n{}", ada.chat(&choir));
    println!("\nThe description: {}", choir.description());
    Ok(())
}
