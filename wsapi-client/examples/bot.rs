//! Replies "pong" to "ping", with events from any of the three transports:
//!
//! ```sh
//! cargo run -p wsapi-client --example bot --features redis,sse,webhook -- webhook 127.0.0.1:8080
//! cargo run -p wsapi-client --example bot --features redis,sse,webhook -- stream
//! cargo run -p wsapi-client --example bot --features redis,sse,webhook -- redis \
//!     redis://127.0.0.1/0 redis://127.0.0.1/1 stream:sales stream:support
//! ```
//!
//! The environment variable `WSAPI_API_KEY` is required; `WSAPI_BASE_URL` is read too. `stream` also requires
//! `WSAPI_INSTANCE_ID`. `webhook` and `redis` also require `WSAPI_SIGNING_SECRET`, the secret that the server signs
//! events with. The path of the webhook is `/wsapi`. `redis` takes the database with the streams, another database to
//! remember handled events in, and the names of the streams. Ctrl+C or SIGTERM stops the bot.

use std::{
    env,
    error::Error as _,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use axum::Router;
use tokio::net::TcpListener;
use wsapi_client::{
    Client, Delivery, Event, JidKind,
    events::{Attempt, BoxError, Dispatcher, FailedEvent, Handler, Verifier, redis, sse, webhook},
    types::SendTextRequest,
};

/// The state of the bot, which all events share.
struct Bot {
    client: Client,
    replies: AtomicU64,
}

impl Handler for Bot {
    async fn handle(&self, event: Event, _: Attempt) -> Result<(), BoxError> {
        let Some(message) = event.as_message().filter(|message| !message.is_mine()) else { return Ok(()) };
        // A reply to a status or in a newsletter would be public.
        let is_chat = matches!(message.chat_id.kind(), JidKind::Person | JidKind::Lid | JidKind::Group);
        if !is_chat || message.text_or_caption() != Some("ping") {
            return Ok(());
        }
        let reply = SendTextRequest::new(&message.chat_id, "pong").reply_to(message.to_ref());
        let client = self.client.for_instance(&event.instance_id);
        let Err(error) = client.messages().send_text(reply).await else {
            self.replies.fetch_add(1, Ordering::Relaxed);
            return Ok(());
        };
        match error.delivery() {
            // Nothing was sent, and a later attempt can succeed. Errors of the SDK are safe to log.
            Delivery::NotSent | Delivery::Rejected if error.is_transient() => Err(error.into()),
            // Another attempt would fail too, or could send the reply twice.
            _ => {
                eprintln!("no reply: {error}");
                Ok(())
            }
        }
    }
}

#[tokio::main]
async fn main() -> Result<(), BoxError> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let bot = Arc::new(Bot { client: Client::from_env()?, replies: AtomicU64::new(0) });
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["webhook", address] => run_webhook(bot.clone(), address).await?,
        ["stream"] => run_stream(bot.clone()).await?,
        ["redis", server, store, ref streams @ ..] => run_redis(bot.clone(), server, store, streams).await?,
        _ => return Err("expected `webhook ADDRESS`, `stream` or `redis URL URL STREAM...`".into()),
    }
    println!("replies: {}", bot.replies.load(Ordering::Relaxed));
    Ok(())
}

async fn run_webhook(bot: Arc<Bot>, address: &str) -> Result<(), BoxError> {
    let receiver = webhook::Receiver::builder(verifier()?)
        .handler(bot)
        .on_rejected(|rejection| eprintln!("{rejection}"))
        .on_failed(report)
        .build()?;
    let app: Router = Router::new().route_service("/wsapi", receiver.service());
    let listener = TcpListener::bind(address).await?;
    println!("listening on http://{}/wsapi", listener.local_addr()?);
    tokio::spawn(async { axum::serve(listener, app).await });
    // This ends within the shutdown timeout, whatever the open connections do.
    println!("{}", receiver.run_until(stopped()).await);
    Ok(())
}

async fn run_stream(bot: Arc<Bot>) -> Result<(), BoxError> {
    let subscriber = sse::Subscriber::builder(bot.client.events())
        .handler(bot)
        .on_notice(|notice| eprintln!("{notice:?}"))
        .on_failed(report)
        .build()?;
    println!("{}", subscriber.run_until(stopped()).await?);
    Ok(())
}

async fn run_redis(bot: Arc<Bot>, server: &str, store: &str, streams: &[&str]) -> Result<(), BoxError> {
    // Workers on other machines share the store, so that none of them handles a duplicate.
    let dispatcher = Dispatcher::new(bot).dedup_store(redis::RedisStore::new(store)?);
    let consumer = redis::Consumer::builder(server, verifier()?)
        .group("pong")
        .streams(redis::Streams::named(streams.iter().copied()))
        .dispatcher(dispatcher)
        .on_failed(report)
        .on_server_error(|error| eprintln!("{error}"))
        .build()?;
    println!("{}", consumer.run_until(stopped()).await?);
    Ok(())
}

/// Prints an event that failed, and the cause. A bot that must lose nothing stores `failed.json()`.
fn report(failed: FailedEvent) {
    match failed.error().source() {
        Some(cause) => eprintln!("{failed}: {cause}"),
        None => eprintln!("{failed}"),
    }
}

fn verifier() -> Result<Verifier, BoxError> {
    let secret = env::var("WSAPI_SIGNING_SECRET").map_err(|error| format!("WSAPI_SIGNING_SECRET: {error}"))?;
    Ok(Verifier::new(secret)?)
}

/// Waits for Ctrl+C, or for SIGTERM, which stops a container or a service.
async fn stopped() {
    let interrupted = async { tokio::signal::ctrl_c().await.unwrap_or_else(|error| eprintln!("{error}")) };
    tokio::select! {
        () = interrupted => {}
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
