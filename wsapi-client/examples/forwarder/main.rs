//! Forwards each event to an HTTP endpoint of another system, such as a CRM:
//!
//! ```sh
//! cargo run -p wsapi-client --example forwarder --features webhook
//! ```
//!
//! Without configuration, a simulator in this process posts the events of a short chat, and the endpoint is a small
//! server, also in this process, that fails from time to time. It prints each request and its response, which shows:
//!
//! - After a failure, the event is sent again with the same `Idempotency-Key`. The endpoint recognizes an event that it
//!   has stored although its response was an error.
//! - Meanwhile, the later events of the same chat wait, and those of other chats do not.
//! - An event that fails in each attempt is written to a file of its own, and `replay` sends it again later.
//!
//! If `FORWARD_URL` is set, the service posts its events to `/wsapi` at the address. `FORWARD_SECRET`, which signs the
//! requests, and `WSAPI_SIGNING_SECRET` are required. The forwarder makes no calls, so it needs no API key:
//!
//! ```sh
//! forwarder 0.0.0.0:8080 dead-letters
//! forwarder replay dead-letters
//! ```
//!
//! For production:
//!
//! - Also stop at SIGTERM, which stops a container: see `stopped` in the example `bot_webhook`.
//! - The service posts each event once, and an event is acknowledged before it is forwarded. If no event may be lost
//!   when the process dies, store the events in Redis: see the example `redis_fleet`.
//! - Up to 1,000 events wait (`max_in_flight`), and 16 are sent at the same time (`concurrency`). While the endpoint
//!   hangs, five attempts of ten seconds each let only one event in three seconds become a dead letter. If more arrive
//!   and no place is free for 8 s, events are rejected (`queue full`) and lost. Watch for these lines too.
//! - If a dead letter cannot be written, for example because the disk is full, the event is lost. The forwarder prints
//!   its id and continues. Watch for these lines.
//! - An event that was replayed arrives after later events of its chat. The endpoint can compare `receivedAt`.
//! - The body is the event as this release of the SDK writes it. Update the SDK to forward fields that are new.

mod crm;
mod dead_letters;
mod forward;
#[cfg(test)]
mod tests;

use std::{env, pin::pin, time::Duration};

use axum::Router;
use tokio::{net::TcpListener, select, sync::mpsc};
use wsapi_client::{
    Backoff,
    events::{
        BoxError, Dispatcher, FailedEvent, Verifier,
        webhook::{Receiver, ReceiverBuilder, ReceiverStats},
    },
};
use wsapi_simulator::Simulator;

use self::{
    crm::{Crm, Fault},
    dead_letters::DeadLetters,
    forward::Forwarder,
};

#[tokio::main]
async fn main() -> Result<(), BoxError> {
    if env::var_os("FORWARD_URL").is_none() {
        return run_on_simulator().await;
    }
    // `VarError` would print a secret that is not UTF-8.
    let variable = |name: &str| env::var(name).map_err(|_| format!("{name}: missing or not UTF-8"));
    let dispatcher = Dispatcher::new(Forwarder::new(&variable("FORWARD_URL")?, &variable("FORWARD_SECRET")?)?);
    let arguments: Vec<String> = env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["replay", folder] => println!("{}", DeadLetters::at(folder).replay(&dispatcher).await?),
        [address, folder] => {
            let receiver = Receiver::builder(Verifier::new(variable("WSAPI_SIGNING_SECRET")?)?).dispatcher(dispatcher);
            let stopped = async { _ = tokio::signal::ctrl_c().await };
            println!("{}", run(receiver, TcpListener::bind(address).await?, &DeadLetters::at(folder), stopped).await?);
        }
        _ => return Err("expected `replay` or an address such as `0.0.0.0:8080`, and a folder".into()),
    }
    Ok(())
}

/// Forwards events until `shutdown` is ready. Events that are not forwarded by then are dead letters too.
async fn run(
    receiver: ReceiverBuilder,
    listener: TcpListener,
    dead_letters: &DeadLetters,
    shutdown: impl Future<Output = ()>,
) -> Result<ReceiverStats, BoxError> {
    dead_letters.create().await?;
    // The callback must not block, so it does not write the file itself.
    let (failed, mut failures) = mpsc::unbounded_channel();
    let receiver = receiver
        .on_rejected(|rejection| eprintln!("{rejection}"))
        .on_failed(move |event| _ = failed.send(event))
        .build()?;
    println!("listening on http://{}/wsapi", listener.local_addr()?);
    let app = Router::new().route_service("/wsapi", receiver.service());
    tokio::spawn(async { axum::serve(listener, app).await });
    let mut running = pin!(receiver.run_until(shutdown));
    let stats = loop {
        select! {
            Some(event) = failures.recv() => store(&event, dead_letters).await,
            stats = &mut running => break stats,
        }
    };
    // When the receiver has shut down, no more events fail.
    while let Ok(event) = failures.try_recv() {
        store(&event, dead_letters).await;
    }
    Ok(stats)
}

/// Writes a dead letter. If that fails, the forwarder must continue: it can still forward the other events.
async fn store(event: &FailedEvent, dead_letters: &DeadLetters) {
    eprintln!("{event:#}");
    if let Err(error) = dead_letters.add(event.json()).await {
        eprintln!("the event is lost: {error}");
    }
}

async fn run_on_simulator() -> Result<(), BoxError> {
    println!("FORWARD_URL is not set: running on a simulator");
    let sim = Simulator::builder().serve().await;
    let (ada, bob) = (sim.person("+49 170 1234567").named("Ada"), sim.person("+49 170 7654321").named("Bob"));
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    sim.instance("default").set_webhook(&format!("http://{}/wsapi", listener.local_addr()?), "whsec_example");
    let crm = Crm::start("crm_example").await?;
    let dispatcher = Dispatcher::new(Forwarder::new(&crm.url(), "crm_example")?);
    let receiver = Receiver::builder(Verifier::new("whsec_example")?)
        .dispatcher(dispatcher.clone())
        .max_attempts(3)
        .backoff(Backoff::new(Duration::from_millis(100)));
    let folder = tempfile::tempdir()?;
    let dead_letters = DeadLetters::at(folder.path().join("dead-letters"));

    crm.fails("Where is my order?", [Fault::Rejects, Fault::StoresAndFails]);
    crm.fails("It is broken", [Fault::Rejects; 3]);
    let chat = async {
        ada.writes("Where is my order?").await;
        ada.writes("Hello?").await;
        bob.writes("Are you open on Sunday?").await;
        sim.until(|| crm.stored().len() == 3).await;
        bob.writes("It is broken").await;
    };
    println!("{}", run(receiver, listener, &dead_letters, chat).await?);
    for file in dead_letters.files().await? {
        println!("\nReplaying {}", file.display());
    }
    println!("{}", dead_letters.replay(&dispatcher).await?);
    println!("\nThe CRM has: {}", crm.stored().join(", "));
    Ok(())
}
