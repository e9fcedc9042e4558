//! Sends a text message: `cargo run -p wsapi-client --example quickstart -- "+49 170 1234567"`
//!
//! If `WSAPI_API_KEY` is set, the message goes to the service; `WSAPI_INSTANCE_ID` and `WSAPI_BASE_URL` are read too.
//! Otherwise, it goes to an in-process simulator, and the recipient's chat is printed.

use std::{env, error::Error};

use wsapi_client::{Client, Jid, types::SendTextRequest};
use wsapi_simulator::Simulator;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let recipient = env::args().nth(1);
    if env::var_os("WSAPI_API_KEY").is_some() {
        let recipient = recipient.ok_or("missing recipient: pass a phone number, such as \"+49 170 1234567\"")?;
        return send(&Client::from_env()?, &recipient).await;
    }
    println!("WSAPI_API_KEY is not set: sending to a simulator");
    let simulator = Simulator::new();
    let recipient = recipient.unwrap_or_else(|| "+49 170 1234567".to_owned());
    Jid::phone(&recipient)?;
    let person = simulator.person(&recipient);
    send(&simulator.client(), &recipient).await?;
    println!("received: {}", person.inbox().last_text().unwrap_or_default());
    Ok(())
}

async fn send(client: &Client, recipient: &str) -> Result<(), Box<dyn Error>> {
    // A group has no phone number, but a JID: `123456789@g.us`.
    let to: Jid = if recipient.contains('@') { recipient.parse()? } else { Jid::phone(recipient)? };

    match client.messages().send_text(SendTextRequest::new(to, "Hello from Rust")).await {
        Ok(sent) => println!("sent: message {}", sent.id),
        Err(error) if error.is_conflict() => println!("not sent: {error}"),
        Err(error) => return Err(error.into()),
    }
    Ok(())
}
