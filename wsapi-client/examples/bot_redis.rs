//! Saves each file that is sent to an instance. The events come from Redis Streams. To save more files concurrently,
//! start several workers:
//!
//! ```sh
//! cargo run -p wsapi-client --example bot_redis --features redis -- \
//!     redis://127.0.0.1/0 redis://127.0.0.1/1 stream:sales stream:support
//! ```
//!
//! The arguments are the URL of the database with the streams, the URL of another database for the ids of handled
//! events, and the names of the streams. `WSAPI_BASE_URL` is the URL of the self-hosted server, `WSAPI_API_KEY` its
//! key, and `WSAPI_SIGNING_SECRET` its secret.

use std::env;

use wsapi_client::{
    Client, Event,
    events::{
        Attempt, BoxError, Dispatcher, Handler, Verifier,
        redis::{Consumer, RedisStore, Streams},
    },
};

struct Archive(Client);

impl Handler for Archive {
    async fn handle(&self, event: Event, _: Attempt) -> Result<(), BoxError> {
        let media = event.as_message().and_then(|message| message.media.as_ref());
        let Some(id) = media.and_then(|media| media.id.as_deref()) else { return Ok(()) };
        // After an error, the event is handled again. An incomplete file is not saved. A worker that is killed after it
        // has saved a file causes a second copy.
        let file = self.0.for_instance(&event.instance_id).media().download(id).await?;
        file.save_to("archive").await?;
        // The sender chose the name of the file, so it does not belong in a log.
        println!("saved the file of event {}", event.event_id);
        Ok(())
    }
}

#[tokio::main]
async fn main() -> Result<(), BoxError> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [server, store, streams @ ..] = arguments.as_slice() else {
        return Err("expected the URLs of two databases, and the names of streams".into());
    };
    let secret = env::var("WSAPI_SIGNING_SECRET").map_err(|_| "WSAPI_SIGNING_SECRET is missing or not UTF-8")?;
    let dispatcher = Dispatcher::new(Archive(Client::from_env()?)).dedup_store(RedisStore::new(store)?);
    let consumer = Consumer::builder(server, Verifier::new(secret)?)
        .group("archive")
        .streams(Streams::named(streams))
        .dispatcher(dispatcher)
        .on_failed(|failed| eprintln!("{failed:#}")) // It is also in the dead-letter stream.
        .on_server_error(|error| eprintln!("{error}"))
        .build()?;
    // If a worker is killed, another worker handles its events in flight.
    let stopped = async { _ = tokio::signal::ctrl_c().await };
    println!("{}", consumer.run_until(stopped).await?);
    Ok(())
}
