//! Answers "ping" with "pong", behind whatever brings the events:
//!
//! ```sh
//! cargo run --example bot --features redis,sse,webhook -- webhook 127.0.0.1:8080
//! cargo run --example bot --features redis,sse,webhook -- stream
//! cargo run --example bot --features redis,sse,webhook -- redis redis://127.0.0.1/
//! ```
//!
//! It needs `WSAPI_API_KEY` and `WSAPI_INSTANCE_ID`, and for the first and the last `WSAPI_SIGNING_SECRET`, the secret that
//! the server signs events with. The address of the webhook ends with `/wsapi`. Ctrl+C or SIGTERM stops it.

use std::{env, error::Error};

use axum::Router;
use tokio::net::TcpListener;
use wsapi_client::{
    Client, Delivery, Event,
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
        ["webhook", address] => behind_webhook(bot, address).await,
        ["stream"] => {
            let events = client.events().on_failed(|failure| eprintln!("{failure}"));
            Ok(events.stop_when(stopped()).run_with(bot, |item| eprintln!("{item:?}")).await?)
        }
        ["redis", server] => on_redis(bot, server).await,
        _ => Err("say `webhook ADDRESS`, `stream` or `redis URL`".into()),
    }
}

async fn behind_webhook(bot: Dispatcher, address: &str) -> Result<(), Box<dyn Error>> {
    let receiver = webhook::Receiver::builder(verifier()?)
        .dispatcher(bot)
        .on_refused(|refusal| eprintln!("{refusal}"))
        .on_failed(|failure| eprintln!("{failure}"))
        .build();
    let app = Router::new().route_service("/wsapi", receiver.service());
    let listener = TcpListener::bind(address).await?;
    println!("listening on http://{}/wsapi", listener.local_addr()?);
    axum::serve(listener, app).with_graceful_shutdown(stopped()).await?;
    // The server takes nothing more; what it has taken is handled.
    println!("{}", receiver.shutdown().await);
    Ok(())
}

async fn on_redis(bot: Dispatcher, server: &str) -> Result<(), Box<dyn Error>> {
    // Workers on many machines know of each other what is handled.
    let bot = bot.store(redis::RedisStore::new(server)?);
    let consumer = redis::Consumer::builder(server, verifier()?)
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

/// Until Ctrl+C, or what stops a container or a service. Whoever dies of it loses what was not handled.
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

/// What the bot does; how the event came, it does not know.
async fn answer(client: Client, event: Event) -> Result<(), HandlerError> {
    let Some(message) = event.as_message().filter(|message| !message.is_mine()) else { return Ok(()) };
    if message.text_or_caption() != Some("ping") {
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
