//! A receiver that is there to be killed: `webhook_victim queue|handler|durable FILE`. It prints where it listens, and
//! appends to the file what it has done.

use std::{
    env,
    error::Error,
    fs::File,
    io::{self, Write},
    sync::{Arc, Mutex},
};

use wsapi_client::{
    Event,
    events::{
        HandlerError, Verifier,
        webhook::{DurableQueue, Receiver, SignedEvent},
    },
};
use wsapi_transport_tests::{SECRET, serve};

/// After so many events the handler behind the queue does not get on, so that the rest is still queued.
const STUCK_AFTER: usize = 10;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args().skip(1);
    let (mode, path) = (arguments.next().ok_or("which mode?")?, arguments.next().ok_or("which file?")?);
    let journal = Journal(Arc::new(Mutex::new(Lines { file: File::create(path)?, count: 0 })));
    let setup = Receiver::builder(Verifier::new(SECRET)?);
    let builder = match mode.as_str() {
        "queue" => setup.handler(move |event: Event| handle(journal.clone(), event, STUCK_AFTER)).concurrency(1),
        "handler" => {
            setup.handler(move |event: Event| handle(journal.clone(), event, usize::MAX)).acknowledge_after_handler()
        }
        "durable" => setup.durable_queue(journal),
        other => return Err(format!("`{other}` is no mode").into()),
    };
    let receiver = builder.build();
    println!("{}", serve(&receiver).await);
    io::stdout().flush()?;
    std::future::pending().await
}

async fn handle(journal: Journal, event: Event, limit: usize) -> Result<(), HandlerError> {
    if journal.count()? >= limit {
        std::future::pending::<()>().await;
    }
    journal.write(event.event_id.as_bytes())
}

/// Lines in a file. What was written is on the disk.
#[derive(Clone)]
struct Journal(Arc<Mutex<Lines>>);

struct Lines {
    file: File,
    count: usize,
}

impl Journal {
    fn count(&self) -> Result<usize, HandlerError> {
        Ok(self.0.lock().map_err(|_| "a writer panicked")?.count)
    }

    fn write(&self, line: &[u8]) -> Result<(), HandlerError> {
        let mut lines = self.0.lock().map_err(|_| "a writer panicked")?;
        lines.file.write_all(&[line, b"\n"].concat())?;
        lines.file.sync_data()?;
        lines.count += 1;
        Ok(())
    }
}

impl DurableQueue for Journal {
    async fn append(&self, event: SignedEvent) -> Result<(), HandlerError> {
        let signature = event.signature.ok_or("all events here are signed")?;
        self.write(&[signature.as_bytes(), b" ", &event.body].concat())
    }
}
