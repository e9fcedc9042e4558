//! The events that survive when the process is killed while events are posted to it.

use std::{
    collections::HashSet,
    net::SocketAddr,
    path::{Path, PathBuf},
    process::Stdio,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use tempfile::TempDir;
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
};
use wsapi_client::events::{Attempt, DispatchOutcome, Dispatcher, SignedEvent, Verifier};
use wsapi_transport_tests::{Poster, Recorder, SECRET, message, until};

const POSTERS: usize = 6;

/// A receiver in a process of its own.
struct Victim {
    child: Child,
    address: SocketAddr,
    journal: PathBuf,
    _folder: TempDir,
}

impl Victim {
    async fn start(mode: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let journal = folder.path().join("journal");
        let mut child = Command::new(env!("CARGO_BIN_EXE_webhook_victim"))
            .arg(mode)
            .arg(&journal)
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .expect("a process");
        let mut lines = BufReader::new(child.stdout.take().expect("its output")).lines();
        let address = lines.next_line().await.expect("its output").expect("the line with its address");
        Self { child, address: address.parse().expect("an address"), journal, _folder: folder }
    }

    /// Posts events from several senders, kills the receiver when this many are acknowledged and written, and returns
    /// the ids of the acknowledged ones.
    async fn kill_after(&mut self, count: usize, written: usize) -> HashSet<String> {
        let acknowledged = Arc::new(AtomicUsize::new(0));
        let posters: Vec<_> = (0..POSTERS)
            .map(|poster| tokio::spawn(post_until_it_stops(self.address, poster, acknowledged.clone())))
            .collect();
        until(|| acknowledged.load(Ordering::SeqCst) >= count && self.journal().len() >= written).await;
        self.child.kill().await.expect("the process runs until it is killed");
        let mut ids = HashSet::new();
        for poster in posters {
            ids.extend(poster.await.expect("no panic"));
        }
        ids
    }

    /// The complete lines.
    fn journal(&self) -> Vec<String> {
        complete_lines(&self.journal)
    }
}

fn complete_lines(path: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(path).expect("the journal");
    text.split_inclusive('\n').filter_map(|line| line.strip_suffix('\n')).map(str::to_owned).collect()
}

async fn post_until_it_stops(address: SocketAddr, poster: usize, count: Arc<AtomicUsize>) -> Vec<String> {
    let (mut sender, mut acknowledged) = (Poster::new(address), Vec::new());
    for number in 0.. {
        let id = format!("evt_{poster}_{number}");
        let chat = format!("49170123{:04}@s.whatsapp.net", number % 5);
        match sender.try_post(&message(&id, "sales", &chat, &id)).await {
            Ok(status) => assert_eq!(status, 200),
            Err(_) => break,
        }
        acknowledged.push(id);
        count.fetch_add(1, Ordering::SeqCst);
    }
    acknowledged
}

#[tokio::test]
async fn queued_events_are_lost_when_the_process_is_killed() {
    let mut victim = Victim::start("queue").await;
    let acknowledged = victim.kill_after(100, 10).await;
    let handled = victim.journal();
    assert_eq!(handled.len(), 10, "the handler hangs after ten events");
    let lost = acknowledged.iter().filter(|id| !handled.contains(id)).count();
    println!("queue: {} acknowledged, {} handled, {lost} lost", acknowledged.len(), handled.len());
    assert!(lost >= acknowledged.len() - handled.len() && lost >= 90, "{lost}");
}

#[tokio::test]
async fn events_acknowledged_after_the_handler_were_all_handled() {
    let mut victim = Victim::start("handler").await;
    let acknowledged = victim.kill_after(100, 100).await;
    let handled: HashSet<_> = victim.journal().into_iter().collect();
    let (all, more) = (acknowledged.len(), handled.difference(&acknowledged).count());
    println!("after the handler: {all} acknowledged, all of them handled, and {more} more without a response");
    assert!(all >= 100 && acknowledged.is_subset(&handled));
}

#[tokio::test]
async fn events_acknowledged_by_a_durable_queue_can_still_be_handled() {
    let mut victim = Victim::start("durable").await;
    let acknowledged = victim.kill_after(100, 100).await;
    let (verifier, recorder) = (Verifier::new(SECRET).expect("a secret"), Recorder::default());
    let dispatcher = Dispatcher::new(recorder.clone());
    for line in victim.journal() {
        let (signature, body) = line.split_once(' ').expect("a signature and a body");
        let event = SignedEvent::new(body.to_owned(), Some(signature)).read(&verifier).expect("a signed event");
        let outcome = dispatcher.dispatch(event, Attempt::first()).await;
        assert_eq!(outcome.expect("the event is handled"), DispatchOutcome::Handled);
    }
    let handled: HashSet<_> = recorder.handled().into_iter().collect();
    let (all, more) = (acknowledged.len(), handled.difference(&acknowledged).count());
    println!("durable queue: {all} acknowledged, all of them handled later, and {more} more without a response");
    assert!(all >= 100 && acknowledged.is_subset(&handled));
}
