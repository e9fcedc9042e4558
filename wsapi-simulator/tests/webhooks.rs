//! What is posted to webhooks, and when.
#![cfg(feature = "server")]

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use axum::{
    Router,
    body::Bytes,
    http::{HeaderMap, StatusCode},
    routing::post,
};
use tokio::{net::TcpListener, sync::Semaphore};
use wsapi_client::{events::Verifier, types::UpdateAccountInstanceSettingsRequest};
use wsapi_simulator::{Server, Simulator};

/// A webhook that responds when it is permitted to.
#[derive(Clone)]
struct Webhook {
    url: String,
    posts: Arc<Mutex<Vec<(HeaderMap, Bytes)>>>,
    permits: Arc<Semaphore>,
}

impl Webhook {
    async fn start(status: StatusCode, permits: usize) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let webhook = Self {
            url: format!("http://{}/wsapi", listener.local_addr().expect("an address")),
            posts: Arc::default(),
            permits: Arc::new(Semaphore::new(permits)),
        };
        let state = webhook.clone();
        let handler = move |headers: HeaderMap, body: Bytes| async move {
            state.posts.lock().expect("no panic").push((headers, body));
            state.permits.acquire().await.expect("it is open").forget();
            status
        };
        tokio::spawn(async { axum::serve(listener, Router::new().route("/wsapi", post(handler))).await });
        webhook
    }

    fn posts(&self) -> usize {
        self.posts.lock().expect("no panic").len()
    }
}

async fn server(webhook: &Webhook) -> Server {
    let server = Simulator::builder().serve().await;
    server.instance("default").set_webhook(&webhook.url, "whsec_test");
    server
}

#[tokio::test]
async fn events_are_posted_with_the_headers_of_the_service() {
    let webhook = Webhook::start(StatusCode::NO_CONTENT, 2).await;
    let server = server(&webhook).await;
    let ada = server.person("+49 170 1234567");
    ada.writes("<&>").await;
    server.instance("default").set_webhook(&webhook.url, "");
    ada.writes("unsigned").await;

    let posts = webhook.posts.lock().expect("no panic").clone();
    let (headers, body) = &posts[0];
    let header = |name: &str| headers.get(name).map(|value| value.to_str().expect("text"));
    assert_eq!((header("content-type"), header("x-instance-id")), (Some("application/json"), Some("default")));
    let verifier = Verifier::new("whsec_test").expect("a secret");
    verifier.verify(body, header("x-webhook-signature")).expect("it is signed");
    assert!(String::from_utf8_lossy(body).contains(r#""text":"\u003c\u0026\u003e""#));
    assert!(posts[1].0.get("x-webhook-signature").is_none());
}

#[tokio::test]
async fn failed_event_is_not_posted_again() {
    let webhook = Webhook::start(StatusCode::SERVICE_UNAVAILABLE, 2).await;
    let server = server(&webhook).await;
    let ada = server.person("+49 170 1234567");
    ada.writes("one").await;
    ada.writes("two").await;
    assert_eq!(webhook.posts(), 2);
    let errors: Vec<_> = server.deliveries().into_iter().filter_map(|delivery| delivery.error).collect();
    assert_eq!(errors, ["the webhook responded with 503 Service Unavailable"; 2]);
}

#[tokio::test]
async fn slow_webhook_fails_after_ten_seconds_and_delays_the_next_event() {
    let webhook = Webhook::start(StatusCode::OK, 0).await;
    let server = server(&webhook).await;
    let ada = server.person("+49 170 1234567");
    let both = async { tokio::join!(ada.writes("one").into_future(), ada.writes("two").into_future()) };
    let time = async {
        server.until(|| webhook.posts() == 1).await;
        server.advance(Duration::from_secs(9));
        // The second event waits for the first.
        assert_eq!((webhook.posts(), server.deliveries().len()), (1, 0));
        server.advance(Duration::from_secs(1));
        server.until(|| server.deliveries().len() == 1).await;
        webhook.permits.add_permits(2);
    };
    tokio::join!(both, time);
    let errors: Vec<_> = server.deliveries().into_iter().map(|delivery| delivery.error).collect();
    assert_eq!(errors, [Some("the webhook did not respond within 10 s".to_owned()), None]);
    assert_eq!(webhook.posts(), 2);
}

#[tokio::test]
async fn instance_in_pull_mode_posts_nothing() {
    let webhook = Webhook::start(StatusCode::NO_CONTENT, 2).await;
    let server = server(&webhook).await;
    let account = server.client().account();
    let settings = UpdateAccountInstanceSettingsRequest::new(false, true, false).webhook_url(&webhook.url);
    account.update_instance_settings("default", settings).await.expect("it is valid");
    account.restart_instance("default").await.expect("it is known");
    server.person("+49 170 1234567").writes("ping").await;
    assert_eq!(webhook.posts(), 0);
    assert!(server.deliveries().is_empty());
}
