//! Servers that go away, and servers that let nobody in.

use wsapi_client::events::{
    Verifier,
    redis::{Consumer, Server},
};
use wsapi_transport_tests::{Gate, Recorder, RedisServer, Running, SECRET};

use crate::support::{ANNA, Notes, STREAM, add, consumer, consumer_at, nothing_pending, run};

#[tokio::test]
async fn a_server_that_comes_back_with_its_data_is_read_on() {
    let Some(mut server) = RedisServer::start().await else { return };
    let notes = Notes::default();
    add(&server, ANNA, "1").await;
    let running = Running::start(consumer(&server, notes.clone()).build().expect("a consumer"));
    notes.until(1).await;
    for id in ["2", "3"] {
        server.stop();
        server.start_again().await;
        add(&server, ANNA, id).await;
        notes.until(id.parse().expect("a number")).await;
    }
    nothing_pending(&server, STREAM).await;
    let counts = running.stop().await;
    assert_eq!(notes.tries(), ["1", "2", "3"]);
    assert!(counts.server_errors > 0, "{counts:?}");
}

#[tokio::test]
async fn a_consumer_may_be_there_before_its_server() {
    let Some(mut server) = RedisServer::start().await else { return };
    server.stop();
    let notes = Notes::default();
    let running = Running::start(consumer(&server, notes.clone()).build().expect("a consumer"));
    wsapi_transport_tests::eventually("it was asked", async || running.counts().server_errors > 0).await;
    server.start_again().await;
    add(&server, ANNA, "1").await;
    notes.until(1).await;
    running.stop().await;
}

#[tokio::test]
async fn a_wrong_password_ends_the_run_and_a_right_one_with_its_database_does_not() {
    let Some(server) = RedisServer::start().await else { return };
    run(&server, "CONFIG SET requirepass sesame").await;
    let address = |login: &str| format!("redis://{login}127.0.0.1:{}/3", server.port());
    for login in ["", ":open@"] {
        let consumer = Consumer::builder(address(login), Verifier::accept_unsigned()).group("bot");
        let consumer = consumer.handler(Recorder::default()).build().expect("a consumer");
        let error = consumer.run_until(std::future::pending()).await.expect_err("it is not let in");
        assert!(error.is_refused(), "{error}");
        assert!(!format!("{error} {error:?} {consumer:?}").contains("open"), "the password is not shown");
    }
    let recorder = Recorder::default();
    let consumer = Consumer::builder(address(":sesame@"), Verifier::accept_unsigned()).group("bot");
    let consumer = consumer.handler(recorder.clone()).build().expect("a consumer");
    let client = redis::Client::open(address(":sesame@")).expect("an address");
    let mut connection = client.get_multiplexed_async_connection().await.expect("it is let in");
    let mut command = redis::cmd("XADD");
    command.arg(STREAM).arg("*");
    for (name, value) in wsapi_transport_tests::entry("1", "sales", ANNA, "1").fields() {
        command.arg(name).arg(value);
    }
    let _: String = command.query_async(&mut connection).await.expect("an id");
    let running = Running::start(consumer);
    wsapi_transport_tests::eventually("it is handled", async || recorder.handled() == ["1"]).await;
    running.stop().await;
}

#[tokio::test]
async fn a_user_that_may_not_interrupt_waits_in_short_steps() {
    let Some(server) = RedisServer::start().await else { return };
    run(&server, "ACL SETUSER bot on >sesame ~* &* +@all -client").await;
    let notes = Notes::default();
    let consumer = Consumer::builder(
        format!("redis://bot:sesame@127.0.0.1:{}", server.port()),
        Verifier::new(SECRET).expect("a secret"),
    );
    let running = Running::start(consumer.group("bot").handler(notes.clone()).build().expect("a consumer"));
    for number in 1..=3 {
        add(&server, ANNA, &number.to_string()).await;
        notes.until(number).await;
    }
    running.stop().await;
}

#[tokio::test]
async fn a_stream_that_becomes_something_else_does_not_hold_up_others() {
    let Some(server) = RedisServer::start().await else { return };
    let notes = Notes::default();
    server.add("stream:other", &wsapi_transport_tests::entry("1", "other", ANNA, "1")).await;
    add(&server, ANNA, "2").await;
    let running = Running::start(consumer(&server, notes.clone()).build().expect("a consumer"));
    notes.until(2).await;
    run(&server, "SET stream:other text").await;
    for number in 3..=5 {
        add(&server, ANNA, &number.to_string()).await;
        notes.until(number).await;
    }
    nothing_pending(&server, STREAM).await;
    run(&server, "DEL stream:other").await;
    running.stop().await;
}

#[test]
fn what_cannot_work_is_refused_when_it_is_built() {
    let builder = |server: Server| Consumer::builder(server, Verifier::accept_unsigned());
    let whole = |server: Server| builder(server).group("bot").handler(Recorder::default());
    let good = || whole("redis://127.0.0.1/".into());
    assert!(good().build().is_ok());
    let longest = std::time::Duration::MAX;
    assert!(good().backoff(longest, longest).build().is_ok(), "a wait is shortened to what can be waited");
    let bad = [
        builder("redis://127.0.0.1/".into()).group("bot"),
        builder("redis://127.0.0.1/".into()).handler(Recorder::default()),
        whole("http://127.0.0.1/".into()),
        whole("".into()),
        whole(Server::sentinels(Vec::<&str>::new(), "mymaster")),
        whole(Server::sentinels(["redis://127.0.0.1/"], "")),
        good().stream_prefix(""),
        good().stream_prefix("de"),
        good().dead_letter_prefix("stream:dead:"),
        good().shared_stream("events").dead_letter_prefix(""),
        good().concurrency(0),
        good().in_hand(usize::MAX),
        good().tries(0),
        good().lease(std::time::Duration::ZERO),
        good().min_idle(std::time::Duration::MAX),
        good().drain(std::time::Duration::MAX),
    ];
    for builder in bad {
        let shown = format!("{builder:?}");
        assert!(builder.build().is_err_and(|error| error.is_invalid_input()), "{shown}");
    }
}

#[tokio::test]
async fn what_is_too_large_for_one_answer_is_read_one_by_one_and_the_lease_is_kept() {
    let Some(server) = RedisServer::start().await else { return };
    for number in 0..12 {
        let id = number.to_string();
        let mut large = wsapi_transport_tests::entry(&id, "sales", ANNA, &id);
        large.event_data = large.event_data.replace("shop", &"x".repeat(400_000));
        large.signature = Some(wsapi_transport_tests::sign(large.json().as_bytes()));
        server.add(STREAM, &large).await;
    }
    // All of them take longer than an answer may.
    let address = Gate::Slow(400_000).open(server.port()).await;
    let notes = Notes::default();
    let running = Running::start(consumer_at(address, notes.clone()).build().expect("a consumer"));
    notes.until(12).await;
    nothing_pending(&server, STREAM).await;
    let counts = running.stop().await;
    assert_eq!((counts.handled, counts.leases_lost), (12, 0), "{counts:?}");
}

#[tokio::test]
async fn answers_of_the_newer_protocol_are_understood() {
    let Some(server) = RedisServer::start().await else { return };
    let notes = Notes::default();
    let address = format!("{}?protocol=resp3", server.url());
    let running = Running::start(consumer_at(address, notes.clone()).build().expect("a consumer"));
    for number in 1..=5 {
        add(&server, ANNA, &number.to_string()).await;
        notes.until(number).await;
    }
    nothing_pending(&server, STREAM).await;
    running.stop().await;
    let redis::Value::BulkString(stats) = run(&server, "INFO commandstats").await else { panic!("a text") };
    let stats = String::from_utf8(stats).expect("text");
    let calls = stats.split("cmdstat_xread:calls=").nth(1).and_then(|rest| rest.split(',').next());
    let calls: u32 = calls.expect("it was watched").parse().expect("a number");
    assert!(calls < 100, "the stream was watched, and not asked for without end: {calls}");
}

#[tokio::test]
async fn a_stream_that_was_taken_without_an_answer_is_given_back() {
    let Some(server) = RedisServer::start().await else { return };
    add(&server, ANNA, "1").await;
    let address = Gate::Losing("wsapi:lease:bot:stream:sales".to_owned()).open(server.port()).await;
    let notes = Notes::default();
    let lease = std::time::Duration::from_secs(3600);
    let running = Running::start(consumer_at(address, notes.clone()).lease(lease).build().expect("a consumer"));
    notes.until(1).await;
    let counts = running.stop().await;
    assert_eq!((counts.streams_taken, counts.leases_lost), (1, 0));
    assert!(counts.server_errors > 0, "{counts:?}");
}

#[tokio::test]
async fn a_server_that_is_slow_with_something_else_costs_no_lease() {
    let Some(server) = RedisServer::start().await else { return };
    add(&server, ANNA, "1").await;
    let seconds = std::time::Duration::from_secs;
    let notes = Notes::default();
    // The server knows the scripts from another worker.
    let other = Running::start(consumer(&server, notes.clone()).build().expect("a consumer"));
    notes.until(1).await;
    other.stop().await;
    // Who takes a stream and says that it is alive waits for it, together for longer than a lease lasts.
    let address = Gate::Late("wsapi:workers:bot:stream:".to_owned(), seconds(4)).open(server.port()).await;
    let running = Running::start(
        consumer_at(address, notes).lease(seconds(7)).discovery(seconds(60)).build().expect("a consumer"),
    );
    let streams = async || running.counts().streams_taken > 0;
    wsapi_transport_tests::eventually("the stream is taken", streams).await;
    tokio::time::sleep(seconds(10)).await;
    let counts = running.counts();
    assert_eq!((counts.streams_taken, counts.leases_lost), (1, 0), "{counts:?}");
}
