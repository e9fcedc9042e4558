//! A worker of a fleet: handles the events of a Redis server, notes each in a file, and ends with its standard input. Its
//! arguments are the address of the server, the file and its lease in milliseconds.
//!
//! A note is one write to the end of the file, so that it is there even if the worker is killed in the next moment, and
//! the notes of all workers stand in the order in which they were made.

use std::{
    env,
    fs::{File, OpenOptions},
    io::{Read, Write},
    sync::Arc,
    time::Duration,
};

use tokio::task::spawn_blocking;
use wsapi_client::{
    Event,
    events::{HandlerError, Verifier, redis::Consumer},
};
use wsapi_transport_tests::SECRET;

#[tokio::main]
async fn main() -> Result<(), HandlerError> {
    let [address, notes, lease] = [1, 2, 3].map(|place| env::args().nth(place).unwrap_or_default());
    let notes = Arc::new(OpenOptions::new().append(true).create(true).open(notes)?);
    let consumer = Consumer::builder(address, Verifier::new(SECRET)?)
        .group("bot")
        .handler(move |event: Event| note(notes.clone(), event))
        .lease(Duration::from_millis(lease.parse()?))
        .discovery(Duration::from_millis(500))
        .build()?;
    let counts = consumer.run_until(end_of_input()).await?;
    println!("{counts:?}");
    Ok(())
}

async fn note(mut notes: Arc<File>, event: Event) -> Result<(), HandlerError> {
    let chat = event.chat_id().map(ToString::to_string).unwrap_or_default();
    let line = format!("{} {chat} {} {}\n", event.instance_id, event.event_id, std::process::id());
    // Others have their turn, as if this were work.
    tokio::task::yield_now().await;
    Ok(notes.write_all(line.as_bytes())?)
}

async fn end_of_input() {
    let _ = spawn_blocking(|| std::io::stdin().read_to_end(&mut Vec::new())).await;
}
