//! Servers and networks that misbehave: the requests that arrive, and the errors that the caller gets.
//!
//! Each case runs with a safe, an idempotent and an effectful operation, because the class decides about retries.

use std::time::{Duration, SystemTime};

use super::{Act, Reaction, Script, SendTextRequest, answer, json, person};
use crate::{
    Backoff, Client, ClientBuilder,
    Delivery::{self, Accepted, NotSent, Rejected, Unknown},
    Error, RetryPolicy,
};

/// Long enough for a request to arrive on a busy machine.
const BRIEF: Duration = Duration::from_millis(400);
/// Longer than any test may take.
const LONG: Duration = Duration::from_secs(3600);

async fn safe(client: &Client) -> Result<(), Error> {
    client.sample().look_up().await.map(drop)
}

async fn idempotent(client: &Client) -> Result<(), Error> {
    client.sample().replace(Reaction { emoji: "👍".to_owned() }).await.map(drop)
}

async fn effectful(client: &Client) -> Result<(), Error> {
    client.sample().send_text(SendTextRequest::new(person(), "Hello")).await.map(drop)
}

/// The result of a call.
struct Outcome {
    script: Script,
    result: Result<(), Error>,
}

impl Outcome {
    fn error(&self) -> &Error {
        self.result.as_ref().expect_err("a failure")
    }

    /// The requests that arrived, and the attempts and the delivery that the error reports.
    fn summary(&self) -> (usize, u32, Delivery) {
        (self.script.requests().len(), self.error().attempts(), self.error().delivery())
    }
}

/// A safe, an idempotent and an effectful call, each with a server of its own.
async fn each(script: &[Vec<Act>], configure: fn(ClientBuilder) -> ClientBuilder) -> [Outcome; 3] {
    let start = async || {
        let script = Script::new(script.to_vec()).await;
        let client = configure(script.builder()).build().expect("valid");
        (script, client)
    };
    let ((first, one), (second, two), (third, three)) = (start().await, start().await, start().await);
    let results = tokio::join!(safe(&one), idempotent(&two), effectful(&three));
    [
        Outcome { script: first, result: results.0 },
        Outcome { script: second, result: results.1 },
        Outcome { script: third, result: results.2 },
    ]
}

/// The same with the usual limits.
async fn each_of(script: &[Vec<Act>]) -> [Outcome; 3] {
    each(script, |builder| builder).await
}

fn summaries(outcomes: &[Outcome; 3]) -> [(usize, u32, Delivery); 3] {
    [outcomes[0].summary(), outcomes[1].summary(), outcomes[2].summary()]
}

/// A call that may have had its effect is retried only if a second time has the same effect.
fn repeated_unless_effectful(delivery: Delivery) -> [(usize, u32, Delivery); 3] {
    [(3, 3, delivery), (3, 3, delivery), (1, 1, delivery)]
}

fn always(requests: usize, delivery: Delivery) -> [(usize, u32, Delivery); 3] {
    [(requests, u32::try_from(requests).expect("a few"), delivery); 3]
}

/// A head that announces more bytes than the server sends.
fn head(status: &str) -> Vec<u8> {
    format!("HTTP/1.1 {status}\r\ncontent-type: application/json\r\ncontent-length: 20\r\n\r\n").into_bytes()
}

#[tokio::test]
async fn refused_connection_is_retried_for_every_class() {
    let script = Script::nobody().await;
    let client = script.builder().build().expect("valid");
    for result in [safe(&client).await, idempotent(&client).await, effectful(&client).await] {
        let error = result.unwrap_err();
        assert!(error.is_transport() && error.is_connect() && !error.is_timeout());
        assert_eq!((error.attempts(), error.delivery(), error.status()), (3, NotSent, None));
        assert_eq!(error.retry_after(), None);
    }
}

#[tokio::test]
async fn reset_before_the_request_is_read_leaves_delivery_unknown() {
    let outcomes = each_of(&[vec![Act::LeaveUnread, Act::Reset]]).await;
    assert_eq!(outcomes.each_ref().map(|outcome| outcome.script.connections()), [3, 3, 1]);
    for (outcome, attempts) in outcomes.iter().zip([3, 3, 1]) {
        assert_eq!(outcome.summary(), (0, attempts, Unknown));
        assert!(outcome.error().is_transport() && !outcome.error().is_connect() && !outcome.error().is_timeout());
    }
}

#[tokio::test]
async fn reset_after_the_request_leaves_delivery_unknown() {
    for end in [vec![Act::Read, Act::Reset], vec![Act::Read]] {
        let outcomes = each_of(&[end]).await;
        assert_eq!(summaries(&outcomes), repeated_unless_effectful(Unknown));
        for outcome in &outcomes {
            assert!(outcome.error().is_transport() && !outcome.error().is_connect());
            assert_eq!(outcome.error().status(), None);
        }
    }
}

#[tokio::test]
async fn broken_keep_alive_connection_leaves_delivery_unknown() {
    let kept = b"HTTP/1.1 201 Created\r\ncontent-length: 8\r\n\r\n{\"id\":1}".to_vec();
    let kept = [Act::Read, Act::Write(kept), Act::Read, Act::Reset].to_vec();
    let script = Script::new([kept]).await;
    let client = script.builder().build().expect("valid");
    assert!(effectful(&client).await.unwrap_err().is_decode());
    let error = effectful(&client).await.unwrap_err();
    assert!(error.is_transport());
    assert_eq!((error.attempts(), error.delivery()), (1, Unknown));
    assert_eq!((script.connections(), script.requests().len()), (1, 2));
}

#[tokio::test]
async fn missing_headers_time_out_each_attempt() {
    let outcomes = each(&[vec![Act::Read, Act::Hold]], |builder| builder.attempt_timeout(BRIEF)).await;
    assert_eq!(summaries(&outcomes), repeated_unless_effectful(Unknown));
    for outcome in &outcomes {
        assert!(outcome.error().is_timeout() && !outcome.error().is_connect());
        assert_eq!(outcome.error().status(), None);
        assert!(outcome.error().to_string().contains("the limit of an attempt is 400ms"), "{}", outcome.error());
        assert!(outcome.script.notices_that_the_client_is_gone().await);
    }
}

#[tokio::test]
async fn stalled_body_is_a_timeout_of_an_accepted_call() {
    let stalled = vec![Act::Read, Act::Write(head("200 OK")), Act::Write(b"half".to_vec()), Act::Hold];
    let outcomes = each(&[stalled], |builder| builder.attempt_timeout(BRIEF)).await;
    assert_eq!(summaries(&outcomes), repeated_unless_effectful(Accepted));
    for outcome in &outcomes {
        assert!(outcome.error().is_timeout() && !outcome.error().is_decode());
        assert_eq!((outcome.error().status(), outcome.error().body()), (Some(200), None));
    }
}

#[tokio::test]
async fn truncated_body_is_a_broken_connection_of_an_accepted_call() {
    let whole = [head("200 OK"), b"half".to_vec()].concat();
    let chunked = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n4\r\nhalf\r\n".to_vec();
    let cuts = [
        vec![Act::Read, Act::Write(whole.clone())],
        vec![Act::Read, Act::Write(whole), Act::Reset],
        vec![Act::Read, Act::Write(chunked)],
    ];
    for cut in cuts {
        let outcomes = each_of(&[cut]).await;
        assert_eq!(summaries(&outcomes), repeated_unless_effectful(Accepted));
        for outcome in &outcomes {
            assert!(outcome.error().is_transport() && !outcome.error().is_timeout());
            assert_eq!((outcome.error().status(), outcome.error().body()), (Some(200), None));
        }
    }
}

#[tokio::test]
async fn response_that_is_not_http_leaves_delivery_unknown() {
    for bytes in ["SSH-2.0-OpenSSH_9.9\r\n", "\r\n\r\n", "HTTP/1.1 20", "HTTP/1.1 999999 What\r\n\r\n"] {
        let outcomes = each_of(&[vec![Act::Read, Act::Write(bytes.into())]]).await;
        assert_eq!(summaries(&outcomes), repeated_unless_effectful(Unknown), "{bytes}");
        assert!(outcomes.iter().all(|outcome| outcome.error().is_transport()), "{bytes}");
    }
}

#[tokio::test]
async fn early_hints_before_the_response_are_skipped() {
    let early = "HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n";
    let whole = format!("{early}HTTP/1.1 201 Created\r\ncontent-length: 17\r\n\r\n{{\"id\":\"3EB0C431\"}}");
    for outcome in each_of(&[vec![Act::Read, Act::Write(whole.into())]]).await {
        outcome.result.expect("a success");
        assert_eq!(outcome.script.requests().len(), 1);
    }
}

#[tokio::test]
async fn error_status_is_reported_even_if_its_body_is_truncated() {
    let refused = |end| vec![vec![Act::Read, Act::Write([head("409 Conflict"), b"half".to_vec()].concat()), end]];
    for end in [Act::Reset, Act::Hold] {
        let outcomes = each(&refused(end), |builder| builder.attempt_timeout(BRIEF)).await;
        assert_eq!(summaries(&outcomes), always(1, Rejected));
        for outcome in &outcomes {
            assert!(outcome.error().is_conflict() && !outcome.error().is_timeout());
        }
    }
}

#[tokio::test]
async fn too_many_requests_is_retried_after_the_wait_for_every_class() {
    let past = httpdate::fmt_http_date(SystemTime::UNIX_EPOCH);
    for (wait, asked) in [
        ("0", Some(Duration::ZERO)),
        (past.as_str(), Some(Duration::ZERO)),
        ("0.0", Some(Duration::ZERO)),
        ("soon", None),
        ("120junk", None),
        ("-5", None),
    ] {
        let headers = format!("retry-after: {wait}\r\n");
        let outcomes = each_of(&[answer("429 Too Many Requests", &headers, "")]).await;
        assert_eq!(summaries(&outcomes), always(3, Rejected), "{wait}");
        for outcome in &outcomes {
            assert!(outcome.error().is_too_many_requests() && outcome.error().is_status());
            assert_eq!(outcome.error().retry_after(), asked, "{wait}");
        }
    }
}

#[tokio::test]
async fn retry_after_over_the_maximum_fails_at_once_and_is_reported() {
    let later = httpdate::fmt_http_date(SystemTime::now() + LONG);
    for wait in ["3600", &later, "3599.5", "18446744073709551615", "99999999999999999999"] {
        let headers = format!("retry-after: {wait}\r\n");
        let outcomes = each_of(&[answer("429 Too Many Requests", &headers, "")]).await;
        assert_eq!(summaries(&outcomes), always(1, Rejected), "{wait}");
        for outcome in &outcomes {
            let asked = outcome.error().retry_after().expect("a wait");
            assert!(asked > LONG / 2, "{wait}: {asked:?}");
        }
    }
}

#[tokio::test]
async fn retry_after_without_a_maximum_may_be_of_any_length() {
    for wait in ["18446744073709551615", "99999999999999999999"] {
        let forever = [answer("429 Too Many Requests", &format!("retry-after: {wait}\r\n"), "")];
        let outcomes = each(&forever, |builder| {
            builder.retry(RetryPolicy::new().backoff(Backoff::new(LONG).max_delay(LONG)).max_retry_after(Duration::MAX))
        });
        assert_eq!(summaries(&outcomes.await), always(1, Rejected), "{wait}");
    }
}

#[tokio::test]
async fn retry_after_longer_than_the_time_left_fails_at_once() {
    let slow = answer("429 Too Many Requests", "retry-after: 59\r\n", "");
    let outcomes = each(&[slow], |builder| builder.timeout(Duration::from_secs(30))).await;
    assert_eq!(summaries(&outcomes), always(1, Rejected));
    assert!(outcomes.iter().all(|outcome| outcome.error().is_too_many_requests()));
}

#[tokio::test]
async fn internal_server_error_is_not_retried_and_leaves_delivery_unknown() {
    let outcomes = each_of(&[answer("500 Internal Server Error", "", "")]).await;
    assert_eq!(summaries(&outcomes), always(1, Unknown));
    for outcome in &outcomes {
        assert!(outcome.error().status() == Some(500) && outcome.error().is_server_error());
        assert_eq!((outcome.error().status(), outcome.error().body()), (Some(500), Some(&b""[..])));
    }
}

#[tokio::test]
async fn error_of_a_proxy_leaves_delivery_unknown() {
    type Predicate = fn(&Error) -> bool;
    let html = "<html><body>upstream failed</body></html>";
    let statuses: [(&str, Predicate); 3] = [
        ("502 Bad Gateway", |error: &Error| error.status() == Some(502)),
        ("503 Service Unavailable", |error: &Error| error.status() == Some(503)),
        ("504 Gateway Timeout", |error: &Error| error.status() == Some(504)),
    ];
    for (status, predicate) in statuses {
        let outcomes = each_of(&[answer(status, "content-type: text/html\r\n", html)]).await;
        assert_eq!(summaries(&outcomes), repeated_unless_effectful(Unknown), "{status}");
        for outcome in &outcomes {
            assert!(predicate(outcome.error()) && outcome.error().is_server_error(), "{status}");
            assert_eq!((outcome.error().detail(), outcome.error().body()), (None, Some(html.as_bytes())));
        }
    }
}

#[tokio::test]
async fn service_unavailable_is_a_rejection_only_in_the_form_of_the_service() {
    let own = r#"{"status":503,"detail":"instance not available"}"#;
    let outcomes = each_of(&[json("503 Service Unavailable", own)]).await;
    assert_eq!(summaries(&outcomes), always(3, Rejected));
    for outcome in &outcomes {
        assert!(outcome.error().status() == Some(503) && outcome.error().hint().is_some());
        assert_eq!(outcome.error().detail(), Some("instance not available"));
    }
    let others = [
        r#"{"detail":"no upstream"}"#,
        r#"{"status":503}"#,
        r#"["status","detail"]"#,
        "",
        // The form of RFC 9457, in which a gateway describes its own errors.
        r#"{"type":"about:blank","title":"Service Unavailable","status":503,"detail":"upstream reset"}"#,
        r#"{"status":500,"detail":"instance not available"}"#,
    ];
    for body in others {
        let outcomes = each_of(&[json("503 Service Unavailable", body)]).await;
        assert_eq!(summaries(&outcomes), repeated_unless_effectful(Unknown), "{body}");
    }
}

#[tokio::test]
async fn gateway_timeout_of_the_service_leaves_delivery_unknown() {
    let body = r#"{"status":504,"detail":"no acknowledgement in time"}"#;
    let outcomes = each_of(&[json("504 Gateway Timeout", body)]).await;
    assert_eq!(summaries(&outcomes), repeated_unless_effectful(Unknown));
    assert!(outcomes.iter().all(|outcome| outcome.error().status() == Some(504) && !outcome.error().is_timeout()));
}

#[tokio::test]
async fn bad_request_is_a_rejection_only_for_known_details() {
    for (detail, delivery) in [
        ("validation error: text is required", Rejected),
        ("invalid JID", Rejected),
        ("failed to send message", Unknown),
        ("the message is invalid ", Unknown),
        ("invalidated", Unknown),
        ("", Unknown),
    ] {
        let body = format!(r#"{{"status":400,"detail":"{detail}"}}"#);
        let outcomes = each_of(&[json("400 Bad Request", &body)]).await;
        assert_eq!(summaries(&outcomes), always(1, delivery), "{detail}");
        assert!(outcomes.iter().all(|outcome| outcome.error().is_bad_request()));
    }
    let outcomes = each_of(&[json("400 Bad Request", r#"{"detail":"invalid header"}"#)]).await;
    assert_eq!(summaries(&outcomes), always(1, Unknown), "it is not known who speaks");
}

#[tokio::test]
async fn page_of_something_else_is_not_a_success_and_is_not_retried() {
    let page = answer("200 OK", "content-type: text/html; charset=utf-8\r\n", "<html>welcome</html>");
    let outcomes = each_of(&[page]).await;
    assert_eq!(summaries(&outcomes), always(1, Unknown));
    for outcome in &outcomes {
        let error = outcome.error();
        assert!(error.is_foreign() && !error.is_decode() && !error.is_status() && !error.is_transient());
        assert_eq!((error.status(), error.body()), (Some(200), Some(&b"<html>welcome</html>"[..])));
        assert!(error.to_string().contains("200 OK") && error.to_string().contains("`text/html`"), "{error}");
    }
}

#[tokio::test]
async fn operation_without_a_response_body_accepts_only_its_status() {
    let gzip = answer("200 OK", "content-type: application/octet-stream\r\n", b"\x1f\x8b\x08\x00");
    for page in [
        answer("200 OK", "content-type: text/html\r\n", "<html>login</html>"),
        json("200 OK", r#"{"status":500,"detail":"no"}"#),
        json("201 Created", r#"{"stat"#),
        gzip,
    ] {
        let script = Script::new([page]).await;
        let client = script.builder().build().expect("valid");
        let error = client.sample().react("3EB0C431", Reaction { emoji: String::new() }).await.unwrap_err();
        assert!(error.is_foreign(), "{error}");
        assert_eq!((error.delivery(), error.attempts()), (Unknown, 1));
        assert!(error.to_string().contains("expected status 204, found 20"), "{error}");
    }
    let script = Script::new([vec![Act::Read, Act::Write(b"HTTP/1.1 204 No Content\r\n\r\n".to_vec())]]).await;
    let client = script.builder().build().expect("valid");
    client.sample().react("3EB0C431", Reaction { emoji: String::new() }).await.expect("a success");
}

#[tokio::test]
async fn login_page_is_not_stored_as_a_download() {
    let page = answer("200 OK", "content-type: text/html\r\n", "<html>login</html>");
    let script = Script::new([page]).await;
    let error = script.builder().build().expect("valid").sample().download("a").await.unwrap_err();
    assert!(error.is_foreign() && error.to_string().contains("expected a file, found `text/html`"), "{error}");

    let headers = "content-type: text/html\r\ncontent-disposition: attachment; filename=\"offer.html\"\r\n";
    let script = Script::new([answer("200 OK", headers, "<html>offer</html>")]).await;
    let download = script.builder().build().expect("valid").sample().download("a").await.expect("somebody's document");
    assert_eq!(download.file_name().as_deref(), Some("offer.html"));
}

#[tokio::test]
async fn decoding_error_counts_the_attempts_before_it() {
    let slow_down = answer("429 Too Many Requests", "retry-after: 0\r\n", "");
    let [.., effectful] = each_of(&[slow_down.clone(), json("201 Created", "{}")]).await;
    assert!(effectful.error().is_decode());
    assert_eq!(effectful.summary(), (2, 2, Accepted));
    let [safe, ..] = each_of(&[slow_down, answer("200 OK", "", b"\xff")]).await;
    assert!(safe.error().is_decode());
    assert_eq!(safe.summary(), (2, 2, Accepted));
}

#[tokio::test]
async fn call_without_time_sends_nothing() {
    for outcome in each(&[answer("204 No Content", "", "")], |builder| builder.timeout(Duration::ZERO)).await {
        assert!(outcome.error().is_timeout() && !outcome.error().is_connect());
        assert_eq!(outcome.summary(), (0, 0, NotSent));
        assert_eq!(outcome.script.connections(), 0);
    }
}

#[tokio::test]
async fn endless_body_is_read_up_to_the_limit() {
    let endless = |status: &str| {
        let head = format!("HTTP/1.1 {status}\r\ncontent-type: application/json\r\nconnection: close\r\n\r\n");
        vec![vec![Act::Read, Act::Write(head.into_bytes()), Act::WriteForever]]
    };
    let outcomes = each(&endless("200 OK"), |builder| builder.max_response_size(1 << 20)).await;
    assert_eq!(summaries(&outcomes), always(1, Accepted));
    for outcome in &outcomes {
        assert!(outcome.error().is_decode() && !outcome.error().is_transport());
        assert_eq!((outcome.error().status(), outcome.error().body()), (Some(200), None));
        assert!(outcome.error().to_string().contains("larger than 1048576 bytes"), "{}", outcome.error());
        assert!(outcome.script.notices_that_the_client_is_gone().await);
    }
    let outcomes = each_of(&endless("500 Internal Server Error")).await;
    assert_eq!(summaries(&outcomes), always(1, Unknown));
    for outcome in &outcomes {
        assert_eq!(outcome.error().body().map(<[u8]>::len), Some(1 << 20));
        assert!(outcome.script.notices_that_the_client_is_gone().await);
    }
}

#[tokio::test]
async fn body_of_exactly_the_largest_size_is_read() {
    for (length, is_read) in [(64, true), (65, false)] {
        let script = Script::new([answer("200 OK", "", "a".repeat(length))]).await;
        let client = script.builder().max_response_size(64).build().expect("valid");
        assert_eq!(client.sample().health().await.is_ok(), is_read, "{length}");
    }
}

#[tokio::test]
async fn redirect_to_another_host_is_reported_and_not_followed() {
    let elsewhere = Script::new([json("201 Created", r#"{"id":"3EB0C431"}"#)]).await;
    let there = format!("location: {}/health\r\n", elsewhere.url().replace("127.0.0.1", "localhost"));
    for status in ["301 Moved Permanently", "302 Found", "307 Temporary Redirect", "308 Permanent Redirect"] {
        let outcomes = each_of(&[answer(status, &there, "")]).await;
        assert_eq!(summaries(&outcomes), always(1, Unknown), "{status}");
        for outcome in &outcomes {
            assert!(outcome.error().is_status());
            assert_eq!(outcome.error().status().map(|status| status.to_string()).as_deref(), status.get(..3));
        }
    }
    assert_eq!(elsewhere.connections(), 0);
}

#[tokio::test]
async fn slow_body_is_read_while_there_is_time() {
    let drips = |count, pause| vec![vec![Act::Read, Act::Write(head("200 OK")), Act::Drip(count, pause)]];
    let plain = String::from_utf8(head("200 OK")).expect("a text").replace("application/json", "text/plain");
    let slow = vec![Act::Read, Act::Write(plain.into()), Act::Drip(20, Duration::from_millis(5))];
    let script = Script::new([slow]).await;
    assert_eq!(script.builder().build().expect("valid").sample().health().await.expect("a success").len(), 20);

    // A byte now and then extends neither the limit of an attempt nor that of the call.
    let endless = drips(20, BRIEF / 4);
    let outcomes = each(&endless, |builder| builder.attempt_timeout(BRIEF)).await;
    assert_eq!(summaries(&outcomes), repeated_unless_effectful(Accepted));
    assert!(outcomes.iter().all(|outcome| outcome.error().is_timeout() && outcome.error().status() == Some(200)));
    let outcomes = each(&endless, |builder| builder.timeout(BRIEF)).await;
    assert_eq!(summaries(&outcomes), always(1, Accepted), "there is no time for a second attempt");
    assert!(outcomes.iter().all(|outcome| outcome.error().is_timeout()));
}

#[tokio::test]
async fn call_whose_retry_succeeds_is_a_success() {
    let success = json("201 Created", r#"{"id":"3EB0C431"}"#);
    let refusal = json("503 Service Unavailable", r#"{"status":503,"detail":"instance not available"}"#);
    let slow_down = answer("429 Too Many Requests", "retry-after: 0\r\n", "");
    for outcome in each_of(&[refusal.clone(), slow_down, success.clone()]).await {
        outcome.result.expect("a success");
        assert_eq!(outcome.script.requests().len(), 3);
        let [first, second, third] = &outcome.script.requests()[..] else { panic!("three requests") };
        assert!(first.line == second.line && second.line == third.line && second.body == third.body);
        assert!(first.headers == second.headers && second.headers == third.headers);
    }
    for failure in [vec![Act::Read, Act::Reset], answer("502 Bad Gateway", "", ""), vec![Act::Read]] {
        let [safe, idempotent, effectful] = each_of(&[failure, success.clone()]).await;
        for outcome in [safe, idempotent] {
            outcome.result.expect("a success");
            assert_eq!(outcome.script.requests().len(), 2);
        }
        assert_eq!(effectful.summary(), (1, 1, Unknown));
    }
}

#[tokio::test]
async fn unknown_delivery_of_an_earlier_attempt_is_preserved() {
    let refused = json("400 Bad Request", r#"{"status":400,"detail":"invalid JID"}"#);
    let [safe, idempotent, _] = each_of(&[answer("502 Bad Gateway", "", ""), refused.clone()]).await;
    assert_eq!((safe.summary(), idempotent.summary()), ((2, 2, Unknown), (2, 2, Unknown)));
    assert!(safe.error().is_bad_request(), "the last response is the one reported");
    // A rejected attempt leaves no doubt.
    let outcomes = each_of(&[answer("429 Too Many Requests", "", ""), refused.clone()]).await;
    assert_eq!(summaries(&outcomes), always(2, Rejected));
    let broken = vec![Act::Read, Act::Reset];
    let [.., effectful] = each_of(&[answer("429 Too Many Requests", "", ""), broken, refused]).await;
    assert_eq!(effectful.summary(), (2, 2, Unknown));
}

#[tokio::test]
async fn retry_budget_of_a_client_is_finite_and_shared() {
    let script = Script::new([answer("502 Bad Gateway", "", "")]).await;
    let client = script.builder().build().expect("valid");
    let clone = client.for_instance("support");
    let mut attempts = Vec::new();
    for _ in 0..20 {
        attempts.push(safe(&client).await.unwrap_err().attempts());
        attempts.push(idempotent(&clone).await.unwrap_err().attempts());
    }
    // Fifty retries, two for each call.
    assert_eq!(attempts, [[3; 25].as_slice(), &[1; 15]].concat());
    assert_eq!(script.requests().len(), 40 + 50);
    // Another client has its own.
    assert_eq!(safe(&script.builder().build().expect("valid")).await.unwrap_err().attempts(), 3);
}

#[tokio::test]
async fn dropped_call_closes_its_connection() {
    let script = Script::new([vec![Act::Read, Act::Hold]]).await;
    let client = script.builder().build().expect("valid");
    tokio::select! {
        result = effectful(&client) => panic!("nothing answers, and yet there is {result:?}"),
        arrived = script.has_a_request() => assert!(arrived),
    }
    assert!(script.notices_that_the_client_is_gone().await);
    assert_eq!((script.connections(), script.requests().len()), (1, 1));
}
