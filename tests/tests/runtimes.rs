//! Calls in runtimes of every kind: without timers, without any runtime, and on tokio's paused clock.

use std::{
    env,
    pin::pin,
    process::Command,
    sync::Arc,
    task::{Context, Poll, Wake, Waker},
    thread::{self, Thread},
    time::Duration,
};

use tokio::{runtime::Builder, time::Instant};
use wsapi_client::{
    Backoff, BoxFuture, Client, ClientBuilder, Delivery, Error, Jid, Pacing, RetryPolicy, TokioClock,
    operations::{ListGroups, SendText},
    types::{Group, SendTextRequest},
};
use wsapi_simulator::Simulator;

/// The variable that names the place where the child makes its call.
const PLACE: &str = "WSAPI_TEST_PLACE";

/// Waits for a future with nothing but a thread.
fn block_on<T>(future: impl Future<Output = T>) -> T {
    struct Unpark(Thread);
    impl Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }
    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    let (mut future, mut context) = (pin!(future), Context::from_waker(&waker));
    loop {
        match future.as_mut().poll(&mut context) {
            Poll::Ready(output) => return output,
            Poll::Pending => thread::park(),
        }
    }
}

/// The same in a tokio runtime that was built without timers.
fn block_on_bare_tokio<T>(future: impl Future<Output = T>) -> T {
    Builder::new_current_thread().build().expect("a runtime").block_on(future)
}

/// A client with the default clock. A simulator in this process needs no runtime.
fn builder(sim: &Simulator) -> ClientBuilder {
    sim.instance("default").client_builder().clock(TokioClock)
}

fn client(sim: &Simulator) -> Client {
    builder(sim).build().expect("a valid configuration")
}

async fn list(client: &Client) -> Result<Vec<Group>, Error> {
    client.groups().list().await
}

async fn send(client: &Client) -> Result<(), Error> {
    let to: Jid = "491701234567@s.whatsapp.net".parse().expect("a JID");
    client.messages().send_text(SendTextRequest::new(to, "Hello")).await.map(drop)
}

/// Runs in the child that the parent starts. Without a place, it does nothing.
#[test]
fn child() {
    let retry = RetryPolicy::new().backoff(Backoff::new(Duration::from_millis(1)));
    let client = Client::builder().base_url("http://127.0.0.1:9").api_key("k").retry(retry).build();
    let client = client.expect("a valid configuration");
    let error = match env::var(PLACE).as_deref() {
        Ok("thread") => block_on(send(&client)),
        Ok("bare tokio") => block_on_bare_tokio(send(&client)),
        Ok("tokio without IO") => {
            Builder::new_current_thread().enable_time().build().expect("a runtime").block_on(send(&client))
        }
        _ => return,
    };
    let error = error.expect_err("reqwest cannot run here");
    println!("<{:?} {} {error}>", error.delivery(), error.is_transport());
}

#[test]
fn reqwest_without_its_runtime_is_an_error_and_not_a_panic() {
    // Only trying shows whether tokio has timers or IO, and the panic that is caught then is printed: once for the
    // clock and once for reqwest, and not again for the attempts that follow.
    for (place, panics) in [("thread", 0), ("bare tokio", 2), ("tokio without IO", 1)] {
        let mut command = Command::new(env::current_exe().expect("this program"));
        command.args(["child", "--exact", "--nocapture"]).env(PLACE, place);
        let output = command.output().expect("the child runs");
        let (said, printed) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert!(output.status.success(), "{said}{printed}");
        let said = said.split_once('<').and_then(|(_, said)| said.rsplit_once('>')).expect("an error").0;
        assert_eq!(
            said,
            "NotSent true sendText: the request was not sent: reqwest requires a running tokio runtime with timers and \
             I/O (`enable_all`), after 3 attempts",
            "{place}"
        );
        assert!(printed.matches("panicked at").count() <= panics, "{place}: {printed}");
    }
}

#[test]
fn own_transport_works_without_timers_and_without_a_runtime() {
    let retry = RetryPolicy::new().backoff(Backoff::new(Duration::from_millis(20)));
    type Pending = BoxFuture<'static, Result<Vec<Group>, Error>>;
    for block_on in [block_on, block_on_bare_tokio] as [fn(Pending) -> _; 2] {
        let sim = Simulator::new();
        sim.on::<ListGroups>().times(2).breaks_connection();
        let client = builder(&sim).retry(retry.clone()).build().expect("a valid configuration");
        let groups = block_on(Box::pin(async move { list(&client).await }));
        assert!(groups.expect("the third attempt succeeds").is_empty());
        assert_eq!(sim.attempts::<ListGroups>().len(), 3);
    }
}

#[test]
fn time_limits_hold_without_timers_and_without_a_runtime() {
    let limit = Duration::from_millis(40);
    let silent = || async move {
        let sim = Simulator::new();
        sim.on::<ListGroups>().stalls();
        let client = client(&sim);
        let of_attempt = client.groups().list().retry(RetryPolicy::never()).attempt_timeout(limit);
        let of_call = client.groups().list().timeout(limit);
        [
            of_attempt.await.expect_err("the server does not respond"),
            of_call.await.expect_err("the server does not respond"),
        ]
    };
    for errors in [block_on(silent()), block_on_bare_tokio(silent())] {
        for (error, kind) in errors.iter().zip(["attempt_timeout", "timeout"]) {
            assert!(error.is_timeout() && error.delivery() == Delivery::Unknown, "{error}");
            assert!(error.to_string().ends_with(&format!("is 40ms (`{kind}`)")), "{error}");
        }
    }
}

#[test]
fn blocking_call_works_without_a_runtime() {
    let sim = Simulator::new();
    sim.on::<ListGroups>().once().breaks_connection();
    assert!(client(&sim).groups().list().send_blocking().expect("a success").is_empty());
    assert_eq!(sim.attempts::<ListGroups>().len(), 2);
}

#[tokio::test(start_paused = true)]
async fn backoff_passes_on_the_paused_clock() {
    let (start, sim) = (Instant::now(), Simulator::new());
    sim.on::<ListGroups>().times(9).breaks_connection();
    let backoff = Backoff::new(Duration::from_secs(20)).max_delay(Duration::from_secs(20));
    let retry = RetryPolicy::new().attempts(10).backoff(backoff);
    let client = builder(&sim).retry(retry).timeout(Duration::from_secs(3600)).build().expect("valid");
    list(&client).await.expect("the tenth attempt succeeds");
    let elapsed = start.elapsed();
    assert!(elapsed > Duration::ZERO && elapsed <= 9 * Duration::from_secs(20), "{elapsed:?}");
    assert_eq!(sim.attempts::<ListGroups>().len(), 10);
}

#[tokio::test(start_paused = true)]
async fn deadline_of_a_call_passes_on_the_paused_clock() {
    let (start, sim) = (Instant::now(), Simulator::new());
    sim.on::<ListGroups>().stalls();
    let error = list(&client(&sim)).await.expect_err("the server does not respond");
    assert_eq!(start.elapsed().as_secs(), 240, "{error}");
    assert!(error.is_timeout() && error.to_string().contains("the limit of the call is 240s (`timeout`)"), "{error}");
    assert_eq!(sim.attempts::<ListGroups>().len(), 3, "two attempts of 100 s, and what is left");
}

#[tokio::test(start_paused = true)]
async fn limit_of_an_attempt_passes_on_the_paused_clock() {
    let (start, sim) = (Instant::now(), Simulator::new());
    sim.on::<SendText>().stalls();
    let error = send(&client(&sim)).await.expect_err("the server does not respond");
    assert_eq!(start.elapsed().as_secs(), 100, "{error}");
    assert!(error.is_timeout() && error.delivery() == Delivery::Unknown);
    assert_eq!((sim.attempts::<SendText>().len(), error.attempts()), (1, 1), "a message is not sent twice");
}

#[tokio::test(start_paused = true)]
async fn dropped_calls_do_not_delay_the_next() {
    let sim = Simulator::new();
    let pacing = Pacing::every(Duration::from_secs(60));
    let client = builder(&sim).pacing(pacing).timeout(Duration::from_secs(7200)).build().expect("valid");
    let start = Instant::now();
    send(&client).await.expect("the first goes out at once");
    for _ in 0..20 {
        let dropped = tokio::time::timeout(Duration::from_millis(100), send(&client)).await;
        assert!(dropped.is_err(), "it waits for its turn");
    }
    send(&client).await.expect("a success");
    assert_eq!((start.elapsed().as_secs(), sim.attempts::<SendText>().len()), (60, 2));

    // The same with calls that wait at the same time.
    let waiting = (0..20).map(|_| {
        let client = client.clone();
        tokio::spawn(async move { send(&client).await })
    });
    let waiting: Vec<_> = waiting.collect();
    tokio::time::sleep(Duration::from_secs(1)).await;
    for task in waiting {
        task.abort();
        assert!(task.await.is_err_and(|error| error.is_cancelled()), "it waits for its turn");
    }
    send(&client).await.expect("a success");
    assert_eq!((start.elapsed().as_secs(), sim.attempts::<SendText>().len()), (120, 3));
}

#[tokio::test(start_paused = true)]
async fn paced_calls_go_out_one_by_one() {
    let sim = Simulator::builder().instance("default").instance("support").build();
    let client = builder(&sim).pacing(Pacing::per_minute(1)).build().expect("a valid configuration");
    let start = Instant::now();
    for minute in 0..3 {
        send(&client).await.expect("a success");
        assert_eq!(start.elapsed().as_secs(), minute * 60);
    }
    list(&client).await.expect("a call that only reads has no pace");
    send(&client.for_instance("support")).await.expect("a success");
    assert_eq!(start.elapsed().as_secs(), 120, "another instance has its own pace");
}
