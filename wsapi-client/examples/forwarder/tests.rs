//! The forwarder between the simulator and an endpoint with faults.

use std::{fs, time::Duration};

use tempfile::TempDir;
use tokio::net::TcpListener;
use wsapi_client::{
    Backoff, Event,
    events::{
        Attempt, Dispatcher, Verifier,
        webhook::{Receiver, ReceiverBuilder, ReceiverStats},
    },
};
use wsapi_simulator::{Server, Simulator};

use crate::{
    crm::{Crm, Fault},
    dead_letters::{DeadLetters, Replayed},
    forward::Forwarder,
    run,
};

struct Fixture {
    sim: Server,
    crm: Crm,
    dispatcher: Dispatcher,
    dead_letters: DeadLetters,
    folder: TempDir,
}

impl Fixture {
    async fn new() -> Self {
        let crm = Crm::start("crm_test").await.expect("a server");
        let dispatcher = Dispatcher::new(Forwarder::new(&crm.url(), "crm_test").expect("a forwarder"));
        let folder = TempDir::new().expect("a folder");
        let dead_letters = DeadLetters::at(folder.path());
        Self { sim: Simulator::builder().serve().await, crm, dispatcher, dead_letters, folder }
    }

    fn receiver(&self) -> ReceiverBuilder {
        let verifier = Verifier::new("whsec_test").expect("a secret");
        let backoff = Backoff::new(Duration::from_millis(1));
        Receiver::builder(verifier).dispatcher(self.dispatcher.clone()).max_attempts(3).backoff(backoff)
    }

    /// Runs the forwarder until the end of the chat.
    async fn run(&self, receiver: ReceiverBuilder, chat: impl Future<Output = ()>) -> ReceiverStats {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}/wsapi", listener.local_addr().expect("an address"));
        self.sim.instance("default").set_webhook(&url, "whsec_test");
        run(receiver, listener, &self.dead_letters, chat).await.expect("the receiver runs")
    }

    async fn writes(&self, phone: &str, text: &str) {
        self.sim.person(phone).writes(text).await;
    }

    async fn replay(&self) -> Replayed {
        self.dead_letters.replay(&self.dispatcher).await.expect("the files can be read")
    }

    /// Returns the contents of the dead letters.
    fn letters(&self) -> Vec<Vec<u8>> {
        let files = fs::read_dir(self.folder.path()).expect("the folder exists");
        files.map(|file| fs::read(file.expect("a file").path()).expect("the file can be read")).collect()
    }
}

const ADA: &str = "+49 170 1234567";
const BOB: &str = "+49 170 7654321";

#[tokio::test]
async fn later_events_of_a_chat_wait_and_other_chats_do_not() {
    let fixture = Fixture::new().await;
    fixture.crm.fails("one", [Fault::Rejects, Fault::Stalls]);
    let chat = async {
        fixture.writes(ADA, "one").await;
        fixture.writes(ADA, "two").await;
        fixture.writes(BOB, "three").await;
        fixture.sim.until(|| fixture.crm.requests() == 3).await;
        assert_eq!(fixture.crm.stored(), ["three"]);
        fixture.crm.resume();
    };
    let stats = fixture.run(fixture.receiver(), chat).await;
    assert_eq!(fixture.crm.stored(), ["three", "one", "two"]);
    assert_eq!((stats.events.handled, stats.events.failed_attempts), (3, 1));
}

#[tokio::test]
async fn event_that_was_stored_despite_an_error_is_not_stored_again() {
    let fixture = Fixture::new().await;
    fixture.crm.fails("one", [Fault::StoresAndFails]);
    fixture.run(fixture.receiver(), fixture.writes(ADA, "one")).await;
    assert_eq!((fixture.crm.requests(), fixture.crm.stored()), (2, vec!["one".to_owned()]));
}

#[tokio::test]
async fn duplicate_event_is_forwarded_once() {
    let fixture = Fixture::new().await;
    fixture.sim.on_events().once().are_duplicated();
    let stats = fixture.run(fixture.receiver(), fixture.writes(ADA, "one")).await;
    assert_eq!((stats.events.duplicates, fixture.crm.requests()), (1, 1));
}

#[tokio::test]
async fn dead_letter_is_kept_until_its_replay_succeeds() {
    let fixture = Fixture::new().await;
    fixture.crm.fails("one", [Fault::Rejects; 4]);
    fixture.run(fixture.receiver(), fixture.writes(ADA, "one")).await;
    assert_eq!(fixture.replay().await, Replayed { forwarded: 0, failed: 1 });
    assert_eq!(fixture.letters().len(), 1);
    assert_eq!(fixture.replay().await, Replayed { forwarded: 1, failed: 0 });
    assert_eq!(fixture.crm.stored(), ["one"]);
    assert!(fixture.letters().is_empty());
}

#[tokio::test]
async fn event_in_flight_at_the_end_of_a_shutdown_is_a_dead_letter() {
    let fixture = Fixture::new().await;
    fixture.crm.fails("one", [Fault::Stalls]);
    let chat = async {
        fixture.writes(ADA, "one").await;
        fixture.sim.until(|| fixture.crm.requests() == 1).await;
    };
    let stats = fixture.run(fixture.receiver().shutdown_timeout(Duration::ZERO), chat).await;
    assert_eq!(stats.events.failed, 1);
    assert_eq!(fixture.replay().await, Replayed { forwarded: 1, failed: 0 });
}

#[tokio::test]
async fn incomplete_dead_letter_does_not_block_the_others() {
    let fixture = Fixture::new().await;
    let incomplete = br#"{"eventId":"evt_1","eventType":"mess"#;
    fs::write(fixture.folder.path().join("00000000000000000001.json"), incomplete).expect("the file is written");
    fixture.crm.fails("one", [Fault::Rejects; 3]);
    fixture.run(fixture.receiver(), fixture.writes(ADA, "one")).await;
    assert_eq!(fixture.replay().await, Replayed { forwarded: 1, failed: 1 });
    assert_eq!(fixture.letters(), [incomplete]);
}

#[tokio::test]
async fn other_entries_of_the_folder_do_not_stop_a_replay() {
    let fixture = Fixture::new().await;
    fixture.crm.fails("one", [Fault::Rejects; 3]);
    fixture.run(fixture.receiver(), fixture.writes(ADA, "one")).await;
    for name in [".snapshot", "0.json"] {
        fs::create_dir(fixture.folder.path().join(name)).expect("the folder is writable");
    }
    assert_eq!(fixture.replay().await, Replayed { forwarded: 1, failed: 0 });
}

#[tokio::test]
async fn error_contains_the_cause_but_not_the_url() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://user:hunter2@{}", listener.local_addr().expect("an address"));
    drop(listener); // Nothing listens there any more.
    let dispatcher = Dispatcher::new(Forwarder::new(&url, "crm_test").expect("a forwarder"));
    let event = Event::from_json(r#"{"eventId":"evt_1"}"#);
    let error = dispatcher.dispatch(event, Attempt::first()).await.expect_err("no connection");
    let shown = format!("{error:#}");
    assert!(shown.contains("os error") && !shown.contains("hunter2"), "{shown}");
}

#[tokio::test]
async fn dead_letter_that_is_added_during_a_replay_is_kept() {
    let fixture = Fixture::new().await;
    fixture.crm.fails("one", [Fault::Rejects, Fault::Rejects, Fault::Rejects, Fault::Stalls]);
    fixture.run(fixture.receiver(), fixture.writes(ADA, "one")).await;
    let meanwhile = async {
        fixture.sim.until(|| fixture.crm.requests() == 4).await;
        fixture.dead_letters.add(b"{}").await.expect("the file is written");
        fixture.crm.resume();
    };
    let (replayed, ()) = tokio::join!(fixture.replay(), meanwhile);
    assert_eq!((replayed, fixture.letters()), (Replayed { forwarded: 1, failed: 0 }, vec![b"{}".to_vec()]));
}

#[tokio::test]
async fn dead_letter_that_cannot_be_read_does_not_stop_a_replay() {
    let fixture = Fixture::new().await;
    fixture.crm.fails("one", [Fault::Rejects, Fault::Rejects, Fault::Rejects, Fault::Stalls]);
    fixture.run(fixture.receiver(), fixture.writes(ADA, "one")).await;
    fixture.dead_letters.add(b"{}").await.expect("the file is written");
    let meanwhile = async {
        fixture.sim.until(|| fixture.crm.requests() == 4).await;
        let files = fixture.dead_letters.files().await.expect("the folder can be read");
        fs::remove_file(&files[1]).expect("the folder is writable");
        fixture.crm.resume();
    };
    let (replayed, ()) = tokio::join!(fixture.replay(), meanwhile);
    assert_eq!(replayed, Replayed { forwarded: 1, failed: 1 });
}

#[test]
fn url_is_checked_at_the_start_and_not_shown() {
    for url in ["crm:hunter2@crm.example", "http://user:hunter2@", "user:hunter2@crm.example/events", ""] {
        let Err(error) = Forwarder::new(url, "crm_test") else { panic!("{url} is accepted") };
        assert_eq!(error.to_string(), "FORWARD_URL: expected a URL that starts with http:// or https://");
    }
}

#[tokio::test]
async fn forwarder_continues_if_a_dead_letter_cannot_be_written() {
    let fixture = Fixture::new().await;
    fixture.crm.fails("one", [Fault::Rejects; 3]);
    let chat = async {
        fs::remove_dir(fixture.folder.path()).expect("the folder is empty");
        fixture.writes(ADA, "one").await;
        fixture.writes(ADA, "two").await;
        fixture.sim.until(|| !fixture.crm.stored().is_empty()).await;
    };
    let stats = fixture.run(fixture.receiver(), chat).await;
    assert_eq!((stats.events.handled, stats.events.failed), (1, 1));
    assert_eq!(fixture.crm.stored(), ["two"]);
}

#[tokio::test]
async fn dead_letter_has_the_bytes_as_received() {
    let fixture = Fixture::new().await;
    let body = b"{\"eventId\":\"evt_1\",\"eventType\":\"\xff\"}";
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://{}/wsapi", listener.local_addr().expect("an address"));
    let signature = Verifier::new("whsec_test").expect("a secret").sign(body).expect("a signature");
    let post = async {
        let request = reqwest::Client::new().post(url).header("X-Webhook-Signature", signature);
        request.body(&body[..]).send().await.expect("a response");
    };
    run(fixture.receiver(), listener, &fixture.dead_letters, post).await.expect("the receiver runs");
    assert_eq!(fixture.letters(), [body]);
}
