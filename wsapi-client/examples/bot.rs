//! Answers "ping" with "pong", with events from any of the three transports:
//!
//! ```sh
//! cargo run -p wsapi-client --example bot --features redis,sse,webhook -- webhook 127.0.0.1:8080
//! cargo run -p wsapi-client --example bot --features redis,sse,webhook -- stream
//! cargo run -p wsapi-client --example bot --features redis,sse,webhook -- redis redis://127.0.0.1/0 redis://127.0.0.1/1
//! ```
//!
//! The environment variables `WSAPI_API_KEY` and `WSAPI_INSTANCE_ID` are required. `webhook` and `redis` also require
//! `WSAPI_SIGNING_SECRET`, the secret that the server signs events with. The path of the webhook is `/wsapi`. `redis` takes
//! the database with the streams, and another one to remember in which events were handled. Ctrl+C or SIGTERM stops the bot.

use std::{env, error::Error};

use axum::Router;
use tokio::net::TcpListener;
use wsapi_client::{
    Client, Delivery, Event, JidKind,
    events::{Dispatcher, HandlerError, Verifier, redis, webhook},
    types::SendTextRequest,
};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let client = Client::from_env()?;
    let bot = Dispatcher::new({
        let client = client.clone();
        move |event| answer(client.clone(), event)
    });
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["webhook", address] => run_webhook(bot, address).await,
        ["stream"] => {
            let events = client.events().on_failed(|failure| eprintln!("{failure}"));
            Ok(events.stop_when(stopped()).run_with(bot, |item| eprintln!("{item:?}")).await?)
        }
        ["redis", streams, store] => run_redis(bot, streams, store).await,
        _ => Err("expected `webhook ADDRESS`, `stream` or `redis URL URL`".into()),
    }
}

async fn run_webhook(bot: Dispatcher, address: &str) -> Result<(), Box<dyn Error>> {
    let receiver = webhook::Receiver::builder(verifier()?)
        .dispatcher(bot)
        .on_refused(|refusal| eprintln!("{refusal}"))
        .on_failed(|failure| eprintln!("{failure}"))
        .build();
    let app = Router::new().route_service("/wsapi", receiver.service());
    let listener = TcpListener::bind(address).await?;
    println!("listening on http://{}/wsapi", listener.local_addr()?);
    axum::serve(listener, app).with_graceful_shutdown(stopped()).await?;
    // The server accepts no more requests. This waits until the accepted events are handled.
    println!("{}", receiver.shutdown().await);
    Ok(())
}

async fn run_redis(bot: Dispatcher, streams: &str, store: &str) -> Result<(), Box<dyn Error>> {
    // Workers on other machines share the store, so that a duplicate is handled by none of them.
    let bot = bot.store(redis::RedisStore::new(store)?);
    let consumer = redis::Consumer::builder(streams, verifier()?)
        .group("pong")
        .dispatcher(bot)
        .on_dead_letter(|letter| eprintln!("{letter:?}"))
        .build()?;
    println!("{:?}", consumer.run_until(stopped()).await?);
    Ok(())
}

fn verifier() -> Result<Verifier, Box<dyn Error>> {
    let secret = env::var("WSAPI_SIGNING_SECRET").map_err(|error| format!("WSAPI_SIGNING_SECRET: {error}"))?;
    Ok(Verifier::new(secret)?)
}

/// Waits for Ctrl+C, or for SIGTERM, which stops a container or a service.
async fn stopped() {
    let pressed = async { tokio::signal::ctrl_c().await.unwrap_or_else(|error| eprintln!("{error}")) };
    tokio::select! {
        () = pressed => {}
        () = terminated() => {}
    }
}

#[cfg(unix)]
async fn terminated() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut signal) => _ = signal.recv().await,
        Err(error) => eprintln!("{error}"),
    }
}

#[cfg(not(unix))]
async fn terminated() {
    std::future::pending().await
}

/// Handles an event, from whichever transport.
async fn answer(client: Client, event: Event) -> Result<(), HandlerError> {
    let Some(message) = event.as_message().filter(|message| !message.is_mine()) else { return Ok(()) };
    // An answer to a status or in a newsletter would be public.
    let is_chat = matches!(message.chat_id.kind(), JidKind::Person | JidKind::Lid | JidKind::Group);
    if !is_chat || message.text_or_caption() != Some("ping") {
        return Ok(());
    }
    let reply = SendTextRequest::new(&message.chat_id, "pong").reply_to(message.to_ref());
    let Err(error) = client.for_instance(&event.instance_id).messages().send_text(reply).await else { return Ok(()) };
    match error.delivery() {
        // The event is delivered again, and the reply is sent again.
        Delivery::NotSent | Delivery::Rejected if error.is_transient() => Err(error.into()),
        // Another attempt would fail too, or could send the reply twice.
        _ => {
            eprintln!("{error}");
            Ok(())
        }
    }
}
