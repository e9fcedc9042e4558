//! A receiver that a test kills: `webhook_victim queue|handler|durable FILE`. It prints its address, and appends a line
//! to the file for each event that it handled or stored.

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
        BoxError, SignedEvent, Verifier,
        webhook::{DurableQueue, Receiver},
    },
};
use wsapi_transport_tests::{SECRET, serve};

/// After this many events, the handler of the mode `queue` hangs, so that the other events stay queued.
const STUCK_AFTER: usize = 10;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args().skip(1);
    let (mode, path) = (arguments.next().ok_or("missing mode")?, arguments.next().ok_or("missing file")?);
    let journal = Journal(Arc::new(Mutex::new(Lines { file: File::create(path)?, count: 0 })));
    let builder = Receiver::builder(Verifier::new(SECRET)?);
    let builder = match mode.as_str() {
        "queue" => builder.handler(move |event: Event| handle(journal.clone(), event, STUCK_AFTER)).concurrency(1),
        "handler" => {
            builder.handler(move |event: Event| handle(journal.clone(), event, usize::MAX)).acknowledge_after_handler()
        }
        "durable" => builder.durable_queue(journal),
        other => return Err(format!("unknown mode `{other}`").into()),
    };
    let receiver = builder.build()?;
    println!("{}", serve(&receiver).await);
    io::stdout().flush()?;
    std::future::pending().await
}

async fn handle(journal: Journal, event: Event, limit: usize) -> Result<(), BoxError> {
    if journal.count()? >= limit {
        std::future::pending::<()>().await;
    }
    journal.write(event.event_id.as_bytes())
}

/// Lines in a file. A line is on the disk once it is written.
#[derive(Clone)]
struct Journal(Arc<Mutex<Lines>>);

struct Lines {
    file: File,
    count: usize,
}

impl Journal {
    fn count(&self) -> Result<usize, BoxError> {
        Ok(self.0.lock().map_err(|_| "a writer panicked")?.count)
    }

    fn write(&self, line: &[u8]) -> Result<(), BoxError> {
        let mut lines = self.0.lock().map_err(|_| "a writer panicked")?;
        lines.file.write_all(&[line, b"\n"].concat())?;
        lines.file.sync_data()?;
        lines.count += 1;
        Ok(())
    }
}

impl DurableQueue for Journal {
    async fn append(&self, event: SignedEvent) -> Result<(), BoxError> {
        let signature = event.signature.ok_or("an event is not signed")?;
        self.write(&[signature.as_bytes(), b" ", &event.body].concat())
    }
}
