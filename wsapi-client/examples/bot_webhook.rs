//! Replies "pong" to "ping". The events come from a webhook:
//!
//! ```sh
//! cargo run -p wsapi-client --example bot_webhook --features webhook -- 127.0.0.1:8080
//! ```
//!
//! If `WSAPI_API_KEY` is set, the service posts the events to `/wsapi` at this address; `WSAPI_SIGNING_SECRET` is
//! required, and `WSAPI_BASE_URL` is read too. Otherwise, a simulator in this process posts the events of a short chat.

use std::env;

use axum::Router;
use tokio::net::TcpListener;
use wsapi_client::{
    Client, Event,
    events::{Attempt, BoxError, Handler, Verifier, webhook::Receiver},
    types::SendTextRequest,
};
use wsapi_simulator::Simulator;

struct Bot(Client);

impl Handler for Bot {
    async fn handle(&self, event: Event, _: Attempt) -> Result<(), BoxError> {
        // A reply in a group or to a status would be seen by others.
        let Some(message) = event.as_message().filter(|message| message.is_direct()) else { return Ok(()) };
        if message.text_or_caption() != Some("ping") {
            return Ok(());
        }
        let client = self.0.for_instance(&event.instance_id);
        let reply = SendTextRequest::new(&message.chat_id, "pong").reply_to(message.to_ref());
        match client.messages().send_text(reply).await {
            Ok(_) => Ok(()),
            // Nothing was sent, so the event is handled again.
            Err(error) if error.had_no_effect() => Err(error.into()),
            // Another attempt could send the reply twice.
            Err(error) => {
                eprintln!("the reply may not have been sent: {error}");
                Ok(())
            }
        }
    }
}

#[tokio::main]
async fn main() -> Result<(), BoxError> {
    let address = env::args().nth(1).unwrap_or_else(|| "127.0.0.1:0".to_owned());
    let listener = TcpListener::bind(address).await?;
    if env::var_os("WSAPI_API_KEY").is_none() {
        return run_on_simulator(listener).await;
    }
    let secret = env::var("WSAPI_SIGNING_SECRET").map_err(|_| "WSAPI_SIGNING_SECRET is missing or not UTF-8")?;
    run(Client::from_env()?, &secret, listener, stopped()).await
}

/// Runs the bot until `shutdown` is ready.
async fn run(client: Client, secret: &str, listener: TcpListener, shutdown: impl Future) -> Result<(), BoxError> {
    let receiver = Receiver::builder(Verifier::new(secret)?)
        .handler(Bot(client))
        .on_rejected(|rejection| eprintln!("{rejection}"))
        .on_failed(|failed| eprintln!("{failed:#}")) // A bot that must not lose events stores `failed.json()`.
        .build()?;
    println!("listening on http://{}/wsapi", listener.local_addr()?);
    let app = Router::new().route_service("/wsapi", receiver.service());
    tokio::spawn(async { axum::serve(listener, app).await });
    println!("{}", receiver.run_until(async { drop(shutdown.await) }).await);
    Ok(())
}

/// Runs the bot until Ada has its reply.
async fn run_on_simulator(listener: TcpListener) -> Result<(), BoxError> {
    println!("WSAPI_API_KEY is not set: running on a simulator");
    let sim = Simulator::builder().serve().await;
    sim.instance("default").set_webhook(&format!("http://{}/wsapi", listener.local_addr()?), "whsec_example");
    let (bot, ada) = (sim.instance("default").phone().named("Bot"), sim.person("+49 170 1234567").named("Ada"));
    let chat = async {
        ada.writes("ping").await;
        sim.until(|| ada.inbox().last_text() == Some("pong")).await;
        sim.settle().await; // The service also posts the receipt of the reply.
    };
    run(sim.client(), "whsec_example", listener, chat).await?;
    println!("The chat on Ada's phone:\n{}", ada.chat(&bot));
    Ok(())
}

/// Waits for Ctrl+C, or for SIGTERM, which containers and service managers send.
async fn stopped() {
    #[cfg(unix)]
    let terminated = async {
        use tokio::signal::unix::{SignalKind, signal};
        signal(SignalKind::terminate()).expect("signals can be handled").recv().await
    };
    #[cfg(not(unix))]
    let terminated = std::future::pending::<()>();
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminated => {}
    }
}
