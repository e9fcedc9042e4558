//! Settings, users and servers that are rejected or accepted.

use std::time::Duration;

use redis::cmd;
use wsapi_client::events::{
    Verifier,
    redis::{Consumer, RedisConfig, Streams},
};
use wsapi_transport_tests::{GROUP, Recorder, RedisServer, Running, entry, eventually};

use crate::support::{ANNA, STREAM, with_prefix};

#[test]
fn invalid_settings_are_rejected_by_build() {
    let builder = |config: RedisConfig| Consumer::builder(config, Verifier::accept_unsigned());
    let complete =
        |config: RedisConfig| builder(config).group(GROUP).handler(Recorder::default()).streams(with_prefix("stream:"));
    let url = || RedisConfig::from("redis://127.0.0.1/");
    let good = || complete(url());
    assert!(good().build().is_ok());
    let longest = Duration::MAX;
    let backoff = wsapi_client::Backoff::new(longest).max_delay(longest);
    assert!(good().backoff(backoff).shutdown_timeout(longest).build().is_ok(), "the times are shortened");
    let bad = [
        builder(url()).group(GROUP).handler(Recorder::default()),
        builder(url()).group(GROUP).streams(with_prefix("stream:")),
        builder(url()).handler(Recorder::default()).streams(with_prefix("stream:")),
        good().group(""),
        complete("http://127.0.0.1/".into()),
        complete("".into()),
        complete(RedisConfig::sentinels(Vec::<&str>::new(), "mymaster")),
        complete(RedisConfig::sentinels(["redis://127.0.0.1/"], "")),
        good().streams(with_prefix("")),
        good().streams(with_prefix("de")),
        good().dead_letter_prefix("stream:dead:"),
        good().streams(Streams::shared("events")).dead_letter_prefix(""),
        good().streams(Streams::shared("")),
        good().streams(Streams::named(Vec::<&str>::new())),
        good().streams(Streams::named(["events", "dead:events"])),
        good().streams(Streams::named(["sales"]).prefix("stream:")),
        good().streams(Streams::with_prefix("stream:").prefix("")),
        good().streams(Streams::with_prefix("stream:").refresh_interval(Duration::ZERO)),
        good().concurrency(0),
        good().max_in_flight(0),
        good().max_attempts(0),
        good().lease_duration(Duration::ZERO),
        good().lease_duration(Duration::MAX),
        good().min_idle(Duration::MAX),
    ];
    for builder in bad {
        let shown = format!("{builder:?}");
        assert!(builder.build().is_err_and(|error| error.is_invalid_input()), "{shown}");
    }
}

#[test]
fn missing_settings_are_named() {
    let builder = || Consumer::builder("redis://127.0.0.1/", Verifier::accept_unsigned());
    let builders = [
        ("group", builder().handler(Recorder::default()).streams(with_prefix("stream:"))),
        ("handler", builder().group(GROUP).streams(with_prefix("stream:"))),
        ("streams", builder().group(GROUP).handler(Recorder::default())),
    ];
    for (name, builder) in builders {
        let error = builder.build().expect_err("a setting is missing").to_string();
        assert!(error.contains(name), "{name}: {error}");
    }
}

#[tokio::test]
async fn wrong_password_ends_the_run_and_is_not_shown() {
    let Some(server) = RedisServer::start().await else { return };
    server.run("CONFIG SET requirepass sesame").await;
    let url = |login: &str| format!("redis://{login}127.0.0.1:{}/3", server.port());
    let consumer = |login: &str, recorder: Recorder| {
        let builder = Consumer::builder(url(login), Verifier::accept_unsigned());
        builder.group(GROUP).handler(recorder).streams(with_prefix("stream:")).build().expect("a consumer")
    };
    for login in ["", ":open@"] {
        let consumer = consumer(login, Recorder::default());
        let error = consumer.run_until(std::future::pending()).await.expect_err("the server rejects the consumer");
        assert!(error.is_rejected(), "{error}");
        assert!(!format!("{error} {error:?} {consumer:?}").contains("open"), "the password is not shown");
    }
    // With the right password, the database of the URL is read.
    let recorder = Recorder::default();
    let client = redis::Client::open(url(":sesame@")).expect("a URL");
    let mut connection = client.get_multiplexed_async_connection().await.expect("the server accepts the client");
    let mut command = cmd("XADD");
    command.arg(STREAM).arg("*");
    for (name, value) in entry("1", "sales", ANNA, "1").fields() {
        command.arg(name).arg(value);
    }
    let _: String = command.query_async(&mut connection).await.expect("an id");
    let running = Running::start(consumer(":sesame@", recorder.clone()));
    eventually("the event is handled", async || recorder.handled() == ["1"]).await;
    running.stop().await;
}
