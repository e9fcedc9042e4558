use std::{
    fs::OpenOptions,
    io::Write,
    sync::{Arc, Mutex},
    time::Duration,
};

use tempfile::TempDir;
use wsapi_client::{
    Event,
    events::{Attempt, BoxError, Handler},
    operations::SendText,
    types::Message,
};
use wsapi_simulator::{Person, Simulator};

use crate::{
    campaign::{Campaign, Summary},
    consent::Consent,
    journal::{Entry, Journal, Recipient},
    run,
};

const NEWS: &str = "Everything in blue is half price.";

fn campaign() -> Campaign {
    Campaign { name: "sale".to_owned(), text: NEWS.to_owned(), pause: Duration::from_secs(60) }
}

/// A process: a simulator that delivers events to the handler, and the journal.
struct Process {
    sim: Simulator,
    journal: Arc<Journal>,
    folder: TempDir,
}

impl Process {
    fn start(folder: TempDir, seed: u64) -> Self {
        let sim = Simulator::builder().seed(seed).build();
        let journal = Arc::new(Journal::open(&folder.path().join("journal")).unwrap());
        sim.deliver_to(Consent { client: sim.client(), journal: journal.clone() });
        Self { sim, journal, folder }
    }

    /// Starts again with the same journal.
    async fn restart(self) -> Self {
        self.sim.settle().await; // A handler that is still running would keep the journal open.
        let Self { sim, journal, folder } = self;
        drop((sim, journal));
        Self::start(folder, 1) // With the same seed, new messages would have the ids of the earlier ones.
    }

    async fn opted_in(&self, digit: u32) -> Person {
        let person = self.sim.person(&format!("+49 170 000000{digit}"));
        person.writes("start").await;
        person
    }

    /// Appends to the journal as a write does that fails halfway.
    fn writes_incomplete_line(&self) {
        let mut file = OpenOptions::new().append(true).open(self.folder.path().join("journal")).unwrap();
        file.write_all(b"{\"sending\":{\"campaign\":\"Fr\xc3").unwrap();
    }

    async fn send(&self) -> Summary {
        campaign().send(&self.sim.client(), &self.journal).await.unwrap()
    }
}

fn new() -> Process {
    Process::start(tempfile::tempdir().unwrap(), 0)
}

fn has_news(person: &Person) -> bool {
    person.inbox().last_text() == Some(NEWS)
}

#[tokio::test(start_paused = true)] // The pauses take no time.
async fn only_people_who_opted_in_get_the_text_and_at_a_slow_pace() {
    let process = new();
    let (ada, bob) = (process.opted_in(1).await, process.opted_in(2).await);
    let stranger = process.sim.person("+49 170 0000003");
    stranger.writes("Do you ever stop?").await;
    let start = tokio::time::Instant::now();
    assert_eq!(process.send().await, Summary { sent: 2, ..Summary::default() });
    assert_eq!(start.elapsed().as_secs(), 60);
    assert!(has_news(&ada) && has_news(&bob) && stranger.inbox().messages.is_empty());
}

#[tokio::test(start_paused = true)]
async fn stop_has_effect_at_once_and_is_confirmed() {
    let process = new();
    let (ada, bob) = (process.opted_in(1).await, process.opted_in(2).await);
    let stop = async {
        process.sim.until(|| has_news(&ada)).await;
        bob.writes(" Stop ").await;
    };
    let (summary, ()) = tokio::join!(process.send(), stop);
    assert_eq!(summary, Summary { sent: 1, opted_out: 1, ..Summary::default() });
    assert_eq!(bob.inbox().last_text(), Some("You will get no more news from us."));
}

#[tokio::test(start_paused = true)]
async fn message_with_a_lost_response_is_left_to_a_person() {
    let process = new();
    let (ada, bob) = (process.opted_in(1).await, process.opted_in(2).await);
    process.sim.on::<SendText>().once().loses_response();
    let first = process.send().await;
    assert_eq!((first.sent, first.unknown.len()), (1, 1));
    assert_eq!(process.send().await, first, "another run sends nothing");
    assert_eq!((ada.inbox().texts().len(), bob.inbox().texts().len()), (2, 2)); // the confirmation and the news
}

#[tokio::test(start_paused = true)]
async fn outage_stops_the_campaign_and_the_next_run_continues() {
    let process = new();
    for digit in 1..=3 {
        process.opted_in(digit).await;
    }
    let dan = process.opted_in(4).await;
    process.sim.on::<SendText>().times(3).fails(502);
    let error = campaign().send(&process.sim.client(), &process.journal).await.unwrap_err();
    assert_eq!(error.to_string(), "it is unknown whether the last 3 messages were sent");
    assert!(!has_news(&dan));
    let summary = process.send().await;
    assert_eq!((summary.sent, summary.unknown.len()), (1, 3));
    assert!(has_news(&dan));
}

#[tokio::test(start_paused = true)]
async fn crash_during_a_message_does_not_send_it_again() {
    let process = new();
    let (ada, bob) = (process.opted_in(1).await, process.opted_in(2).await);
    process.sim.on::<SendText>().once().stalls(); // It has arrived, but the process does not learn that.
    tokio::select! {
        _ = process.send() => unreachable!("the process crashes first"),
        () = process.sim.until(|| has_news(&ada)) => {}
    }
    assert!(!has_news(&bob));

    let process = process.restart().await;
    let summary = process.send().await;
    assert_eq!((summary.sent, summary.unknown[0].id.as_str()), (1, ada.jid().as_str()));
    assert_eq!(process.sim.attempts::<SendText>()[0].body.to, *bob.jid(), "only Bob gets a message");
    assert_eq!(process.restart().await.send().await, summary);
}

#[tokio::test(start_paused = true)]
async fn rejection_stops_the_campaign_and_the_next_run_continues() {
    let process = new();
    let (ada, bob) = (process.opted_in(1).await, process.opted_in(2).await);
    process.sim.on::<SendText>().times(1).passes();
    process.sim.on::<SendText>().times(3).fails(503);
    let error = campaign().send(&process.sim.client(), &process.journal).await.unwrap_err();
    assert!(error.to_string().contains("503"), "{error}");
    assert!(has_news(&ada) && !has_news(&bob));
    assert_eq!(process.send().await, Summary { sent: 2, ..Summary::default() });
    assert_eq!(ada.inbox().texts().len(), 2);
}

#[tokio::test]
async fn start_that_arrives_again_after_a_restart_does_not_undo_stop() {
    let process = new();
    let events = Arc::new(Mutex::new(Vec::new()));
    let recorded = events.clone();
    process.sim.deliver_to(move |event: Event| {
        recorded.lock().unwrap().push(event);
        async { Ok::<(), BoxError>(()) }
    });
    process.opted_in(1).await.writes("STOP").await;
    assert!(process.journal.recipients().is_empty());

    let (process, start) = (process.restart().await, events.lock().unwrap()[0].clone());
    let consent = Consent { client: process.sim.client(), journal: process.journal.clone() };
    consent.handle(start, Attempt::first()).await.unwrap();
    assert!(process.journal.recipients().is_empty());
    assert!(process.sim.attempts::<SendText>().is_empty(), "it is not confirmed either");
}

#[tokio::test]
async fn line_that_was_not_written_completely_is_dropped() {
    let process = new();
    let ada = process.opted_in(1).await;
    process.writes_incomplete_line();
    let process = process.restart().await;
    let bob = process.opted_in(2).await; // The next line is not appended to the incomplete one.
    process.writes_incomplete_line();
    let cem = process.opted_in(3).await; // Neither is it without a restart.
    let process = process.restart().await;
    let recipients: Vec<_> = process.journal.recipients().into_iter().map(|person| person.id).collect();
    assert_eq!(recipients, [ada, bob, cem].map(|person| person.jid().clone()));
    let path = process.folder.path().join("journal");
    assert!(Journal::open(&path).is_err(), "the running process has locked the journal");
}

/// Returns the author of a message, which contains the LID or not.
fn person(id: &str, lid: Option<&str>) -> Recipient {
    let mut message = Message::new("text");
    message.sender.id = id.parse().unwrap();
    message.sender.lid = lid.map(|lid| lid.parse().unwrap());
    Recipient::of(&message)
}

#[test]
fn phone_number_and_lid_are_one_person() {
    let (phone, lid) = ("491700000001@s.whatsapp.net", "98765432109876@lid");
    let (folder, both) = (tempfile::tempdir().unwrap(), || person(phone, Some(lid)));
    let journal = Journal::open(&folder.path().join("journal")).unwrap();
    let starts = |person, id: &str| journal.record(Entry::OptIn { person, message: id.into() }).unwrap();
    let stops = |person, id: &str| journal.record(Entry::OptOut { person, message: id.into() }).unwrap();
    starts(both(), "1");
    stops(both(), "2");
    starts(person(lid, None), "1");
    assert!(journal.recipients().is_empty(), "it is the first message again");
    starts(person(lid, Some(lid)), "3");
    assert_eq!(journal.recipients(), [both()]);
    stops(person(phone, None), "4");
    assert!(journal.recipients().is_empty());
}

#[test]
fn two_people_can_use_the_same_message_id() {
    let folder = tempfile::tempdir().unwrap();
    let journal = Journal::open(&folder.path().join("journal")).unwrap();
    let [ada, bob] = [1, 2].map(|digit| person(&format!("49170000000{digit}@s.whatsapp.net"), None));
    for person in [&ada, &bob] {
        journal.record(Entry::OptIn { person: person.clone(), message: "1".into() }).unwrap();
    }
    assert_eq!(journal.recipients(), [ada.clone(), bob.clone()]);
    for person in [ada, bob] {
        journal.record(Entry::OptOut { person, message: "2".into() }).unwrap();
    }
    assert!(journal.recipients().is_empty());
}

#[tokio::test(start_paused = true)]
async fn person_whose_addresses_turn_out_to_belong_together_gets_the_text_once() {
    let process = new();
    let (phone, lid) = ("491700000001@s.whatsapp.net", "98765432109876@lid");
    let starts = |person, id: &str| process.journal.record(Entry::OptIn { person, message: id.into() }).unwrap();
    let ada = process.sim.person("+49 170 0000001");
    starts(person(phone, None), "1");
    starts(person(lid, None), "2");
    let start = async {
        process.sim.until(|| has_news(&ada)).await;
        starts(person(phone, Some(lid)), "3");
    };
    tokio::join!(process.send(), start);
    assert_eq!(process.sim.attempts::<SendText>().len(), 1);
}

#[tokio::test]
async fn interruption_of_a_campaign_is_an_error() {
    let (folder, campaign) = (tempfile::tempdir().unwrap(), campaign());
    let journal = folder.path().join("journal");
    let error = run(Simulator::new().client(), &journal, Some(&campaign), async {}).await.unwrap_err();
    assert_eq!(error.to_string(), "stopped early: run the same command again to continue");
    assert!(run(Simulator::new().client(), &journal, None, async {}).await.is_ok());
}
