//! Five thousand valid and invalid requests from several senders at once.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use wsapi_client::{
    Event,
    events::{
        Attempt, BoxError, Handler, UnreadableEvent, Verifier,
        webhook::{Receiver, ReceiverStats, RejectionReason},
    },
};
use wsapi_transport_tests::{Poster, SECRET, message, request, serve, sign};

const REQUESTS: usize = 5_000;
const POSTERS: usize = 8;
const LIMIT: usize = 2_000;
/// A timeout that no request reaches.
const PATIENCE: Duration = Duration::from_secs(60);

/// A kind of request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Kind {
    New,
    /// An event that was posted before.
    Again,
    /// A message that was posted before, in another event.
    MessageAgain,
    Unreadable,
    Rejected(RejectionReason),
}

/// Each poster sends every kind, and duplicates only of its own events.
fn kind(number: usize) -> Kind {
    match (number / POSTERS) % 20 {
        3 | 13 => Kind::Again,
        7 => Kind::MessageAgain,
        9 => Kind::Unreadable,
        5 => Kind::Rejected(RejectionReason::MissingSignature),
        11 => Kind::Rejected(RejectionReason::MalformedSignature),
        15 => Kind::Rejected(RejectionReason::WrongSignature),
        17 => Kind::Rejected(RejectionReason::TooLarge),
        19 => Kind::Rejected(RejectionReason::Method),
        _ => Kind::New,
    }
}

fn event(number: usize) -> String {
    event_of(&format!("evt_{number}"), number)
}

fn event_of(event_id: &str, number: usize) -> String {
    let chat = format!("49170123{:04}@s.whatsapp.net", number % 50);
    message(event_id, "sales", &chat, &format!("M{number}"))
}

/// The last new event before this request, from the same poster.
fn earlier(number: usize) -> usize {
    (0..number)
        .rev()
        .find(|other| other % POSTERS == number % POSTERS && kind(*other) == Kind::New)
        .expect("an earlier event")
}

fn request_of(number: usize) -> String {
    let signed = |body: &str| request("POST", Some(&sign(body.as_bytes())), body);
    match kind(number) {
        Kind::New => signed(&event(number)),
        Kind::Again => signed(&event(earlier(number))),
        Kind::MessageAgain => signed(&event_of(&format!("evt_{number}"), earlier(number))),
        Kind::Unreadable => signed(&event(number).replace("\"isGroup\":false", "\"isGroup\":[]")),
        Kind::Rejected(RejectionReason::MissingSignature) => request("POST", None, &event(number)),
        Kind::Rejected(RejectionReason::MalformedSignature) => request("POST", Some("sha256=xyz"), &event(number)),
        Kind::Rejected(RejectionReason::WrongSignature) => request("POST", Some(&sign(b"another")), &event(number)),
        Kind::Rejected(RejectionReason::TooLarge) => signed(&event(number).replace("shop", &"shop".repeat(LIMIT))),
        Kind::Rejected(_) => request("GET", Some(&sign(event(number).as_bytes())), &event(number)),
    }
}

/// Counts how many times each message was handled.
#[derive(Clone, Default)]
struct Tally(Arc<Mutex<HashMap<String, u32>>>);

impl Tally {
    fn count(&self, key: String) {
        *self.0.lock().expect("no panic").entry(key).or_default() += 1;
    }
}

impl Handler for Tally {
    async fn handle(&self, event: Event, _: Attempt) -> Result<(), BoxError> {
        tokio::task::yield_now().await;
        self.count(event.as_message().ok_or("all are messages")?.id.to_string());
        Ok(())
    }

    async fn handle_unreadable(&self, event: UnreadableEvent, _: Attempt) -> Result<(), BoxError> {
        self.count(event.event_id().ok_or("all have an id")?.to_owned());
        Ok(())
    }
}

/// Sends all requests, and returns when each sender has all its responses.
async fn post_all(receiver: &Receiver) {
    let address = serve(receiver).await;
    let posters = (0..POSTERS).map(|poster| {
        tokio::spawn(async move {
            let mut sender = Poster::new(address);
            for number in (poster..REQUESTS).step_by(POSTERS) {
                let status = sender.send(&request_of(number)).await;
                let expected = match kind(number) {
                    Kind::Rejected(reason) => reason.status().expect("a status").as_u16(),
                    _ => 200,
                };
                assert_eq!(status, expected, "{number}: {:?}", kind(number));
            }
        })
    });
    for poster in posters.collect::<Vec<_>>() {
        poster.await.expect("each request has the expected response");
    }
}

fn assert_stats(stats: &ReceiverStats, reported: &HashMap<RejectionReason, u64>) {
    let sent = |is_sent: &dyn Fn(Kind) -> bool| (0..REQUESTS).filter(|number| is_sent(kind(*number))).count() as u64;
    let duplicates = sent(&|kind| matches!(kind, Kind::Again | Kind::MessageAgain));
    let handled = sent(&|kind| matches!(kind, Kind::New | Kind::Unreadable));
    let events = &stats.events;
    assert_eq!((events.handled, events.duplicates), (handled, duplicates));
    assert_eq!((events.received, events.failed, events.in_flight), (handled + duplicates, 0, 0));
    assert_eq!(stats.accepted, handled + duplicates);
    for &reason in RejectionReason::ALL {
        let rejected = sent(&|kind| kind == Kind::Rejected(reason));
        assert_eq!(stats.rejected(reason), rejected, "{reason}");
        assert_eq!(reported.get(&reason).copied().unwrap_or_default(), rejected, "{reason}");
    }
    assert_eq!(stats.accepted + stats.total_rejected(), REQUESTS as u64);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn each_accepted_event_is_handled_once_and_each_rejection_is_counted() {
    let (tally, reported) = (Tally::default(), Arc::new(Mutex::new(HashMap::new())));
    let report = reported.clone();
    let receiver = Receiver::builder(Verifier::new(SECRET).expect("a secret"))
        .handler(tally.clone())
        .body_limit(LIMIT)
        .response_timeout(PATIENCE)
        .max_in_flight(100)
        .on_rejected(move |rejection| *report.lock().expect("no panic").entry(rejection.reason()).or_default() += 1)
        .build()
        .expect("a receiver");
    let begun = Instant::now();
    post_all(&receiver).await;
    let stats = receiver.shutdown().await;
    println!("{REQUESTS} requests in {:.1?}: {stats}", begun.elapsed());
    assert_stats(&stats, &reported.lock().expect("no panic"));
    let tally = tally.0.lock().expect("no panic");
    for number in 0..REQUESTS {
        let handled = match kind(number) {
            Kind::New => tally.get(&format!("M{number}")).copied(),
            Kind::Unreadable => tally.get(&format!("evt_{number}")).copied(),
            _ => continue,
        };
        assert_eq!(handled, Some(1), "{number}: {:?}", kind(number));
    }
    assert_eq!(tally.len() as u64, stats.events.handled, "no other event was handled");
}
