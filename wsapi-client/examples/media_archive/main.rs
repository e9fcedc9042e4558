//! Stores received images and documents in a folder, with their metadata as JSON.
//!
//! ```sh
//! cargo run -p wsapi-client --example media_archive --features sse -- archive
//! ```
//!
//! Without configuration, it runs on a simulator in this process and lists the files. A download is interrupted, an
//! event is duplicated, and a file is too large. With `WSAPI_API_KEY` and `WSAPI_INSTANCE_ID`, it runs on the hosted
//! service until Ctrl+C. The folder is the first argument, `archive` by default:
//!
//! ```text
//! archive/120363000000000001@g_us/2026-01-31/491701234567-3EB0C431.jpg         a file: author and message
//! archive/120363000000000001@g_us/2026-01-31/491701234567-3EB0C431.meta.json   its metadata, written last
//! archive/pending/…                                                            metadata of files to be stored
//! ```
//!
//! The example shows:
//!
//! - downloads that are written while they arrive, so that a large file needs little memory, and that become visible
//!   under their final name only when they are complete.
//! - limits that hold whatever the sender claims: the size of a file, and the bytes per chat and day. For the latter,
//!   one file at a time is downloaded.
//! - resuming. The metadata is stored before the download, so that the event is not needed again, and the next start
//!   downloads the pending files. A download has no effect on the service, so it may be retried after any error, and
//!   [`Error::had_no_effect`](wsapi_client::Error::had_no_effect) does not matter here.
//! - untrusted names. Senders choose the ids of messages and the names of files, so neither becomes a path unchecked.
//!
//! For production:
//!
//! - Delete the files in `pending` whose downloads still fail after some days, because WhatsApp does not keep media
//!   forever. A damaged one is skipped at each start.
//! - Files are synced to the disk, but folders are not: on some file systems, a power failure can lose recent files.
//! - If a chat has the phone number in one event and the LID in another, it has two folders, each with its own limit.
//! - Scan the files before people open them, and decide how long you may keep them.
//! - The event stream loses the events that happen while it is not connected. If you cannot afford to miss one, use a
//!   webhook with a durable queue.

mod archive;
mod record;
#[cfg(test)]
mod tests;

use std::{env, fs, io, path::Path, pin::pin, sync::Arc};

use tokio::select;
use wsapi_client::{
    Client, Event,
    events::{Attempt, BoxError, Handler, sse::Subscriber},
    operations::DownloadMedia,
};
use wsapi_simulator::Simulator;

use archive::{Archive, Limits};
use record::Record;

struct Archivist {
    client: Client,
    archive: Archive,
}

impl Handler for Archivist {
    async fn handle(&self, event: Event, _: Attempt) -> Result<(), BoxError> {
        match event.as_message().and_then(Record::of) {
            Some(record) => {
                self.archive.add(&record).await?;
                self.archive.store(&self.client, record).await
            }
            None => Ok(()),
        }
    }
}

#[tokio::main]
async fn main() -> Result<(), BoxError> {
    let folder = env::args().nth(1).unwrap_or_else(|| "archive".to_owned());
    let limits = Limits { file: 50 << 20, day: 500 << 20 };
    match env::var_os("WSAPI_API_KEY") {
        Some(_) => run(Client::from_env()?, Archive::new(folder, limits), tokio::signal::ctrl_c()).await,
        None => run_on_simulator().await,
    }
}

/// Downloads the pending files and archives new ones, until `shutdown` is ready. Files that are not stored by then
/// remain pending.
async fn run(client: Client, archive: Archive, shutdown: impl Future) -> Result<(), BoxError> {
    // Before any event arrives, because the handler adds to the pending files.
    let pending = archive.pending().await?;
    let archivist = Arc::new(Archivist { client: client.clone(), archive });
    let subscriber = Subscriber::builder(client.events())
        .handler(archivist.clone())
        .on_notice(|notice| eprintln!("{notice:?}"))
        .on_failed(|failed| eprintln!("{failed:#}; if it is pending, the next start retries it"))
        .build()?;
    let resuming = async {
        for record in pending {
            if let Err(error) = archivist.archive.store(&client, record).await {
                eprintln!("still pending: {error}");
            }
        }
    };
    let mut running = pin!(subscriber.run_until(async { drop(shutdown.await) }));
    let stats = select! {
        stats = &mut running => stats?,
        () = resuming => running.await?,
    };
    println!("{stats}");
    Ok(())
}

/// Archives the files of two chats, and lists the folder.
async fn run_on_simulator() -> Result<(), BoxError> {
    println!("WSAPI_API_KEY is not set: running on a simulator");
    let (sim, folder) = (Simulator::new(), tempfile::tempdir()?);
    let (ada, bob) = (sim.person("+49 170 1234567").named("Ada"), sim.person("+49 170 7654321").named("Bob"));
    let choir = sim.group("Choir").members([&ada, &bob]).create();
    let chat = async {
        sim.until(|| sim.open_streams() == 1).await;
        sim.on::<DownloadMedia>().once().truncates_response();
        ada.sends_image(vec![7; 200_000]).caption("Our stage").in_chat(&choir).await;
        sim.on_events().once().are_duplicated();
        bob.sends_document("../notes.pdf", "%PDF-1.7").in_chat(&choir).await;
        bob.sends_document("film.mkv", vec![0; 2_000_000]).await;
        let stored =
            || list(folder.path()).is_ok_and(|files| files.iter().filter(|file| is_metadata(file)).count() == 3);
        sim.until(stored).await;
    };
    let limits = Limits { file: 1_000_000, day: 10_000_000 };
    run(sim.client(), Archive::new(folder.path(), limits), chat).await?;
    for file in list(folder.path())? {
        println!("{file}");
        if is_metadata(&file) {
            println!("  {}", fs::read_to_string(folder.path().join(file))?);
        }
    }
    Ok(())
}

fn is_metadata(file: &str) -> bool {
    file.ends_with(".meta.json") && !file.starts_with("pending")
}

/// Returns the files in a folder and in its subfolders.
fn list(folder: &Path) -> io::Result<Vec<String>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        match entry.file_type()?.is_dir() {
            true => files.extend(list(&entry.path())?.into_iter().map(|file| format!("{name}/{file}"))),
            false => files.push(name),
        }
    }
    files.sort();
    Ok(files)
}
