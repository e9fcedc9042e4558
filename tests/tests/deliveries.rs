//! The delivery of a call of several attempts, and the time that an attempt needs to leave no doubt about it.

use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering::SeqCst},
    },
    time::Duration,
};

use tokio::time::Instant;
use wsapi_client::{
    Body, BoxFuture, Client, Delivery, Error, Jid, Pacing, Transport, TransportError, http, types::SendTextRequest,
};

/// Plays responses in order: a status, or no connection. After `Retry-After` seconds the call may come again.
#[derive(Clone, Debug)]
struct Script(Arc<Mutex<Vec<Option<u16>>>>, &'static str);

impl Script {
    fn new(statuses: impl IntoIterator<Item = Option<u16>>, retry_after: &'static str) -> Self {
        let mut statuses: Vec<_> = statuses.into_iter().collect();
        statuses.reverse();
        Self(Arc::new(Mutex::new(statuses)), retry_after)
    }

    fn client(&self) -> Client {
        Client::builder().api_key("k").transport(self.clone()).build().expect("a valid configuration")
    }
}

impl Transport for Script {
    fn send(&self, _: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let status = self.0.lock().expect("the script").pop().expect("no further attempt");
        let response = status.ok_or_else(|| TransportError::connect("connection refused")).map(|status| {
            let response = http::Response::builder().status(status).header("retry-after", self.1);
            response.body(Body::empty()).expect("a response")
        });
        Box::pin(async { response })
    }
}

fn text() -> SendTextRequest {
    let to: Jid = "491701234567@s.whatsapp.net".parse().expect("a JID");
    SendTextRequest::new(to, "Hello")
}

#[tokio::test(start_paused = true)]
async fn refusal_by_the_service_is_not_forgotten_when_later_attempts_find_no_connection() {
    let client = Script::new([Some(429), None, None], "1").client();
    let error = client.messages().send_text(text()).await.expect_err("no attempt succeeds");
    assert!(error.is_connect());
    assert_eq!((error.delivery(), error.attempts()), (Delivery::Rejected, 3));
}

#[tokio::test(start_paused = true)]
async fn message_is_not_sent_again_with_too_little_time_left() {
    // A second attempt would be cut short after a second, and nobody would know whether it sent the message.
    let client = Script::new([Some(429)], "59").client();
    let start = Instant::now();
    let call = client.messages().send_text(text()).timeout(Duration::from_secs(60));
    let error = call.await.expect_err("it is refused");
    assert!(error.is_too_many_requests());
    assert_eq!((error.delivery(), error.attempts(), start.elapsed().as_secs()), (Delivery::Rejected, 1, 0));

    let client = Script::new([Some(429), Some(409)], "29").client();
    let call = client.messages().send_text(text()).timeout(Duration::from_secs(60));
    assert_eq!(call.await.expect_err("it is refused").attempts(), 2, "half of the time is enough");
}

/// Responds after five seconds, which is a slow day.
#[derive(Clone, Debug, Default)]
struct Slow(Arc<AtomicUsize>);

impl Transport for Slow {
    fn send(&self, _: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        self.0.fetch_add(1, SeqCst);
        Box::pin(async {
            tokio::time::sleep(Duration::from_secs(5)).await;
            let response = http::Response::builder().status(201).header("content-type", "application/json");
            Ok(response.body(Body::from(r#"{"id":"3EB0C431"}"#)).expect("a response"))
        })
    }
}

#[tokio::test(start_paused = true)]
async fn pacing_never_leaves_a_message_in_doubt() {
    let transport = Slow::default();
    let builder = Client::builder().api_key("k").transport(transport.clone());
    let client = builder.pacing(Pacing::every(Duration::from_secs(3))).build().expect("a valid configuration");
    let calls: Vec<_> = (0..100).map(|_| tokio::spawn(client.messages().send_text(text()).into_future())).collect();
    let mut sent = 0;
    for call in calls {
        match call.await.expect("no panic") {
            Ok(_) => sent += 1,
            Err(error) => {
                assert!(error.is_timeout(), "{error}");
                assert_eq!(error.delivery(), Delivery::NotSent, "{error}");
            }
        }
    }
    // The call has 240 s, of which an attempt needs 100: turns from 0 s to 138 s.
    assert_eq!((sent, transport.0.load(SeqCst)), (47, 47));
}

#[tokio::test(start_paused = true)]
async fn paced_call_that_nobody_polls_holds_up_no_other() -> Result<(), Error> {
    let builder = Client::builder().api_key("k").transport(Slow::default());
    let client = builder.pacing(Pacing::per_minute(20)).build().expect("a valid configuration");
    client.messages().send_text(text()).await?;
    client.messages().send_text(text()).await?;
    let mut unpolled = Box::pin(client.messages().send_text(text()).into_future());
    tokio::select! {
        biased;
        _ = &mut unpolled => panic!("it waits for its turn"),
        () = std::future::ready(()) => {}
    }
    let start = Instant::now();
    client.messages().send_text(text()).timeout(Duration::from_secs(20)).await?;
    assert!(start.elapsed() < Duration::from_secs(20));
    unpolled.await.map(drop)
}
