//! A handler behind the stream.

use std::{
    collections::{HashMap, HashSet},
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering::SeqCst},
    },
    time::Duration,
};

use super::{
    Act, CHAT, Clock, PATIENCE, Server, frame, run_to_end,
    server::{no_content, open, stream},
};
use tokio::{sync::Notify, time::timeout};
use wsapi_client::{
    Event,
    events::{
        Attempt, BoxError, Dispatcher, Handler, Origin, UnreadableEvent,
        sse::{StreamItem, Subscriber},
    },
};
use wsapi_transport_tests::{Recorder, message};

fn chat_of(event: &Event) -> String {
    event.chat_id().expect("a chat").to_string()
}

/// Records the order of the events of each chat. Panics if two events of a chat are handled at the same time.
#[derive(Clone, Default)]
struct OrderRecorder {
    seen: Arc<Mutex<HashMap<String, Vec<String>>>>,
    at_work: Arc<Mutex<HashSet<String>>>,
    most: Arc<AtomicUsize>,
}

impl Handler for OrderRecorder {
    async fn handle(&self, event: Event, _: Attempt) -> Result<(), BoxError> {
        let chat = chat_of(&event);
        let count = {
            let mut at_work = self.at_work.lock().expect("no panic");
            assert!(at_work.insert(chat.clone()), "two events of a chat at the same time");
            at_work.len()
        };
        self.most.fetch_max(count, SeqCst);
        for _ in 0..fastrand::usize(..20) {
            tokio::task::yield_now().await;
        }
        self.seen.lock().expect("no panic").entry(chat.clone()).or_default().push(event.event_id);
        self.at_work.lock().expect("no panic").remove(&chat);
        Ok(())
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn each_event_is_handled_once_and_in_order_within_its_chat() {
    let seed = fastrand::u64(..);
    println!("seed {seed}");
    let mut random = fastrand::Rng::with_seed(seed);
    let mut expected = HashMap::<String, Vec<String>>::new();
    let mut frames = Vec::new();
    for number in 0..2_000 {
        let (id, chat) = (format!("evt_{number}"), format!("{}@g.us", 120_363_000_000_000_000 + random.u64(..30)));
        let frame = format!("data: {}\n\n", message(&id, "sales", &chat, &id));
        // Some are duplicates.
        frames.extend(std::iter::repeat_n(frame, random.usize(1..=2)));
        expected.entry(chat).or_default().push(id);
    }
    let connections = frames.chunks(frames.len() / 3 + 1).map(|frames| stream(frames.concat())).chain([no_content()]);
    let server = Server::new(connections.collect::<Vec<_>>()).await;
    let recorder = OrderRecorder::default();
    let builder = Subscriber::builder(server.events(&Clock::new())).handler(recorder.clone()).concurrency(8);
    let stats = run_to_end(builder).await;
    assert_eq!(*recorder.seen.lock().expect("no panic"), expected);
    assert!((2..=8).contains(&recorder.most.load(SeqCst)), "{:?} at once", recorder.most);
    assert_eq!((stats.events.received, stats.events.handled), (frames.len() as u64, 2_000));
    assert_eq!(stats.events.duplicates, frames.len() as u64 - 2_000);
    assert_eq!((stats.connections, stats.disconnections, stats.gaps, stats.oversized), (3, 3, 2, 0));
}

#[tokio::test]
async fn slow_chat_does_not_hold_up_other_chats() {
    let slow = (0..10).map(|n| frame(&format!("evt_slow_{n}"))).collect::<String>();
    let quick = format!("data: {}\n\n", message("evt_quick", "sales", "120363000000000001@g.us", "Q"));
    let server = Server::new([stream(slow + &quick), no_content()]).await;
    let (resume, recorder) = (Arc::new(Notify::new()), Recorder::default());
    let handler = {
        let recorder = recorder.clone();
        move |event: Event| {
            let (resume, recorder) = (resume.clone(), recorder.clone());
            async move {
                match event.event_id.as_str() {
                    // It returns only if the quick event is handled concurrently.
                    "evt_slow_0" => resume.notified().await,
                    "evt_quick" => resume.notify_one(),
                    _ => {}
                }
                recorder.handle(event, Attempt::first()).await
            }
        }
    };
    let builder = Subscriber::builder(server.events(&Clock::new())).handler(handler).concurrency(2);
    run_to_end(builder).await;
    let handled = recorder.handled();
    assert_eq!((handled.len(), handled[0].as_str(), handled[10].as_str()), (11, "evt_quick", "evt_slow_9"));
}

#[tokio::test]
async fn failed_event_does_not_stop_other_events() {
    let text = ["evt_1", "evt_2", "evt_3"].map(frame).join("data: no JSON\n\n");
    let server = Server::new([stream(text), no_content()]).await;
    let recorder = Recorder::default();
    let handler = {
        let recorder = recorder.clone();
        move |event: Event| {
            let recorder = recorder.clone();
            async move {
                match event.event_id.as_str() {
                    "evt_1" => Err("the database is not available".into()),
                    "evt_2" => panic!("a bug in the handler"),
                    _ => recorder.handle(event, Attempt::first()).await,
                }
            }
        }
    };
    let failed = Arc::new(Mutex::new(Vec::new()));
    let record = failed.clone();
    let builder = Subscriber::builder(server.events(&Clock::new())).handler(handler).max_attempts(2);
    let builder = builder.on_failed(move |event| {
        let id = event.event().ok().map(|event| event.event_id);
        assert_eq!(*event.origin(), Origin::EventStream);
        record.lock().expect("no panic").push((id, event.attempts()));
    });
    let stats = run_to_end(builder).await;
    assert_eq!(recorder.handled(), ["evt_3"]);
    let mut failed = failed.lock().expect("no panic").clone();
    failed.sort();
    let id = |id: &str| Some(id.to_owned());
    let expected = [(None, 1), (None, 1), (id("evt_1"), 2), (id("evt_2"), 2)];
    assert_eq!(failed, expected, "unreadable events have one attempt");
    assert_eq!((stats.events.failed, stats.events.failed_attempts, stats.events.in_flight), (4, 6, 0));
}

#[tokio::test]
async fn failed_event_has_json_as_received() {
    let json = r#"{ "newField":[1.0,  1e3] , "eventId":"evt_1","instanceId":"sales","receivedAt":"2026-03-09T08:07:06Z",
data: "eventType":"logged_out","eventData":{"reason":"\u0034\/01","brandNew":{"nick":"☕"}}, "eventId2":"" }"#;
    let unreadable = r#"{"eventId":"evt_2","eventType":"message","eventData":7 , "newField":null}"#;
    let text = format!("data: {json}\n\nid:{unreadable}\ndata:{unreadable}\n\n");
    let server = Server::new([stream(text), no_content()]).await;
    let failed = Arc::new(Mutex::new(Vec::new()));
    let record = failed.clone();
    let handler = |_: Event| async { Err::<(), BoxError>("the database is not available".into()) };
    let builder = Subscriber::builder(server.events(&Clock::new())).handler(handler).concurrency(1);
    let builder = builder.on_failed(move |event| {
        let id = event.event().ok().map(|event| event.event_id);
        let json = String::from_utf8(event.json().to_vec()).expect("a text");
        record.lock().expect("no panic").push((id, json, event.error().is_handler(), event.error().is_unreadable()));
    });
    run_to_end(builder).await;
    let mut failed = failed.lock().expect("no panic").clone();
    failed.sort();
    assert_eq!(
        failed,
        [
            (None, unreadable.to_owned(), false, true),
            (Some("evt_1".to_owned()), json.replace("\ndata: ", "\n"), true, false)
        ]
    );
}

#[tokio::test]
async fn event_that_fails_once_is_handled_before_its_successors_in_the_chat() {
    let server = Server::new([stream(["evt_1", "evt_2"].map(frame).concat()), no_content()]).await;
    let (recorder, calls) = (Recorder::default(), Arc::new(AtomicUsize::new(0)));
    let handler = {
        let (recorder, calls) = (recorder.clone(), calls.clone());
        move |event: Event| {
            let (recorder, call) = (recorder.clone(), calls.fetch_add(1, SeqCst));
            async move {
                if call == 0 {
                    return Err("the database is not available".into());
                }
                recorder.handle(event, Attempt::first()).await
            }
        }
    };
    run_to_end(Subscriber::builder(server.events(&Clock::new())).handler(handler)).await;
    assert_eq!((recorder.handled(), calls.load(SeqCst)), (vec!["evt_1".to_owned(), "evt_2".to_owned()], 3));
}

#[tokio::test]
async fn unreadable_event_is_passed_to_handler() {
    #[derive(Default)]
    struct Archive(Arc<Mutex<Vec<Vec<u8>>>>);

    impl Handler for Archive {
        async fn handle(&self, _: Event, _: Attempt) -> Result<(), BoxError> {
            Ok(())
        }

        async fn handle_unreadable(&self, event: UnreadableEvent, attempt: Attempt) -> Result<(), BoxError> {
            self.0.lock().expect("no panic").push(event.json().to_vec());
            // The second attempt has the JSON too.
            if attempt.number == 1 { Err("the disk is full".into()) } else { Ok(()) }
        }
    }

    let server = Server::new([stream("data: no JSON\n\n"), no_content()]).await;
    let archive = Arc::<Mutex<Vec<Vec<u8>>>>::default();
    let dispatcher = Dispatcher::new(Archive(archive.clone()));
    let stats = run_to_end(Subscriber::builder(server.events(&Clock::new())).dispatcher(dispatcher)).await;
    assert_eq!(*archive.lock().expect("no panic"), [b"no JSON", b"no JSON"]);
    assert_eq!((stats.events.handled, stats.events.failed), (1, 0));
}

#[tokio::test]
async fn notices_are_reported_and_counted() {
    let large = frame("evt_large").replace("shop", &"x".repeat(10_000));
    let server = Server::new([stream(large + &frame("evt_1")), stream(""), open(frame("evt_2")), no_content()]).await;
    let notices = Arc::new(Mutex::new(Vec::new()));
    let record = notices.clone();
    let (handled, recorder) = (Arc::new(Notify::new()), Recorder::default());
    let handler = {
        let (handled, recorder) = (handled.clone(), recorder.clone());
        move |event: Event| {
            let (handled, recorder) = (handled.clone(), recorder.clone());
            async move {
                if event.event_id == "evt_2" {
                    handled.notify_one();
                }
                recorder.handle(event, Attempt::first()).await
            }
        }
    };
    let builder = Subscriber::builder(server.events(&Clock::new()).max_event_size(5_000)).handler(handler);
    let builder = builder.on_notice(move |notice| {
        record.lock().expect("no panic").push(match notice {
            StreamItem::Connected => "connected",
            StreamItem::Disconnected(_) => "disconnected",
            StreamItem::Gap(_) => "gap",
            StreamItem::Oversized(_) => "oversized",
            _ => "something else",
        });
        panic!("a bug in the callback");
    });
    let subscriber = builder.build().expect("a subscriber");
    let running = subscriber.run_until(handled.notified());
    let stats = timeout(PATIENCE, running).await.expect("an end in time").expect("no error");
    let expected = ["connected", "oversized", "disconnected", "connected", "gap", "disconnected", "connected", "gap"];
    assert_eq!(*notices.lock().expect("no panic"), expected);
    assert_eq!(recorder.handled(), ["evt_1", "evt_2"]);
    assert_eq!((stats.connections, stats.disconnections, stats.gaps, stats.oversized), (3, 2, 2, 1));
    assert_eq!(subscriber.stats(), stats);
    assert_eq!(
        stats.to_string(),
        "received 2, handled 2, duplicates 0, failed 0, released 0, in flight 0, failed attempts 0, connections 3, \
         disconnections 2, gaps 2, oversized 1"
    );
}

#[tokio::test]
async fn nothing_is_read_while_too_many_events_are_in_flight() {
    let many = (0..3_000).map(|n| {
        let text = message(&format!("evt_{n}"), "sales", CHAT, &format!("M{n}"));
        format!("data: {}\n\n", text.replace("shop", &"x".repeat(10_000)))
    });
    let written = Arc::new(Notify::new());
    let acts = many.map(|frame| Act::Write(frame.into_bytes())).collect::<Vec<_>>();
    let server = Server::new([[stream(""), acts, vec![Act::Notify(written.clone())]].concat(), no_content()]).await;
    let (begun, resume) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let recorder = Recorder::default();
    let handler = {
        let (begun, resume, recorder) = (begun.clone(), resume.clone(), recorder.clone());
        move |event: Event| {
            let (begun, resume, recorder) = (begun.clone(), resume.clone(), recorder.clone());
            async move {
                if event.event_id == "evt_0" {
                    begun.notify_one();
                    resume.notified().await;
                }
                recorder.handle(event, Attempt::first()).await
            }
        }
    };
    let builder = Subscriber::builder(server.events(&Clock::new())).handler(handler).concurrency(1).max_in_flight(16);
    let subscriber = Arc::new(builder.build().expect("a subscriber"));
    let runner = subscriber.clone();
    let running = tokio::spawn(async move { runner.run_until(std::future::pending()).await });
    timeout(PATIENCE, begun.notified()).await.expect("the first event is handled");
    // The buffers of a socket cannot hold 30 MB, so the server can write everything only if it is read.
    assert!(timeout(Duration::from_millis(500), written.notified()).await.is_err(), "the server must wait");
    assert_eq!(subscriber.stats().events.in_flight, 16);
    resume.notify_one();
    let result = timeout(PATIENCE, running).await.expect("an end in time").expect("no panic");
    assert_eq!(result.expect_err("the end of the stream").status(), Some(204));
    assert_eq!(recorder.handled().len(), 3_000);
}
