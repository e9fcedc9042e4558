//! Answers "ping" with "pong": `cargo run --example webhook_bot --features webhook`
//!
//! It needs `WSAPI_API_KEY` and `WSAPI_INSTANCE_ID` of the instance, and in `WSAPI_WEBHOOK_SECRET` the signing secret that
//! the instance was given together with the address of this bot, which ends with `/wsapi`. Ctrl+C stops it.

use std::{env, error::Error};

use axum::Router;
use tokio::net::TcpListener;
use wsapi_client::{
    Client, Delivery, Event,
    events::{HandlerError, Verifier, webhook},
    types::SendTextRequest,
};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let client = Client::from_env()?;
    let verifier = Verifier::new(env::var("WSAPI_WEBHOOK_SECRET")?)?;
    let receiver = webhook::Receiver::builder(verifier)
        .handler(move |event| answer(client.clone(), event))
        .on_refused(|refusal| eprintln!("{refusal}"))
        .on_failed(|failure| eprintln!("{failure}"))
        .build();

    let app = Router::new().route_service("/wsapi", receiver.service());
    let listener = TcpListener::bind("127.0.0.1:8080").await?;
    println!("listening on http://{}/wsapi", listener.local_addr()?);
    let stop = async { tokio::signal::ctrl_c().await.unwrap_or_else(|error| eprintln!("{error}")) };
    axum::serve(listener, app).with_graceful_shutdown(stop).await?;

    // The server takes nothing more; what it has taken is handled.
    println!("{}", receiver.shutdown().await);
    Ok(())
}

async fn answer(client: Client, event: Event) -> Result<(), HandlerError> {
    let Some(message) = event.as_message().filter(|message| !message.is_mine()) else { return Ok(()) };
    if message.text_or_caption() != Some("ping") {
        return Ok(());
    }
    let reply = SendTextRequest::new(&message.chat_id, "pong").reply_to(message.to_ref());
    let Err(error) = client.instance(&event.instance_id).messages().send_text(reply).await else { return Ok(()) };
    match error.delivery() {
        // An error has the event tried again, so that the answer is sent again.
        Delivery::NotSent | Delivery::Rejected => Err(error.into()),
        // Better no answer than two.
        Delivery::Accepted | Delivery::Unknown => {
            eprintln!("{error}");
            Ok(())
        }
    }
}
