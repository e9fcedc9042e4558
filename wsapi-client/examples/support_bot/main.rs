//! A support bot: it asks customers for the order number and the question, and hands them over to the staff.
//!
//! ```sh
//! cargo run -p wsapi-client --example support_bot --features webhook
//! ```
//!
//! Without configuration, the bot runs on a simulator in this process and prints the chat of a customer. An event is
//! duplicated, a response is lost, and a reply is rejected at first. The customer still gets each reply once.
//!
//! With `WSAPI_API_KEY`, `WSAPI_INSTANCE_ID` and `WSAPI_SIGNING_SECRET`, it runs on the service until Ctrl+C. It
//! listens on the address in the first argument, and the service must post the events of the instance to the path
//! `/wsapi` there.
//!
//! The example shows:
//!
//! - state per customer. `conversation.rs` decides on replies and needs no network. `bot.rs` stores the next stage only
//!   after the reply, so the handler can be called again for the same message.
//! - the use of [`Error::had_no_effect`](wsapi_client::Error::had_no_effect). The next attempt sends a reply that was
//!   not sent, but not one that may have been sent.
//! - the handover. The bot marks the chat as unread and stays silent. The staff answers on the phone of the account,
//!   and archives the chat when the question is settled. Then the bot answers again.
//!
//! For production:
//!
//! - Store the stages in a database. In memory, they are lost on a restart, and every conversation starts again.
//! - A chat can have the phone number of the customer in one event and the LID in another. The bot then sees two
//!   chats: the conversation starts again, or the bot stays silent although the chat was archived. Give the staff
//!   another means to settle a question, and use your own id of the customer if you know it.
//! - Store the events that failed (`on_failed`), because the service does not post them again. If none may be lost in a
//!   crash, use a durable queue such as `RedisQueue`.
//! - If several processes receive events, let them share a `RedisStore` for deduplication.

mod bot;
mod conversation;
#[cfg(test)]
mod tests;

use std::env;

use axum::Router;
use tokio::net::TcpListener;
use wsapi_client::{
    Client,
    events::{BoxError, Verifier, webhook::Receiver},
    operations::{MarkChatAsRead, SendText},
};
use wsapi_simulator::Simulator;

use bot::Bot;

#[tokio::main]
async fn main() -> Result<(), BoxError> {
    let address = env::args().nth(1).unwrap_or_else(|| "127.0.0.1:0".to_owned());
    let listener = TcpListener::bind(address).await?;
    if env::var_os("WSAPI_API_KEY").is_none() {
        return run_on_simulator(listener).await;
    }
    let secret = env::var("WSAPI_SIGNING_SECRET").map_err(|_| "WSAPI_SIGNING_SECRET is missing or not UTF-8")?;
    run(Client::from_env()?, &secret, listener, tokio::signal::ctrl_c()).await
}

/// Runs the bot until `shutdown` is ready.
async fn run(client: Client, secret: &str, listener: TcpListener, shutdown: impl Future) -> Result<(), BoxError> {
    let receiver = Receiver::builder(Verifier::new(secret)?)
        .handler(Bot::new(client)) // The receiver skips duplicates, and calls the bot again after an error.
        .on_rejected(|rejection| eprintln!("{rejection}"))
        .on_failed(|failed| eprintln!("{failed:#}"))
        .build()?;
    println!("listening on http://{}/wsapi", listener.local_addr()?);
    let app = Router::new().route_service("/wsapi", receiver.service());
    tokio::spawn(async { axum::serve(listener, app).await });
    println!("{}", receiver.run_until(async { drop(shutdown.await) }).await);
    Ok(())
}

/// Runs the bot for one conversation, and prints it.
async fn run_on_simulator(listener: TcpListener) -> Result<(), BoxError> {
    println!("WSAPI_API_KEY is not set: running on a simulator");
    let sim = Simulator::builder().serve().await;
    sim.instance("default").set_webhook(&format!("http://{}/wsapi", listener.local_addr()?), "whsec_example");
    let (shop, ada) = (sim.phone().named("Shop"), sim.person("+49 170 1234567").named("Ada"));
    let replies = async |count| sim.until(|| ada.inbox().texts().len() == count).await;
    let conversation = async {
        sim.on_events().once().are_duplicated();
        ada.writes("Hello").await;
        replies(1).await;
        sim.on::<SendText>().once().loses_response();
        ada.writes("4711").await;
        replies(2).await;
        sim.on::<SendText>().once().fails(503);
        ada.writes("The blue cup is broken").await;
        replies(3).await;
        sim.until(|| !sim.attempts::<MarkChatAsRead>().is_empty()).await;
        shop.writes("Sorry! We have sent you another one.").in_chat(&ada).await;
        ada.writes("Thank you").await;
        shop.archives_chat(&ada, true).await;
        ada.writes("Hello again").await;
        replies(5).await;
        sim.settle().await; // The service also posts the receipts of the replies.
    };
    run(sim.client(), "whsec_example", listener, conversation).await?;
    println!("\nThe chat on Ada's phone:\n{}", ada.chat(&shop));
    Ok(())
}
