//! Acts inside handlers, and the runtime of handlers.

use std::{
    pin::pin,
    sync::{Arc, Mutex},
    task::{Context, Waker},
};

use wsapi_client::{
    Event,
    events::{Attempt, BoxError, Handler},
};
use wsapi_simulator::{Simulator, without_waiting};

const ADA: &str = "+49 170 1234567";

fn text(event: &Event) -> String {
    event.as_message().and_then(|message| message.text_or_caption()).unwrap_or_default().to_owned()
}

#[tokio::test]
async fn act_and_settle_inside_a_handler_do_not_wait_for_it() {
    let sim = Simulator::new();
    let (texts, grace) = (Arc::<Mutex<Vec<String>>>::default(), sim.person("+49 170 7654321"));
    let (seen, inner) = (texts.clone(), sim.clone());
    sim.deliver_to(move |event: Event| {
        let (seen, sim, grace) = (seen.clone(), inner.clone(), grace.clone());
        async move {
            if text(&event) == "ping" {
                grace.writes("nested").await;
                sim.settle().await;
            }
            seen.lock().expect("the lock is not poisoned").push(text(&event));
            Ok::<(), BoxError>(())
        }
    });
    sim.person(ADA).writes("ping").await;
    // The nested event waits for the handler, and the outer act waits for both.
    assert_eq!(*texts.lock().expect("the lock is not poisoned"), ["ping", "nested"]);
}

#[tokio::test]
async fn spawned_task_can_act_and_is_not_waited_for() {
    let sim = Simulator::new();
    let grace = sim.person("+49 170 7654321");
    sim.deliver_to(move |event: Event| {
        let grace = grace.clone();
        async move {
            if text(&event) == "ping" {
                tokio::spawn(async move { grace.writes("later").await });
            }
            Ok::<(), BoxError>(())
        }
    });
    sim.person(ADA).writes("ping").await;
    sim.until(|| sim.deliveries().len() == 2).await;
}

#[tokio::test]
async fn restore_cancels_a_hanging_handler() {
    let sim = Simulator::new();
    let texts = Arc::<Mutex<Vec<String>>>::default();
    let seen = texts.clone();
    sim.deliver_to(move |event: Event| {
        seen.lock().expect("the lock is not poisoned").push(text(&event));
        async move {
            if text(&event) == "hang" {
                std::future::pending::<()>().await;
            }
            Ok::<(), BoxError>(())
        }
    });
    let (ada, before) = (sim.person(ADA), sim.snapshot());
    let restore = async {
        sim.until(|| texts.lock().expect("the lock is not poisoned").len() == 1).await;
        sim.restore(&before);
    };
    tokio::join!(ada.writes("hang").into_future(), ada.writes("forgotten").into_future(), restore);
    ada.writes("two").await;
    assert_eq!(*texts.lock().expect("the lock is not poisoned"), ["hang", "two"]);
    assert_eq!(sim.deliveries().len(), 1);
}

#[test]
fn handler_added_outside_of_a_runtime_runs_inside_one() {
    let sim = Simulator::new();
    sim.deliver_to(|_: Event| async { Ok::<(), BoxError>(()) });
    sim.advance(std::time::Duration::from_secs(60));
    let ada = sim.person(ADA);
    for count in 1..=2 {
        // The runtime is dropped while its events are being delivered.
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(async { ada.writes("ping").await });
        assert_eq!(sim.deliveries().len(), count);
    }
}

#[test]
fn dropped_runtime_leaves_no_pending_events() {
    let sim = Simulator::new();
    sim.deliver_to(|event: Event| async move {
        if text(&event) == "hang" {
            std::future::pending::<()>().await;
        }
        Ok::<(), BoxError>(())
    });
    let ada = sim.person(ADA);
    let runtime = || tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime().block_on(async {
        let mut act = pin!(ada.writes("hang").into_future());
        assert!(act.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
        tokio::task::yield_now().await;
    });
    runtime().block_on(async { ada.writes("ping").await });
    assert_eq!(sim.deliveries().len(), 1);
}

#[test]
#[should_panic(expected = "cannot deliver events: there is no tokio runtime")]
fn act_with_an_event_panics_outside_of_a_runtime() {
    let sim = Simulator::new();
    sim.deliver_to(|_: Event| async { Ok::<(), BoxError>(()) });
    let ada = sim.person(ADA);
    let _ = pin!(ada.writes("ping").into_future()).poll(&mut Context::from_waker(Waker::noop()));
}

/// A handler that panics when it is called, not when its future is polled.
struct Panicking;

impl Handler for Panicking {
    fn handle(&self, event: Event, _: Attempt) -> impl Future<Output = Result<(), BoxError>> + Send {
        assert!(text(&event) != "panic", "as intended");
        std::future::ready(Ok(()))
    }
}

#[tokio::test]
async fn panic_outside_of_the_future_fails_only_its_event() {
    let sim = Simulator::new();
    sim.deliver_to(Panicking);
    let ada = sim.person(ADA);
    ada.writes("panic").await;
    ada.writes("ping").await;
    let errors: Vec<_> = sim.deliveries().into_iter().map(|delivery| delivery.error).collect();
    assert_eq!(errors, [Some("the handler panicked: as intended".to_owned()), None]);
    assert_eq!(sim.handler_errors(), ["the handler panicked: as intended"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn settle_does_not_panic_while_other_tasks_act() {
    let sim = Simulator::new();
    sim.deliver_to(|_: Event| async { Ok::<(), BoxError>(()) });
    let mut tasks = tokio::task::JoinSet::new();
    for number in 0..4 {
        let (sim, person) = (sim.clone(), sim.person(&format!("+49 170 123456{number}")));
        tasks.spawn(async move {
            for _ in 0..2_000 {
                match number % 2 {
                    0 => drop(without_waiting(person.writes("ping")).await),
                    _ => without_waiting(sim.settle()).await,
                }
            }
        });
    }
    while let Some(result) = tasks.join_next().await {
        result.expect("no task panics");
    }
    sim.settle().await;
    assert_eq!(sim.deliveries().len(), 4_000);
}

#[tokio::test]
async fn handler_gets_no_event_from_before_it_was_added() {
    let sim = Simulator::new();
    let (go, wait) = tokio::sync::watch::channel(false);
    sim.deliver_to(move |_: Event| {
        let mut wait = wait.clone();
        async move { wait.wait_for(|go| *go).await.map(drop) }
    });
    let ada = sim.person(ADA);
    without_waiting(ada.writes("in flight")).await;
    without_waiting(ada.writes("queued")).await;
    let texts = Arc::<Mutex<Vec<String>>>::default();
    let seen = texts.clone();
    sim.deliver_to(move |event: Event| {
        seen.lock().expect("the lock is not poisoned").push(text(&event));
        async { Ok::<(), BoxError>(()) }
    });
    go.send_replace(true);
    ada.writes("new").await;
    assert_eq!(*texts.lock().expect("the lock is not poisoned"), ["new"]);
    assert_eq!(sim.deliveries().len(), 4);
}
