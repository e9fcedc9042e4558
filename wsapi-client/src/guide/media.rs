//! Send files, and save the files that others send.
//!
//! # Send a file
//!
//! [`Media`](crate::Media) is the attachment of a request. It is encoded while it is sent, so a large file needs no
//! more memory than a small one.
//!
//! ```
//! use wsapi_client::{Media, types::{SendDocumentRequest, SendMediaRequest}};
//!
//! # use wsapi_simulator::Simulator;
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let sim = Simulator::new();
//! # let (client, ada) = (sim.client(), sim.person("+49 170 1234567"));
//! # let (to, folder) = (ada.jid(), tempfile::tempdir()?);
//! # let path = folder.path().join("cat.jpg");
//! # std::fs::write(&path, b"\xff\xd8\xff")?;
//! let photo = Media::path(&path).on_progress(|sent, total| eprintln!("{sent} of {total}"));
//! client.messages().send_image(SendMediaRequest::new(to, photo).caption("Look")).await?;
//!
//! let logo = Media::url("https://www.example.com/logo.png"); // The server fetches it.
//! client.messages().send_image(SendMediaRequest::new(to, logo)).await?;
//!
//! let report = SendDocumentRequest::new(to, Media::bytes("name,total\n"), "report.csv");
//! client.messages().send_document(report).await?;
//! # assert_eq!(ada.inbox().messages.len(), 3);
//! # Ok(())
//! # }
//! ```
//!
//! | source | read | limit |
//! |---|---|---|
//! | [`Media::path`](crate::Media::path) | while it is sent, and again for each retry | [`max_media_size`](crate::ClientBuilder::max_media_size), 100 MiB by default |
//! | [`Media::bytes`](crate::Media::bytes) | from memory | the same |
//! | [`Media::reader`](crate::Media::reader) | once, so there is no retry after reading has begun | the same |
//! | [`Media::url`](crate::Media::url) | by the server | 50 MB, within 30 s |
//! | [`Media::base64`](crate::Media::base64) | from memory, without its line breaks | the same as bytes |
//!
//! These are the limits of the SDK and of the server. Reading and sending the file must fit into the
//! [time limit of an attempt](super::retries#time-limits), and a self-hosted server stops reading a request after 30 s.
//! For a slow connection, use a URL. The service does not document which sizes it accepts for each kind of file, so try
//! the largest file that your program sends.
//!
//! A `&Path`, a `PathBuf`, `Bytes` and a `Vec<u8>` convert to `Media`. A string does not, since it could be a path, a
//! URL or base64.
//!
//! # Types of files
//!
//! The service does not detect the MIME type. If the request does not set it, the SDK infers it from the file name, or
//! from the first bytes. [`file_name`](crate::Media::file_name) sets a name for bytes and readers. Some kinds of
//! messages accept only one format: a voice message is Opus in Ogg, and a sticker is WebP. The type of a document
//! depends on the extension of its name.
//!
//! # Save a file
//!
//! A received message has the id of its file, not the file: [`media_id`](crate::types::Message::media_id) returns it. A
//! [`Download`](crate::Download) is read while it arrives.
//!
//! ```
//! use std::path::Path;
//! use wsapi_client::{Client, Error, types::Message};
//!
//! async fn archive(client: &Client, message: &Message, folder: &Path) -> Result<(), Error> {
//!     if let Some(id) = message.media_id() {
//!         let path = client.media().download(id).await?.save_to(folder).await?;
//!         println!("saved {}", path.display());
//!     }
//!     Ok(())
//! }
//! # use std::sync::Arc;
//! # use wsapi_simulator::Simulator;
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let (sim, folder) = (Simulator::new(), Arc::new(tempfile::tempdir()?));
//! # let (client, saved) = (sim.client(), folder.clone());
//! # sim.deliver_to(move |event: wsapi_client::Event| {
//! #     let (client, folder) = (client.clone(), folder.clone());
//! #     async move { archive(&client, event.as_message().unwrap(), folder.path()).await }
//! # });
//! # sim.person("+49 170 1234567").sends_image(b"\xff\xd8\xff".to_vec()).await;
//! # assert_eq!(std::fs::read_dir(saved.path())?.count(), 1);
//! # Ok(())
//! # }
//! ```
//!
//! [`save_to`](crate::Download::save_to) gives the file its final name only once it is complete, so a crash never
//! leaves a partial file under that name (an empty one can remain on a file system without hard links). It never
//! overwrites a file, and the name is safe: although the sender chose it, it never contains a path.
//! [`bytes`](crate::Download::bytes) reads the file into memory, however large it is. To set a limit, read it piece by
//! piece with [`chunk`](crate::Download::chunk). [`size`](crate::Download::size) is not enough, because it is `None` if
//! the response has no length.
//!
//! ```
//! use wsapi_client::{Client, Error, types::Message};
//!
//! /// Returns the file of a message, unless it has none or is larger than `limit`.
//! async fn read(client: &Client, message: &Message, limit: usize) -> Result<Option<Vec<u8>>, Error> {
//!     let Some(id) = message.media_id() else { return Ok(None) };
//!     let mut download = client.media().download(id).await?;
//!     let mut file = Vec::new();
//!     while let Some(chunk) = download.chunk().await? {
//!         if file.len() + chunk.len() > limit {
//!             return Ok(None);
//!         }
//!         file.extend_from_slice(&chunk);
//!     }
//!     Ok(Some(file))
//! }
//! ```
//!
//! The recipe `media_archive` stores files in the same way, with limits per file, and per chat and day.
//!
//! A server limits the size of a download, to 100 MB by default. For a larger file, the call fails with
//! [`is_too_large`](crate::Error::is_too_large). If a download fails halfway, call `download` again: once a call has
//! returned a `Download`, it is not retried.
//!
//! # Next
//!
//! - [Timeouts, retries and pacing](super::retries): limits for large files.
//! - [Events](super::events): receive the messages with the files.
