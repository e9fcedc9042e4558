//! Five thousand requests, good and bad, from several senders at once.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use wsapi_client::{
    Event,
    events::{
        Handler, HandlerError, UnreadableEvent, Verifier,
        webhook::{Counts, Reason, Receiver},
    },
};
use wsapi_transport_tests::{Poster, SECRET, message, request, serve, sign};

const REQUESTS: usize = 5_000;
const POSTERS: usize = 8;
const LIMIT: usize = 2_000;
/// No limit of time decides anything here.
const PATIENCE: Duration = Duration::from_secs(60);

/// What is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Kind {
    New,
    /// An event that was posted before.
    Again,
    /// A message that was posted before, in another event.
    Repeated,
    Unreadable,
    Refused(Reason),
}

/// Each poster sends every kind, and repeats only what it has sent itself.
fn kind(number: usize) -> Kind {
    match (number / POSTERS) % 20 {
        3 | 13 => Kind::Again,
        7 => Kind::Repeated,
        9 => Kind::Unreadable,
        5 => Kind::Refused(Reason::MissingSignature),
        11 => Kind::Refused(Reason::MalformedSignature),
        15 => Kind::Refused(Reason::WrongSignature),
        17 => Kind::Refused(Reason::TooLarge),
        19 => Kind::Refused(Reason::Method),
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
        .expect("there is one")
}

fn request_of(number: usize) -> String {
    let signed = |body: &str| request("POST", Some(&sign(body.as_bytes())), body);
    match kind(number) {
        Kind::New => signed(&event(number)),
        Kind::Again => signed(&event(earlier(number))),
        Kind::Repeated => signed(&event_of(&format!("evt_{number}"), earlier(number))),
        Kind::Unreadable => signed(&event(number).replace("\"isGroup\":false", "\"isGroup\":[]")),
        Kind::Refused(Reason::MissingSignature) => request("POST", None, &event(number)),
        Kind::Refused(Reason::MalformedSignature) => request("POST", Some("sha256=xyz"), &event(number)),
        Kind::Refused(Reason::WrongSignature) => request("POST", Some(&sign(b"another")), &event(number)),
        Kind::Refused(Reason::TooLarge) => signed(&event(number).replace("shop", &"shop".repeat(LIMIT))),
        Kind::Refused(_) => request("GET", Some(&sign(event(number).as_bytes())), &event(number)),
    }
}

/// Counts how often each message was handled.
#[derive(Clone, Default)]
struct Tally(Arc<Mutex<HashMap<String, u32>>>);

impl Tally {
    fn count(&self, key: String) {
        *self.0.lock().expect("no panic").entry(key).or_default() += 1;
    }
}

impl Handler for Tally {
    async fn handle(&self, event: Event) -> Result<(), HandlerError> {
        tokio::task::yield_now().await;
        self.count(event.as_message().ok_or("all are messages")?.id.to_string());
        Ok(())
    }

    async fn handle_unreadable(&self, event: UnreadableEvent) -> Result<(), HandlerError> {
        self.count(event.event_id().ok_or("all have an id")?.to_owned());
        Ok(())
    }
}

/// Posts everything, and returns when each sender has all its answers.
async fn post_all(receiver: &Receiver) {
    let address = serve(receiver).await;
    let posters = (0..POSTERS).map(|poster| {
        tokio::spawn(async move {
            let mut sender = Poster::new(address);
            for number in (poster..REQUESTS).step_by(POSTERS) {
                let status = sender.send(&request_of(number)).await;
                let expected = match kind(number) {
                    Kind::Refused(reason) => reason.status().expect("somebody waits").as_u16(),
                    _ => 200,
                };
                assert_eq!(status, expected, "{number}: {:?}", kind(number));
            }
        })
    });
    for poster in posters.collect::<Vec<_>>() {
        poster.await.expect("each has the answer that is due to it");
    }
}

fn assert_counts(counts: &Counts, told: &HashMap<Reason, u64>) {
    let sent = |is_so: &dyn Fn(Kind) -> bool| (0..REQUESTS).filter(|number| is_so(kind(*number))).count() as u64;
    let duplicates = sent(&|kind| matches!(kind, Kind::Again | Kind::Repeated));
    let handled = sent(&|kind| matches!(kind, Kind::New | Kind::Unreadable));
    assert_eq!((counts.handled, counts.duplicates), (handled, duplicates));
    assert_eq!((counts.accepted, counts.failed, counts.pending), (handled + duplicates, 0, 0));
    for &reason in Reason::ALL {
        let refused = sent(&|kind| kind == Kind::Refused(reason));
        assert_eq!(counts.refused(reason), refused, "{reason}");
        assert_eq!(told.get(&reason).copied().unwrap_or_default(), refused, "{reason}");
    }
    assert_eq!(counts.accepted + counts.all_refused(), REQUESTS as u64);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_five_thousand_each_accepted_one_is_handled_once_and_each_refused_one_counted() {
    let (tally, told) = (Tally::default(), Arc::new(Mutex::new(HashMap::new())));
    let tell = told.clone();
    let receiver = Receiver::builder(Verifier::new(SECRET).expect("a secret"))
        .handler(tally.clone())
        .body_limit(LIMIT)
        .body_timeout(PATIENCE)
        .answer_timeout(PATIENCE)
        .queue(100)
        .on_refused(move |refusal| *tell.lock().expect("no panic").entry(refusal.reason()).or_default() += 1)
        .build();
    let begun = Instant::now();
    post_all(&receiver).await;
    let counts = receiver.shutdown().await;
    println!("{REQUESTS} requests in {:.1?}: {counts}", begun.elapsed());
    assert_counts(&counts, &told.lock().expect("no panic"));
    let tally = tally.0.lock().expect("no panic");
    for number in 0..REQUESTS {
        let handled = match kind(number) {
            Kind::New => tally.get(&format!("M{number}")).copied(),
            Kind::Unreadable => tally.get(&format!("evt_{number}")).copied(),
            _ => continue,
        };
        assert_eq!(handled, Some(1), "{number}: {:?}", kind(number));
    }
    assert_eq!(tally.len() as u64, counts.handled, "and nothing else");
}
