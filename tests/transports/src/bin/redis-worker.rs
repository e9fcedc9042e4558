//! A worker of a fleet: handles the events of a Redis server, records each in a file, and shuts down at the end of its
//! standard input. Its arguments are the URL of the server, the file and the lease duration in milliseconds.
//!
//! Each record is one write to the end of the file. So it survives even if the worker is killed at the next moment, and
//! the records of all workers are in the order in which they were written.

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
    events::{
        BoxError, Verifier,
        redis::{Consumer, Streams},
    },
};
use wsapi_transport_tests::{GROUP, SECRET};

#[tokio::main]
async fn main() -> Result<(), BoxError> {
    let [url, file, lease] = [1, 2, 3].map(|index| env::args().nth(index).unwrap_or_default());
    let file = Arc::new(OpenOptions::new().append(true).create(true).open(file)?);
    let consumer = Consumer::builder(url, Verifier::new(SECRET)?)
        .group(GROUP)
        .handler(move |event: Event| record(file.clone(), event))
        .streams(Streams::with_prefix("stream:").refresh_interval(Duration::from_millis(500)))
        .lease_duration(Duration::from_millis(lease.parse()?))
        .build()?;
    let stats = consumer.run_until(end_of_input()).await?;
    println!("{stats}");
    Ok(())
}

async fn record(mut file: Arc<File>, event: Event) -> Result<(), BoxError> {
    let chat = event.chat_id().map(ToString::to_string).unwrap_or_default();
    let line = format!("{} {chat} {} {}\n", event.instance_id, event.event_id, std::process::id());
    // Lets other handlers run.
    tokio::task::yield_now().await;
    Ok(file.write_all(line.as_bytes())?)
}

async fn end_of_input() {
    let _ = spawn_blocking(|| std::io::stdin().read_to_end(&mut Vec::new())).await;
}
