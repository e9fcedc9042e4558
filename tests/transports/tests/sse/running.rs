//! A handler behind the stream.

use std::{
    collections::{HashMap, HashSet},
    pin::pin,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering::SeqCst},
    },
    task::{Context, Poll, Waker},
    time::Duration,
};

use super::{
    Act, CHAT, Clock, LONG, Server, frame,
    server::{answer, open, over, stream},
};
use tokio::{
    sync::{Notify, oneshot},
    time::timeout,
};
use wsapi_client::{
    Client, Event,
    events::{Dispatcher, Handler, HandlerError, Incoming, UnreadableEvent},
};
use wsapi_transport_tests::{Recorder, message};

fn chat_of(event: &Event) -> String {
    event.chat_id().expect("it is about a chat").to_string()
}

/// Notes the order by chat, and that nothing of one chat is handled beside each other.
#[derive(Clone, Default)]
struct Witness {
    seen: Arc<Mutex<HashMap<String, Vec<String>>>>,
    at_work: Arc<Mutex<HashSet<String>>>,
    most: Arc<AtomicUsize>,
}

impl Handler for Witness {
    async fn handle(&self, event: Event) -> Result<(), HandlerError> {
        let chat = chat_of(&event);
        let count = {
            let mut at_work = self.at_work.lock().expect("no panic");
            assert!(at_work.insert(chat.clone()), "two of a chat at once");
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
async fn each_event_is_handled_once_and_in_the_order_of_its_chat() {
    let seed = fastrand::u64(..);
    println!("seed {seed}");
    let mut random = fastrand::Rng::with_seed(seed);
    let mut expected = HashMap::<String, Vec<String>>::new();
    let mut frames = Vec::new();
    for number in 0..2_000 {
        let (id, chat) = (format!("evt_{number}"), format!("{}@g.us", 120_363_000_000_000_000 + random.u64(..30)));
        let frame = format!("data: {}\n\n", message(&id, "sales", &chat, &id));
        // Some come twice.
        frames.extend(std::iter::repeat_n(frame, random.usize(1..=2)));
        expected.entry(chat).or_default().push(id);
    }
    let connections = frames.chunks(frames.len() / 3 + 1).map(|frames| stream(frames.concat())).chain([over()]);
    let server = Server::new(connections.collect::<Vec<_>>()).await;
    let witness = Witness::default();
    let running = server.events(&Clock::new()).concurrency(8).run(Dispatcher::new(witness.clone()));
    timeout(LONG, running).await.expect("it ends").expect("without an error");
    assert_eq!(*witness.seen.lock().expect("no panic"), expected);
    assert!((2..=8).contains(&witness.most.load(SeqCst)), "{:?} at once", witness.most);
}

#[tokio::test]
async fn a_chat_that_takes_its_time_holds_up_no_other() {
    let slow = (0..10).map(|n| frame(&format!("evt_slow_{n}"))).collect::<String>();
    let quick = format!("data: {}\n\n", message("evt_quick", "sales", "120363000000000001@g.us", "Q"));
    let server = Server::new([stream(slow + &quick), over()]).await;
    let (go_on, recorder) = (Arc::new(Notify::new()), Recorder::default());
    let handler = {
        let recorder = recorder.clone();
        move |event: Event| {
            let (go_on, recorder) = (go_on.clone(), recorder.clone());
            async move {
                match event.event_id.as_str() {
                    // It ends only if the quick one is handled beside it.
                    "evt_slow_0" => go_on.notified().await,
                    "evt_quick" => go_on.notify_one(),
                    _ => {}
                }
                recorder.handle(event).await
            }
        }
    };
    let running = server.events(&Clock::new()).concurrency(2).run(Dispatcher::new(handler));
    timeout(LONG, running).await.expect("it ends").expect("without an error");
    let handled = recorder.handled();
    assert_eq!((handled.len(), handled[0].as_str(), handled[10].as_str()), (11, "evt_quick", "evt_slow_9"));
}

#[tokio::test]
async fn an_event_that_fails_stops_no_other() {
    let text = ["evt_1", "evt_2", "evt_3"].map(frame).join("data: no JSON\n\n");
    let server = Server::new([stream(text), over()]).await;
    let recorder = Recorder::default();
    let handler = {
        let recorder = recorder.clone();
        move |event: Event| {
            let recorder = recorder.clone();
            async move {
                match event.event_id.as_str() {
                    "evt_1" => Err("the database is away".into()),
                    "evt_2" => panic!("a bug in the handler"),
                    _ => recorder.handle(event).await,
                }
            }
        }
    };
    let given_up = Arc::new(Mutex::new(Vec::new()));
    let keeper = given_up.clone();
    let events = server.events(&Clock::new()).attempts(2).backoff(Duration::from_millis(1));
    let events = events.on_failed(move |failure| {
        let id = failure.event().ok().map(|event| event.event_id);
        keeper.lock().expect("no panic").push((id, failure.attempts()));
    });
    timeout(LONG, events.run(Dispatcher::new(handler))).await.expect("it ends").expect("without an error");
    assert_eq!(recorder.handled(), ["evt_3"]);
    let mut given_up = given_up.lock().expect("no panic").clone();
    given_up.sort();
    let id = |id: &str| Some(id.to_owned());
    let expected = [(None, 1), (None, 1), (id("evt_1"), 2), (id("evt_2"), 2)];
    assert_eq!(given_up, expected, "what cannot be read is not tried again");
}

#[tokio::test]
async fn an_event_that_fails_once_is_handled_before_what_follows_in_its_chat() {
    let server = Server::new([stream(["evt_1", "evt_2"].map(frame).concat()), over()]).await;
    let (recorder, calls) = (Recorder::default(), Arc::new(AtomicUsize::new(0)));
    let handler = {
        let (recorder, calls) = (recorder.clone(), calls.clone());
        move |event: Event| {
            let (recorder, call) = (recorder.clone(), calls.fetch_add(1, SeqCst));
            async move { if call == 0 { Err("the database is away".into()) } else { recorder.handle(event).await } }
        }
    };
    let events = server.events(&Clock::new()).backoff(Duration::from_millis(1));
    timeout(LONG, events.run(Dispatcher::new(handler))).await.expect("it ends").expect("without an error");
    assert_eq!((recorder.handled(), calls.load(SeqCst)), (vec!["evt_1".to_owned(), "evt_2".to_owned()], 3));
}

#[tokio::test]
async fn what_cannot_be_read_is_handed_over_as_well() {
    #[derive(Default)]
    struct Keeper(Arc<Mutex<Vec<Vec<u8>>>>);

    impl Handler for Keeper {
        async fn handle(&self, _: Event) -> Result<(), HandlerError> {
            Ok(())
        }

        async fn handle_unreadable(&self, event: UnreadableEvent) -> Result<(), HandlerError> {
            self.0.lock().expect("no panic").push(event.json().to_vec());
            Ok(())
        }
    }

    let server = Server::new([stream("data: no JSON\n\n"), over()]).await;
    let kept = Arc::<Mutex<Vec<Vec<u8>>>>::default();
    let running = server.events(&Clock::new()).run(Dispatcher::new(Keeper(kept.clone())));
    timeout(LONG, running).await.expect("it ends").expect("without an error");
    assert_eq!(*kept.lock().expect("no panic"), [b"no JSON"]);
}

#[tokio::test]
async fn it_ends_after_the_handlers_at_work_with_the_error_of_the_stream() {
    let server = Server::new([stream(frame("evt_1")), answer("401 Unauthorized", "", "")]).await;
    let handled = Arc::new(AtomicUsize::new(0));
    let handler = {
        let handled = handled.clone();
        move |_: Event| {
            let handled = handled.clone();
            async move {
                tokio::time::sleep(Duration::from_millis(200)).await;
                handled.fetch_add(1, SeqCst);
                Ok::<_, HandlerError>(())
            }
        }
    };
    let mut told = Vec::new();
    let tell = |item: Incoming| {
        told.push(match item {
            Incoming::Connected => "connected",
            Incoming::Disconnected(_) => "disconnected",
            _ => "something else",
        });
    };
    let running = server.events(&Clock::new()).run_with(Dispatcher::new(handler), tell);
    let error = timeout(LONG, running).await.expect("it ends").expect_err("it is refused");
    assert!(error.is_unauthorized());
    assert_eq!((handled.load(SeqCst), told), (1, vec!["connected", "disconnected"]));
}

#[tokio::test]
async fn it_is_stopped_in_order() {
    let server = Server::new([open([frame("evt_1"), frame("evt_2"), frame("evt_3")].concat())]).await;
    let (stop, stopped) = oneshot::channel::<()>();
    let stop = Mutex::new(Some(stop));
    let recorder = Recorder::default();
    let handler = {
        let recorder = recorder.clone();
        move |event: Event| {
            if let Some(stop) = stop.lock().expect("no panic").take() {
                stop.send(()).expect("the stream is there");
            }
            let recorder = recorder.clone();
            async move { recorder.handle(event).await }
        }
    };
    let events = server.events(&Clock::new()).stop_when(async { _ = stopped.await });
    timeout(LONG, events.run(Dispatcher::new(handler))).await.expect("it ends").expect("without an error");
    assert_eq!(recorder.handled(), ["evt_1", "evt_2", "evt_3"], "what had been read is handled");
}

#[tokio::test]
async fn while_too_many_wait_nothing_more_is_read() {
    let many = (0..3_000).map(|n| {
        let text = message(&format!("evt_{n}"), "sales", CHAT, &format!("M{n}"));
        format!("data: {}\n\n", text.replace("shop", &"x".repeat(10_000)))
    });
    let written = Arc::new(Notify::new());
    let acts = many.map(|frame| Act::Write(frame.into_bytes())).collect::<Vec<_>>();
    let server = Server::new([[stream(""), acts, vec![Act::Tell(written.clone())]].concat(), over()]).await;
    let (begun, go_on) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let recorder = Recorder::default();
    let handler = {
        let (begun, go_on, recorder) = (begun.clone(), go_on.clone(), recorder.clone());
        move |event: Event| {
            let (begun, go_on, recorder) = (begun.clone(), go_on.clone(), recorder.clone());
            async move {
                if event.event_id == "evt_0" {
                    begun.notify_one();
                    go_on.notified().await;
                }
                recorder.handle(event).await
            }
        }
    };
    let running = tokio::spawn(server.events(&Clock::new()).concurrency(1).run(Dispatcher::new(handler)));
    timeout(LONG, begun.notified()).await.expect("the first is handled");
    // 30 MB fit in no buffer of a socket, so that the server cannot be done unless they were read.
    assert!(timeout(Duration::from_millis(500), written.notified()).await.is_err(), "the server is held up");
    go_on.notify_one();
    timeout(LONG, running).await.expect("it ends").expect("no panic").expect("without an error");
    assert_eq!(recorder.handled().len(), 3_000);
}

#[test]
fn outside_of_a_runtime_it_fails_and_does_not_panic() {
    let client = Client::builder().base_url("http://localhost:9").build().expect("it is configured");
    let mut running = pin!(client.events().run(Dispatcher::new(Recorder::default())));
    let polled = running.as_mut().poll(&mut Context::from_waker(Waker::noop()));
    assert!(matches!(polled, Poll::Ready(Err(error)) if error.is_transport()));
}
